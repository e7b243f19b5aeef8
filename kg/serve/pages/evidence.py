"""Sentences with what they name: text in parts, those that name something marked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.serve.pages.answers import Row

BETWEEN = "\x1f"
"""What stands between the surfaces of a row that holds several."""


class Part(NamedTuple):
    """A part of a sentence."""

    text: str
    named: bool


class Fact(NamedTuple):
    """What a sentence says."""

    iri: str
    """Of the claim."""
    subject: str
    subject_name: str
    relation: str
    object: str
    object_name: str
    confidence: float


class Sentence(NamedTuple):
    """A sentence, and what it is evidence of."""

    iri: str
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    paper: str = ""
    title: str = ""

    @property
    def confidence(self) -> float:
        """Return the confidence of the surest fact."""
        return max(fact.confidence for fact in self.facts)


def parts(text: str, surfaces: Iterable[str]) -> tuple[Part, ...]:
    """Return a sentence in parts.

    >>> [part.text for part in parts("We use LoRA.", ["LoRA"]) if part.named]
    ['LoRA']
    """
    known = sorted(filter(None, set(surfaces)), key=lambda surface: (-len(surface), surface))
    if not known:
        return (Part(text, False),)
    # A name is marked where it stands by itself, not in a longer word; of two that overlap, the longer one is.
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)")
    pieces = pattern.split(text)
    return tuple(Part(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece)


def sentences(found: Iterable[Row]) -> list[Sentence]:
    """Return the sentences of rows, one a fact, in the order in which they first come."""
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row.text("sentence"), []).append(row)
    return [_sentence(iri, told) for iri, told in grouped.items()]


def _sentence(iri: str, told: list[Row]) -> Sentence:
    surfaces = [surface for row in told for surface in row.text("surfaces").split(BETWEEN)]
    first = told[0]
    facts = tuple(dict.fromkeys(map(_fact, told)))
    return Sentence(iri, parts(first.text("text"), surfaces), facts, first.text("paper"), first.text("title"))


def _fact(row: Row) -> Fact:
    names = ("claim", "subject", "subjectName", "relation", "object", "objectName")
    iri, subject, subject_name, relation, target, target_name = map(row.text, names)
    return Fact(iri, subject, subject_name, relation, target, target_name, row.number("confidence"))
