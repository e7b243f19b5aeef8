"""Packing components beside one another, close to the middle, so that the whole is wider than high."""

from collections.abc import Sequence

import numpy as np

from kg.analyse.arrays import Integers, Reals, Truths

_ASPECT = 1.5
"""How much wider than high the whole gets."""
_CELL = 0.8
"""The side of a cell, in the mean distances of neighbouring dots."""
_MARGIN = 2
"""Free cells around the largest component; gaps inside of it are closed by as many."""


def packed(parts: Sequence[Integers], positions: Reals, spacing: float, *, fixed: int = 1) -> Reals:
    """Return the positions with components moved to free places.

    Args:
        parts: the nodes of each component, the largest first.
        positions: where they are; overlaps of components do not matter.
        spacing: the mean distance of neighbouring dots.
        fixed: how many of the parts stay where they are.
    """
    cell = _CELL * spacing
    middles = [(positions[part].max(axis=0) + positions[part].min(axis=0)) / 2 for part in parts]
    sizes = [np.ptp(positions[part], axis=0) for part in parts[fixed:]]
    boxes = [(int(width // cell) + 2, int(height // cell) + 2) for width, height in sizes]
    stay = np.concatenate(parts[:fixed])
    middle = (positions[stay].max(axis=0) + positions[stay].min(axis=0)) / 2
    taken = _raster([(positions[part] - middle) / cell for part in parts[:fixed]])
    moved = positions.copy()
    for part, old, place in zip(parts[fixed:], middles[fixed:], pack(boxes, taken), strict=True):
        moved[part] += middle + np.array(place) * cell - old
    return moved


def _raster(parts: Sequence[Reals]) -> Truths:
    """Return the cells that components cover: each row from its first dot to its last, and a margin."""
    high = 2 * max(int(np.abs(part[:, 1]).max()) + _MARGIN + 1 for part in parts)
    wide = 2 * max(int(np.abs(part[:, 0]).max()) + _MARGIN + 1 for part in parts)
    columns, taken = np.arange(wide), np.zeros((high, wide), bool)
    for part in parts:
        x, y = np.floor(part + np.array([wide, high]) / 2).astype(int).T
        first, last = np.full(high, wide), np.full(high, -1)
        for shift in range(-_MARGIN, _MARGIN + 1):
            np.minimum.at(first, y + shift, x - 1)
            np.maximum.at(last, y + shift, x + 1)
        taken |= (columns >= first[:, None]) & (columns <= last[:, None])
    return taken


def pack(sizes: Sequence[tuple[int, int]], taken: Truths) -> list[tuple[float, float]]:
    """Find free places for boxes, the nearest to the middle for the largest.

    Args:
        sizes: width and height of each box, in cells.
        taken: the cells that are not free; the grid grows on all sides where it is too small.

    Returns:
        The middle of each box, to the right of and below the middle of the grid, in cells.
    """
    taken = taken.copy()
    places: dict[int, tuple[float, float]] = {}
    for width, height in sorted(set(sizes), key=lambda size: (-size[0] * size[1], size)):
        members = [index for index, size in enumerate(sizes) if size == (width, height)]
        while len(found := _free(taken, width, height)) < len(members):
            margins = (max(height, taken.shape[0] // 4), max(width, taken.shape[1] // 4))
            taken = np.pad(taken, [(margin, margin) for margin in margins])
        for index, (x, y) in zip(members, found, strict=False):
            taken[y : y + height, x : x + width] = True
            places[index] = (x + (width - taken.shape[1]) / 2, y + (height - taken.shape[0]) / 2)
    return [places[index] for index in range(len(sizes))]


def _free(taken: Truths, width: int, height: int) -> list[tuple[int, int]]:
    """Return places for boxes of one size that overlap nothing, nor each other, from the middle outwards."""
    rows, columns = (side - size + 1 for side, size in zip(taken.shape, (height, width), strict=True))
    total = np.pad(taken.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    inside = total[height:, width:] - total[height:, :-width] - total[:-height, width:] + total[:-height, :-width]
    y, x = np.nonzero(inside[0:rows:height, 0:columns:width] == 0)
    x, y = x * width, y * height
    along = np.abs(x + (width - taken.shape[1]) / 2) / _ASPECT
    across = np.abs(y + (height - taken.shape[0]) / 2)
    order = np.lexsort((along + across, np.maximum(along, across)))  # frame by frame: windows have corners
    return list(zip(x[order].tolist(), y[order].tolist(), strict=True))
