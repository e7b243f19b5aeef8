"""The map of a graph, and the next one after the graph changed."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from factory import assembled

from kg.analyse import Map, drawn, map_of
from kg.records import Paper

TOPICS = ("parsing", "driving", "folding", "routing", "singing", "weaving")


def papers_of(*topics: str, papers: range = range(30)) -> "nx.MultiDiGraph[str]":
    """Make papers that each name the task of their topic, a method of its own, and a dataset of the topic."""
    found, entities, edges = [], {}, []
    for topic in topics:
        for number in papers:
            key, method, dataset = (
                f"paper/{topic}-{number}",
                f"method/{topic}-{number}",
                f"dataset/{topic}-{number % 5}",
            )
            found.append(Paper(key, f"On {topic} {number}", ""))
            entities[f"task/{topic}"] = "Task"
            entities[method] = "Method"
            entities[dataset] = "Dataset"
            edges += [(key, "uses", end, ()) for end in (f"task/{topic}", method, dataset)]
    for one, other in pairwise(topics):
        edges.append((f"paper/{one}-{papers[0]}", "uses", f"task/{other}", ()))
    made = [(key, key.split("/")[1], kind, ()) for key, kind in entities.items()]
    return assembled(found, made, [], edges)


def grown(graph: "nx.MultiDiGraph[str]", *edges: tuple[str, str]) -> "nx.MultiDiGraph[str]":
    """Return the graph with more papers, each of which uses something."""
    more = graph.copy()
    for paper, entity in edges:
        more.add_node(paper, type="Paper", label=paper)
        more.add_node(entity, type="Method", label=entity) if entity not in more else None
        more.add_edge(paper, entity, key="uses", predicate="uses")
    return more


def gaps(one: Map, other: Map) -> dict[str, float]:
    """Return how far each node of both maps moved, as a share of the width of the first."""
    wide = float(np.ptp(np.array(list(one.positions.values())), axis=0)[0])
    common = one.positions.keys() & other.positions.keys()
    return {key: float(np.hypot(*np.subtract(one.positions[key], other.positions[key]))) / wide for key in common}


def names(found: Map) -> list[str]:
    return sorted(community.name.split(" · ")[0] for community in found.communities)


@pytest.fixture(scope="module")
def graph():
    return papers_of(*TOPICS)


@pytest.fixture(scope="module")
def last(graph):
    return drawn(graph, seed=0)


def test_an_unchanged_graph_keeps_its_map(graph, last):
    assert drawn(graph, seed=0, last=last) == last


def test_an_unchanged_graph_keeps_its_map_whatever_the_seed(graph, last):
    assert drawn(graph, seed=5, last=last) == last != drawn(graph, seed=5)


def test_a_new_paper_lies_with_its_neighbours_and_the_others_stay(graph, last):
    found = drawn(grown(graph, ("paper/new", "dataset/parsing-1"), ("paper/new", "method/own")), seed=0, last=last)
    x, y = found.positions["paper/new"]
    near = [np.hypot(x - other[0], y - other[1]) for key, other in found.positions.items() if key != "paper/new"]
    keys = [key for key in found.positions if key != "paper/new"]
    closest = [keys[index] for index in np.argsort(near)[:6]]
    assert sum("parsing" in key or key == "method/own" for key in closest) >= 5
    moved = gaps(last, found)
    assert np.median(list(moved.values())) == 0
    assert max(gap for key, gap in moved.items() if "parsing" not in key) < 0.02
    assert names(found) == names(last) == sorted(TOPICS)


def test_a_twentieth_of_new_papers_moves_few_nodes_and_no_community(last):
    found = drawn(papers_of(*TOPICS, papers=range(32)), seed=0, last=last)
    moved = list(gaps(last, found).values())
    assert np.median(moved) == 0
    assert np.percentile(moved, 95) < 0.03
    owner = {key: index for index, community in enumerate(found.communities) for key in community.members}
    assert all(len({owner[key] for key in community.members}) == 1 for community in last.communities)
    assert names(found) == sorted(TOPICS)


def test_papers_that_are_gone_leave_the_others_where_they_were(last):
    found = drawn(papers_of(*TOPICS, papers=range(28)), seed=0, last=last)
    moved = list(gaps(last, found).values())
    assert np.median(moved) == 0
    assert np.percentile(moved, 95) < 0.03
    assert names(found) == sorted(TOPICS)


def test_new_dots_do_not_lie_on_old_ones(graph, last):
    edges = [(f"paper/new{number}", "task/weaving") for number in range(12)]
    positions = np.array(list(drawn(grown(graph, *edges), seed=0, last=last).positions.values()))
    apart = np.hypot(*(positions[:, None] - positions[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 7


def test_what_nothing_connects_gets_a_free_place_beside_the_map(graph, last):
    found = drawn(grown(graph, ("paper/far", "method/away")), seed=0, last=last)
    here = {"paper/far", "method/away"}
    rest = np.array([place for key, place in found.positions.items() if key not in here])
    assert {key: found.positions[key] for key in last.positions} == last.positions
    assert min(np.hypot(*(rest - found.positions[key]).T).min() for key in here) > 15


def test_a_part_that_a_new_paper_ties_to_an_island_comes_to_it_and_leaves_with_it(graph, last):
    apart = grown(graph, ("paper/far", "method/away"))
    before = drawn(apart, seed=0, last=last)
    after = drawn(grown(apart, ("paper/tie", "method/away"), ("paper/tie", "task/singing")), seed=0, last=before)
    wide = np.ptp(np.array(list(last.positions.values())), axis=0)[0]
    far = [
        np.hypot(*np.subtract(one.positions["method/away"], last.positions["task/singing"])) for one in (before, after)
    ]
    assert far[1] < min(far[0], 0.25 * wide)
    assert np.median(list(gaps(before, after).values())) == 0
    again = drawn(apart, seed=0, last=after)
    rest = np.array([place for key, place in again.positions.items() if key not in ("paper/far", "method/away")])
    assert np.hypot(*(rest - again.positions["paper/far"]).T).min() > 15


def test_a_new_topic_is_a_new_community_under_its_own_name(last):
    found = drawn(papers_of(*TOPICS, "brewing"), seed=0, last=last)
    assert names(found) == sorted([*TOPICS, "brewing"])
    assert np.median(list(gaps(last, found).values())) == 0


def test_a_graph_of_which_half_is_new_is_drawn_afresh(last):
    other = papers_of(*TOPICS[:3], "brewing", "mowing", "sewing", "rowing")
    assert drawn(other, seed=0, last=last) == drawn(other, seed=0)


def test_the_map_does_not_depend_on_the_order_of_the_graph_nor_on_the_hash_seed():
    code = (
        "from test_maps import *; graph = papers_of(*TOPICS[:3]); more = papers_of(*TOPICS[:3], papers=range(31))\n"
        "back = nx.MultiDiGraph(); back.add_nodes_from(reversed(list(more.nodes(data=True))))\n"
        "back.add_edges_from(reversed(list(more.edges(keys=True, data=True))))\n"
        "last = drawn(graph, seed=0); found = drawn(more, seed=0, last=last)\n"
        "assert drawn(back, seed=0, last=last) == found; print(found)"
    )
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here), str(here.parent)])
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != b""


def test_a_graph_is_drawn_once():
    marked = papers_of("parsing", papers=range(3))
    assert map_of(marked, seed=0) is map_of(marked, seed=0)


def test_a_part_of_a_graph_gets_a_map_of_its_own():
    marked = papers_of("parsing", papers=range(3))
    map_of(marked, seed=0)
    part = marked.subgraph(["paper/parsing-1", "task/parsing"]).copy()
    assert set(map_of(part, seed=0).positions) == {"paper/parsing-1", "task/parsing"}


def test_the_map_of_nothing():
    nothing: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert drawn(nothing, seed=0, last=drawn(nothing, seed=0)) == Map({}, (), {})
