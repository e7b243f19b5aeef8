"""EndNote's XML export, which Mendeley, Zotero and search services write as well.

Texts stand in elements that only say how they look: `<title><style face="normal">Fern</style></title>`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.tagged.ris_fields import in_order
from kg.readers.values.dates import date_of
from kg.readers.values.references import arxiv_of, date_in, doi_of, venue_of
from kg.readers.xml import feeds
from kg.readers.xml.parts import parts, root
from kg.readers.xml.records import Parsing, at, children, first, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "endnote-xml"
TITLE: Final = "EndNote XML"
_RECORD: Final = "record"
_OWN: Final = ("<ref-type", "<rec-number", "<contributors", "<secondary-title", "<electronic-resource-num")
_ADDRESSES: Final = ("web-urls", "related-urls")
_NOTES: Final = ("notes", "research-notes", "number", "volume", "custom1", "custom2", "custom3", "work-type")


def sniff(head: str) -> bool:
    """Return whether the first element of a text holds records of EndNote, or is one."""
    return root(head) in ("xml", "records", _RECORD) and f"<{_RECORD}" in head and any(tag in head for tag in _OWN)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the records."""
    parsing = Parsing(listing, _RECORD)
    for part in parts(listing, _RECORD):
        element = parsing.element(part) if part.is_record else None
        if element is not None and (record := _record(element, fields.Place(listing, part.line))):
            yield record


def _record(element: "_Element", place: fields.Place) -> Record | None:
    titles, periodical = at(element, "titles"), at(element, "periodical")
    venues = [*texts(periodical, "full-title"), *texts(titles, "secondary-title"), *texts(periodical, "abbr-1")]
    number = first(element, "electronic-resource-num").strip()
    notes = [*texts(element, *_NOTES), *venues, number]
    value = {
        "id": first(element, "accession-num").strip(),
        "title": feeds.content(titles, "title"),
        "abstract": feeds.content(element, "abstract"),
        "authors": [in_order(name) for name in texts(at(element, "contributors", "authors"), "author")],
        "venue": venue_of(venues),
        "published": _published(at(element, "dates")),
        "doi": number if "10." in number else doi_of(*notes),
        "arxiv_id": arxiv_of(*notes),
        "url": next(_addresses(at(element, "urls")), ""),
    }
    return feeds.record(value, place, format=NAME)


def _published(dates: "_Element") -> str:
    """Return the date of a record: a year, and a day or a month beside it, with or without its own year."""
    year = date_in(first(dates, "year"))
    spelt = first(at(dates, "pub-dates"), "date").strip()
    exact = date_of(spelt) or date_in(year, spelt)
    return exact if exact.startswith(year) else year


def _addresses(urls: "_Element") -> Iterator[str]:
    """Yield the addresses of a record; files on the disk of who exported it are none."""
    for holder in children(urls, *_ADDRESSES):
        for told in texts(holder, "url"):
            yield from (word for word in told.split() if word.casefold().startswith(("http://", "https://")))
