"""Graphs for measuring: what their size means, and that one seed makes one graph."""

from collections import Counter

import pytest
from script_modules import imported

from kg.schema import load


@pytest.fixture
def graphs():
    with imported("invented.graphs") as module:
        yield module


def told(graph):
    return [(*edge[:2], edge[2]["predicate"], edge[2]["evidence"]) for edge in graph.edges(data=True)]


def test_a_graph_has_the_size_that_it_is_asked_for_and_all_types(graphs):
    graph = graphs.graph(1000)
    counts = Counter(kind for _, kind in graph.nodes(data="type"))
    assert (len(graph), graph.number_of_edges()) == (1000, 2800)
    assert {*counts} == {"Paper", "Repository", "WebResource", *load().types}
    assert counts["Paper"] == 160


def test_each_edge_has_a_sentence_of_its_own_that_names_its_end(graphs):
    graph = graphs.graph(200)
    sentences = [(item.paper, item.start) for *_, evidence in told(graph) for item in evidence]
    assert len({*sentences}) == len(sentences) == 560
    for _, target, _, (said,) in told(graph):
        start, end = (place - said.start for place in said.spans[-1])
        assert said.text[start:end] == graph.nodes[target]["label"]
        assert 80 <= len(said.text) <= 200


def test_relations_are_those_that_the_schema_allows(graphs):
    graph = graphs.graph(1000)
    allowed = load().relations
    found = [
        (edge, graph.nodes[edge[0]]["type"], graph.nodes[edge[1]]["type"]) for edge in told(graph) if edge[2] in allowed
    ]
    assert len(found) > 100
    assert [edge for edge, one, other in found if not allowed[edge[2]].allows(one, other)] == []


def test_a_seed_makes_one_graph_and_without_sentences_the_same_edges(graphs):
    assert told(graphs.graph(300)) == told(graphs.graph(300))
    assert told(graphs.graph(300)) != told(graphs.graph(300, seed=1))
    bare = told(graphs.graph(300, sentences=False))
    assert [edge[:3] for edge in bare] == [edge[:3] for edge in told(graphs.graph(300))]
    assert {edge[3] for edge in bare} == {()}
