"""GraphML."""

import networkx as nx
import pytest
from factory import assembled, literature, said

from kg import shown
from kg.config import Config
from kg.exporters import graphml
from kg.records import Paper


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return graphml.export(literature(), tmp_path_factory.mktemp("outputs"), config=Config())[0]


def test_networkx_reads_every_node_and_edge_back(path):
    graph, loaded = literature(), nx.read_graphml(path, force_multigraph=True)
    assert sorted(loaded) == sorted(graph)
    edges = sorted((s, data["predicate"], o) for s, o, data in loaded.edges(data=True))
    assert edges == sorted((s, key, o) for s, o, key in graph.edges(keys=True))


def test_nodes_have_flat_attributes(path):
    nodes = graphml.read(path).nodes
    assert nodes["method/lora"] == {"type": "Method", "label": "LoRA", "aliases": "Low-Rank Adaptation", "degree": 5}
    assert nodes["https://example.org/stack"] == {
        "type": "WebResource",
        "label": "example.org/stack",
        "url": "https://example.org/stack",
        "kind": "data",
        "degree": 1,
    }
    assert nodes["paper/sha256-00112233445566ff"]["published"] == "2025"


def test_an_edge_is_keyed_by_its_predicate_and_shows_its_surest_sentence(path):
    edge = graphml.read(path).edges["paper/arxiv-2401.00001", "method/fernweh", "introduces"]
    assert edge == {
        "predicate": "introduces",
        "confidence": 0.97,
        "evidence": 2,
        "paper": "paper/arxiv-2401.00001",
        "sentence": "Fernweh: Sparse Adapters for Long Documents",
        "by": "cue:title",
    }


def test_hostile_text_is_text(tmp_path):
    title = 'a\x00\x1b\ufffe\ud800 <b>&amp;]]></data> "x"'
    paper = Paper("paper/a", title, "")
    evidence = [said(paper, title)]
    graph = assembled([paper], [("method/x", 'X"<', "Method", ())], [], [("paper/a", "uses", "method/x", evidence)])
    loaded = graphml.read(graphml.export(graph, tmp_path, config=Config())[0])
    assert loaded.nodes["paper/a"]["label"] == 'a <b>&amp;]]></data> "x"'
    assert loaded.nodes["method/x"]["label"] == 'X"<'


def test_a_part_of_a_large_build_says_so_and_how_many_papers_name_what(tmp_path):
    graph = literature()
    graph.graph[shown.PART] = shown.part(papers=3, of_papers=119_998, entities=7, of_entities=201_000)
    graph.nodes["method/lora"][shown.NAMED_BY] = 4_312
    path = graphml.export(graph, tmp_path, config=Config())[0]
    assert (
        "<desc>Shows 3 of 119,998 papers, those most taken up and the newest, and 7 of 201,000 entities."
        in path.read_text()
    )
    loaded = graphml.read(path)
    assert loaded.nodes["method/lora"]["named_by"] == 4_312
    assert "named_by" not in loaded.nodes["model/moss"]


def test_a_whole_graph_has_neither(path):
    text = path.read_text()
    assert "<desc>" not in text
    assert "named_by" not in text
