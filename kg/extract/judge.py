"""The judge: which groups of candidates are entities, of which type, and how sure that is.

Two models in a row, both stored as plain numbers in `kg/model/`: a linear one over what a name is made of and stands
beside (`scorer`), and boosted trees over its scores and over what the taggers and lexicons say as numbers (`measures`).
Trained on what taggers say of texts that they have not seen, the probabilities are the confidence of the mentions.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from kg.errors import ModelError
from kg.extract import cues, scorer, trees
from kg.extract.candidates import Group
from kg.extract.measures import Measures
from kg.extract.scorer import Scorer
from kg.extract.signals import Signals

PATH = Path(__file__).resolve().parent.parent / "model" / "judge.json"


@dataclass(frozen=True, slots=True)
class Judge:
    """The linear model and the trees, over the same labels."""

    linear: Scorer
    columns: tuple[str, ...]
    """The names of the numbers that the trees ask for."""
    trees: trees.Trees

    def probabilities(self, groups: Sequence[Group], signals: Signals) -> list[dict[str, float]]:
        """Return the probability of each label for each group of candidates of a text."""
        if not groups:
            return []
        table = np.array([self.row(numbers) for numbers in measured(groups, signals, self.linear)])
        found = trees.softmax(self.trees.scores(table))
        return [dict(zip(self.linear.labels, map(float, row), strict=True)) for row in found]

    def row(self, numbers: dict[str, float]) -> list[float]:
        """Return numbers in the order of the columns."""
        return [numbers.get(column, 0.0) for column in self.columns]


def measured(groups: Sequence[Group], signals: Signals, linear: Scorer) -> list[dict[str, float]]:
    """Return the measures of the groups of a text, the scores of the linear model among them."""
    measures = Measures(signals, groups)
    made = []
    for group in groups:
        found = cues_of(group, signals)
        numbers = measures.of(group, found)
        scores = linear.scores(scorer.features(group, signals, found))
        numbers.update((score_column(label), score) for label, score in zip(linear.labels, scores, strict=True))
        made.append(numbers)
    return made


def score_column(label: str) -> str:
    """Return the name of the column that holds the linear model's score of a label."""
    return f"score {label}"


def cues_of(group: Group, signals: Signals) -> list[cues.Cue]:
    """Return the cues at all places of a group."""
    layout = signals.layout
    return [
        cue
        for one in group.candidates
        for cue in cues.span_cues(layout.words, one.start, one.end, layout.sentences[layout.sentence_of[one.start]])
    ]


@cache
def shipped(path: Path = PATH) -> Judge:
    """Return the judge that ships with the tool.

    Raises:
        ModelError: its file is missing or wrong.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Judge(scorer.shipped(), tuple(raw["columns"]), trees.from_numbers(raw))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise ModelError(f"{path}: the judge's weights cannot be read ({error}); reinstall kg") from error
