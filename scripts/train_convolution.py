#!/usr/bin/env python3
"""Train the convolutional tagger: first to guess masked words of unlabelled abstracts, then to tag annotated ones.

    python scripts/train_convolution.py pretrain ABSTRACTS.jsonl.gz PRETRAINED.npz
    python scripts/train_convolution.py tag ANNOTATIONS.jsonl PRETRAINED.npz WEIGHTS.npz

ABSTRACTS holds one record a line with a title and an abstract, plain or gzipped; ANNOTATIONS is what scripts/train.py
reads. Masked words: J. Devlin et al., "BERT", NAACL 2019. It runs on one core; on one machine the same seed gives the
same weights.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from annotated import Text, know, note, opened, read
from backpropagation import WIDTH, Adam, Batch, Example, Tape, Weights, example, gradients_of
from cluster_words import vectors_of

from kg import lexicon
from kg.extract import convolution, nlp
from kg.extract.convolution import (
    LABELS,
    LAYERS,
    TABLE_ROWS,
    WEIGHTS,
    Floats,
    Integers,
    Matrix,
    Network,
    packed,
)
from kg.extract.gazetteer import Gazetteer
from kg.extract.signals import Signals
from kg.extract.tagger import shape
from kg.text import clean

EPOCHS = 8
RATE, MASKED_RATE = 2e-3, 3e-3
DROPOUT, MASKED_DROPOUT, FEATURE_DROPOUT = 0.25, 0.05, 0.1
AVERAGED = 0.95
MASKED = 0.18
ABSTRACTS = 30_000
LENGTHS = range(61, 600)
FREQUENT, CLUSTERS, SHAPES = 4_000, 1_024, 200
IN_BATCH = 24
HELD_OUT = (0, 1)
"""Tenths of the abstracts, by the hash of the title: the dev split, and one for a last test."""


def hide(batch: Batch, places: Integers) -> None:
    """Take from a batch all that tells the words at some places."""
    kept = np.ones(batch.size, np.float32)
    kept[places] = 0
    batch.features.data *= np.repeat(kept, np.diff(batch.features.indptr))
    batch.words[places] = 0
    batch.shares[places] = 0


def new_weights(dimensions: int, labels: int, chance: np.random.Generator) -> Weights:
    """Return weights before any training."""

    def normal(*size: int, spread: float) -> Floats:
        return (chance.standard_normal(size) * spread).astype(np.float32)

    weights = {"table": normal(TABLE_ROWS, WIDTH, spread=0.1), "bias": np.zeros(WIDTH, np.float32)}
    weights |= {"project": normal(dimensions, WIDTH, spread=0.7 / dimensions**0.5), "gain": np.ones(WIDTH, np.float32)}
    for index, (_, repeats) in enumerate(LAYERS):
        inputs = (3 + repeats) * WIDTH
        weights |= {
            f"layer{index}": normal(inputs, 2 * WIDTH, spread=inputs**-0.5),
            f"bias{index}": np.zeros(2 * WIDTH, np.float32),
            f"gain{index}": np.full(WIDTH, 0.5, np.float32),
        }
    return weights | new_output(labels, chance)


def new_output(labels: int, chance: np.random.Generator) -> Weights:
    """Return the weights of the last layer before any training."""
    output = (chance.standard_normal((WIDTH, labels)) * 0.02).astype(np.float32)
    return {"output": output, "priors": np.zeros(labels, np.float32)}


def pretrain(abstracts: Path, path: Path, *, limit: int = ABSTRACTS, seed: int = 0) -> None:
    """Train word vectors on abstracts, then the layers to guess masked words, and write both."""
    chance = np.random.default_rng(seed)
    names, found = vectors_of(abstracts)
    words = {word: row for row, word in enumerate(names, 1)}
    scaled = found * np.float32(0.5 * found.shape[1] ** 0.5)
    vectors = packed(np.vstack([np.zeros_like(scaled[:1]), scaled]))
    target = Targets(names)
    examples = [
        example(signals, words, [target.of(word) for word in signals.layout.words])
        for signals in unlabelled(abstracts, limit)
    ]
    note(f"{len(examples)} abstracts to guess masked words in")
    weights = new_weights(found.shape[1], FREQUENT + CLUSTERS + SHAPES, chance)
    numbers = vectors.rows(np.arange(len(words) + 1))
    adam = Adam(weights, rate=MASKED_RATE, steps=-(-len(examples) // IN_BATCH))
    for batch in batches(examples, chance):
        masked = chance.random(len(batch.places)) < MASKED
        hide(batch, batch.places[masked])
        tape = Tape(weights, numbers, chance, MASKED_DROPOUT)
        gradients, loss = gradients_of(batch, tape, batch.places[masked], batch.targets[masked])
        adam.update(gradients, batch.rows)
        if adam.step % 100 == 0:
            note(f"step {adam.step} of {adam.steps}: loss {loss:.3f}")
    weights |= new_output(len(LABELS), chance)
    save(words, vectors, weights, path)


class Targets:
    """What a masked word is guessed to be: itself where it is frequent, else its cluster, else its shape."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words, the most frequent first."""
        self.frequent = {word: index for index, word in enumerate(words[:FREQUENT])}
        table = nlp.read_clusters(nlp.CLUSTERS_PATH)
        self.clusters = {word: FREQUENT + int(names[-1].partition("=")[2]) for word, names in table.items()}
        self.shapes: dict[str, int] = {}

    def of(self, word: str) -> int:
        """Return the number of a word's target."""
        low = word.lower()
        shapes = self.shapes.setdefault(shape(word), len(self.shapes)) % SHAPES
        return self.frequent.get(low, self.clusters.get(low, FREQUENT + CLUSTERS + shapes))


def unlabelled(path: Path, limit: int) -> Iterator[Signals]:
    """Yield abstracts as the lexicon and the components without weights read them, none of the dev split."""
    language, finder, number = nlp.untrained(), Gazetteer(lexicon.entries(), []), 0
    with opened(path) as stream:
        for line in stream:
            record = json.loads(line)
            title = clean(record["title"])
            if number == limit or int(hashlib.sha256(title.encode()).hexdigest(), 16) % 10 in HELD_OUT:
                continue
            signals = nlp.signals_of(language(f"{title}\n{clean(record['abstract'])}"))
            if len(signals.layout.words) in LENGTHS:
                signals.known = finder.find(signals.layout.words, signals.layout.spaces)
                number += 1
                yield signals


def train(texts: Sequence[Text], path: Path, *, start: Path, seed: int = 0) -> None:
    """Train the network to tag texts, from pretrained weights, and write it, unless it is there.

    Args:
        texts: annotated abstracts; their signals have the known names.
        path: where the weights go.
        start: what `pretrain` wrote.
        seed: decides the order of the texts and what is dropped.
    """
    if path.is_file():
        return
    chance, pretrained = np.random.default_rng(seed), convolution.read(start)
    words, vectors = dict(pretrained.words), pretrained.vectors
    examples = [example(text.signals, words, [LABELS.index(label) for label in text.labels]) for text in texts]
    numbers = vectors.rows(np.arange(len(words) + 1))
    weights = {**pretrained.weights, "table": pretrained.table.rows(np.arange(TABLE_ROWS))}
    weights |= new_output(len(LABELS), chance)
    average = {name: value.copy() for name, value in weights.items()}
    adam = Adam(weights, rate=RATE, steps=EPOCHS * -(-len(examples) // IN_BATCH))
    for epoch in range(EPOCHS):
        losses = []
        for batch in batches(examples, chance):
            thin = chance.random(len(batch.features.data), dtype=np.float32) >= FEATURE_DROPOUT
            batch.features.data *= thin * np.float32(1 / (1 - FEATURE_DROPOUT))
            gradients, loss = gradients_of(batch, Tape(weights, numbers, chance, DROPOUT), batch.places, batch.targets)
            adam.update(gradients, batch.rows)
            losses.append(loss)
            if adam.step % 10 == 0:
                share = np.float32(min(AVERAGED, 1 - 10 / (adam.step + 10)))
                for name, value in weights.items():
                    average[name] = share * average[name] + (1 - share) * value
        note(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f}")
    save(words, vectors, average, path)


def batches(examples: Sequence[Example], chance: np.random.Generator) -> Iterator[Batch]:
    """Yield all examples once, in a new order."""
    order = chance.permutation(len(examples))
    for first in range(0, len(order), IN_BATCH):
        yield Batch([examples[index] for index in order[first : first + IN_BATCH]])


def save(words: dict[str, int], vectors: Matrix, weights: Weights, path: Path) -> None:
    """Write weights as the extractor reads them."""
    kept = {name: weights[name] for name in WEIGHTS}
    convolution.write(Network(words, vectors, packed(weights["table"]), kept), path)


def main() -> None:
    """Pretrain or train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pretrain", "tag"])
    parser.add_argument("paths", type=Path, nargs="+")
    options = parser.parse_args()
    if options.what == "pretrain":
        pretrain(*options.paths)
        return
    annotations, start, path = options.paths
    texts = [text for text in read([annotations]) if text.tenth not in HELD_OUT]
    know(texts, [], own=False)
    train(texts, path, start=start)


if __name__ == "__main__":
    main()
