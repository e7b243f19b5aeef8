"""The description beside its counts: origins, prefixes, and queries as query editors look for them."""

import pytest
from factory import assembled, literature
from rdf.test_void import BASE, ask, stored

from kg import __version__
from kg.records import Paper


@pytest.fixture(scope="module")
def store():
    return stored(literature())


# What the SIB SPARQL editor asks an endpoint for; its own query has the same pattern.
QUERIES = """SELECT ?query ?comment ?text {
    ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?text } ORDER BY ?query"""
PREFIXES = "SELECT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }"


def test_an_editor_finds_the_queries(store):
    assert ask(store, QUERIES) == [
        (f"{BASE}about/query-ask", "What is there?", "# A comment\nASK { ?s ?p ?o }"),
        (f"{BASE}about/query-construct", "What is there?", "# A comment\nCONSTRUCT WHERE { ?s ?p ?o }"),
        (f"{BASE}about/query-select", "What is there?", "# A comment\nSELECT * WHERE { ?s ?p ?o }"),
    ]
    kinds = sorted(row[0].rpartition("#")[2] for row in ask(store, "SELECT ?k { ?q sh:prefixes ?d ; a ?k }"))
    assert kinds == ["SPARQLAskExecutable", "SPARQLConstructExecutable"] + 3 * ["SPARQLExecutable"] + [
        "SPARQLSelectExecutable"
    ]


def test_an_editor_finds_the_prefixes(store):
    found = dict(ask(store, PREFIXES))
    assert found["method"] == f"{BASE}method/"
    assert found["kg"] == "https://w3id.org/abstract-kg/ontology#"
    assert ask(store, f"SELECT ?n {{ <{BASE}about/kg> sh:declare ?d . ?d sh:prefix 'skos' ; sh:namespace ?n }}") == [
        ("http://www.w3.org/2004/02/skos/core#",)
    ]


def test_the_origin_of_each_graph_is_told(store):
    assert sorted(ask(store, "SELECT ?g ?from { ?g a void:Dataset ; prov:wasDerivedFrom ?from }")) == [
        (f"{BASE}graph/alpha", f"{BASE}source/alpha"),
        (f"{BASE}graph/beta", f"{BASE}source/beta"),
        (f"{BASE}graph/entities", f"{BASE}graph/alpha"),
        (f"{BASE}graph/entities", f"{BASE}graph/beta"),
    ]
    runs = "SELECT ?g ?agent { ?g a void:Dataset ; prov:wasGeneratedBy/prov:wasAssociatedWith ?agent } ORDER BY ?g"
    made_by = f"{BASE}extractor/kg-{__version__}"
    assert ask(store, runs) == [(f"{BASE}graph/alpha", made_by), (f"{BASE}graph/beta", made_by)]
    assert ask(store, "SELECT ?a ?v { ?d prov:wasAttributedTo ?a . ?a schema:softwareVersion ?v }") == [
        (made_by, __version__)
    ]


def test_each_graph_has_a_title(store):
    assert sorted(ask(store, "SELECT ?g ?t { ?k void:subset ?g . ?g dcterms:title ?t }")) == [
        (f"{BASE}graph/alpha", "papers of alpha"),
        (f"{BASE}graph/beta", "papers of beta"),
        (f"{BASE}graph/entities", "entities and what holds between them"),
        (f"{BASE}graph/meta", "description of the graph"),
    ]


def test_a_source_that_lists_papers_of_others_only_is_named_but_has_no_graph():
    store = stored(assembled([Paper("paper/local-1", "T", "A", ("first", "second"))], [], [], []))
    assert sorted(ask(store, "SELECT ?l { ?s a <https://w3id.org/abstract-kg/ontology#Source> ; rdfs:label ?l }")) == [
        ("first",),
        ("second",),
    ]
    assert ask(store, "SELECT ?g { ?g dcterms:source ?s ; void:triples ?n }") == [(f"{BASE}graph/first",)]


def test_a_graph_of_no_source_has_no_origin_but_a_build():
    store = stored(assembled([Paper("paper/local-1", "T", "A")], [], [], []))
    told = f"SELECT ?p ?o {{ <{BASE}graph/unnamed> ?p ?o FILTER(!isLiteral(?o)) }}"
    assert {(p.rpartition("#")[2], o) for p, o in ask(store, told)} == {
        ("type", "http://rdfs.org/ns/void#Dataset"),
        ("wasGeneratedBy", f"{BASE}run/unnamed"),
    }
