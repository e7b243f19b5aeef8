"""OAI-PMH: lists of metadata records, in the formats of arXiv (`arXiv`, `arXivRaw`) and in that of all (`oai_dc`)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.identity import identifiers, strong
from kg.readers.listing import Listing, Record
from kg.readers.values import arxiv_fields, markup
from kg.readers.values.dates import date_of
from kg.readers.xml import feeds
from kg.readers.xml.parts import Part, parts, root
from kg.readers.xml.records import Parsing, children, first, local_name, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "oai-pmh"
TITLE: Final = "OAI-PMH"
_RECORD: Final = "record"
_ROOTS: Final = ("OAI-PMH", "ListRecords", "GetRecord")
_ERROR = re.compile(
    r"<(?:[\w.-]{1,40}:)?error\s[^<>]{0,200}?\bcode\s?=\s?[\"'](\w{1,40})[\"'][^<>]{0,200}>([^<]{0,2000})"
)
_COMMENT: Final = "Comment:"
_PLACES: Final = ("http://", "https://")


def sniff(head: str) -> bool:
    """Return whether the first element of a text is an answer of OAI-PMH, or a record of one."""
    name = root(head)
    return name in _ROOTS or (name == _RECORD and "<metadata" in head)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the records; deleted records are counted, and errors of the service reported."""
    parsing = Parsing(listing, _RECORD)
    deleted: list[int] = []
    for part in parts(listing, _RECORD):
        if not part.is_record:
            _report_errors(part, listing)
            continue
        element = parsing.element(part)
        if element is None:
            continue
        if any(header.get("status") == "deleted" for header in children(element, "header")):
            deleted.append(part.line)
        elif record := _record(element, fields.Place(listing, part.line)):
            yield record
    if deleted:
        count = f"{len(deleted)} records are" if len(deleted) > 1 else "1 record is"
        listing.complain(deleted[0], f"{count} marked as deleted, from this line on; passed over")


def _report_errors(part: Part, listing: Listing) -> None:
    for match in _ERROR.finditer(part.text):
        line = part.line + part.text.count("\n", 0, match.start())
        told = feeds.shown(": ".join(filter(None, (match[1], match[2].strip()))))
        listing.complain(line, f"the service answered with an error ({told}); ask again")


def _record(element: "_Element", place: fields.Place) -> Record | None:
    name = next((first(header, "identifier").strip() for header in children(element, "header")), "")
    metadata = next((child for holder in children(element, "metadata") for child in holder), None)
    kind = "" if metadata is None else local_name(metadata)
    if metadata is None or kind not in _FORMATS:
        known = ", ".join(_FORMATS)
        place.complain(f"the record has no metadata in a known format ({known}); ask for one of them")
        return None
    value = _FORMATS[kind](metadata, name)
    of_arxiv = feeds.is_of_arxiv(name) or kind != "dc"
    return feeds.record(value, place, format="arxiv-oai" if of_arxiv else NAME)


def _arxiv(metadata: "_Element", name: str) -> dict[str, object]:
    """Return the fields of the format `arXiv`, whose authors are elements."""
    people = [author for authors in children(metadata, "authors") for author in children(authors, "author")]
    dates = [date.strip()[:10] for date in texts(metadata, "created")]
    return _common(metadata, name) | {"published": min(dates, default=""), "authors": [_person(one) for one in people]}


def _arxiv_raw(metadata: "_Element", name: str) -> dict[str, object]:
    """Return the fields of the format `arXivRaw`, whose first version has the date."""
    versions = sorted(children(metadata, "version"), key=_version)
    dates = (first(version, "date").strip() for version in versions)
    authors = arxiv_fields.authors(first(metadata, "authors").replace(" and ", ", "))
    return _common(metadata, name) | {"published": next(dates, ""), "authors": authors}


def _common(metadata: "_Element", name: str) -> dict[str, object]:
    number = first(metadata, "id").strip()
    return {
        "title": first(metadata, "title"),
        "abstract": first(metadata, "abstract"),
        "identifiers": feeds.identity(f"arXiv:{number}" if number else name, *first(metadata, "doi").split()[:1]),
        "url": f"https://arxiv.org/abs/{number}" if number else "",
        "venue": first(metadata, "journal-ref"),
        "categories": first(metadata, "categories").split(),
        **arxiv_fields.comment_fields(first(metadata, "comments"), first(metadata, "abstract")),
    }


def _version(version: "_Element") -> int:
    number = version.get("version", "").removeprefix("v")
    return int(number) if number.isdecimal() and len(number) < 4 else 0


def _person(author: "_Element") -> str:
    names = (first(author, part).strip() for part in ("forenames", "keyname", "suffix"))
    return " ".join(filter(None, names))


def _dublin_core(metadata: "_Element", name: str) -> dict[str, object]:
    """Return the fields of `oai_dc`, which has one name for many things: all but the title may be there many times."""
    descriptions = texts(metadata, "description")
    comments = [one for one in descriptions if one.lstrip().startswith(_COMMENT)]
    abstracts = [one for one in descriptions if not one.lstrip().startswith(_COMMENT)]
    given = [one.strip() for one in texts(metadata, "identifier")]
    own = [one for one in given if strong(identifiers(one))]
    dates = [found for date in texts(metadata, "date") if (found := date_of(date))]
    return {
        "title": feeds.content(metadata, "title"),
        "abstract": markup.to_text(max(abstracts, key=len, default="")),
        "identifiers": feeds.identity(name, *own),
        "url": next((one for one in given if one.startswith(_PLACES)), ""),
        "published": min(dates, default=""),
        "authors": [one.strip() for one in texts(metadata, "creator")],
        "categories": feeds.unique(texts(metadata, "subject")),
        **arxiv_fields.comment_fields(" ".join(comments).replace(_COMMENT, "", 1).strip()),
    }


_FORMATS: Final = {"arXiv": _arxiv, "arXivRaw": _arxiv_raw, "dc": _dublin_core}
