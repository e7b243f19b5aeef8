"""XML of the ACL Anthology: the files of its repository, a collection of volumes each.

https://github.com/acl-org/acl-anthology/tree/master/data/xml. What papers share stands before them, and their ids are
put together of those of the collection and of the volume.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.values.references import date_in
from kg.readers.xml import feeds
from kg.readers.xml.parts import parts, root
from kg.readers.xml.records import Parsing, children, first
from kg.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "acl-anthology"
TITLE: Final = "ACL Anthology XML"
_RECORD: Final = "paper"
_ROOTS: Final = ("collection", "volume")
_SHARED = re.compile(
    r"<(?P<holder>collection|volume)\s[^<>]{0,200}?\bid=[\"'](?P<id>[\w.-]{1,40})[\"']"
    r"|<(?P<name>booktitle|year|month|journal-title)>(?P<text>(?:[^<]|<(?!/booktitle>|/year>|/month>|/journal-title>)){0,1000}+)<"
)
_TAG = re.compile(r"</?[a-z-]{1,30}>")
_WORD = re.compile(r"[A-Za-z]{3,10}")
_OLD = re.compile(r"[A-Z]\d\d$")
_TWO_DIGITS: Final = ("W", "C69", "D19")
"""Where, in old ids, the volume has two digits of the four: in others it has one."""
_FIRST_OF_D19: Final = 5
_WHOLE = re.compile(r"[A-Z]\d\d-\d{4}|\d{4}\.\w{1,30}-\w{1,30}\.\d{1,5}")


def sniff(head: str) -> bool:
    """Return whether the first element of a text is a collection of volumes of the Anthology."""
    return root(head) in _ROOTS and "<volume " in head and ("<meta>" in head or f"<{_RECORD} " in head)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the volumes."""
    parsing, shared = Parsing(listing, _RECORD), dict[str, str]()
    for part in parts(listing, _RECORD):
        if not part.is_record:
            shared |= _shared(part.text, shared)
            continue
        element, place = parsing.element(part), fields.Place(listing, part.line)
        if element is not None and (record := feeds.record(_described(element, shared), place, format=NAME)):
            yield record


def _shared(text: str, before: dict[str, str]) -> dict[str, str]:
    """Return what the papers that follow share; of a new volume, nothing of the one before."""
    found: dict[str, str] = {}
    for match in _SHARED.finditer(text):
        if match["holder"]:
            kept = found | before if match["holder"] == "volume" else {}
            found = dict.fromkeys(before, "") | {"collection": kept.get("collection", ""), match["holder"]: match["id"]}
        else:
            found[match["name"]] = clean(_TAG.sub("", match["text"]))
    return found


def _described(paper: "_Element", shared: dict[str, str]) -> dict[str, Any]:
    for formula in paper.iter("tex-math"):
        formula.text = f"${formula.text or ''}$"
    given = [first(paper, "url").strip(), _number(paper.get("id", ""), shared)]
    number = next((name for name in given if _WHOLE.fullmatch(name)), "")
    return {
        "id": first(paper, "bibkey").strip(),
        "acl_id": number,
        "doi": first(paper, "doi").strip(),
        "title": feeds.content(paper, "title"),
        "abstract": feeds.content(paper, "abstract"),
        "authors": [_name(author) for author in children(paper, "author")],
        "published": date_in(shared.get("year", ""), _month(shared.get("month", ""))),
        "venue": shared.get("journal-title") or shared.get("booktitle", ""),
        "url": f"https://aclanthology.org/{number}/" if number else "",
        "status": "retracted" if next(children(paper, "retracted"), None) is not None else "",
    }


def _month(text: str) -> str:
    """Return the month that one or two are given as, or days of them."""
    return match[0] if (match := _WORD.search(text)) else ""


def _name(author: "_Element") -> dict[str, str]:
    return {"first": first(author, "first"), "last": first(author, "last"), "suffix": first(author, "suffix")}


def _number(paper: str, shared: dict[str, str]) -> str:
    """Return the id of a paper of a volume of a collection.

    >>> _number("7", {"collection": "2025.fern", "volume": "main"}), _number("7", {"collection": "P19", "volume": "1"})
    ('2025.fern-main.7', 'P19-1007')
    >>> _number("7", {"collection": "W19", "volume": "12"}), _number("x", {"collection": "W19", "volume": "12"})
    ('W19-1207', '')
    """
    collection, volume = shared.get("collection", ""), shared.get("volume", "")
    if not _OLD.match(collection):
        return f"{collection}-{volume}.{paper}"
    if not (volume.isascii() and volume.isdecimal() and paper.isascii() and paper.isdecimal()):
        return ""
    is_wide = collection.startswith(_TWO_DIGITS) and not (collection == "D19" and int(volume) < _FIRST_OF_D19)
    return f"{collection}-{int(volume):02}{int(paper):02}" if is_wide else f"{collection}-{int(volume)}{int(paper):03}"
