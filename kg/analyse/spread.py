"""Parting dots that lie on one another."""

import numpy as np

from kg.analyse.arrays import Integers, Reals, Truths, ranges, summed

_ROUNDS = 24
_HARD = 0.2
"""The lack of distance that wakes a dot, against what is needed."""


def spread(
    positions: Reals,
    room: Reals,
    *,
    chance: np.random.Generator,
    awake: Truths | None = None,
    ease: Reals | None = None,
) -> Reals:
    """Return the positions with dots pushed apart until each has its room, as far as a few rounds get.

    Args:
        positions: one row a dot.
        room: the radius that each dot needs.
        chance: decides where dots at the same place go.
        awake: the dots that push others, and are pushed; all by default. A dot that is pushed hard wakes up.
        ease: how readily each dot makes way; all alike by default.
    """
    awake = np.ones(len(room), bool) if awake is None else awake.copy()
    ease = np.ones(len(room)) if ease is None else ease
    ways = ease / room  # the smaller dot makes way
    jitter = chance.normal(scale=float(room.min(initial=1)) / 10, size=positions.shape)
    positions = positions + np.where(awake[:, None], jitter, 0)
    for _ in range(_ROUNDS if awake.any() else 0):
        first, second = _neighbours(positions, 2 * float(room.max()))
        between = positions[first] - positions[second]
        distance = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-9)
        lack = room[first] + room[second] - distance
        close = (lack > 0) & (awake[first] | awake[second])
        if not close.any():
            break
        first, second = first[close], second[close]
        push = between[close] * (lack[close] / distance[close] * 0.9)[:, None]
        share = (ways[first] / (ways[first] + ways[second]))[:, None]
        positions += summed(first, push * share, len(positions)) - summed(second, push * (1 - share), len(positions))
        hard = lack[close] > _HARD * (room[first] + room[second])
        awake[first[hard]] = awake[second[hard]] = True
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
