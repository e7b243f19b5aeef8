"""What classes and properties are called, from the schema, and how types look."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kg import schema
from kg.rdf.terms import term
from kg.records import LINK_TYPES


class Word(NamedTuple):
    """What a term of the ontology is called."""

    label: str
    comment: str
    inverse: str = ""
    """Above what has this relation to a thing: `Introduced by`."""


class Look(NamedTuple):
    """How a type of things is shown."""

    name: str
    label: str
    plural: str
    comment: str
    sign: str
    """A character that goes with the colour, for those who do not see it."""
    colour: str
    dark: str


_INVERSE = {
    "evidence": "Evidence of",
    "claimedIn": "Claimed results",
    "onDataset": "Claimed results",
    "resultOf": "Claimed results",
    "rdf:subject": "Claims about it",
    "rdf:object": "Claims that name it",
    "rdf:type": "Things of this class",
    "dcterms:isPartOf": "Sentences",
    "dcterms:source": "Made from it",
    "dcterms:isReplacedBy": "Stands for",
    "prov:wasGeneratedBy": "Made by it",
    "prov:used": "Read by",
    "prov:wasAssociatedWith": "Builds that it made",
    "skos:inScheme": "In it",
    "void:subset": "Part of",
    "dcat:distribution": "File of",
}
_PLAIN = {
    "rdf:type": Word("type", "The classes that it is one of."),
    "rdf:subject": Word("subject", "What the claim is about."),
    "rdf:predicate": Word("relation", "What the claim says of the subject and the object."),
    "rdf:object": Word("object", "What the claim relates the subject to."),
    "rdfs:label": Word("label", "What it is called."),
    "owl:sameAs": Word("same as", "Another IRI of the same thing."),
    "owl:deprecated": Word("retired", "Whether the IRI stands for nothing any more."),
    "dcat:distribution": Word("file", "A file that holds it."),
}
_SIGNS = {"ring": "○", "dot": "●", "triangle": "▲", "square": "■", "diamond": "◆", "hexagon": "⬢", "star": "★"}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def words() -> Mapping[str, Word]:
    """Return what each class and property is called, by its IRI."""
    known = schema.load()
    named = {name: Word(name.lower(), kind.comment) for name, kind in known.types.items()}
    named |= {role.predicate: Word(role.label, role.comment) for role in known.roles.values()}
    for table in (known.classes, known.links, known.relations, known.properties, known.borrowed):
        named |= {name: Word(found.label, found.comment) for name, found in table.items()}
    inverse = {**_INVERSE, **known.inverse_labels}
    return {
        term(name)[1:-1]: word._replace(inverse=inverse.get(name, f"Of which it is the {word.label}"))
        for name, word in {**named, **_PLAIN}.items()
    }


def word(iri: str) -> Word:
    """Return what a class or property is called; one that the schema lacks is called by the end of its IRI.

    >>> word("https://example.org/terms#closeMatch").label
    'close match'
    """
    if known := words().get(iri):
        return known
    label = _CAPITAL.sub(" ", re.split(r"[/#]", iri)[-1]).lower() or iri
    return Word(label, "", f"Of which it is the {label}")


@cache
def looks() -> Mapping[str, Look]:
    """Return how papers, entities and addresses are shown, by the IRI of their class."""
    known = schema.load()
    shown: list[schema.Class] = [
        known.classes["Paper"],
        *known.types.values(),
        *(known.classes[name] for name in LINK_TYPES),
    ]
    return {term(kind.name)[1:-1]: _look(kind) for kind in shown}


def _look(kind: schema.Class) -> Look:
    label = getattr(kind, "label", kind.name.lower())
    return Look(kind.name, label, kind.plural, kind.comment, _SIGNS[kind.shape], kind.colour, kind.colour_dark)


def style() -> str:
    """Return the colours of the types as a style sheet, for light and for dark backgrounds."""
    light = "".join(f".type-{look.name} {{ --type: {look.colour}; }}\n" for look in looks().values())
    dark = "".join(f"  .type-{look.name} {{ --type: {look.dark}; }}\n" for look in looks().values())
    return f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


def roles() -> tuple[str, ...]:
    """Return the IRIs of what an entity can be to a paper, in the schema's order."""
    return tuple(term(role.predicate)[1:-1] for role in schema.load().roles.values())
