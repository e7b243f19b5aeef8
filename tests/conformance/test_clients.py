"""Whether other implementations of the protocol, which know nothing of this one, can ask the endpoint."""

import pyoxigraph
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

NAME = URIRef("http://example.org/name")
ALDER, BIRCH = URIRef("http://example.org/bridge/alder"), URIRef("http://example.org/bridge/birch")


METHODS = pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])


@METHODS
@pytest.mark.parametrize("returns", ["xml", "json"])
def test_rdflib_reads_the_graph_as_its_own(endpoint, method, returns):
    graph = Graph(SPARQLStore(endpoint, method=method, returnFormat=returns))

    assert (ALDER, NAME, Literal("Alder")) in graph
    assert (ALDER, NAME, Literal("Birch")) not in graph
    assert sorted(graph.objects(None, NAME)) == [Literal("Alder"), Literal("Birch"), Literal("Cèdre")]


@METHODS
@pytest.mark.parametrize("returns", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_one_graph_of_many(endpoint, method, returns):
    store = SPARQLStore(endpoint, method=method, returnFormat=returns)
    south = Graph(store, identifier=URIRef("http://example.org/graph/south"))

    assert list(south.subject_objects(NAME)) == [(BIRCH, Literal("Birch"))]
    assert len(south) == 4


def test_oxigraph_asks_it_as_a_remote_service(endpoint):
    rows = pyoxigraph.Store().query(
        f"SELECT ?name {{ SERVICE <{endpoint}> {{ ?bridge <{NAME}> ?name FILTER(?name < 'C') }} }} ORDER BY ?name"
    )

    assert [row["name"].value for row in rows] == ["Alder", "Birch"]
