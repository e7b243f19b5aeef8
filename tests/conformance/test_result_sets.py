"""Whether the script that runs the W3C's tests can tell a right answer from a wrong one."""

import pytest
import rdflib
from script_modules import imported

CSV, JSON = "text/csv", "application/sparql-results+json"


@pytest.fixture
def result_sets(monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    with imported("w3c.result_sets") as module:
        yield module


@pytest.fixture
def differ(result_sets):
    def differ(one, other, *, media_type=CSV, ordered=True):
        tables = (result_sets.answered(body.encode(), media_type) for body in (one, other))
        return result_sets.difference(*tables, ordered=ordered)

    return differ


@pytest.fixture
def differ_as_graphs(result_sets):
    def differ(one, other):
        prefixes = "@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
        return result_sets.difference_of_graphs(
            *(rdflib.Graph().parse(data=f"{prefixes} {text} .", format="turtle") for text in (one, other))
        )

    return differ


def test_rows_are_a_bag(differ):
    assert differ("a\r\n1\r\n2\r\n", "a\r\n2\r\n1\r\n") == ""
    assert differ("a\r\n1\r\n1\r\n", "a\r\n1\r\n2\r\n") == "expected 1; got 2"
    assert differ("a\r\n1\r\n1\r\n", "a\r\n1\r\n") == "expected 1; got no other row"


def test_columns_count_in_their_order_where_that_is_stated(differ):
    assert differ("a,b\r\n1,2\r\n", "b,a\r\n2,1\r\n", ordered=False) == ""
    assert differ("a,b\r\n1,2\r\n", "b,a\r\n2,1\r\n") == "expected the columns a b, got b a"
    assert differ("a\r\n", "b\r\n", ordered=False) == "expected the columns a, got b"


def test_names_of_blank_nodes_do_not_count_but_who_is_who_does(differ):
    assert differ("a,b\r\n_:x,_:y\r\n_:y,_:x\r\n", "a,b\r\n_:q,_:p\r\n_:p,_:q\r\n") == ""
    assert differ("a,b\r\n_:x,_:x\r\n", "a,b\r\n_:p,_:q\r\n")
    assert differ("a,b\r\n_:x,_:y\r\n", "a,b\r\n_:p,_:p\r\n")
    assert differ("a,b\r\n_:x,1\r\n_:x,2\r\n", "a,b\r\n_:p,1\r\n_:q,2\r\n")
    assert differ("a,b\r\n_:x,_:y\r\n_:x,1\r\n", "a,b\r\n_:p,_:q\r\n_:p,1\r\n") == ""


def test_an_unbound_variable_is_no_empty_text(differ):
    bound = '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": ""}}]}}'
    unbound = '{"head": {"vars": ["a"]}, "results": {"bindings": [{}]}}'

    assert differ(bound, bound, media_type=JSON) == ""
    assert differ(bound, unbound, media_type=JSON) == "expected ; got None"


def test_true_is_not_false_and_no_table(differ):
    true, false = '{"head": {}, "boolean": true}', '{"head": {}, "boolean": false}'
    table = '{"head": {"vars": []}, "results": {"bindings": []}}'

    assert differ(true, true, media_type=JSON) == ""
    assert differ(true, false, media_type=JSON) == "expected True, got False"
    assert differ(false, table, media_type=JSON) == "expected False, got None"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.50", "1.5"),
        ('"1e3"^^xsd:double', '"1.0E3"^^xsd:double'),
        ('"007"^^xsd:int', '"7"^^xsd:int'),
        ('"1"^^xsd:boolean', "true"),
        ('"a"@EN-gb', '"a"@en-GB'),
        ('"a"', '"a"^^xsd:string'),
    ],
)
def test_equal_values_are_equal(differ_as_graphs, one, other):
    assert differ_as_graphs(f":s :p {one}", f":s :p {other}") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5", "1.6"),
        ("1", "1.0"),
        ('"7"^^xsd:int', "7"),
        ("false", "true"),
        ('"a"@en', '"a"'),
        ('"one"^^xsd:integer', '"1"^^xsd:integer'),
        ('"1"', "1"),
        ('"http://example.org/a"', ":a"),
        ("[]", ":a"),
    ],
)
def test_other_values_are_others(differ_as_graphs, one, other):
    assert differ_as_graphs(f":s :p {one}", f":s :p {other}") != ""


def test_graphs_are_compared_but_for_the_names_of_blank_nodes(differ_as_graphs):
    assert differ_as_graphs(":s :p (1 2 1)", ":s :p (1 2 1)") == ""
    assert differ_as_graphs(":s :p (1 2 1)", ":s :p (1 1 2)") != ""
