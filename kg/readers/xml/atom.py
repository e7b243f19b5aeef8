"""Atom: what the API of arXiv answers, its daily feeds, and feeds of others as far as they have titles and texts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.values import arxiv_fields
from kg.readers.xml import feeds
from kg.readers.xml.parts import Part, parts, root
from kg.readers.xml.records import Parsing, children, first, text, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "atom"
TITLE: Final = "Atom"
_ENTRY: Final = "entry"
_COUNTS = re.compile(
    r"<(?:[\w.-]{1,40}:)?(totalResults|startIndex|itemsPerPage)(?:\s[^<>]{0,300})?>\s{0,9}(\d{1,9})\s{0,9}</"
)
_FEED = re.compile(r"<(?:[\w.-]{1,40}:)?feed[\s>]")
_ERROR = re.compile(r"https?://(?:export\.)?arxiv\.org/api/errors", re.IGNORECASE)


def sniff(head: str) -> bool:
    """Return whether the first element of a text is a feed, or an entry of one."""
    return root(head) in ("feed", _ENTRY)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the entries; fewer entries than a page of results promises are reported."""
    parsing = Parsing(listing, _ENTRY)
    page = _Page(listing)
    for part in parts(listing, _ENTRY):
        if not part.is_record:
            feeds.report_error(part, listing)
            page = page.next(part)
            continue
        page.count += 1
        element = parsing.element(part)
        if element is not None and (record := _record(element, fields.Place(listing, part.line))):
            yield record
    page.check()


class _Page:
    """A page of results: how many entries it promises, and how many it holds."""

    def __init__(self, listing: Listing, line: int = 1, promised: int = 0) -> None:
        self._listing, self._line, self._promised = listing, line, promised
        self.count = 0

    def next(self, part: Part) -> "_Page":
        """Return the page that starts between two entries, or this one where none does."""
        start = _FEED.search(part.text)
        if start is None:
            return self
        self.check()
        counts = {name: int(number) for name, number in _COUNTS.findall(part.text, start.start())}
        left = counts.get("totalResults", 0) - counts.get("startIndex", 0)
        line = part.line + part.text.count("\n", 0, start.start())
        return _Page(self._listing, line, max(0, min(left, counts.get("itemsPerPage", 0))))

    def check(self) -> None:
        """Report a page that holds less than it promises."""
        if self.count < self._promised:
            held = f"{self.count} of the {self._promised} entries"
            self._listing.complain(self._line, f"the feed holds {held} that it promises; ask for it again")


def _record(entry: "_Element", place: fields.Place) -> Record | None:
    address = first(entry, "id").strip()
    if _ERROR.match(address):
        place.complain(f"arXiv answered with an error ({feeds.shown(first(entry, 'summary', 'title'))}); ask again")
        return None
    announced, abstract = arxiv_fields.announcement(
        feeds.content(entry, "summary", "abstract", "content", "description")
    )
    names = [first(author, "name") or text(author) for author in children(entry, "author")]
    value = {
        "title": arxiv_fields.title(feeds.content(entry, "title")),
        "abstract": abstract,
        "identifiers": feeds.identity(address, *texts(entry, "doi", "DOI", "identifier")),
        "url": _address(entry) or (address if address.startswith("http") else ""),
        "published": first(entry, "published", "issued", "created") if announced in ("", "new") else "",
        "authors": names or arxiv_fields.authors(feeds.content(entry, "creator")),
        "venue": first(entry, "journal_ref", "journal_reference", "publicationName"),
        "categories": feeds.unique(child.get("term", "") for child in children(entry, "primary_category", "category")),
        **arxiv_fields.comment_fields(first(entry, "comment")),
    }
    own = "arxiv-rss" if announced else "arxiv-api"
    return feeds.record(value, place, format=own if feeds.is_of_arxiv(address) else NAME)


def _address(entry: "_Element") -> str:
    """Return the address of the page of an entry: of its links the alternate one."""
    links = [(link.get("rel", "alternate"), link.get("href", "")) for link in children(entry, "link")]
    return next((address for kind, address in links if kind == "alternate" and address.startswith("http")), "")
