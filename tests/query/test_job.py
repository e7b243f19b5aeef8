"""Jobs: datasets, bindings, formats and limits of one query."""

import json

import pytest

from kg.errors import QueryError
from kg.query.bounded import LimitError
from kg.query.diagnosis import QuerySyntaxError
from kg.query.guard import RefusedError
from kg.query.job import EvaluationError, FormatError, Job, evaluate

ALPHA, BETA, ENTITIES = (f"https://x.org/graph/{name}" for name in ("alpha", "beta", "entities"))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s kg:variantOf ?o }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s a kg:Paper } } ORDER BY ?g"


def values(store, text, **options):
    document = json.loads(evaluate(store, Job(text, "json", **options)))
    return [row[name]["value"] for row in document["results"]["bindings"] for name in document["head"]["vars"]]


def test_the_default_graph_is_the_union_unless_the_query_or_the_job_names_graphs(store):
    assert values(store, COUNT) == ["2"]
    assert values(store, COUNT, union=False) == ["0"]
    assert values(store, COUNT.replace("{", "FROM graph:alpha {")) == ["0"]
    assert values(store, COUNT.replace("{", "FROM graph:alpha {"), default_graphs=(ALPHA, ENTITIES)) == ["2"]
    assert values(store, COUNT, default_graphs=("https://x.org/graph/none",)) == ["0"]


def test_the_graphs_of_a_job_override_those_of_the_query(store):
    assert values(store, GRAPHS) == [ALPHA, BETA]
    assert values(store, GRAPHS, named_graphs=(BETA,)) == [BETA]
    assert values(store, GRAPHS.replace("{ GRAPH", "FROM NAMED graph:alpha { GRAPH"), named_graphs=(BETA,)) == [BETA]
    assert values(store, GRAPHS, default_graphs=(ALPHA,)) == []
    assert values(store, COUNT, named_graphs=(ENTITIES,)) == ["0"]


def test_values_are_bound_as_terms(store):
    text = "SELECT ?this ?name { ?this skos:prefLabel ?name }"
    assert values(store, text, bindings={"this": "<https://x.org/method/lora>"}) == [
        "https://x.org/method/lora",
        "LoRA",
    ]
    assert values(store, text, bindings={"name": '"LoRA"'}) == ["https://x.org/method/lora", "LoRA"]
    assert values(store, text, bindings={"name": '"\\" } UNION { ?s ?p ?o"'}) == []


@pytest.mark.parametrize("value", ["LoRA", "<a:a> . <a:b> <a:c> <a:d>", '"a" .\n<a:a> <a:a> "b"', "?x", "<a b>", ""])
def test_what_is_not_one_term_is_not_bound(store, value):
    with pytest.raises(QueryError, match="a bound value is no"):
        evaluate(store, Job("SELECT ?x { ?x ?p ?o }", "json", bindings={"x": value}))


def test_relative_iris_start_at_the_base(store):
    told = evaluate(store, Job("CONSTRUCT { <> <#p> <../b> } {}", "nt", base_iri="http://h.org/kg/sparql"))
    assert told == b"<http://h.org/kg/sparql> <http://h.org/kg/sparql#p> <http://h.org/b> .\n"


@pytest.mark.parametrize(
    ("format", "start"),
    [("json", b'{"head":{"vars":["n"]}'), ("xml", b"<?xml"), ("csv", b"n\r\nLoRA\r\n"), ("tsv", b'?n\n"LoRA"\n')],
)
def test_formats_of_rows(store, format, start):
    assert evaluate(store, Job("SELECT ?n { method:lora skos:prefLabel ?n }", format)).startswith(start)


@pytest.mark.parametrize(
    ("format", "part"),
    [
        (
            "ttl",
            b"@prefix method: <https://x.org/method/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            b'method:lora skos:prefLabel "LoRA" .\n',
        ),
        ("nt", b'<https://x.org/method/lora> <http://www.w3.org/2004/02/skos/core#prefLabel> "LoRA" .\n'),
        ("jsonld", b'[{"@id":"https://x.org/method/lora",'),
        ("rdfxml", b'<rdf:Description rdf:about="https://x.org/method/lora">'),
    ],
)
def test_formats_of_graphs(store, format, part):
    text = "CONSTRUCT { ?m skos:prefLabel ?n } { ?m skos:prefLabel ?n VALUES ?m { method:lora method:lora } }"
    assert part in evaluate(store, Job(text, format))


def test_a_graph_is_sorted_without_doubles_and_declares_the_prefixes_it_uses(store):
    text = "CONSTRUCT { kg:a kg:b ?t } { VALUES ?t { 'b' 'a' 'b' } }"
    assert evaluate(store, Job(text, "nt")).count(b"\n") == 2
    turtle = evaluate(store, Job("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "ttl")).decode().splitlines()
    header = [line for line in turtle if line.startswith("@prefix ")]
    assert header == sorted(header) == turtle[: len(header)]


def test_a_format_has_to_hold_the_answer(store):
    with pytest.raises(FormatError, match="choose from ttl, nt, jsonld, rdfxml"):
        evaluate(store, Job("CONSTRUCT {} {}", "json"))
    with pytest.raises(FormatError, match="choose from csv, tsv, json, xml"):
        evaluate(store, Job("ASK {}", "ttl"))


def test_rows_triples_and_bytes_are_bounded(store):
    evaluate(store, Job("SELECT * { VALUES ?x { 1 2 3 } }", "csv", max_rows=3))
    with pytest.raises(LimitError, match="more than 2 rows"):
        evaluate(store, Job("SELECT * { VALUES ?x { 1 2 3 } }", "csv", max_rows=2))
    with pytest.raises(LimitError, match="more than 2 triples"):
        evaluate(store, Job("CONSTRUCT { ?x ?x ?x } { VALUES ?x { kg:a kg:b kg:c } }", "nt", max_rows=2))
    with pytest.raises(LimitError, match="more than 10 bytes"):
        evaluate(store, Job("SELECT * { ?s ?p ?o }", "json", max_bytes=10))


def test_queries_are_bounded(store):
    with pytest.raises(RefusedError, match="9 bytes; 8 are allowed") as caught:
        evaluate(store, Job("ASK {   }", "json", max_query_bytes=8))
    assert caught.value.kind == "long"
    with pytest.raises(RefusedError, match="nests more than 1 levels"):
        evaluate(store, Job("ASK { { } }", "json", max_depth=1))


def test_a_mistake_is_told_with_its_place(store):
    with pytest.raises(QuerySyntaxError) as caught:
        evaluate(store, Job("ASK {\n  ?s nope:p ?o }", "json"))
    assert (caught.value.line, caught.value.column) == (2, 6)


@pytest.mark.parametrize("text", ["", " \n", "# nothing"])
def test_no_query_is_a_mistake(store, text):
    with pytest.raises(QuerySyntaxError, match="the query is empty"):
        evaluate(store, Job(text, "json"))


def test_a_wrong_base_is_no_failure_of_the_engine(store):
    with pytest.raises(QueryError, match="Invalid base IRI") as caught:
        evaluate(store, Job("ASK {}", "json", base_iri="nope"))
    assert type(caught.value) is QueryError


def test_a_failure_of_the_engine_is_told_as_one():
    class Broken:
        def query(self, *_, **__):
            raise OSError("the disk\nis gone")

    with pytest.raises(EvaluationError, match="cannot be evaluated: the disk is gone"):
        evaluate(Broken(), Job("ASK {}", "json"), prefixes={})
