"""Gradient-boosted trees (J. Friedman, "Greedy function approximation", Annals of Statistics 2001), as plain numbers.

All trees are full binary trees of one depth, kept in arrays, so that all of them judge all rows at once: the children
of node `i` are `2i + 1`, where the number is at most the threshold, and `2i + 2`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees in rounds of one tree a label; the sum of their values and the baseline are a label's score."""

    baseline: Floats
    """A score for each label."""
    features: NDArray[np.intp]
    """The column that each inner node of each tree asks for; trees × inner nodes."""
    thresholds: Floats
    """The greatest number that goes left; trees × inner nodes."""
    values: Floats
    """What each leaf adds; trees × leaves."""

    def scores(self, rows: Floats) -> Floats:
        """Return the score of each label for each row of numbers."""
        trees, inner = self.features.shape
        # `take` from flat arrays is three times as fast as two indices.
        first = np.arange(trees) * inner
        row = np.arange(len(rows))[:, None] * rows.shape[1]
        place = np.zeros((len(rows), trees), np.intp)
        for _ in range(inner.bit_length()):
            node = first + place
            right = rows.take(row + self.features.take(node)) > self.thresholds.take(node)
            place = 2 * place + 1 + right
        found = self.values.take(np.arange(trees) * (inner + 1) + place - inner)
        labels = len(self.baseline)
        total: Floats = self.baseline + found.reshape(len(rows), trees // labels, labels).sum(axis=1)
        return total


def softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Return rows of probabilities from rows of scores, as precise as these."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: NDArray[Any] = powers / powers.sum(axis=1, keepdims=True)
    return found


def from_numbers(raw: Mapping[str, Any]) -> Trees:
    """Return the trees of a decoded JSON object: `baseline`, and `trees` with features, thresholds and values.

    Raises:
        KeyError, TypeError, ValueError, IndexError: something is missing, or is no number, or does not fit the rest.
    """
    trees: Sequence[Sequence[Sequence[float]]] = raw["trees"]
    made = Trees(
        np.array(raw["baseline"], np.float64),
        np.array([tree[0] for tree in trees], np.intp),
        np.array([tree[1] for tree in trees], np.float64),
        np.array([tree[2] for tree in trees], np.float64),
    )
    if not _fit(made):
        raise ValueError("the trees do not fit one another")
    return made


def _fit(made: Trees) -> bool:
    """Tell whether all trees have one leaf more than inner nodes, and each label has as many trees."""
    labels = len(made.baseline)
    if made.features.ndim != 2 or not labels:
        return False
    number, inner = made.features.shape
    return (
        made.thresholds.shape == (number, inner) and made.values.shape == (number, inner + 1) and number % labels == 0
    )
