"""RSS: the daily feeds of arXiv, and feeds of others as far as they have titles and texts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.values import arxiv_fields, markup
from kg.readers.xml import feeds
from kg.readers.xml.parts import parts, root
from kg.readers.xml.records import Parsing, first, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "rss"
TITLE: Final = "RSS"
_ITEM: Final = "item"
_RSS_1: Final = "RDF"
_EMAIL = re.compile(r"^\s{0,9}\S{1,100}@\S{1,100}\s{1,9}\(([^()]{1,300})\)\s{0,9}$")
"""How RSS spells an author: `ada@example.org (Ada Moore)`."""


def sniff(head: str) -> bool:
    """Return whether the first element of a text is a feed, or an item of one."""
    name = root(head)
    return name in ("rss", "channel", _ITEM) or (name == _RSS_1 and "purl.org/rss/" in head)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the items."""
    parsing = Parsing(listing, _ITEM)
    for part in parts(listing, _ITEM):
        if not part.is_record:
            feeds.report_error(part, listing)
            continue
        element = parsing.element(part)
        if element is not None and (record := _record(element, fields.Place(listing, part.line))):
            yield record


def _record(item: "_Element", place: fields.Place) -> Record | None:
    announced, abstract = arxiv_fields.announcement(
        feeds.content(item, "description", "abstract", "summary", "encoded")
    )
    announced = announced or first(item, "announce_type").strip()
    link, name = first(item, "link").strip(), first(item, "guid").strip()
    dates = texts(item, "publicationDate", "pubDate", "date")
    is_of_arxiv = feeds.is_of_arxiv(name) or feeds.is_of_arxiv(link)
    value = {
        "title": arxiv_fields.title(feeds.content(item, "title")),
        "abstract": abstract,
        "identifiers": feeds.identity(name, link, *texts(item, "DOI", "doi", "identifier")),
        "url": link or (name if name.startswith("http") else ""),
        "published": next(iter(dates), "") if announced in ("", "new") else "",
        "authors": _authors(texts(item, "creator", "author"), is_of_arxiv=is_of_arxiv),
        "venue": first(item, "journal_reference", "journal_ref", "publicationName"),
        "categories": feeds.unique(texts(item, "category", "subject")),
        **arxiv_fields.comment_fields(first(item, "comment")),
    }
    return feeds.record(value, place, format="arxiv-rss" if is_of_arxiv else NAME)


def _authors(given: list[str], *, is_of_arxiv: bool) -> list[str] | str:
    """Return the names of authors, of whom each has an element, or all share one."""
    names = [_EMAIL.sub(r"\1", markup.to_text(name)).strip() for name in given]
    if len(names) != 1:
        return names
    return arxiv_fields.authors(names[0]) if is_of_arxiv else names[0]
