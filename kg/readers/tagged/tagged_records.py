"""Tagged records: lines that start with a tag, record after record, as RIS, PubMed, EndNote and others write them.

A record goes from its first tag to the tag that ends it, to the start of the next one, or to the end of the file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.tagged.ris_fields import KNOWN, Tags, described

_LARGEST: Final = 1 << 22
"""A record with more characters is cut: it is a file without records."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the lines of a format look like."""

    start: re.Pattern[str]
    line: re.Pattern[str]
    """With the groups `tag`, `value` and, where it tells lines of a record from others, `gap`."""
    end: str
    tags: Tags
    lists: frozenset[str] = frozenset()
    """The tags whose continued lines are values of their own."""
    advice: str = "put a line `ER  - ` after each record"
    """How records are kept apart."""


def records(listing: Listing, dialect: Dialect, lines: Iterable[tuple[int, str]], *, format: str) -> Iterator[Record]:
    """Yield the papers of lines with their numbers."""
    for found in _found(lines, dialect):
        place = fields.Place(listing, found.line)
        if found.size > _LARGEST:
            place.complain(f"the record has no end, and is cut; {dialect.advice}")
        if record := fields.record(described(found.values(), dialect.tags), place, format=format):
            yield record


@dataclass(slots=True)
class _Found:
    """A record that is being read, and how its first line is spelt."""

    line: int
    gap: str | None
    lower: bool
    parts: list[tuple[str, list[str]]] = field(default_factory=list)
    size: int = 0

    def add(self, tag: str, value: str) -> None:
        if self.fits(value):
            self.parts.append((tag, [value.strip()]))

    def extend(self, value: str) -> None:
        if value.strip() and self.fits(value) and self.parts:
            self.parts[-1][1].append(value.strip())

    def fits(self, value: str) -> bool:
        self.size += len(value)
        return self.size <= _LARGEST

    def values(self) -> list[tuple[str, str]]:
        return [(tag, " ".join(filter(None, parts))) for tag, parts in self.parts]


def _found(lines: Iterable[tuple[int, str]], dialect: Dialect) -> Iterator[_Found]:
    found: _Found | None = None
    for number, line in lines:
        if dialect.start.match(line):
            if found:
                yield found
            found = _Found(number, *_spelling(dialect.line.match(line)))
        elif found:
            tag, value = _tag(line, dialect, found)
            if tag and tag == dialect.end:
                yield found
                found = None
            elif tag:
                found.add(tag, value)
            elif found.parts and found.parts[-1][0] in dialect.lists:
                found.add(found.parts[-1][0], line)
            else:
                found.extend(line)
    if found:
        yield found


def _spelling(match: re.Match[str] | None) -> tuple[str | None, bool]:
    return (match.groupdict().get("gap"), match["tag"].islower()) if match else (None, False)


def _tag(line: str, dialect: Dialect, found: _Found) -> tuple[str, str]:
    """Return the tag of a line in capitals and its value; no tag where the line goes on with the one before.

    `AI - as we know it` goes on with an abstract: no such tag is known, and no record spells its tags in two ways.
    """
    match = dialect.line.match(line)
    if match is None:
        return "", ""
    tag, gap = match["tag"], match.groupdict().get("gap")
    is_upper = tag == tag.upper()
    as_usual = gap == found.gap and (found.lower or is_upper)
    if not as_usual and not (tag.upper() in KNOWN and (found.lower or is_upper)):
        return "", ""
    return tag.upper(), match["value"] or ""
