"""RIS, and its cousins of PubMed (nbib) and of the Web of Science: lines that start with a tag, record after record.

A record goes from its first tag to the tag that ends it, to the start of the next one, or to the end of the file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.ris_fields import KNOWN, PUBMED, RIS, WEB_OF_SCIENCE, Tags, described

NAME: Final = "ris"
TITLE: Final = "RIS"

_LARGEST: Final = 1 << 22
"""A record with more characters is cut: it is a file without records."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What the lines of a format look like."""

    start: re.Pattern[str]
    line: re.Pattern[str]
    end: str
    tags: Tags
    lists: frozenset[str] = frozenset()
    """The tags whose continued lines are values of their own."""


_DIALECTS: Final = (
    _Dialect(
        re.compile(r"[ \t]{0,3}TY[ \t]{0,4}-(?:[ \t]{0,4}[A-Z][A-Z ]{1,40})?\s{0,9}$", re.IGNORECASE),
        re.compile(r"[ \t]{0,3}(?P<tag>[A-Za-z][A-Za-z0-9])(?P<gap>[ \t]{0,4})-(?:\s++(?P<value>.*)|$)"),
        "ER",
        RIS,
    ),
    _Dialect(
        re.compile(r"PMID ?- {0,3}\d{1,9}\s{0,9}$"), re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}- (?P<value>.*)"), "", PUBMED
    ),
    _Dialect(
        re.compile(r"PT [A-Z]\s{0,9}$"),
        re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|$)"),
        "ER",
        WEB_OF_SCIENCE,
        frozenset({"AU", "AF"}),
    ),
)


def sniff(head: str) -> bool:
    """Return whether a line starts a record."""
    return _dialect(head.splitlines()) is not None


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the records, each of which starts with a line `TY  - …`."""
    dialect = _dialect(listing.head().splitlines())
    if dialect is None:
        return
    for found in _found(listing.lines(), dialect):
        place = fields.Place(listing, found.line)
        if found.size > _LARGEST:
            place.complain("the record has no end, and is cut; put a line `ER  - ` after each record")
        if record := fields.record(described(found.values(), dialect.tags), place, format=NAME):
            yield record


def _dialect(lines: Iterable[str]) -> _Dialect | None:
    return next((dialect for line in lines for dialect in _DIALECTS if dialect.start.match(line)), None)


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


def _found(lines: Iterable[tuple[int, str]], dialect: _Dialect) -> Iterator[_Found]:
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


def _tag(line: str, dialect: _Dialect, found: _Found) -> tuple[str, str]:
    """Return the tag of a line in capitals and its value; no tag where the line goes on with the one before.

    `AI - as we know it` goes on with an abstract: no such tag is known, and no record spells its tags in two ways.
    """
    match = dialect.line.match(line)
    if match is None:
        return "", ""
    tag, gap = match["tag"], match.groupdict().get("gap")
    as_usual = gap == found.gap and (found.lower or tag.isupper())
    if not as_usual and not (tag.upper() in KNOWN and (found.lower or tag.isupper())):
        return "", ""
    return tag.upper(), match["value"] or ""
