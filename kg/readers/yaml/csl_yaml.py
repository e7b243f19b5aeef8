"""CSL-YAML: bibliographies of pandoc and of Better BibTeX for Zotero, also at the head of a document in Markdown.

The fields are those of CSL-JSON. pandoc writes marks of Markdown in its texts, and dates in three ways.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from kg.readers import dialects, fields
from kg.readers.listing import Listing, Record
from kg.readers.values.typed import list_in, mapping_in
from kg.readers.yaml.items import MAX_ITEM, BrokenError, Item, items, parsed

NAME: Final = "csl-yaml"
TITLE: Final = "CSL-YAML"

_TITLE = re.compile(r"(?:^|[\s,{\"'])title[\"']?\s{0,9}:\s")
_LOOKED_AT: Final = 5
_MARKED: Final = ("title", "abstract", "container-title", "event-title")
_SPAN = re.compile(r"\[([^\[\]]{0,400})\]\{[.#][\w .#=\"-]{1,60}\}")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,2})(?=[^*\s])([^*]{1,300})(?<=[^*\s\\])\1(?![\w*])")
_APOSTROPHE = re.compile(r"(?<=\w)\\'(?=(?:s|t|ll|re|ve|d|m)\b)")
_DATE: Final = ("year", "month", "day")


def sniff(head: str) -> bool:
    """Return whether a text holds a list of items that have titles."""
    first = islice(items(enumerate(head.split("\n"), 1)), _LOOKED_AT)
    return any(_TITLE.search(line) for item in first for line in item.lines)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the items; one that is broken is reported, and the others are read."""
    for item in items(listing.lines()):
        value = _value(item, listing)
        for one in value if isinstance(value, list) else ():
            if record := _record(one, fields.Place(listing, item.line)):
                yield record


def _value(item: Item, listing: Listing) -> object:
    if item.size > MAX_ITEM:
        listing.complain(item.line, f"the item has more than {MAX_ITEM >> 20} million characters; skipped, shorten it")
        return None
    try:
        value, is_mended = parsed(item.text)
    except BrokenError as error:
        listing.complain(item.line + error.line, f"the YAML is broken here ({error}); mend it, other items are read")
        return None
    if is_mended:
        listing.complain(item.line, "a text with a colon or a # is not in quotes; read as it stands, put it in quotes")
    return value


def _record(value: object, place: fields.Place) -> Record | None:
    if not isinstance(value, Mapping):
        place.complain("this is no record; give an item with a title and an abstract")
        return None
    plain = dict(value) | {name: _plain(value[name]) for name in _MARKED if name in value}
    if "issued" in plain:
        plain["issued"] = _date(plain["issued"])
    dialect = dialects.dialect_of(plain)
    return fields.record(dialect.described(plain) or plain, place, format=NAME)


def _plain(value: object) -> object:
    """Return a text without marks of Markdown.

    >>> _plain("[LLM]{.nocase}s don\\\\'t *see* A* or \\\\*any\\\\* search")
    "LLMs don't see A* or *any* search"
    """
    if not isinstance(value, str):
        return value
    return _APOSTROPHE.sub("'", _EMPHASIS.sub(r"\2", _SPAN.sub(r"\1", value))).replace(r"\*", "*")


def _date(value: object) -> object:
    """Return a date as CSL-JSON has it: of `2024-03-01`, of `year: 2024`, and of a list of such."""
    first: Any = next(iter(list_in(value)), None)
    parts = [mapping_in(first).get(name) for name in _DATE]
    if not parts[0]:
        return first
    return {"date-parts": [parts[: parts.index(None)] if None in parts else parts]}
