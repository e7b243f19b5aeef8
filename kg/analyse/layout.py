"""Where each node is drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.analyse.arrays import Integers, Reals, Truths
from kg.analyse.multilevel import settled, settled_together
from kg.analyse.pack import pack
from kg.analyse.spread import spread
from kg.analyse.undirected import Undirected, components, levels, restricted, undirected

if TYPE_CHECKING:
    import networkx as nx

SPACING = 28
"""The mean distance of neighbouring dots, in the units of the positions."""
_CELL = 0.8 * SPACING
_MARGIN = 3
"""Free cells around the largest component; gaps inside of it are closed by as many."""
_TOGETHER = 128
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
    if not plain.keys:
        return {}
    chance = np.random.default_rng(seed)
    parts = components(plain)
    positions = _settled(plain, parts, seed=seed, chance=chance)
    for part in parts:
        positions[part] = _levelled(positions[part])
    positions = _parted(plain, parts, positions, chance=chance)
    rounded = np.rint(_packed(parts, positions)).astype(int).tolist()
    return {key: (x, y) for key, (x, y) in zip(plain.keys, rounded, strict=True)}


def _settled(plain: Undirected, parts: list[Integers], *, seed: int, chance: np.random.Generator) -> Reals:
    """Return the positions of all nodes, each component around the origin."""
    positions = np.zeros((len(plain.keys), 2))
    small = [part for part in parts if len(part) <= _TOGETHER]
    large = parts[: len(parts) - len(small)]
    # Of the whole graph, as for the communities: those of a part alone are others, and islands would bear wrong names.
    divisions = [_owner(groups) for groups in levels(plain, seed=seed)] if large else []
    for part in large:
        groups = [np.unique(owner[part], return_inverse=True)[1] for owner in divisions]
        positions[part] = settled(restricted(plain, part), groups, chance=chance)
    if small:
        positions[np.concatenate(small)] = settled_together(plain, small, chance=chance)
    return positions


def _owner(groups: Sequence[Sequence[int]]) -> Integers:
    """Return the number of each node's group."""
    owner = np.zeros(sum(map(len, groups)), np.int64)
    for index, group in enumerate(groups):
        owner[group] = index
    return owner


def _levelled(positions: Reals) -> Reals:
    """Return a component with its widest axis level, and as large as its number of nodes asks for."""
    x, y = (positions - positions.mean(axis=0)).T
    angle = 0.5 * np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum())
    turned = np.stack([x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)], axis=1)
    wide = float(np.hypot(*turned.std(axis=0)))
    return turned * (SPACING * np.sqrt(len(turned)) / (2 if len(turned) > _TOGETHER else 3) / wide) if wide else turned


def _parted(plain: Undirected, parts: list[Integers], positions: Reals, *, chance: np.random.Generator) -> Reals:
    """Return the positions with dots pushed apart that overlap; components do not see each other."""
    room = SPACING * (0.15 + 0.06 * np.sqrt(plain.degrees))
    away = np.zeros(positions.shape)
    edge = 0.0
    for part in parts:
        width = float(np.ptp(positions[part, 0])) + 2 * float(room[part].sum())
        away[part, 0] = edge + width / 2
        edge += width
    return spread(positions + away, room, chance=chance) - away


def _packed(parts: list[Integers], positions: Reals) -> Reals:
    """Return the positions with the components beside one another, the largest in the middle."""
    middles = [(positions[part].max(axis=0) + positions[part].min(axis=0)) / 2 for part in parts]
    sizes = [np.ptp(positions[part], axis=0) for part in parts]
    boxes = [(int(width // _CELL) + 2, int(height // _CELL) + 2) for width, height in sizes]
    places = pack(boxes[1:], _raster(positions[parts[0]] - middles[0], boxes[0]))
    packed = positions.copy()
    for part, middle, place in zip(parts, middles, [(0.0, 0.0), *places], strict=True):
        packed[part] += np.array(place) * _CELL - middle
    return packed


def _raster(positions: Reals, size: tuple[int, int]) -> Truths:
    """Return the cells that a component covers: each row from its first dot to its last, and a margin."""
    width, height = size[0] + 2 * _MARGIN, size[1] + 2 * _MARGIN
    x = np.floor(positions[:, 0] / _CELL + width / 2).astype(int)
    y = np.floor(positions[:, 1] / _CELL + height / 2).astype(int)
    first, last = np.full(height, width), np.full(height, -1)
    for shift in range(-_MARGIN, _MARGIN + 1):
        np.minimum.at(first, y + shift, x - 1)
        np.maximum.at(last, y + shift, x + 1)
    columns = np.arange(width)
    return (columns >= first[:, None]) & (columns <= last[:, None])
