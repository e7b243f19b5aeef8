"""Parting dots that lie on one another."""

import numpy as np

from kg.analyse.arrays import Integers, Reals, ranges, summed

_ROUNDS = 24


def spread(positions: Reals, room: Reals, *, chance: np.random.Generator) -> Reals:
    """Return the positions with dots pushed apart until each has its room, as far as a few rounds get.

    Args:
        positions: one row a dot.
        room: the radius that each dot needs.
        chance: decides where dots at the same place go.
    """
    positions = positions + chance.normal(scale=float(room.min()) / 10, size=positions.shape)
    for _ in range(_ROUNDS):
        first, second = _neighbours(positions, 2 * float(room.max()))
        between = positions[first] - positions[second]
        distance = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-9)
        lack = room[first] + room[second] - distance
        close = lack > 0
        if not close.any():
            break
        first, second = first[close], second[close]
        push = between[close] * (lack[close] / distance[close] * 0.9)[:, None]
        small = (room[second] / (room[first] + room[second]))[:, None]  # the smaller dot makes way
        positions += summed(first, push * small, len(positions)) - summed(second, push * (1 - small), len(positions))
    return positions


def _neighbours(positions: Reals, size: float) -> tuple[Integers, Integers]:
    """Return each pair of dots of the same or of adjoining square cells once."""
    cell = np.floor((positions - positions.min(axis=0)) / size).astype(np.int64) + 1
    width = int(cell[:, 0].max()) + 2
    number = cell[:, 1] * width + cell[:, 0]
    order = np.argsort(number, kind="stable")
    sorted_ = number[order]
    after = np.arange(1, len(order) + 1)
    rest_of_row = after, np.searchsorted(sorted_, sorted_ + 1, "right")
    next_row = np.searchsorted(sorted_, sorted_ + width - 1), np.searchsorted(sorted_, sorted_ + width + 1, "right")
    pairs = [ranges(start, end) for start, end in (rest_of_row, next_row)]
    return (order[np.concatenate([pair[0] for pair in pairs])], order[np.concatenate([pair[1] for pair in pairs])])
