"""A layout that goes on from the last one: what is known stays, what is new comes next to its neighbours.

Who looks at a map again finds things where they were, so a node may move the less, the less of its neighbourhood
changed, as the pinned nodes do in Y. Frishman, A. Tal. Online Dynamic Graph Drawing. IEEE Transactions on Visualization
and Computer Graphics 14(4), 2008.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kg.analyse.arrays import Integers, Reals, Truths, numbered, ranges, summed
from kg.analyse.forces import Springs, balance, in_pairs, on_grid, settle
from kg.analyse.layout import SPACING, TOGETHER, laid_out, rooms
from kg.analyse.multilevel import pulls
from kg.analyse.pack import packed
from kg.analyse.spread import spread
from kg.analyse.undirected import Undirected, components, connected, restricted

_STEPS = 50
_REACH = 2.0
"""How far a new node may go in its first step, in mean distances of neighbouring dots."""
_EASE = 0.25
"""How readily a known dot makes way, against a new one."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the last map says of each node."""

    positions: Reals
    group: Integers
    """The number of its community, -1 for a new node."""
    change: Reals
    """The share of its neighbourhood that is another one since; 1 for a new node."""


def changes(plain: Undirected, known: Truths, degrees: Integers) -> Reals:
    """Return the share of each node's neighbours that came or went since it had so many."""
    new = _counted(plain, ~known)
    lost = np.abs(plain.degrees - new - degrees)
    share = (new + lost) / np.maximum(np.maximum(plain.degrees, degrees), 1)
    return np.where(known, np.minimum(share, 1.0), 1.0)


def _counted(plain: Undirected, these: Truths) -> Reals:
    """Return how many neighbours of each node are among some nodes."""
    count, marked = len(these), these.astype(np.float64)
    return summed(plain.sources, marked[plain.targets], count) + summed(plain.targets, marked[plain.sources], count)


def continued(plain: Undirected, owner: Integers, before: Before, *, chance: np.random.Generator) -> Reals:
    """Return the positions of all nodes, as near as may be to where they were.

    Args:
        plain: the graph.
        owner: the number of each node's community.
        before: where the nodes were, and what changed.
        chance: decides where new nodes start that have the same neighbours.
    """
    parts = components(plain)
    known = (before.group >= 0) & ~_cut_off(plain, parts, before)
    change = np.where(known, before.change, 1.0)
    fixed = [part for part in parts if known[part].any()]
    fresh = [part for part in parts if not known[part].any()]
    positions = _beside_neighbours(plain, known, before.positions, chance=chance)
    for part in fixed:
        if change[part].any():
            positions[part] = _eased(restricted(plain, part), owner[part], positions[part], change[part])
    if fresh:
        positions = _with_fresh(plain, owner, fixed, fresh, positions, chance=chance)
    awake = change > 0
    return spread(positions, rooms(plain), chance=chance, awake=awake, ease=np.where(known, _EASE, 1.0))


def _cut_off(plain: Undirected, parts: list[Integers], before: Before) -> Truths:
    """Tell which nodes are not where they belong any more: they were cut off from others, or tied to others."""
    count, known = len(plain.keys), before.group >= 0
    part_of = np.zeros(count, np.int64)
    for number, part in enumerate(parts):
        part_of[part] = number
    both = known[plain.sources] & known[plain.targets]
    piece = connected(count, plain.sources[both], plain.targets[both])
    astray = _outside_the_largest(part_of, piece, known) | _outside_the_largest(before.group, part_of, known)
    return astray & (np.bincount(piece, minlength=count)[piece] <= TOGETHER)


def _outside_the_largest(whole: Integers, piece: Integers, known: Truths) -> Truths:
    """Tell which of the known nodes are in another piece of their whole than the largest one."""
    nodes = np.flatnonzero(known)
    pairs, which, counts = np.unique(
        np.stack([whole[nodes], piece[nodes]], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    best: dict[int, int] = {}
    for index in np.argsort(-counts, kind="stable").tolist():
        best.setdefault(int(pairs[index, 0]), index)
    outside = np.zeros(len(known), bool)
    outside[nodes] = ~np.isin(which.ravel(), list(best.values()))
    return outside


def _beside_neighbours(plain: Undirected, known: Truths, positions: Reals, *, chance: np.random.Generator) -> Reals:
    """Return positions in which each new node is in the middle of its neighbours, wave after wave."""
    ends = np.concatenate([plain.sources, plain.targets])
    others = np.concatenate([plain.targets, plain.sources])
    weights = np.concatenate([plain.weights, plain.weights])
    there, positions = known.copy(), np.where(known[:, None], positions, 0.0)
    while True:
        wave = there[others] & ~there[ends]
        if not wave.any():
            break
        weight = summed(ends[wave], weights[wave], len(there))
        sums = summed(ends[wave], positions[others[wave]] * weights[wave, None], len(there))
        reached = weight > 0
        positions[reached] = sums[reached] / weight[reached, None]
        there |= reached
    return positions + np.where(known[:, None], 0.0, chance.normal(scale=SPACING / 2, size=positions.shape))


def _eased(plain: Undirected, owner: Integers, positions: Reals, change: Reals) -> Reals:
    """Return the positions of a component's nodes after those that changed followed the forces for a while."""
    pull = Springs(plain.sources, plain.targets, pulls(plain, owner))
    middle = positions.mean(axis=0)
    scale = balance(positions - middle, pull, plain.masses)
    repel = on_grid(plain.masses) if len(change) > TOGETHER else _of_all_pairs(plain.masses)
    reach = change * (_REACH * SPACING * scale)
    moved = settle((positions - middle) * scale, pull, plain.masses, repel=repel, reach=reach, steps=_STEPS)
    return np.where(change[:, None] > 0, moved / scale + middle, positions)


def _of_all_pairs(masses: Reals) -> Callable[[Reals], Reals]:
    first, second = ranges(np.arange(1, len(masses) + 1), np.full(len(masses), len(masses)))
    return in_pairs(first, second, masses)


def _with_fresh(
    plain: Undirected,
    owner: Integers,
    fixed: list[Integers],
    fresh: list[Integers],
    positions: Reals,
    *,
    chance: np.random.Generator,
) -> Reals:
    """Return the positions with components in free places that have nothing to do with the last map."""
    nodes = np.sort(np.concatenate(fresh))
    here = restricted(plain, nodes)
    inside = [np.searchsorted(nodes, part) for part in fresh]
    positions = positions.copy()
    positions[nodes] = laid_out(here, inside, [numbered(owner[nodes])], chance=chance)
    return packed([*fixed, *fresh], positions, SPACING, fixed=len(fixed))
