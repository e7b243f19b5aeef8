"""A graph as arrays: what communities and layout look at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.analyse.arrays import Integers, Reals, summed

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Undirected:
    """An undirected graph without loops; nodes are numbers in the order of their sorted keys."""

    keys: tuple[str, ...]
    sources: Integers
    targets: Integers
    weights: Reals
    """How many relations stand between the two nodes."""

    @property
    def degrees(self) -> Integers:
        """Return the number of neighbours of each node."""
        count = len(self.keys)
        return np.bincount(self.sources, minlength=count) + np.bincount(self.targets, minlength=count)

    @property
    def masses(self) -> Reals:
        """Return the weight of each node with all its edges."""
        count = len(self.keys)
        return 1 + summed(self.sources, self.weights, count) + summed(self.targets, self.weights, count)


def undirected(graph: "nx.MultiDiGraph[str]") -> Undirected:
    """Return the graph without directions, in an order that does not depend on how it was made."""
    keys = tuple(sorted(graph))
    number = {key: index for index, key in enumerate(keys)}
    ends_of = [(number[subject], number[object_]) for subject, object_ in graph.edges()]
    pairs = np.array(ends_of, np.int64).reshape(-1, 2)
    pairs.sort(axis=1)
    ends, weights = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0, return_counts=True)
    return Undirected(keys, ends[:, 0].copy(), ends[:, 1].copy(), weights.astype(np.float64))


def restricted(plain: Undirected, nodes: Integers) -> Undirected:
    """Return the part of the graph between some of its nodes, which keep their order."""
    number = np.full(len(plain.keys), -1)
    number[nodes] = np.arange(len(nodes))
    here = (number[plain.sources] >= 0) & (number[plain.targets] >= 0)
    keys = tuple(plain.keys[node] for node in nodes.tolist())
    return Undirected(keys, number[plain.sources[here]], number[plain.targets[here]], plain.weights[here])


def connected(count: int, sources: Integers, targets: Integers) -> Integers:
    """Return for each of so many nodes the least number of a node that edges connect it with."""
    least = np.arange(count)
    while True:
        before = least
        low = np.minimum(least[sources], least[targets])
        least = least.copy()
        for ends in (sources, targets):
            np.minimum.at(least, before[ends], low)
        while not np.array_equal(least, least[least]):
            least = least[least]
        if np.array_equal(least, before):
            return least


def components(plain: Undirected) -> list[Integers]:
    """Return the parts that nothing connects, the largest first."""
    part = connected(len(plain.keys), plain.sources, plain.targets)
    order = np.argsort(part, kind="stable")
    cuts = np.flatnonzero(np.diff(part[order])) + 1
    return sorted(np.split(order, cuts), key=lambda nodes: -len(nodes)) if len(order) else []
