"""The description of a build: every number is what SPARQL counts."""

import pyoxigraph
import pytest
from factory import literature

from kg.rdf import void
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.vocabulary import Vocabulary
from kg.rdf.write import nquads

BASE = "https://x.org/"
PREFIXES = {
    "void": "http://rdfs.org/ns/void#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
}


@pytest.fixture(scope="module")
def store():
    where = places(literature(), Vocabulary(BASE))
    data = rows(literature(), where)
    store = pyoxigraph.Store()
    lines = nquads([*data, *void.described(data, where)])
    store.load(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def ask(store, text):
    found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [tuple(getattr(node, "value", None) for node in row) for row in found]


def test_the_whole_is_counted_with_its_description(store):
    (told,) = ask(
        store,
        f"""SELECT ?triples ?subjects ?classes ?properties {{
        <{BASE}about/kg> void:triples ?triples ; void:distinctSubjects ?subjects ;
                         void:classes ?classes ; void:properties ?properties }}""",
    )
    (counted,) = ask(
        store,
        """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) ?classes
        (COUNT(DISTINCT ?p) AS ?properties) {
            ?s ?p ?o { SELECT (COUNT(DISTINCT ?c) AS ?classes) { ?x a ?c } } } GROUP BY ?classes""",
    )
    assert told == (counted[0], counted[1], counted[2], counted[3])
    assert int(told[0]) == len(store)


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        (
            "SELECT ?x ?n { ?p void:class ?x ; void:entities ?n }",
            "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x",
        ),
        (
            "SELECT ?x ?n { ?p void:property ?x ; void:triples ?n }",
            "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x",
        ),
        (
            "SELECT ?x ?n { ?k void:subset ?x . ?x void:triples ?n }",
            "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x",
        ),
    ],
)
def test_classes_properties_and_graphs_are_counted(store, told, counted):
    assert sorted(ask(store, told)) == sorted(ask(store, counted))


def test_the_base_the_sources_and_the_files_are_told(store):
    assert ask(store, "SELECT ?b { ?d a void:Dataset ; void:uriSpace ?b }") == [(BASE,)]
    assert sorted(ask(store, "SELECT ?g ?s { ?g a void:Dataset ; dcterms:source ?s }")) == [
        (f"{BASE}graph/alpha", f"{BASE}source/alpha"),
        (f"{BASE}graph/beta", f"{BASE}source/beta"),
    ]
    assert sorted(ask(store, "SELECT ?t { ?d dcat:distribution/dcterms:title ?t }")) == [("kg.nq",), ("kg.ttl",)]
