"""Dividing a graph into communities: the most of its edges inside, compared with what chance would put there.

- V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre. Fast unfolding of communities in large networks. Journal of
  Statistical Mechanics, 2008. The method.
- V. A. Traag, L. Waltman, N. J. van Eck. From Louvain to Leiden: guaranteeing well-connected communities. Scientific
  Reports 9, 2019. Only nodes next to one that moved are looked at again, and no community falls into parts.
- S. Sahu. DF Louvain: Fast Incrementally Expanding Approach for Community Detection on Dynamic Graphs.
  arXiv:2404.19634, 2024. Where an older division is known, only what changed is looked at, and what that moves.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.analyse.arrays import Integers, Truths, numbered, summed
from kg.analyse.undirected import Undirected, connected

_GAIN = 1e-9
"""What a move gains at least; less is the last digit of a quotient."""


@dataclass(frozen=True, slots=True)
class _Network:
    """A graph as lists, which Python walks faster than arrays."""

    neighbours: list[list[int]]
    weights: list[list[float]]
    strengths: list[float]
    """The weight of all edges of each node, those inside of it included."""


def divisions(plain: Undirected, *, seed: int) -> list[Integers]:
    """Return ever coarser divisions into groups, the finest first: the number of each node's group.

    The groups of the last one are connected, and no node is better off in another group.
    """
    chance = np.random.default_rng(seed)
    owner = np.arange(len(plain.keys))
    found: list[Integers] = []
    while True:
        graph = _merged(plain, owner)
        count = len(graph.strengths)
        moved = numbered(_moved(graph, np.arange(count), chance.permutation(count).tolist()))
        if not count or moved.max() + 1 == count:
            break
        owner = moved[owner]
        found.append(owner)
    return [*found[:-1], settled(plain, owner, np.ones(len(owner), bool))]


def settled(plain: Undirected, owner: Integers, changed: Truths) -> Integers:
    """Return a division in which the nodes that changed, and those that this moves, are where they fit best.

    Args:
        plain: the graph.
        owner: the number of each node's group.
        changed: the nodes that are looked at first.
    """
    moved = _moved(_merged(plain, np.arange(len(owner))), owner, np.flatnonzero(changed).tolist())
    same = moved[plain.sources] == moved[plain.targets]
    return numbered(connected(len(moved), plain.sources[same], plain.targets[same]))


def joined(plain: Undirected, owner: Integers, free: Truths) -> Integers:
    """Return a division in which the groups that are free have joined others where they fit."""
    moved = _moved(_merged(plain, owner), np.arange(len(free)), np.flatnonzero(free).tolist())
    return numbered(moved[owner])


def _merged(plain: Undirected, owner: Integers) -> _Network:
    """Return the graph between groups of nodes."""
    count = int(owner.max()) + 1 if len(owner) else 0
    ends = np.concatenate([owner[plain.sources], owner[plain.targets]])
    others = np.concatenate([owner[plain.targets], owner[plain.sources]])
    twice = np.concatenate([plain.weights, plain.weights])
    pairs, which = np.unique((ends * count + others)[ends != others], return_inverse=True)
    weights = summed(which, twice[ends != others], len(pairs)).tolist()
    cuts = np.searchsorted(pairs, np.arange(count + 1) * count).tolist()
    neighbours = (pairs % count).tolist()
    parts = list(pairwise(cuts))
    return _Network(
        [neighbours[low:high] for low, high in parts],
        [weights[low:high] for low, high in parts],
        summed(ends, twice, count).tolist(),
    )


def _moved(graph: _Network, owner: Integers, first: Iterable[int]) -> Integers:
    """Return the groups after each node of a queue went where it fits best; neighbours of the moved ones queue up."""
    groups, strengths = owner.tolist(), graph.strengths
    share = 1 / max(sum(strengths), 1)
    total = summed(owner, np.array(strengths), max(groups, default=0) + 1).tolist()
    queue = deque(first)
    waits = [False] * len(groups)
    for node in queue:
        waits[node] = True
    while queue:
        node = queue.popleft()
        waits[node] = False
        own, strength = groups[node], strengths[node]
        links = {own: 0.0}
        for other, weight in zip(graph.neighbours[node], graph.weights[node], strict=True):
            group = groups[other]
            links[group] = links.get(group, 0.0) + weight
        total[own] -= strength
        best, most = own, links[own] - total[own] * strength * share + _GAIN
        for group, weight in links.items():
            gain = weight - total[group] * strength * share
            if gain > most:
                best, most = group, gain
        total[best] += strength
        if best != own:
            groups[node] = best
            for other in graph.neighbours[node]:
                if groups[other] != best and not waits[other]:
                    waits[other] = True
                    queue.append(other)
    return np.array(groups, np.int64)
