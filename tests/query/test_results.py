"""Answers as text."""

import csv
import io
import json

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import QueryError
from kg.query.engine import query
from kg.query.results import Result, render

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"kg": "https://x.org/ontology#", "m": "https://x.org/m/", "xsd": XSD}
ROWS = Result(
    "select",
    ("thing", "n", "text"),
    (
        (NamedNode("https://x.org/m/lora"), Literal(12), Literal('say "hi",\nyou\t\'')),
        (NamedNode("https://x.org/m/a/b"), Literal("0.5", datatype=NamedNode(f"{XSD}decimal")), None),
        (BlankNode("b"), None, Literal("hallo", language="de")),
    ),
    PREFIXES,
)
YES = Result("ask", truth=True)


def graph(store):
    return query(store, "CONSTRUCT { ?e rdfs:label ?n ; kg:confidence 0.5 } { ?e a kg:Model ; skos:prefLabel ?n }")


def test_a_table_shortens_links_aligns_numbers_and_keeps_a_row_on_a_line():
    assert render(ROWS, "table") == (
        "thing                  n  text\n"
        "-------------------  ---  ---------------\n"
        'm:lora                12  say "hi", you \'\n'
        "https://x.org/m/a/b  0.5\n"
        "b                         hallo\n"
    )


def test_csv_is_read_back():
    assert list(csv.reader(io.StringIO(render(ROWS, "csv")))) == [
        ["thing", "n", "text"],
        ["https://x.org/m/lora", "12", 'say "hi",\nyou\t\''],
        ["https://x.org/m/a/b", "0.5", ""],
        ["b", "", "hallo"],
    ]


@pytest.mark.parametrize(
    ("text", "cell"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("'=1", "''=1"), ("a=b", "a=b"), ("'t", "'t")]
)
def test_csv_holds_no_formula(text, cell):
    result = Result("select", ("x",), ((Literal(text),),))
    assert list(csv.reader(io.StringIO(render(result, "csv"))))[1] == [cell]


def test_a_negative_number_is_no_formula():
    assert render(Result("select", ("x",), ((Literal(-1),),)), "csv") == "x\n-1\n"


def test_tsv_has_terms_in_turtle():
    assert render(ROWS, "tsv") == (
        "?thing\t?n\t?text\n"
        f'<https://x.org/m/lora>\t"12"^^<{XSD}integer>\t"say \\"hi\\",\\nyou\\t\'"\n'
        f'<https://x.org/m/a/b>\t"0.5"^^<{XSD}decimal>\t\n'
        '_:b\t\t"hallo"@de\n'
    )


def test_json_is_what_the_engine_itself_writes(store):
    text = "SELECT ?s ?p ?o ?none { ?s ?p ?o } ORDER BY ?s ?p ?o"
    mine = json.loads(render(query(store, text), "json"))
    theirs = store.query(text, use_default_graph_as_union=True).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
    assert mine == json.loads(theirs)
    assert json.loads(render(ROWS, "json"))["results"]["bindings"][2] == {
        "thing": {"type": "bnode", "value": "b"}, "text": {"type": "literal", "value": "hallo", "xml:lang": "de"},
    }  # fmt: skip


def test_yes_or_no():
    assert [render(YES, format) for format in ("table", "csv", "tsv")] == ["true\n"] * 3
    assert json.loads(render(YES, "json")) == {"head": {}, "boolean": True}


def test_a_graph_is_turtle_with_the_prefixes_that_it_uses(store):
    text = render(graph(store), "ttl")
    header = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert header == [
        "@prefix kg: <https://w3id.org/abstract-kg/ontology#> .",
        "@prefix model: <https://x.org/model/> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
    ]
    read = {str(quad.triple) for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)}
    assert read == {str(pyoxigraph.Triple(*row)) for row in graph(store).rows}


def test_a_graph_is_sorted_ntriples(store):
    lines = render(graph(store), "nt").splitlines()
    assert lines == sorted(lines)
    assert '<https://x.org/model/moss> <http://www.w3.org/2000/01/rdf-schema#label> "Moss" .' in lines


def test_a_graph_is_a_table_too(store):
    assert render(graph(store), "table").splitlines()[2].split() == ["model:moss-7b", "rdfs:label", "Moss-7B"]


def test_an_unknown_format_lists_the_choices():
    with pytest.raises(QueryError, match="unknown format 'xml'; choose from table, csv, tsv, json, ttl, nt"):
        render(ROWS, "xml")


@pytest.mark.parametrize("format", ["ttl", "nt"])
def test_rows_are_no_graph(format):
    with pytest.raises(QueryError, match="holds graphs, the answers to CONSTRUCT; choose table, csv, tsv or json"):
        render(ROWS, format)
