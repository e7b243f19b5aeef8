"""BibTeX and BibLaTeX: entries, as Zotero, JabRef, Mendeley, the ACL Anthology, arXiv, DBLP and others write them.

A file is read in chunks of whole entries, so that its size does not matter. What is broken is reported, and reading
goes on at the next entry, which is the next `@name{` that starts a line.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.bibtex_fields import READ, described
from kg.readers.bibtex_values import resolved
from kg.readers.listing import Listing, Record

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

NAME: Final = "bibtex"
TITLE: Final = "BibTeX"

_ENTRY = re.compile(
    r"^[ \t]{0,40}@(?:[A-Za-z]{2,30}\s{0,9}[{(]\s{0,40}[^\s,{}\"=]{0,200}\s{0,40},?\s{0,40}[\w:.-]{1,60}\s{0,40}="
    r"\s{0,40}[\w{\"]"
    r"|string\s{0,9}[{(]\s{0,9}[\w:.-]{1,60}\s{0,9}=\s{0,9}[{\"]"
    r"|preamble\s{0,9}[{(]\s{0,9}[{\"]|comment\s{0,9}\{jabref)",
    re.MULTILINE | re.IGNORECASE,
)
_WITHOUT_COMMA = re.compile(
    r"^([ \t]{0,40}+@(?!string\b|comment\b|preamble\b)\w{1,30}+[ \t]{0,9}[{(]"
    r"(?:[ \t]{0,40}[^\s,{}\"=]{1,200}(?=[ \t\r]*+\n)|(?=\s)))(?=\s*+[\w-]{1,40}\s*+=)",
    re.MULTILINE | re.IGNORECASE,
)
"""The start of an entry without a key, as EndNote writes it, or without the comma after its key."""
_START = re.compile(r"\s*+@\w*+[ \t]*+[{(]")
_START_WITHIN = re.compile(r"@\w{1,30}+[ \t]*+[{(]")
_CHUNK: Final = 1 << 18
_LARGEST: Final = 1 << 22
"""So many characters without the start of an entry are no entry, and are not held together."""
_SILENT: Final = ("@comment", "@preamble")
_NEXT_FIELD = re.compile(r"\s*+,?\s*+([A-Za-z][\w:.-]{0,60})\s*+=\s*+")

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it warns of is reported with its line here


def sniff(head: str) -> bool:
    """Return whether a line starts an entry with a field, or the definition of a string."""
    return bool(_ENTRY.search(head))


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the entries; an entry that is broken is reported, and the others are read."""
    strings: dict[str, str] = {}
    for first_line, chunk in _chunks(listing.lines()):
        for block in _blocks(chunk):
            place = fields.Place(listing, first_line + (block.start_line or 0))
            if (entry := _entry(block, place, strings)) and (
                record := fields.record(described(_texts(entry, place, strings), entry.key), place, format=NAME)
            ):
                yield record


def _chunks(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the text in parts that start where an entry does, with the number of their first line."""
    first, size = 1, 0
    chunk: list[str] = []
    for number, line in _parted(lines):
        if size > _LARGEST or (size > _CHUNK and _START.match(line)):
            yield first, "\n".join(chunk)
            first, size, chunk = number, 0, []
        chunk += [""] * (number - first - len(chunk))  # lines that are too long are left out
        chunk.append(line)
        size += len(line) + 1
    yield first, "\n".join(chunk)


def _parted(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield lines, those that hold much in parts that start where an entry may."""
    for number, line in lines:
        start = 0
        while match := _START_WITHIN.search(line, start + _CHUNK + 1):
            yield number, line[start : match.start()]
            start = match.start()
        yield number, line[start:]


def _blocks(text: str) -> "list[Block]":
    from bibtexparser.splitter import Splitter  # takes 50 ms

    return Splitter(_WITHOUT_COMMA.sub(r"\1,", text)).split().blocks


def _entry(block: "Block", place: fields.Place, strings: dict[str, str]) -> "Entry | None":
    """Return the entry that a block is; a string that it defines is kept, and what is broken is reported.

    An entry with the key of another one, or with two fields of one name, is an entry.
    """
    from bibtexparser.model import Entry, ParsingFailedBlock, String

    found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    if isinstance(found, Entry):
        return found
    if isinstance(found, String):
        strings[found.key.casefold()] = resolved(found.value, strings)[0]
    elif found is None and not (block.raw or "").casefold().startswith(_SILENT):
        place.complain("the entry is broken (a brace, a quote or a comma is missing); mend it, the others are read")
    return None


def _texts(entry: "Entry", place: fields.Place, strings: dict[str, str]) -> dict[str, str]:
    """Return the values of an entry's fields by their names in lower case, the first of each name."""
    texts: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.casefold(), field.value
        while name:
            text, rest = resolved(value, strings)
            following = _NEXT_FIELD.match(rest)
            _keep(texts, name, text if following or not rest else value.strip(' "{}'), place)
            if rest:
                place.complain(f"the {_shown(name)} is broken (braces or a comma are missing); read as far as it goes")
            name, value = (following[1].casefold(), rest[following.end() :]) if following else ("", "")
    return texts


def _keep(texts: dict[str, str], name: str, text: str, place: fields.Place) -> None:
    if name not in texts:
        texts[name] = text
    elif name in READ and texts[name] != text:
        place.complain(f"the entry has a second {_shown(name)}; the first one is used")


def _shown(name: str) -> str:
    return name if name.isidentifier() else "field"
