"""GEXF."""

import re

import networkx as nx
import pytest
from factory import assembled, literature, said
from lxml import etree
from rdf.hostile import hostile

from kg import shown
from kg.analyse import map_of
from kg.config import Config
from kg.exporters import gexf
from kg.records import Paper


def read(graph, folder):
    (path,) = gexf.export(graph, folder, config=Config())
    return nx.read_gexf(path, version="1.3")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    graph = literature()
    map_of(graph, seed=0)
    return graph, read(graph, tmp_path_factory.mktemp("gexf"))


def test_networkx_reads_every_node_and_edge_back(loaded):
    graph, found = loaded
    assert sorted(found) == sorted(graph)
    edges = sorted((s, data["label"], o) for s, o, data in found.edges(data=True))
    assert edges == sorted((s, key, o) for s, o, key in graph.edges(keys=True))


def test_a_node_lies_where_the_map_has_it_in_the_colour_of_its_type(loaded):
    graph, found = loaded
    x, y = graph.graph["map"].positions["method/lora"]
    node = found.nodes["method/lora"]
    assert node["viz"]["position"] == {"x": x, "y": -y, "z": 0}
    assert node["viz"]["color"] == {"r": 0x18, "g": 0x75, "b": 0xC1, "a": 1.0}
    assert node["viz"]["size"] == 8.47
    assert (node["type"], node["label"], node["aliases"]) == ("Method", "LoRA", "Low-Rank Adaptation")


def test_things_are_there_from_the_day_of_their_first_paper(loaded):
    _, found = loaded
    assert found.graph["mode"] == "dynamic"
    assert found.nodes["paper/arxiv-2401.00001"]["start"] == "2024-01-03"
    assert found.nodes["method/lora"]["start"] == "2023-07-01"
    assert found.nodes["paper/sha256-00112233445566ff"]["start"] == "2025-01-01"
    (edge,) = (data for *_, data in found.edges("method/fernweh", data=True) if data["label"] == "outperforms")
    assert (edge["start"], edge["weight"], edge["sentence"]) == (
        "2024-01-03",
        1.0,
        "Fernweh outperforms LoRA on PaperStack.",
    )


def test_edges_between_the_same_two_have_kinds_of_their_own(tmp_path):
    (path,) = gexf.export(literature(), tmp_path, config=Config())
    edges = etree.parse(path).findall(".//{*}edge")
    kinds = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges]
    assert ("method/fernweh", "method/lora", "outperforms") in kinds
    assert ("method/fernweh", "method/lora", "variantOf") in kinds
    assert len(set(kinds)) == len(kinds)


def test_without_a_map_and_dates_there_are_no_places_and_no_times(tmp_path):
    paper = Paper("paper/a", "T", "")
    graph = assembled(
        [paper], [("method/x", "X", "Method", ())], [], [("paper/a", "uses", "method/x", [said(paper, "T")])]
    )
    found = read(graph, tmp_path)
    assert found.graph["mode"] == "static"
    assert "position" not in found.nodes["method/x"]["viz"]


def test_hostile_text_is_text(tmp_path):
    graph = hostile()
    assert len(read(graph, tmp_path)) == len(graph)


def test_a_part_of_a_large_build_says_so(tmp_path):
    graph = literature()
    graph.graph[shown.PART] = shown.part(papers=3, of_papers=119_998, entities=7, of_entities=201_000)
    graph.nodes["method/lora"][shown.NAMED_BY] = 4_312
    text = gexf.export(graph, tmp_path, config=Config())[0].read_text()
    assert "<meta><description>Shows 3 of 119,998 papers" in text
    assert '<attvalue for="node-named_by" value="4312"/>' in text


def test_a_day_that_no_calendar_has_is_no_day():
    papers = [Paper(f"paper/{day}", "Fern", "", published=day) for day in ("2024-02-30", "2024-02", "2024", "")]
    lines = "\n".join(gexf._lines(assembled(papers, [], [], [])))
    assert re.findall(r'<node id="paper/([0-9-]*)" label="Fern"(?: start="([0-9-]+)")?>', lines) == [
        ("", ""),
        ("2024", "2024-01-01"),
        ("2024-02", "2024-02-01"),
        ("2024-02-30", ""),
    ]
