"""Feeds: what RSS and Atom have in common."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.identity import identifiers, strong
from kg.readers.listing import Listing, Record
from kg.readers.values import markup
from kg.readers.xml.parts import Part
from kg.readers.xml.records import children, text
from kg.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_ARXIV = re.compile(r"(?:https?://(?:export\.)?arxiv\.org/abs/|oai:arxiv\.org:)", re.IGNORECASE)
_ERROR = re.compile(r"<title>\s{0,9}(Feed error for query:[^<]{0,500})</title>")
_REASON = re.compile(r"<(?:description|subtitle)>([^<]{1,500})</")
_LONGEST: Final = 200


def content(element: "_Element", *names: str) -> str:
    """Return the text of the first of some children that has one, without its markup."""
    for child in children(element, *names):
        if (found := markup.to_text(text(child))).strip():
            return found
    return ""


def identity(*given: str) -> list[str]:
    """Return the identifiers in what an entry calls itself; one of no known scheme tells nothing outside its feed.

    >>> identity("oai:arXiv.org:2401.00001v2", "10.1000/Fern", "tag:example.org,2024:17")
    ['arXiv:2401.00001', 'doi:10.1000/fern']
    """
    return sorted({known for text in given for known in strong(identifiers(text))})


def is_of_arxiv(name: str) -> bool:
    """Return whether an entry's name is one that arXiv gives."""
    return bool(_ARXIV.match(name.strip()))


def unique(values: Iterable[str]) -> list[str]:
    """Return the values that are not blank, each once, in their order."""
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


def record(value: Mapping[str, object], place: fields.Place, *, format: str) -> Record | None:
    """Return the record of an entry, without the fields that it does not have."""
    return fields.record(dict(_filled(value)), place, format=format)


def _filled(value: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, item in value.items():
        filled = " ".join(item.split()) if isinstance(item, str) and name == "title" else item  # titles are wrapped
        if filled.strip() if isinstance(filled, str) else filled:
            yield name, filled


def report_error(part: Part, listing: Listing) -> None:
    """Report an error that arXiv answers with as a feed without papers."""
    if error := _ERROR.search(part.text):
        reason = _REASON.search(part.text)
        line = part.line + part.text.count("\n", 0, error.start())
        listing.complain(line, f"arXiv answered with an error ({shown((reason or error)[1])}); ask again")


def shown(message: str) -> str:
    """Return a text of a service as part of a message: on one line, and not long."""
    return clean(message)[:_LONGEST]
