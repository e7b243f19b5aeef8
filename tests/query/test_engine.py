"""Queries over a build: prefixes, graphs, kinds of answers, and builds that are not there."""

import threading

import pyoxigraph
import pytest

from kg.errors import OutputError, QueryError
from kg.query import engine
from kg.query.results import render


def values(result):
    return [tuple(getattr(node, "value", None) for node in row) for row in result.rows]


def test_known_prefixes_need_no_declaration_and_know_the_base_of_the_build(store):
    found = engine.query(store, "SELECT ?name { method:lora skos:prefLabel ?name }")
    assert (found.kind, found.variables, values(found)) == ("select", ("name",), [("LoRA",)])
    assert engine.prefixes(store)["method"] == "https://x.org/method/"


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

    with pytest.raises(QueryError, match=r"^mine: the query cannot be answered: it broke$"):
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
        engine.load(tmp_path)
    assert str(caught.value) == f"no build in '{tmp_path}': it has no kg.nq; run `kg build SOURCE -o {tmp_path}`"


def test_a_broken_graph_is_an_error_that_names_the_line(tmp_path):
    (tmp_path / "kg.nq").write_text("<a:a> <a:b> <a:c> <a:g> .\nnonsense\n")
    with pytest.raises(OutputError, match=r"kg\.nq:2: the graph cannot be read \(.*\); build it again$"):
        engine.load(tmp_path)


def test_a_store_without_a_description_has_the_prefixes_of_the_schema():
    empty = pyoxigraph.Store()
    assert engine.prefixes(empty)["method"] == "https://w3id.org/abstract-kg/method/"
    assert render(engine.query(empty, "SELECT ?s { ?s a kg:Paper }"), "csv") == "s\n"
