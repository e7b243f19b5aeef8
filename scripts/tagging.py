"""Train the taggers, and let texts be read by taggers that have not seen them."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pycrfsuite
import train_convolution
from annotated import FOLDS, Text, note

from kg.extract import convolution, nlp
from kg.extract.marks import token_marks

CRF = {"max_iterations": 100, "feature.minfreq": 2, "c1": 0.1, "c2": 0.5, "feature.possible_transitions": True}
WHOLE = "all"


def train_tagger(texts: Sequence[Text], path: Path) -> None:
    """Train the conditional random field on texts and write it, unless it is there."""
    if path.is_file():
        return
    clusters = nlp.read_clusters(nlp.CLUSTERS_PATH)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    for text in texts:
        marks = token_marks(text.signals)
        for index, (start, end) in enumerate(text.signals.layout.sentences):
            rows = nlp.sentence_features(text.signals.layout, marks, index, clusters)
            trainer.append(pycrfsuite.ItemSequence(rows), text.labels[start:end])
    trainer.set_params(CRF)
    part = path.with_suffix(".part")
    trainer.train(str(part))
    part.rename(path)


def train_all(texts: Sequence[Text], folder: Path, pretrained: Path, *, workers: int) -> None:
    """Train both taggers on all texts, and on all but each fold, as far as they are not in the folder."""
    jobs: list[Callable[[], None]] = []
    for name in (WHOLE, *map(str, range(FOLDS))):
        chosen = [text for text in texts if str(text.fold) != name]
        jobs.append(lambda chosen=chosen, name=name: train_tagger(chosen, folder / f"{name}.crfsuite"))  # type: ignore[misc]  # mypy knows no defaults of lambdas
        jobs.append(
            lambda chosen=chosen, name=name: train_convolution.train(chosen, folder / f"{name}.npz", start=pretrained)  # type: ignore[misc]
        )
    _JOBS[:] = jobs
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        for number, _ in enumerate(pool.map(_run, range(len(jobs))), 1):
            note(f"{number} of {len(jobs)} taggers are trained")


_JOBS: list[Callable[[], None]] = []
"""Forked processes find the texts here; to send them would take as much memory again."""


def _run(number: int) -> None:
    _JOBS[number]()


def cross_tag(texts: Sequence[Text], folder: Path) -> None:
    """Let each fold of texts be tagged by taggers that were trained on the others."""
    for fold in range(FOLDS):
        tag([text for text in texts if text.fold == fold], folder, str(fold))


def tag(texts: Sequence[Text], folder: Path, name: str) -> None:
    """Let texts be tagged by both taggers of a name."""
    tagger = nlp.Tagger(folder / f"{name}.crfsuite", nlp.CLUSTERS_PATH)
    network = convolution.read(folder / f"{name}.npz")
    for text in texts:
        tagger.mark(text.signals)
        text.signals.convolved = convolution.likely(text.signals, network)
