"""The convolutional tagger: a small network over the tokens of a whole abstract, a second opinion beside the tagger.

The features of a token are hashed into one table of vectors (K. Weinberger et al., "Feature hashing for large scale
multitask learning", ICML 2009) and added to the vector of its word. Residual maxout layers (I. Goodfellow et al.,
"Maxout networks", ICML 2013), as in spaCy's own encoders, then look at the words around, further with each layer, and
at the other places of the same word in the abstract.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import ModelError
from kg.extract.marks import token_marks
from kg.extract.signals import Signals
from kg.extract.tagger import Span, spans, word_features
from kg.extract.trees import softmax

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

PATH = Path(__file__).resolve().parent.parent / "model" / "convolution.npz"
TYPES = ("Method", "Model", "Dataset", "Task")
LABELS = ("O", *(f"{place}-{kind}" for kind in TYPES for place in "BI"))
LAYERS = ((1, False), (1, True), (2, True), (4, True))
"""For each layer how far it looks to each side, and whether it looks at the other places of a word."""
WEIGHTS = (
    *("project", "bias", "gain"),
    *(f"{part}{index}" for index in range(len(LAYERS)) for part in ("layer", "bias", "gain")),
    *("output", "priors"),
)
TABLE_ROWS = 1 << 15
_TINY = np.float32(1e-5)
_DIGITS = 4
_MIN_START = 0.15
_MIN_NEXT = 0.5
_NEVER = np.float32(-1e4)
_GOLDEN = 2654435761
_MAX_SUMS = 1 << 15


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix that is kept as bytes, with a scale for each row."""

    bytes: NDArray[np.int8]
    scales: Floats

    def rows(self, indices: Integers) -> Floats:
        """Return rows as numbers."""
        numbers: Floats = self.bytes[indices] * self.scales[indices, None]
        return numbers


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of the convolutional tagger."""

    words: Mapping[str, int]
    """The rows of lower-case words in `vectors`; row 0 stands for all others."""
    vectors: Matrix
    table: Matrix
    weights: Mapping[str, Floats]
    sums: dict[str, Floats] = field(default_factory=dict, compare=False, repr=False)
    """For words that were met, the sums of their rows of the table."""

    def probabilities(self, signals: Signals) -> Floats:
        """Return the probability of each label for each token of a document."""
        words = [word.lower() for word in signals.layout.words]
        if not words:
            return np.zeros((0, len(LABELS)), np.float32)
        weights, same = self.weights, same_words(words)
        rows, starts = _hashed(signals, ((),) * len(words))
        hidden = np.add.reduceat(self.table.rows(rows), starts, axis=0) + weights["bias"]
        hidden += np.stack([self.word_sum(word) for word in signals.layout.words])
        hidden += self.vectors.rows(np.array([self.words.get(word, 0) for word in words])) @ weights["project"]
        hidden = normalised(hidden) * weights["gain"]
        for index, (reach, repeats) in enumerate(LAYERS):
            seen = [shifted(hidden, -reach), hidden, shifted(hidden, reach)]
            pieces = np.hstack([*seen, elsewhere(hidden, same)] if repeats else seen) @ weights[f"layer{index}"]
            first, second = np.hsplit(pieces + weights[f"bias{index}"], 2)
            hidden += normalised(np.maximum(first, second)) * weights[f"gain{index}"]
        found: Floats = softmax(hidden @ weights["output"] + weights["priors"])
        return found

    def word_sum(self, word: str) -> Floats:
        """Return the sum of the rows of the table that a word's own features are hashed to."""
        found = self.sums.get(word)
        if found is None:
            if len(self.sums) >= _MAX_SUMS:
                self.sums.clear()
            found = self.sums[word] = self.table.rows(np.array(_word_rows(word), np.int64)).sum(axis=0)
        return found


def hashed(signals: Signals) -> tuple[Integers, Integers]:
    """Return the rows of the table that the features of all tokens are hashed to, and where those of each start."""
    return _hashed(signals, [_word_rows(word) for word in signals.layout.words])


def _hashed(signals: Signals, word_rows: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    layout, marks = signals.layout, token_marks(signals)
    rows: list[int] = []
    starts: list[int] = []
    for index, own in enumerate(word_rows):
        starts.append(len(rows))
        rows.extend(own)
        for feature in (*marks[index], "title" if index < layout.first else "abstract"):
            rows.extend(table_rows(feature))
    return np.array(rows, np.int64), np.array(starts, np.int64)


@lru_cache(maxsize=65536)
def table_rows(feature: str) -> tuple[int, int]:
    """Return the two rows that a feature is hashed to; two features seldom share both."""
    code = zlib.crc32(feature.encode())
    return code % TABLE_ROWS, (code * _GOLDEN >> 15) % TABLE_ROWS


@lru_cache(maxsize=65536)
def _word_rows(word: str) -> tuple[int, ...]:
    return tuple(row for feature in word_features(word) for row in table_rows(feature))


def same_words(words: Sequence[str]) -> Integers:
    """Return a number for each word, the same for the same words."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64)


def elsewhere(hidden: Floats, same: Integers) -> Floats:
    """Return for each token the mean of what stands at the other places of its word; zero where there is none."""
    counts = np.bincount(same)
    order = np.argsort(same, kind="stable")
    sums = np.add.reduceat(hidden[order], np.cumsum(counts) - counts, axis=0)
    others = np.where(counts > 1, 1 / np.maximum(counts - 1, 1), 0).astype(np.float32)
    mean: Floats = (sums[same] - hidden) * others[same, None]
    return mean


def shifted(hidden: Floats, offset: int) -> Floats:
    """Return for each token what stands an offset away, zeros beyond the edges."""
    found = np.zeros_like(hidden)
    size = min(abs(offset), len(hidden))
    if offset < 0:
        found[size:] = hidden[: len(hidden) - size]
    else:
        found[: len(hidden) - size] = hidden[size:]
    return found


def normalised(rows: Floats) -> Floats:
    """Return rows divided by their root mean square (B. Zhang and R. Sennrich, NeurIPS 2019)."""
    squares = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
    scaled: Floats = rows / np.sqrt(squares + _TINY)[:, None]
    return scaled


def likely(signals: Signals, network: Network) -> list[Span]:
    """Return the likeliest spans of a document, then less likely ones."""
    with _libraries().limit(limits=1):  # for matrices of this size more threads cost twice the work
        sentences, probabilities = signals.layout.sentences, network.probabilities(signals)
    found = best_spans(probabilities, sentences)
    return [*found, *alternatives(probabilities, sentences, found)]


@cache
def _libraries() -> ThreadpoolController:
    """Return what rules the threads of the libraries under NumPy."""
    return ThreadpoolController()


@cache
def shipped() -> Network:
    """Return the network that ships with the tool."""
    return read(PATH)


def best_spans(probabilities: Floats, sentences: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the likeliest spans, each with the least probability of its tokens' labels."""
    labels = decoded(probabilities, sentences)
    sure = probabilities[np.arange(len(labels)), labels]
    return [
        Span(span.start, span.end, span.type, round(span.probability, _DIGITS))
        for span in spans([LABELS[label] for label in labels], map(float, sure))
    ]


def alternatives(probabilities: Floats, sentences: Sequence[tuple[int, int]], found: Sequence[Span]) -> list[Span]:
    """Return less likely spans besides those found: all that start with a probability over 0.15.

    Args:
        probabilities: of each label for each token.
        sentences: the first token of each sentence and the token after its last.
        found: the spans to leave out.
    """
    ends = [end for start, end in sentences for _ in range(start, end)]
    places, types = np.nonzero(probabilities[:, 1::2] > _MIN_START)
    likely = [_grown(probabilities, int(place), int(kind), ends) for place, kind in zip(places, types, strict=True)]
    known = {(span.start, span.end, span.type) for span in found}
    return [span for span in likely if (span.start, span.end, span.type) not in known]


def _grown(probabilities: Floats, start: int, kind: int, ends: Sequence[int]) -> Span:
    """Return the span of a type from a token on, as long as it is likelier to go on than to end."""
    least, end = float(probabilities[start, 1 + 2 * kind]), start + 1
    while end < ends[start] and (following := float(probabilities[end, 2 + 2 * kind])) >= _MIN_NEXT * least:
        least, end = min(least, following), end + 1
    return Span(start, end, TYPES[kind], round(least, _DIGITS))


def _may_follow() -> NDArray[np.bool_]:
    """Return whether a label may follow another: `I-Task` only `B-Task` and `I-Task`."""
    return np.array([[new[0] != "I" or (old[0] != "O" and old[2:] == new[2:]) for new in LABELS] for old in LABELS])


_MAY_FOLLOW = _may_follow()
_MAY_START = _MAY_FOLLOW[0]


def decoded(probabilities: Floats, sentences: Sequence[tuple[int, int]]) -> Integers:
    """Return the likeliest labels of the tokens that make whole spans within sentences."""
    labels: Integers = probabilities.argmax(axis=1)
    for start, end in sentences:
        part = labels[start:end]
        if start < end and not (_MAY_START[part[0]] and _MAY_FOLLOW[part[:-1], part[1:]].all()):
            labels[start:end] = list(_viterbi(np.log(probabilities[start:end] + np.float32(1e-12))))[::-1]
    return labels


def _viterbi(scores: Floats) -> Iterator[int]:
    """Yield the labels of the best allowed path through scores, from the last token to the first."""
    penalties = np.where(_MAY_FOLLOW, np.float32(0), _NEVER)
    total = scores[0] + np.where(_MAY_START, np.float32(0), _NEVER)
    steps = []
    for row in scores[1:]:
        paths = total[:, None] + penalties
        steps.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    label = int(total.argmax())
    yield label
    for step in reversed(steps):
        label = int(step[label])
        yield label


def read(path: Path) -> Network:
    """Read the weights of a network.

    Raises:
        ModelError: the file is missing or wrong.
    """
    try:
        with np.load(path) as file:
            raw = {name: file[name] for name in file.files}
        words = bytes(raw["words"]).decode().split("\n")
        vectors, table = (Matrix(raw[name], raw[f"{name} scales"]) for name in ("vectors", "table"))
        weights = {name: raw[name].astype(np.float32) for name in WEIGHTS}
        return Network({word: row for row, word in enumerate(words) if word}, vectors, table, weights)
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelError(
            f"{path}: the weights of the convolutional tagger cannot be read ({error}); reinstall kg"
        ) from error


def write(network: Network, path: Path) -> None:
    """Write the weights of a network, the same bytes for the same weights."""
    words = sorted(network.words, key=lambda word: network.words[word])
    arrays: dict[str, Any] = {"words": np.frombuffer("\n".join(["", *words]).encode(), np.uint8)}
    for name, matrix in (("vectors", network.vectors), ("table", network.table)):
        arrays |= {name: matrix.bytes, f"{name} scales": matrix.scales}
    arrays |= {name: network.weights[name].astype(np.float16) for name in WEIGHTS}
    with path.open("wb") as file:
        np.savez(file, **arrays)


def packed(numbers: Floats) -> Matrix:
    """Return a matrix as bytes with a scale for each row."""
    scales = np.maximum(np.abs(numbers).max(axis=1), np.float32(1e-9)).astype(np.float32) / np.float32(127)
    return Matrix(np.rint(numbers / scales[:, None]).astype(np.int8), scales)
