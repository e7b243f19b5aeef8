"""Where each node is drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.analyse.arrays import Integers, Reals, numbered
from kg.analyse.louvain import divisions
from kg.analyse.multilevel import settled, settled_together
from kg.analyse.pack import packed
from kg.analyse.spread import spread
from kg.analyse.undirected import Undirected, components, restricted, undirected

if TYPE_CHECKING:
    import networkx as nx

SPACING = 28
"""The mean distance of neighbouring dots, in the units of the positions."""
TOGETHER = 128
"""Components of up to so many nodes are laid out in one go."""


def layout(graph: "nx.MultiDiGraph[str]", *, seed: int) -> dict[str, tuple[int, int]]:
    """Place the nodes on a map where things that have to do with one another are neighbours.

    Communities form islands, dots do not overlap, parts that nothing connects are packed around the largest one, and
    the map is wider than high. The forces are those of LinLog and of ForceAtlas2 (`kg.analyse.forces` cites them),
    applied to communities first and then to ever smaller groups of nodes. The same graph and seed give the same map,
    in whatever order the graph was made.

    Returns:
        The position of each node, x to the right and y downwards, in key order.
    """
    plain = undirected(graph)
    positions = placed(plain, divisions(plain, seed=seed), seed=seed)
    return {key: (round(x), round(y)) for key, (x, y) in zip(plain.keys, positions.tolist(), strict=True)}


def placed(plain: Undirected, divisions: Sequence[Integers], *, seed: int) -> Reals:
    """Return the positions of all nodes.

    Args:
        plain: the graph.
        divisions: ever coarser divisions of its nodes into groups, which become islands.
        seed: decides where groups start.
    """
    parts = components(plain)
    if not parts:
        return np.zeros((0, 2))
    chance = np.random.default_rng(seed)
    return packed(parts, laid_out(plain, parts, divisions, chance=chance), SPACING)


def laid_out(
    plain: Undirected, parts: list[Integers], divisions: Sequence[Integers], *, chance: np.random.Generator
) -> Reals:
    """Return the positions of the nodes of components, the largest first, each component around the origin."""
    positions = np.zeros((len(plain.keys), 2))
    small = [part for part in parts if len(part) <= TOGETHER]
    for part in parts[: len(parts) - len(small)]:
        # Those of the whole graph: those of a part alone are others, and islands would bear wrong names.
        groups = [numbered(owner[part]) for owner in divisions]
        positions[part] = settled(restricted(plain, part), groups, chance=chance)
    if small:
        positions[np.concatenate(small)] = settled_together(plain, small, chance=chance)
    for part in parts:
        positions[part] = _levelled(positions[part])
    return _parted(plain, parts, positions, chance=chance)


def _levelled(positions: Reals) -> Reals:
    """Return a component with its widest axis level, and as large as its number of nodes asks for."""
    x, y = (positions - positions.mean(axis=0)).T
    angle = 0.5 * np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum())
    turned = np.stack([x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)], axis=1)
    wide = float(np.hypot(*turned.std(axis=0)))
    return turned * (SPACING * np.sqrt(len(turned)) / (2 if len(turned) > TOGETHER else 3.6) / wide) if wide else turned


def _parted(plain: Undirected, parts: list[Integers], positions: Reals, *, chance: np.random.Generator) -> Reals:
    """Return the positions with dots pushed apart that overlap; components do not see each other."""
    room = rooms(plain)
    away = np.zeros(positions.shape)
    edge = 0.0
    for part in parts:
        width = float(np.ptp(positions[part, 0])) + 2 * float(room[part].sum())
        away[part, 0] = edge + width / 2
        edge += width
    return spread(positions + away, room, chance=chance) - away


def rooms(plain: Undirected) -> Reals:
    """Return the radius that each dot needs."""
    return np.asarray(SPACING * (0.15 + 0.06 * np.sqrt(plain.degrees)), np.float64)
