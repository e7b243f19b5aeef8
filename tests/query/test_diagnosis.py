"""What a query's mistake is, and where."""

import pytest

from kg.errors import QueryError
from kg.query.diagnosis import QuerySyntaxError, caret, place
from kg.query.engine import query


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x {\n ?x foo:bar ?y }", "query:2:5: unknown prefix 'foo:'; declare it with PREFIX foo: <...>"),
        ("SELECT ?x { ?x :bar ?y }", "query:1:16: unknown prefix ':'; declare it with PREFIX : <...>"),
        ("SELECT ?x {\n  ?x kg:uses ?y", "query:1:11: '{' is never closed"),
        ("SELECT ?x { ?x kg:uses ?y } }", "query:1:29: '}' closes nothing"),
        ("SELECT ?x { ?x rdfs:label 'x }", "query:1:27: the string is never closed"),
        ("SELEC ?x { ?x kg:uses ?y }", "query:1:1: 'SELEC' starts no query; did you mean SELECT?"),
        (
            "SELECT ?x { ?x <uses> ?y }",
            "query:1:16: <uses> is no full address, which starts with a scheme such as https:",
        ),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "query:1:8: ?s is not grouped; add GROUP BY ?s, or put it"),
        (
            "SELECT ?s { ?s a kg:Paper } ORDER BY",
            "query:1:37: the query breaks off here; expected a value: a variable",
        ),
        ("SELECT ?s {\n\n ?s kg:uses }", "query:3:13: '}' is not expected here; expected an object: a variable"),
        ("# only a comment", "query:1:1: the query is empty"),
        ("", "query:1:1: the query is empty"),
        ("DROP ALL", "query:1:1: DROP would change the graph, which is read-only; change the sources and build again"),
        ("ASK {\n  SERVICE <a:b> {} }", "query:2:3: SERVICE would ask another server; queries stay on this machine"),
    ],
)
def test_a_mistake_is_told_with_its_place(store, text, message):
    with pytest.raises(QuerySyntaxError) as caught:
        query(store, text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert message.startswith(f"query:{caught.value.line}:{caught.value.column}:")


def test_the_name_of_a_file_stands_before_the_place(store):
    with pytest.raises(QueryError, match=r"mine\.rq:1:11: '\{' is never closed"):
        query(store, "SELECT ?x { ?x ?y ?z", name="mine.rq")


def test_a_declared_prefix_is_not_unknown(store):
    text = "PREFIX a.b-c: <http://x/>\nSELECT ?x { ?x a.b-c:d ?y . ?x kg:uses _:z . _:z kg:is 'a:b'@en-GB ; "
    with pytest.raises(QuerySyntaxError, match=r"'\{' is never closed"):
        query(store, text)


def test_a_caret_stands_below_the_place():
    assert caret("ASK {\n ?x\tfoo:bar\x1b ?y }", 2, 5) == " ?x foo:bar  ?y }\n    ^"
    assert caret("ASK", 9, 1) == ""


def test_a_caret_stands_below_a_place_after_wide_characters():
    assert caret("ASK { '知识' ?x }", 1, 12) == "ASK { '知识' ?x }\n             ^"


def test_what_only_the_engine_objects_to_is_told_in_its_words(store):
    text = "ASK { ?x kg:uses _:b . { ?y kg:uses _:b } }"
    with pytest.raises(QuerySyntaxError, match=r"^query:1:1: \S.+ \S"):
        query(store, text)


def test_the_line_of_a_caret_is_cut_on_both_sides():
    shown, below = caret("a" * 200 + "!" + "b" * 200, 1, 201).split("\n")
    assert (len(shown), shown[len(below) - 1]) == (80, "!")


@pytest.mark.parametrize(("offset", "expected"), [(0, (1, 1)), (3, (1, 4)), (4, (2, 1)), (6, (3, 1))])
def test_places_count_from_one(offset, expected):
    assert place("ASK\n{\n}", offset) == expected
