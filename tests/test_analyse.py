import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from factory import assembled, literature

from kg.analyse import communities, layout
from kg.analyse.pack import pack
from kg.analyse.spread import spread
from kg.records import Paper


def two_topics(size: int = 6) -> "nx.MultiDiGraph[str]":
    """Two groups of papers, each with entities of its own, and one entity that both name."""
    papers, entities, edges = [], {"task/shared": ("shared", "Task")}, []
    for topic, task in (("a", "parsing"), ("b", "driving")):
        entities[f"task/{task}"] = (task, "Task")
        entities[f"dataset/{topic}set"] = (f"{topic}Set", "Dataset")
        for number in range(size):
            paper = f"paper/{topic}{number}"
            papers.append(Paper(paper, f"Paper {topic}{number}", ""))
            edges += [(paper, "uses", f"task/{task}", ()), (paper, "uses", f"dataset/{topic}set", ())]
    edges += [("paper/a0", "uses", "task/shared", ()), ("paper/b0", "uses", "task/shared", ())]
    return assembled(papers, [(key, name, kind, ()) for key, (name, kind) in entities.items()], [], edges)


def distance(positions: dict[str, tuple[int, int]], one: str, other: str) -> float:
    return float(np.hypot(*np.subtract(positions[one], positions[other])))


def shuffled(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    return other


def test_layout_puts_what_belongs_together_closer_than_the_rest():
    positions = layout(two_topics(), seed=0)
    inside = [distance(positions, f"paper/a{number}", "task/parsing") for number in range(6)]
    across = [distance(positions, f"paper/a{number}", "task/driving") for number in range(6)]
    assert max(inside) < min(across)


def test_layout_of_a_large_component_separates_its_communities():
    positions = layout(two_topics(100), seed=0)
    inside = np.mean([distance(positions, f"paper/a{number}", "dataset/aset") for number in range(1, 100)])
    across = np.mean([distance(positions, f"paper/a{number}", "dataset/bset") for number in range(1, 100)])
    assert 2 * inside < across


def test_layout_is_whole_numbers_for_every_node_and_wider_than_high():
    graph = two_topics(100)
    positions = layout(graph, seed=0)
    assert list(positions) == sorted(graph)
    assert {type(value) for position in positions.values() for value in position} == {int}
    wide, high = np.ptp(list(positions.values()), axis=0)
    assert wide > 1.2 * high


@pytest.mark.parametrize("graph", [two_topics(100), literature()], ids=["large", "small"])
def test_layout_and_communities_do_not_depend_on_the_order_of_the_graph(graph):
    assert layout(shuffled(graph), seed=3) == layout(graph, seed=3)
    assert communities(shuffled(graph), seed=3) == communities(graph, seed=3)


def test_another_seed_is_another_map():
    assert layout(two_topics(), seed=0) != layout(two_topics(), seed=1)


def test_layout_and_communities_do_not_depend_on_the_hash_seed():
    command = (
        "from test_analyse import *; graph = two_topics(80); print(layout(graph, seed=0), communities(graph, seed=0))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", command],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != b""


def test_dots_do_not_lie_on_one_another():
    positions = np.array(list(layout(two_topics(60), seed=0).values()))
    gaps = np.hypot(*(positions[:, None] - positions[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() >= 8


def test_parts_that_nothing_connects_lie_beside_the_largest_and_not_far_away():
    graph = two_topics(80)
    for number in range(5):
        graph.add_node(f"paper/z{number}", type="Paper", label="alone")
    positions = layout(graph, seed=0)
    alone = np.array([positions[f"paper/z{number}"] for number in range(5)])
    rest = np.array([position for key, position in positions.items() if not key.startswith("paper/z")])
    wide, high = np.ptp(rest, axis=0)
    for x, y in alone:
        assert np.hypot(*(rest - (x, y)).T).min() > 20
        assert abs(x) < 0.8 * wide
        assert abs(y) < 0.8 * high


def test_many_small_parts_are_packed_without_touching():
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for part in range(40):
        for end in "abc":
            graph.add_node(f"{part}{end}", type="Paper", label="")
        graph.add_edge(f"{part}a", f"{part}b", key="uses")
        graph.add_edge(f"{part}a", f"{part}c", key="uses")
    positions = np.array(list(layout(graph, seed=0).values()))
    boxes = np.array([[part.min(axis=0), part.max(axis=0)] for part in positions.reshape(40, 3, 2)])
    low, high = boxes[:, 0], boxes[:, 1]
    apart = ((low[:, None] > high[None]) | (high[:, None] < low[None])).any(axis=2)
    assert apart[~np.eye(40, dtype=bool)].all()


@pytest.mark.parametrize(("count", "expected"), [(0, {}), (1, {"a": (0, 0)})])
def test_layout_of_next_to_nothing(count, expected):
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from("a"[:count], type="Paper", label="")
    assert layout(graph, seed=0) == expected
    assert [community.members for community in communities(graph, seed=0)] == [("a",)][:count]


def test_a_loop_and_parallel_edges_are_no_trouble():
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(["a", "b"], type="Method", label="x")
    graph.add_edge("a", "a", key="basedOn")
    graph.add_edge("a", "b", key="basedOn")
    graph.add_edge("b", "a", key="outperforms")
    assert distance(layout(graph, seed=0), "a", "b") > 5


def test_communities_are_sorted_by_size_and_named_by_what_sets_them_apart():
    graph = two_topics(6)
    graph.remove_node("paper/b5")
    found = communities(graph, seed=0)

    # The first paper of each topic stands between two communities: which one has it is a matter of the last digit.
    assert [name for name, _ in found] == ["parsing · aSet", "driving · bSet", "shared"]
    assert {"dataset/aset", "task/parsing", *(f"paper/a{number}" for number in range(1, 6))} <= set(found[0].members)
    assert {"dataset/bset", "task/driving", *(f"paper/b{number}" for number in range(1, 5))} <= set(found[1].members)
    assert sum(len(members) for _, members in found) == len(graph)


def test_what_all_papers_name_sets_no_community_apart():
    graph = two_topics(6)
    graph.add_node("task/learning", type="Task", label="learning")
    for paper in [key for key in graph if key.startswith("paper/")]:
        graph.add_edge(paper, "task/learning", key="mentions", predicate="mentions")
    first = [community.name.split(" · ")[0] for community in communities(graph, seed=0)]
    assert sorted(first)[:2] == ["driving", "parsing"]
    assert "learning" not in first


def test_a_name_holds_no_two_spellings_of_the_same_thing():
    graph = two_topics(4)
    graph.nodes["dataset/aset"]["label"] = "Parsing"
    names = [community.name.split(" · ") for community in communities(graph, seed=0)]
    assert not any({"parsing", "Parsing"} <= set(name) for name in names)


def test_papers_without_entities_have_a_community_without_a_name():
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("paper/x", type="Paper", label="A title")
    assert communities(graph, seed=0) == (("", ("paper/x",)),)


def test_spread_gives_each_dot_its_room():
    at_one_place = np.zeros((30, 2))
    parted = spread(at_one_place, np.full(30, 4.0), chance=np.random.default_rng(0))
    gaps = np.hypot(*(parted[:, None] - parted[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 6


def test_pack_keeps_boxes_off_taken_cells_and_off_each_other():
    taken = np.zeros((4, 6), bool)
    taken[1:3, 2:4] = True
    places = pack([(1, 1)] * 10 + [(2, 2), (3, 2)], taken)
    covered = np.zeros((60, 60), int)
    for (width, height), (x, y) in zip([(1, 1)] * 10 + [(2, 2), (3, 2)], places, strict=True):
        column, row = round(x + 30 - width / 2), round(y + 30 - height / 2)
        covered[row : row + height, column : column + width] += 1
    covered[29:31, 29:31] += 1
    assert covered.max() == 1
    assert covered.sum() == 10 + 4 + 6 + 4
