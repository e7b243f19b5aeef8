"""Packing boxes close to the middle of a grid."""

from collections.abc import Sequence

import numpy as np

from kg.analyse.arrays import Truths

_ASPECT = 1.6
"""How much wider than high the whole gets."""


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
    far = (x + (width - taken.shape[1]) / 2) ** 2 + ((y + (height - taken.shape[0]) / 2) * _ASPECT) ** 2
    order = np.argsort(far, kind="stable")
    return list(zip(x[order].tolist(), y[order].tolist(), strict=True))
