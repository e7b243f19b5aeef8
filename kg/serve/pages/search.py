"""Names that contain a text, or come near it: entities by all of their names, papers by title and identifier."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.rdf.terms import integer, literal
from kg.serve.pages.answers import Row, rows
from kg.serve.site import Ask

MOST = 50
MOST_NEAR = 8
LONGEST = 200
"""How many characters of a text are looked for."""
_CANDIDATES = 1000
_NEAR = 0.6
_BEGINNING = 3
_MOST_WORDS = 8
# A word is looked for as it stands: a regular expression is compiled anew for every name.
_TEXT = """
SELECT DISTINCT {given} ?thing ?name ?type ?form WHERE {{
  VALUES ?type {{ {types} }}
  ?thing a ?type ; rdfs:label ?name ; rdfs:label|skos:altLabel|dcterms:identifier ?form .
  FILTER({test})
}} ORDER BY {order} ?form ?thing LIMIT {most}
"""
_CONTAINS = "CONTAINS(LCASE(?form), ?{})"
_LIKE = "(STRSTARTS(LCASE(?form), ?first) && ABS(STRLEN(?form) - ?length) <= 3)"
_ENTITIES = ("Method", "Model", "Dataset", "Task")
_TYPES = {"Entity": _ENTITIES, "": (*_ENTITIES, "Paper"), **{name: (name,) for name in (*_ENTITIES, "Paper", "Source")}}
_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """A thing that was found, and by which of its names."""

    iri: str
    name: str
    form: str
    type: str
    """The IRI of its class."""


async def find(ask: Ask, text: str, *, type: str = "") -> list[Found]:
    """Return things that have a text in one of their names, the nearest first.

    Args:
        ask: evaluates the question.
        text: what to look for; case and what stands between its words do not count.
        type: a type of entities, `Entity` for all of them, `Paper` or `Source`; empty for all but sources.

    Raises:
        Refusal: the question is not answered.
    """
    text = " ".join(text[:LONGEST].split())
    if not text:
        return []
    words = _words(text)
    test = " && ".join(map(_CONTAINS.format, words))
    found = await _candidates(ask, type, test=test, order="STRLEN(?form)", given=words)
    return _once(sorted(found, key=lambda row: _rank(row, text)))[:MOST]


async def near(ask: Ask, text: str) -> list[Found]:
    """Return things whose names contain a text or are spelt almost like it, the nearest first.

    Raises:
        Refusal: the question is not answered.
    """
    if found := await find(ask, text):
        return found[:MOST_NEAR]
    folded = text.casefold()[:LONGEST]
    beginnings = {name: literal(word[:_BEGINNING]) for name, word in _split(folded)}
    if not beginnings:
        return []
    given = {**beginnings, "first": literal(folded.strip()[:1]), "length": integer(len(folded))}
    test = " || ".join([_LIKE, *map(_CONTAINS.format, beginnings)])
    candidates = await _candidates(ask, "", test=test, order="ABS(STRLEN(?form) - ?length)", given=given)
    rated = [(difflib.SequenceMatcher(None, folded, row.text("form").casefold()).ratio(), row) for row in candidates]
    close = sorted((pair for pair in rated if pair[0] >= _NEAR), key=lambda pair: (-pair[0], pair[1].text("form")))
    return _once(row for _, row in close)[:MOST_NEAR]


def _words(text: str) -> dict[str, str]:
    """Return the words of a text as terms by variables; a text without words is one."""
    return {name: literal(word) for name, word in _split(text.lower()) or [("w0", text)]}


def _split(text: str) -> list[tuple[str, str]]:
    return [(f"w{place}", word) for place, word in enumerate(_WORD.findall(text)[:_MOST_WORDS])]


async def _candidates(ask: Ask, type: str, *, test: str, order: str, given: Mapping[str, str]) -> list[Row]:
    types = [f"kg:{name}" for name in _TYPES.get(type, ())]
    if not types:
        return []
    shown = " ".join(f"?{name}" for name in given)
    text = _TEXT.format(given=shown, types=" ".join(types), test=test, order=order, most=_CANDIDATES)
    return await rows(ask, text, **given)


def _rank(row: Row, text: str) -> tuple[bool, bool, bool, int, str]:
    form, wanted = row.text("form"), text.casefold()
    folded = form.casefold()
    return form != text, folded != wanted, not folded.startswith(wanted), len(form), row.text("thing")


def _once(found: Iterable[Row]) -> list[Found]:
    first: dict[str, Found] = {}
    for row in found:
        iri = row.text("thing")
        first.setdefault(iri, Found(iri, row.text("name"), row.text("form"), row.text("type")))
    return list(first.values())
