"""The layout of a connected graph: of its communities first, then of ever smaller groups, then of its nodes."""

from collections.abc import Sequence

import numpy as np

from kg.analyse.arrays import Integers, Reals, ranges, summed
from kg.analyse.forces import Springs, in_pairs, on_grid, settle
from kg.analyse.undirected import Undirected, restricted

_BETWEEN = 0.4
"""How strongly an edge between two communities pulls, against one inside of one: topics become islands."""
_STEPS = (60, 100, 200)
"""How many steps are made with the nodes, with their smallest groups, and with larger groups."""
_SCATTER = 0.04
"""How far from their group its members start, of the width of the whole."""


def settled(plain: Undirected, groups: Sequence[Integers], *, chance: np.random.Generator) -> Reals:
    """Return a layout of one large component.

    Args:
        plain: the component.
        groups: the number of each node's group, in ever coarser divisions.
        chance: decides where groups start.
    """
    owners = [np.arange(len(plain.keys)), *groups]
    weights = pulls(plain, owners[-1])
    reach = float(np.sqrt(plain.masses.sum()))
    positions = np.zeros((len(plain.keys), 2))
    for level in reversed(range(len(owners))):
        mass = summed(owners[level], plain.masses, int(owners[level].max()) + 1)
        start = np.zeros((len(mass), 2))
        start[owners[level]] = positions
        start += chance.normal(scale=reach * (_SCATTER if positions.any() else 1), size=start.shape)
        steps = _STEPS[min(level, len(_STEPS) - 1)]
        springs = _grouped(plain, owners[level], weights)
        placed = settle(start, springs, mass, repel=on_grid(mass), reach=np.full(len(mass), reach), steps=steps)
        positions = placed[owners[level]]
    return positions


def pulls(plain: Undirected, owner: Integers) -> Reals:
    """Return how strongly each edge pulls when nodes are in these communities."""
    same = owner[plain.sources] == owner[plain.targets]
    return np.asarray(plain.weights * np.where(same, 1.0, _BETWEEN), np.float64)


def _grouped(plain: Undirected, owner: Integers, weights: Reals) -> Springs:
    """Return the edges between groups of nodes, those of the same two groups as one."""
    ends = np.sort(np.stack([owner[plain.sources], owner[plain.targets]], axis=1), axis=1)
    between = ends[:, 0] != ends[:, 1]
    pairs, which = np.unique(ends[between], axis=0, return_inverse=True)
    return Springs(pairs[:, 0], pairs[:, 1], summed(which.ravel(), weights[between], len(pairs)))


def settled_together(plain: Undirected, parts: list[Integers], *, chance: np.random.Generator) -> Reals:
    """Return layouts of many small components, each around the origin, in the order of the parts."""
    here = restricted(plain, np.concatenate(parts))
    sizes = np.array([len(part) for part in parts])
    component = np.repeat(np.arange(len(parts)), sizes)
    reach = np.sqrt(summed(component, here.masses, len(parts)))[component]
    first, second = ranges(np.arange(1, len(here.keys) + 1), np.cumsum(sizes)[component])
    start = chance.normal(size=(len(here.keys), 2)) * reach[:, None]
    springs = Springs(here.sources, here.targets, here.weights)
    repel = in_pairs(first, second, here.masses)
    return settle(start, springs, here.masses, repel=repel, reach=reach, steps=_STEPS[1])
