"""Relations between the things that a sentence names: "X outperforms Y", "evaluated on Z".

The candidates are pairs of things in sentences with a telling word; a multinomial logistic regression judges each,
with weights as plain numbers in `kg/model/relations.json`. docs/relations.md says what counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import schema
from kg.extract import scorer
from kg.extract.relation_candidates import Place, own_things, pairs, sentences
from kg.extract.relation_features import Described
from kg.extract.signals import Layout

PATH = Path(__file__).resolve().parent.parent / "model" / "relations.json"
# Where by cross-validation over the training part of annotations/relations.jsonl nine of ten relations or more are
# right; the rare ones are told less surely, and are as right.
THRESHOLDS = {"basedOn": 0.65, "evaluatedOn": 0.7, "outperforms": 0.7, "trainedOn": 0.5, "variantOf": 0.5}
# The least confidence with that of the less sure of the two things: what is no dataset is not evaluated on.
LEAST = 0.6
BY = "model:relations"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A relation between two groups of mentions in a sentence."""

    subject: int
    predicate: str
    object: int
    sentence: int
    confidence: float
    by: str = BY


@cache
def shipped() -> scorer.Scorer:
    """Return the weights of the relations that ship with the tool."""
    return scorer.shipped(PATH)


def find_relations(layout: Layout, places: Sequence[Place], names: Sequence[str]) -> list[Found]:
    """Return the relations that the sentences of a paper state, each pair once a sentence.

    Args:
        layout: the tokens and sentences.
        places: where the things stand, with their types and roles.
        names: the name of each group.
    """
    found: dict[tuple[int, int, int, str], Found] = {}
    for one in _judged(layout, places, names):
        low, high = sorted((one.subject, one.object))
        key = (low, high, one.sentence, one.predicate)
        if key not in found or one.confidence > found[key].confidence:
            found[key] = one
    return sorted(found.values())


def _judged(layout: Layout, places: Sequence[Place], names: Sequence[str]) -> Iterator[Found]:
    """Yield the likely relations of the candidates; of the two directions of a pair both may seem likely."""
    model, own = shipped(), own_things(places, layout)
    for sentence in sentences(layout, places):
        described = Described(sentence, names)
        for subject, target, kind in pairs(sentence, own, names):
            if described.is_negated(subject, target, kind):
                continue
            probabilities = model.probabilities(described.features(subject, target, kind))
            for predicate, least in THRESHOLDS.items():
                probability = probabilities.get(predicate, 0.0)
                if predicate == "outperforms" and described.is_narrowed(target):
                    continue
                if probability >= least and _allowed(subject, predicate, target):
                    yield Found(subject.group, predicate, target.group, sentence.index, probability)


def _allowed(subject: Place, predicate: str, target: Place) -> bool:
    return schema.load().relations[predicate].allows(subject.type, target.type)
