"""MODS: the Library of Congress's descriptions of works, as the ACL Anthology, Zotero and libraries write them.

https://www.loc.gov/standards/mods/. What a work appeared in stands in an element `relatedItem` of its own.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.values.references import arxiv_of, date_in
from kg.readers.values.references import first as first_of
from kg.readers.xml import feeds
from kg.readers.xml.parts import parts, root
from kg.readers.xml.records import Parsing, at, children, first, text, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "mods"
TITLE: Final = "MODS"
_RECORD: Final = "mods"
_ROOTS: Final = ("modsCollection", _RECORD)
_AUTHORS: Final = ("author", "aut", "creator", "cre", "")
_DATES: Final = ("dateIssued", "copyrightDate", "dateCreated")
_PART_OF: Final = ("host", "series", "")
"""What a work may stand in, the best first; other items are works that it cites, or versions of it."""


def sniff(head: str) -> bool:
    """Return whether the first element of a text is a description in MODS, or holds some."""
    return root(head) in _ROOTS


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the descriptions."""
    parsing = Parsing(listing, _RECORD)
    for part in parts(listing, _RECORD):
        element, place = parsing.element(part) if part.is_record else None, fields.Place(listing, part.line)
        if element is not None and (record := feeds.record(_described(element), place, format=NAME)):
            yield record


def _described(work: "_Element") -> dict[str, Any]:
    host = _host(work)
    known = {one.get("type", ""): text(one).strip() for one in children(work, "identifier")}
    address = first(at(work, "location"), "url").strip()
    return {
        "id": known.get("citekey", "") or work.get("ID", ""),
        "identifiers": feeds.identity(
            known.get("doi", ""), arxiv_of(known.get("arxiv", ""), *texts(work, "note")), address
        ),
        "title": _title(work),
        "abstract": feeds.content(work, "abstract"),
        "authors": [name for person in children(work, "name") if _is_author(person) and (name := _name(person))],
        "published": first_of(_dates(work, host)),
        "venue": _title(host),
        "url": address,
    }


def _host(work: "_Element") -> "_Element":
    """Return what a work appeared in, an empty element where that is not said."""
    given = [item for item in children(work, "relatedItem") if item.get("type", "") in _PART_OF]
    return min(given, key=lambda item: _PART_OF.index(item.get("type", "")), default=work.makeelement("relatedItem"))


def _title(holder: "_Element") -> str:
    """Return the title of a work, with what stands before and after it; not one that is shortened or translated."""
    info = next((one for one in children(holder, "titleInfo") if not one.get("type")), None)
    if info is None:
        return ""
    title = " ".join(filter(None, (first(info, "nonSort").strip(), first(info, "title").strip())))
    return ": ".join(filter(None, (title, first(info, "subTitle").strip())))


def _is_author(person: "_Element") -> bool:
    roles = [role.strip().casefold() for holder in children(person, "role") for role in texts(holder, "roleTerm")]
    return not roles or not {*_AUTHORS}.isdisjoint(roles)


def _name(person: "_Element") -> str:
    """Return the name of a person, in the order in which it is said; a name in one piece as it is split later."""
    named: dict[str, list[str]] = {}
    for part in children(person, "namePart"):
        named.setdefault(part.get("type", ""), []).append(" ".join(text(part).split()))
    whole = " ".join((*named.get("given", ()), *named.get("family", ())))
    return whole or next(iter(named.get("", ())), "") or first(person, "displayForm").strip()


def _dates(work: "_Element", host: "_Element") -> Iterator[str]:
    for holder in (work, host):
        for date in texts(at(holder, "originInfo"), *_DATES):
            yield date.strip() if date.strip()[:1].isdecimal() else date_in(date, date.partition(" ")[0])
        yield from (date.strip() for date in texts(at(holder, "part"), "date"))
