"""The description of a build: every number is what SPARQL counts."""

import pyoxigraph
import pytest
from factory import literature, nquads, quads
from rdf.hostile import hostile

BASE = "https://x.org/"
PREFIXES = {
    "void": "http://rdfs.org/ns/void#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "prov": "http://www.w3.org/ns/prov#",
    "sh": "http://www.w3.org/ns/shacl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
}


def stored(graph):
    store = pyoxigraph.Store()
    store.load(nquads(quads(graph, BASE)).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module", params=[literature, hostile])
def counted(request):
    return stored(request.param())


@pytest.fixture(scope="module")
def store():
    return stored(literature())


def ask(store, text):
    found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [tuple(getattr(node, "value", None) for node in row) for row in found]


SIZES = [
    ("void:triples", "(COUNT(*) AS ?n) { PLACE }"),
    ("void:distinctSubjects", "(COUNT(DISTINCT ?s) AS ?n) { PLACE }"),
    ("void:classes", "(COUNT(DISTINCT ?o) AS ?n) { PLACE FILTER(?p = rdf:type) }"),
    ("void:properties", "(COUNT(DISTINCT ?p) AS ?n) { PLACE }"),
]
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.mark.parametrize(("told", "count"), SIZES)
def test_the_whole_is_counted_with_its_description(counted, told, count):
    pattern = count.replace("PLACE", "?s ?p ?o").replace("rdf:type", RDF_TYPE)
    assert ask(counted, f"SELECT ?n {{ <{BASE}about/kg> {told} ?n }}") == ask(counted, f"SELECT {pattern}")


@pytest.mark.parametrize(("told", "count"), SIZES)
def test_each_graph_is_counted(counted, told, count):
    pattern = count.replace("PLACE", "GRAPH ?g { ?s ?p ?o }").replace("rdf:type", RDF_TYPE)
    found = dict(ask(counted, f"SELECT ?g ?n {{ <{BASE}about/kg> void:subset ?g . ?g {told} ?n }}"))
    expected = dict(ask(counted, f"SELECT ?g {pattern} GROUP BY ?g"))
    assert {graph: number for graph, number in found.items() if number != "0"} == expected
    assert len(found) == len(list(counted.named_graphs()))


@pytest.mark.parametrize(
    ("told", "count"),
    [
        (
            "SELECT ?x ?n { ?k void:classPartition ?p . ?p void:class ?x ; void:entities ?n }",
            "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x",
        ),
        (
            "SELECT ?x ?n { ?k void:propertyPartition ?p . ?p void:property ?x ; void:triples ?n }",
            "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x",
        ),
    ],
)
def test_classes_and_properties_are_counted(counted, told, count):
    assert sorted(ask(counted, told)) == sorted(ask(counted, count))


def test_every_count_is_one_of_those_above(counted):
    (numbers,) = ask(
        counted,
        """SELECT (COUNT(*) AS ?n) { ?s ?p ?o
        FILTER(STRSTARTS(STR(?p), STR(void:)) && DATATYPE(?o) = <http://www.w3.org/2001/XMLSchema#integer>) }""",
    )
    parts = ask(counted, "SELECT ?p { ?k void:classPartition|void:propertyPartition ?p }")
    datasets = ask(counted, "SELECT ?d { ?d a void:Dataset }")
    assert int(numbers[0]) == len(parts) + len(SIZES) * len(datasets)


def test_the_vocabularies_are_those_of_the_terms_that_are_used(store):
    used = [row[0] for row in ask(store, "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }")]
    told = [row[0] for row in ask(store, "SELECT ?v { ?d void:vocabulary ?v }")]
    assert "http://www.w3.org/ns/shacl#" in told
    assert {name for name in told if not any(term.startswith(name) for term in used)} == set()
    assert {term for term in used if not term.startswith(tuple(told))} == set()


def test_the_base_the_sources_and_the_files_are_told(store):
    assert ask(store, "SELECT ?b { ?d a void:Dataset ; void:uriSpace ?b }") == [(BASE,)]
    assert sorted(ask(store, "SELECT ?g ?s { ?g a void:Dataset ; dcterms:source ?s }")) == [
        (f"{BASE}graph/alpha", f"{BASE}source/alpha"),
        (f"{BASE}graph/beta", f"{BASE}source/beta"),
    ]
    told = """SELECT ?t ?m ?f { ?d a dcat:Dataset ; dcat:distribution ?x .
        ?x dcterms:title ?t ; dcat:mediaType ?m ; dcterms:format ?f }"""
    types, formats = "https://www.iana.org/assignments/media-types/", "http://www.w3.org/ns/formats/"
    assert sorted(ask(store, told)) == [
        ("kg.nq", f"{types}application/n-quads", f"{formats}N-Quads"),
        ("kg.ttl", f"{types}text/turtle", f"{formats}Turtle"),
    ]
