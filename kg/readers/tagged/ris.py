"""RIS, and its cousins of PubMed (nbib) and of the Web of Science: lines that start with a tag, record after record."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.readers.listing import Listing, Record
from kg.readers.tagged.ris_fields import PUBMED, RIS, WEB_OF_SCIENCE
from kg.readers.tagged.tagged_records import Dialect, records

NAME: Final = "ris"
TITLE: Final = "RIS"

_DIALECTS: Final = (
    Dialect(
        re.compile(r"[ \t]{0,3}TY[ \t]{0,4}-(?:[ \t]{0,4}[A-Z][A-Z ]{1,40})?\s{0,9}$", re.IGNORECASE),
        re.compile(r"[ \t]{0,3}(?P<tag>[A-Za-z][A-Za-z0-9])(?P<gap>[ \t]{0,4})-(?:\s++(?P<value>.*)|$)"),
        "ER",
        RIS,
    ),
    Dialect(
        re.compile(r"PMID ?- {0,3}\d{1,9}\s{0,9}$"), re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}- (?P<value>.*)"), "", PUBMED
    ),
    Dialect(
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
    if dialect := _dialect(listing.head().splitlines()):
        yield from records(listing, dialect, listing.lines(), format=NAME)


def _dialect(lines: Iterable[str]) -> Dialect | None:
    return next((dialect for line in lines for dialect in _DIALECTS if dialect.start.match(line)), None)
