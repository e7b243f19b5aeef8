"""The arrays that the layout works on."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
Truths = NDArray[np.bool_]
Waves = NDArray[np.complex128]


def summed(owners: Integers, values: Reals, count: int) -> Reals:
    """Return the sum of each owner's values; values may be numbers or, one a row, vectors.

    >>> summed(np.array([0, 2, 2]), np.array([1.0, 2.0, 3.0]), 3).tolist()
    [1.0, 0.0, 5.0]
    """
    if values.ndim == 1:
        return np.asarray(np.bincount(owners, values, count), np.float64)
    return np.stack([summed(owners, column, count) for column in values.T], axis=1)


def ranges(start: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Return each index together with each number of its range.

    >>> [array.tolist() for array in ranges(np.array([5, 0]), np.array([7, 1]))]
    [[0, 0, 1], [5, 6, 0]]
    """
    count = np.maximum(end - start, 0)
    owner = np.repeat(np.arange(len(start)), count)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, start[owner] + within


def numbered(values: Integers) -> Integers:
    """Return values replaced by their place among the values that occur.

    >>> numbered(np.array([7, 2, 7])).tolist()
    [1, 0, 1]
    """
    return np.asarray(np.unique(values, return_inverse=True)[1], np.int64)
