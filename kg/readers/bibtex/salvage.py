"""Salvage: what is certain of an entry of BibTeX in which a brace, a quote or a comma is missing.

A value is whole where it is closed, and what follows it is a comma, the end, or another field. One that is not closed
ends at the line that starts with a field of a known name: there somebody forgot a brace, which is no part of the text.
"""

import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.readers.bibtex.values import balanced, resolved, value_end

_OPENING = re.compile(r"\s*+@(\w{1,30}+)[ \t]*+[{(]\s*+(?:([^\s,{}\"=]{0,200}+)\s*+,)?")
_FIELD = re.compile(r"\s*+,?\s*+([A-Za-z][\w:.-]{0,60}+)\s*+=\s*+")
_NAMES: Final = (
    "abstract|address|annote|annotation|archiveprefix|author|booktitle|crossref|date|day|doi|editor|eprint|eprinttype"
    "|file|howpublished|isbn|issn|issue|journal|journaltitle|keywords|language|location|month|note|number|numpages"
    "|pages|primaryclass|publisher|series|shorttitle|subtitle|title|url|urldate|volume|xdata|year"
)
_FIELD_LINE = re.compile(rf"^[ \t]*+,?[ \t]*+(?:{_NAMES})[ \t]*+=[ \t]*+(?=[{{\"\w])", re.MULTILINE | re.IGNORECASE)
_AFTER = re.compile(r"\s*+(?:[,})]|$)")
_CLOSING = re.compile(r"[\s,})]*+")
_NEXT_ENTRY = re.compile(r"@\w{1,30}+[ \t]*+[{(]")
_NEEDED: Final = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What is certain of a broken entry."""

    kind: str
    key: str
    texts: dict[str, str] = field(default_factory=dict)
    """Its values by the names of the fields; none where its title or its abstract is not certain."""
    rest: str = ""
    """What follows it, from the start of another entry."""


def salvaged(raw: str, strings: Mapping[str, str]) -> Salvaged | None:
    """Return what is certain of an entry; nothing where not even its start is one.

    Args:
        raw: its text, up to the start of the next entry.
        strings: the texts of macros.
    """
    opening = _OPENING.match(raw)
    if opening is None:
        return None
    texts, end = fields_in(raw[opening.end() :], strings)
    is_certain = all(texts.get(name, "").strip() for name in _NEEDED)
    rest = raw[opening.end() + end :]
    following = rest[after.end() :] if (after := _CLOSING.match(rest)) else rest
    return Salvaged(
        opening[1].casefold(),
        opening[2] or "",
        texts if is_certain else {},
        following if _NEXT_ENTRY.match(following) else "",
    )


def fields_in(text: str, strings: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return the values that are certain, by the names of their fields in lower case, and where the last one ends."""
    lines = [match.start() for match in _FIELD_LINE.finditer(text)]
    texts: dict[str, str] = {}
    position = 0
    while (start := _FIELD.match(text, position)) or (start := _next(text, lines, position)):
        limit = lines[place] if (place := bisect(lines, start.end())) < len(lines) else len(text)
        end = value_end(text, start.end(), limit)
        if end >= 0 and not (_AFTER.match(text, end) or _FIELD.match(text, end) or _is_entry(text, end)):
            position = end
            continue
        if end < 0 and (other := _NEXT_ENTRY.search(text, start.end(), limit)):
            return texts, other.start()
        if end >= 0 or limit < len(text):
            value = text[start.end() : end if end >= 0 else limit]
            texts.setdefault(start[1].casefold(), resolved(value, strings)[0] if end >= 0 else balanced(value))
        position = end if end >= 0 else limit
    return texts, position


def _next(text: str, lines: list[int], position: int) -> re.Match[str] | None:
    """Return the start of the first line with a field after a place."""
    if _is_entry(text, position):
        return None
    place = bisect(lines, position)
    return _FIELD.match(text, lines[place]) if place < len(lines) else None


def _is_entry(text: str, position: int) -> bool:
    after = _CLOSING.match(text, position)
    return after is not None and _NEXT_ENTRY.match(text, after.end()) is not None
