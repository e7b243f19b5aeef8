"""EndNote's tagged form, which is that of refer: lines `%T Title`, `%A Moore, Ada`, each record from its line `%0`.

Older records have no `%0`; they start with any tag after a blank line.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.readers.listing import Listing, Record
from kg.readers.tagged.ris_fields import ENDNOTE
from kg.readers.tagged.tagged_records import Dialect, records

NAME: Final = "endnote"
TITLE: Final = "EndNote (tagged)"

_START = re.compile(r"%0[ \t]{1,9}\S")
_TAGGED: Final = Dialect(
    _START,
    re.compile(r"%(?P<tag>[A-Z0-9!@#$&*+=?~^<>()\[\]-])(?:[ \t]++(?P<value>.*)|\s*+$)"),
    "",
    ENDNOTE,
    advice="start each record with a line `%0 Journal Article`",
)
_TITLE = re.compile(r"^%T[ \t]{1,9}\S", re.MULTILINE)
_OTHER = re.compile(r"^%[ABDJ][ \t]{1,9}\S", re.MULTILINE)
_FIRST_TAG = re.compile(r"%[A-Z0-9][ \t]{1,9}\S")
_IMPLIED: Final = "%0 Generic"


def sniff(head: str) -> bool:
    """Return whether a line starts a record of which another is the title, or the text starts as such records do."""
    if not _TITLE.search(head):
        return False
    return _is_marked(head) or bool(_FIRST_TAG.match(head.lstrip()) and _OTHER.search(head))


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the records."""
    lines = listing.lines()
    yield from records(listing, _TAGGED, lines if _is_marked(listing.head()) else _marked(lines), format=NAME)


def _is_marked(head: str) -> bool:
    return any(_START.match(line) for line in head.split("\n"))


def _marked(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield lines with one that starts a record before the first tag after each blank line."""
    is_parted = True
    for number, line in lines:
        if is_parted and _FIRST_TAG.match(line):
            yield number, _IMPLIED
        is_parted = not line.strip()
        yield number, line
