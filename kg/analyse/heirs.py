"""Communities that go on from those of the last map."""

import numpy as np

from kg.analyse.arrays import Integers, Truths, numbered
from kg.analyse.louvain import joined, settled
from kg.analyse.undirected import Undirected


def regrouped(plain: Undirected, last: Integers, changed: Truths) -> Integers:
    """Return the number of each node's group: the last one, except for nodes that changed and for those next to them.

    Args:
        plain: the graph.
        last: the number of each node's group of before, -1 for a new node.
        changed: which nodes have other neighbours than before; new ones do.
    """
    alone = last.max(initial=-1) + 1 + np.arange(len(last))
    owner = settled(plain, numbered(np.where(last < 0, alone, last)), changed)
    while True:
        free = np.ones(int(owner.max(initial=-1)) + 1, bool)
        free[list(heirs(owner, last))] = False
        merged = joined(plain, owner, free)
        if merged.max(initial=-1) + 1 == len(free):
            return owner
        owner = merged


def heirs(owner: Integers, last: Integers) -> dict[int, int]:
    """Return the group of before for each group that has more of it than any other group, and most of its own there."""
    known = last >= 0
    pairs, counts = np.unique(np.stack([owner[known], last[known]], axis=1), axis=0, return_counts=True)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for index in np.argsort(-counts, kind="stable").tolist():
        group, old = pairs[index].tolist()
        if group not in found and old not in taken:
            found[group] = old
            taken.add(old)
    return found
