"""Communities of literal graphs."""

import numpy as np
import pytest

from kg.analyse.heirs import heirs, regrouped
from kg.analyse.louvain import divisions, settled
from kg.analyse.undirected import Undirected

TRIANGLES = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)]


def graph(count: int, edges: list[tuple[int, int]]) -> Undirected:
    sources, targets = np.array(sorted(edges), np.int64).reshape(-1, 2).T
    return Undirected(tuple(map(str, range(count))), sources, targets, np.ones(len(sources)))


def test_two_triangles_are_two_groups():
    assert divisions(graph(6, TRIANGLES), seed=0)[-1].tolist() == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_a_ring_of_cliques_falls_into_its_cliques(seed):
    cliques = [(5 * ring + one, 5 * ring + other) for ring in range(6) for other in range(5) for one in range(other)]
    ties = [(5 * ring, 5 * (ring + 1) % 30) for ring in range(6)]
    found = divisions(graph(30, cliques + [(min(tie), max(tie)) for tie in ties]), seed=seed)[-1]
    assert found.tolist() == [ring for ring in range(6) for _ in range(5)]


def test_divisions_get_coarser():
    rings = [(4 * ring + one, 4 * ring + other) for ring in range(16) for other in range(4) for one in range(other)]
    found = divisions(graph(64, rings + [(4 * ring, 4 * ring + 5) for ring in range(15)]), seed=0)
    counts = [len(np.unique(owner)) for owner in found]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(("count", "expected"), [(0, []), (3, [0, 1, 2])])
def test_without_edges_each_node_is_alone(count, expected):
    assert divisions(graph(count, []), seed=0)[-1].tolist() == expected


def test_what_did_not_change_is_not_looked_at():
    owner = np.array([0, 0, 1, 1, 1, 1])
    assert settled(graph(6, TRIANGLES), owner, np.zeros(6, bool)).tolist() == [0, 0, 1, 1, 1, 1]
    assert settled(graph(6, TRIANGLES), owner, np.arange(6) == 2).tolist() == [0, 0, 0, 1, 1, 1]


def test_a_group_that_falls_into_parts_is_several():
    assert settled(graph(4, [(0, 1), (2, 3)]), np.zeros(4, np.int64), np.zeros(4, bool)).tolist() == [0, 0, 1, 1]


def test_a_new_node_joins_the_group_of_its_neighbours_and_new_ones_make_groups():
    edges = [*TRIANGLES, (0, 6), (7, 8), (7, 9), (8, 9)]
    last = np.array([0, 0, 0, 1, 1, 1, -1, -1, -1, -1])
    assert regrouped(graph(10, edges), last, last < 0).tolist() == [0, 0, 0, 1, 1, 1, 0, 2, 2, 2]


def test_the_largest_part_of_a_group_is_its_heir():
    assert heirs(np.array([0, 0, 0, 1, 2, 2]), np.array([4, 4, 4, 4, 5, -1])) == {0: 4, 2: 5}
