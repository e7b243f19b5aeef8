"""How the convolutional tagger learns: batches of documents, gradients by backpropagation, and the optimiser."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse  # type: ignore[import-untyped]  # scipy ships no types
from numpy.typing import NDArray

from kg.extract import convolution
from kg.extract.convolution import LAYERS, Floats, Integers
from kg.extract.signals import Signals
from kg.extract.trees import softmax

WIDTH = 128
WARM_UP = 100
PAD = max(reach for reach, _ in LAYERS)

Weights = dict[str, Floats]
Array = NDArray[Any]


@dataclass(slots=True)
class Example:
    """A document as the network reads it, with a target for each token."""

    rows: Array
    counts: Integers
    words: Integers
    same: Integers
    targets: Integers


def example(signals: Signals, words: dict[str, int], targets: Sequence[int]) -> Example:
    """Return a document with its targets."""
    lows = [word.lower() for word in signals.layout.words]
    rows, starts = convolution.hashed(signals)
    return Example(
        rows.astype(np.uint16),
        np.diff([*starts, len(rows)]),
        np.array([words.get(word, 0) for word in lows]),
        convolution.same_words(lows),
        np.array(targets),
    )


class Batch:
    """Documents one below the other, with empty rows between them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Join documents."""
        starts = np.cumsum([PAD] + [len(one.words) + PAD for one in examples])
        self.size = int(starts[-1])
        self.places = np.concatenate(
            [np.arange(start, start + len(one.words)) for start, one in zip(starts, examples, strict=False)]
        )
        self.empty = np.setdiff1d(np.arange(self.size), self.places)
        self.targets = np.concatenate([one.targets for one in examples])
        self.words = np.zeros(self.size, np.int64)
        self.words[self.places] = np.concatenate([one.words for one in examples])
        counts = np.zeros(self.size + 1, np.int64)
        counts[self.places + 1] = np.concatenate([one.counts for one in examples])
        self.rows, columns = np.unique(np.concatenate([one.rows for one in examples]), return_inverse=True)
        self.features = scipy.sparse.csr_matrix(
            (np.ones(len(columns), np.float32), columns, np.cumsum(counts)), (self.size, len(self.rows))
        )
        self._join(examples)

    def _join(self, examples: Sequence[Example]) -> None:
        """Number the words of all documents, so that the places of each can be averaged."""
        firsts = np.cumsum([0] + [one.same.max() + 1 for one in examples])
        same = np.concatenate([one.same + first for one, first in zip(examples, firsts, strict=False)])
        counts = np.bincount(same)
        self.same = np.full(self.size, len(counts))
        self.same[self.places] = same
        self.shares = np.zeros((self.size, 1), np.float32)
        self.shares[self.places, 0] = np.where(counts > 1, 1 / np.maximum(counts - 1, 1), 0)[same]
        self.sums = scipy.sparse.csr_matrix(
            (np.ones(len(same), np.float32), (same, self.places)), (len(counts) + 1, self.size)
        )

    def elsewhere(self, rows: Floats) -> Floats:
        """Return for each token the sum of the rows at the other places of its word."""
        found: Floats = (self.sums @ rows)[self.same] - rows
        return found


class Tape:
    """The network while it learns: what the forward pass leaves for the backward pass."""

    def __init__(self, weights: Weights, vectors: Floats, chance: np.random.Generator, dropout: float) -> None:
        """Take the weights and the share of numbers that are dropped."""
        self.weights, self.vectors, self.chance, self.dropout = weights, vectors, chance, dropout
        self.kept: list[tuple[Array, ...]] = []

    def dropped(self, shape: tuple[int, ...], share: float) -> Floats:
        """Return a mask that drops a share of numbers and keeps their mean."""
        return (self.chance.random(shape, dtype=np.float32) >= share) * np.float32(1 / (1 - share))

    def forward(self, batch: Batch) -> Floats:
        """Return the hidden rows of a batch."""
        weights = self.weights
        rows = batch.features @ weights["table"][batch.rows] + weights["bias"]
        vectors = self.vectors[batch.words]
        rows += vectors @ weights["project"]
        hidden = self._normalised(rows, "gain", (vectors,))
        hidden[batch.empty] = 0
        for index, (reach, repeats) in enumerate(LAYERS):
            seen = self._window(batch, hidden, reach, repeats)
            pieces = seen @ weights[f"layer{index}"] + weights[f"bias{index}"]
            first, second = pieces[:, :WIDTH], pieces[:, WIDTH:]
            hidden = hidden + self._normalised(np.maximum(first, second), f"gain{index}", (seen, first >= second))
            hidden[batch.empty] = 0
        return hidden

    def _window(self, batch: Batch, hidden: Floats, reach: int, repeats: bool) -> Floats:
        seen = [convolution.shifted(hidden, -reach), hidden, convolution.shifted(hidden, reach)]
        return np.hstack([*seen, batch.elsewhere(hidden) * batch.shares] if repeats else seen)

    def _normalised(self, rows: Floats, gain: str, kept: tuple[Array, ...]) -> Floats:
        inverse = 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / np.float32(WIDTH) + np.float32(1e-5))
        normed, mask = rows * inverse, self.dropped(rows.shape, self.dropout)
        self.kept.append((*kept, normed, inverse, mask))
        scaled: Floats = normed * self.weights[gain] * mask
        return scaled

    def backward(self, batch: Batch, slopes: Floats) -> Weights:
        """Return the gradients of all weights of the encoder from those of the hidden rows."""
        found: Weights = {}
        for index, (reach, repeats) in reversed(list(enumerate(LAYERS))):
            seen, chosen, *kept = self.kept.pop()
            slopes[batch.empty] = 0
            into = self._back_normalised(slopes, f"gain{index}", kept, found)
            pieces = np.hstack([into * chosen, into * np.logical_not(chosen)])
            found[f"layer{index}"], found[f"bias{index}"] = seen.T @ pieces, pieces.sum(axis=0)
            before, here, after, *others = np.hsplit(pieces @ self.weights[f"layer{index}"].T, seen.shape[1] // WIDTH)
            slopes = slopes + here + convolution.shifted(before, reach) + convolution.shifted(after, -reach)
            if repeats:
                slopes += batch.elsewhere(others[0] * batch.shares)
        (vectors, *kept) = self.kept.pop()
        slopes[batch.empty] = 0
        into = self._back_normalised(slopes, "gain", kept, found)
        return found | {
            "bias": into.sum(axis=0),
            "project": vectors.T @ into,
            "table": np.asarray(batch.features.T @ into),
        }

    def _back_normalised(self, slopes: Floats, gain: str, kept: Sequence[Array], found: Weights) -> Floats:
        normed, inverse, mask = kept
        slopes = slopes * mask
        found[gain] = np.einsum("ij,ij->j", slopes, normed)
        slopes = slopes * self.weights[gain]
        back: Floats = (
            slopes - normed * (np.einsum("ij,ij->i", slopes, normed)[:, None] / np.float32(WIDTH))
        ) * inverse
        return back


class Adam:
    """The optimiser (D. Kingma and J. Ba, ICLR 2015); of the table only the rows of a batch move."""

    def __init__(self, weights: Weights, *, rate: float, steps: int) -> None:
        """Take the weights, the highest rate, and the number of steps until it has fallen to nothing."""
        self.weights, self.rate, self.steps, self.step = weights, rate, steps, 0
        self.firsts = {name: np.zeros_like(value) for name, value in weights.items()}
        self.seconds = {name: np.zeros_like(value) for name, value in weights.items()}

    def update(self, gradients: Weights, rows: Integers) -> None:
        """Move the weights against gradients that are clipped to length one."""
        self.step += 1
        rate = self.rate * min(1.0, self.step / WARM_UP) * max(0.02, 1 - self.step / self.steps)
        clip = min(1.0, 1 / max(1e-9, float(np.sqrt(sum(float(np.vdot(g, g)) for g in gradients.values())))))
        for name in sorted(gradients):
            where: Any = rows if name == "table" else slice(None)
            slopes = gradients[name] * np.float32(clip)
            first = self.firsts[name][where] * np.float32(0.9) + slopes * np.float32(0.1)
            second = self.seconds[name][where] * np.float32(0.99) + slopes * slopes * np.float32(0.01)
            self.firsts[name][where], self.seconds[name][where] = first, second
            size = np.sqrt(second / np.float32(1 - 0.99**self.step)) + np.float32(1e-6)
            self.weights[name][where] -= np.float32(rate / (1 - 0.9**self.step)) * first / size


def gradients_of(batch: Batch, tape: Tape, places: Integers, targets: Integers) -> tuple[Weights, float]:
    """Return the gradients of all weights and the mean loss, where targets are to be told at some places."""
    weights, hidden = tape.weights, tape.forward(batch)
    mask = tape.dropped((len(places), WIDTH), tape.dropout)
    told: Floats = hidden[places] * mask
    slopes = softmax(told @ weights["output"] + weights["priors"])
    here = np.arange(len(targets))
    loss = -float(np.log(slopes[here, targets] + np.float32(1e-9)).mean())
    slopes[here, targets] -= 1
    slopes /= np.float32(len(targets))
    back = np.zeros_like(hidden)
    back[places] = (slopes @ weights["output"].T) * mask
    own = {"output": told.T @ slopes, "priors": slopes.sum(axis=0)}
    return tape.backward(batch, back) | own, loss
