"""GraphML."""

import networkx as nx
import pytest
from factory import assembled, literature, said

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
