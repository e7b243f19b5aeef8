"""Queries over a build: prefixes, graphs, kinds of answers, and builds that are not there."""

import json
import threading

import pyoxigraph
import pytest

from kg.errors import OutputError, QueryError
from kg.query import engine, graph_file
from kg.query.diagnosis import QuerySyntaxError


def values(result):
    return [tuple(getattr(node, "value", None) for node in row) for row in result.rows]


def test_known_prefixes_need_no_declaration_and_know_the_base_of_the_build(store):
    found = engine.query(store, "SELECT ?name { method:lora skos:prefLabel ?name }")
    assert (found.kind, found.variables, values(found)) == ("select", ("name",), [("LoRA",)])
    assert graph_file.prefixes(store)["method"] == "https://x.org/method/"


def test_a_declaration_wins_over_a_known_prefix(store):
    text = "PREFIX method: <https://x.org/model/> SELECT ?name { method:moss skos:prefLabel ?name }"
    assert values(engine.query(store, text)) == [("Moss",)]


def test_all_graphs_are_asked_unless_some_are_named(store):
    counts = {graphs: values(engine.query(store, f"SELECT (COUNT(*) AS ?n) {graphs} {{ ?s kg:variantOf ?o }}"))
              for graphs in ("", "FROM graph:alpha", "FROM graph:alpha FROM graph:entities")}  # fmt: skip
    assert list(counts.values()) == [[("2",)], [("0",)], [("2",)]]
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s a kg:Paper } } ORDER BY ?g"
    assert values(engine.query(store, named)) == [("https://x.org/graph/alpha",), ("https://x.org/graph/beta",)]


def test_from_never_fetches(store, tmp_path):
    secret = tmp_path / "secret.ttl"
    secret.write_text("<a:a> <a:b> 'secret' .")
    assert engine.query(store, "SELECT ?o FROM <SECRET> { ?s ?p ?o }".replace("SECRET", secret.as_uri())).rows == ()


def test_every_kind_of_answer(store):
    assert engine.query(store, "ASK { ?p kg:uses method:lora }").truth
    assert not engine.query(store, "ASK { ?p kg:uses model:moss }").truth
    graph = engine.query(store, "CONSTRUCT { ?e rdfs:label ?n } { ?e a kg:Model ; skos:prefLabel ?n }")
    assert (graph.kind, [row[2].value for row in graph.rows]) == ("construct", ["Moss-7B", "Moss"])
    about = engine.query(store, "DESCRIBE dataset:turftext")
    assert (about.kind, len(about.rows)) == ("construct", 7)


def test_the_triples_of_a_graph_come_sorted_and_once(store):
    text = "CONSTRUCT { kg:a kg:b ?t } { VALUES ?t { 'b' 'a' 'b' } }"
    assert [row[2].value for row in engine.query(store, text).rows] == ["a", "b"]


def test_an_error_of_evaluation_is_one_line():
    class Broken:
        def query(self, text, **_):
            if "uriSpace" in text:
                return []
            raise RuntimeError("it\nbroke")

    with pytest.raises(QueryError, match=r"^mine: the query cannot be evaluated: it broke$"):
        engine.query(Broken(), "ASK {}", name="mine")


def test_a_refused_query_never_reaches_the_engine():
    class Unused:
        def query(self, *_, **__):
            raise AssertionError

    with pytest.raises(QueryError, match="another server"):
        engine.query(Unused(), "ASK { SERVICE <http://x/> {} }")


def test_the_usual_size_of_stacks_is_restored(store):
    before = threading.stack_size()
    engine.query(store, "ASK {}")
    assert threading.stack_size() == before


def test_no_build_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(OutputError) as caught:
        graph_file.load(tmp_path)
    assert str(caught.value) == f"no build in '{tmp_path}': it has no kg.nq; run `kg build SOURCE -o {tmp_path}`"


def test_a_broken_graph_is_an_error_that_names_the_line(tmp_path):
    (tmp_path / "kg.nq").write_text("<a:a> <a:b> <a:c> <a:g> .\nnonsense\n")
    with pytest.raises(OutputError, match=r"kg\.nq:2: the graph cannot be read \(.*\); build it again$"):
        graph_file.load(tmp_path)


def test_a_store_without_a_description_has_the_prefixes_of_the_schema():
    empty = pyoxigraph.Store()
    assert graph_file.prefixes(empty)["method"] == "https://w3id.org/abstract-kg/method/"
    assert engine.serialized(empty, "SELECT ?s { ?s a kg:Paper }", "csv") == b"s\r\n"


def test_answers_come_in_the_formats_of_the_w3c(store):
    text = "SELECT ?name ?none { method:lora skos:prefLabel ?name }"
    assert engine.serialized(store, text, "csv") == b"name,none\r\nLoRA,\r\n"
    assert engine.serialized(store, text, "tsv") == b'?name\t?none\n"LoRA"\t\n'
    assert json.loads(engine.serialized(store, text, "json")) == {
        "head": {"vars": ["name", "none"]},
        "results": {"bindings": [{"name": {"type": "literal", "value": "LoRA"}}]},
    }
    assert b'<binding name="name"><literal>LoRA</literal></binding>' in engine.serialized(store, text, "xml")


def test_what_is_written_is_what_was_said(store):
    text = "SELECT ?x { VALUES ?x { '=1+1' 'a,b' \"say 'hi'\" } }"
    assert engine.serialized(store, text, "csv") == b"x\r\n=1+1\r\n\"a,b\"\r\nsay 'hi'\r\n"


@pytest.mark.parametrize("format", ["ttl", "nt", "jsonld", "rdfxml"])
def test_a_graph_comes_in_every_syntax(store, format):
    text = "CONSTRUCT { ?e rdfs:label ?n } { ?e a kg:Model ; skos:prefLabel ?n }"
    kinds = {"ttl": "TURTLE", "nt": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
    written = engine.serialized(store, text, format)
    read = pyoxigraph.parse(written, format=getattr(pyoxigraph.RdfFormat, kinds[format]))
    assert {str(quad.triple) for quad in read} == {
        f'<https://x.org/model/{slug}> <http://www.w3.org/2000/01/rdf-schema#label> "{name}"'
        for slug, name in (("moss", "Moss"), ("moss-7b", "Moss-7B"))
    }


@pytest.mark.parametrize(("text", "format"), [("ASK {}", "ttl"), ("CONSTRUCT WHERE { ?s ?p ?o }", "csv")])
def test_a_format_that_cannot_hold_the_answer_is_refused(store, text, format):
    with pytest.raises(
        QueryError, match=f"format '{format}' cannot hold the answer to this form of query; choose from"
    ):
        engine.serialized(store, text, format)


def test_a_format_of_the_w3c_has_mistakes_in_their_place(store):
    with pytest.raises(QuerySyntaxError, match=r"^mine:1:5: '\{' is never closed$"):
        engine.serialized(store, "ASK {", "csv", name="mine")
    with pytest.raises(QuerySyntaxError, match=r"^mine:1:7: SERVICE would ask another server"):
        engine.serialized(store, "ASK { SERVICE <a:a> {} }", "csv", name="mine")


def test_a_damaged_store_is_told_with_what_to_do():
    class Corrupt:
        def query(self, text, **_):
            if "uriSpace" in text:
                return []
            raise RuntimeError("Corruption: block checksum mismatch")

    with pytest.raises(QueryError, match="the query store is damaged, and `kg build --fresh` makes it again"):
        engine.query(Corrupt(), "ASK {}")
