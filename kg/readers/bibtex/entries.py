"""Entries of BibTeX: kind, key and the values of fields, with macros resolved.

A file is read in chunks of whole entries, so that its size does not matter. What is broken is reported, and reading
goes on at the next entry, which is the next `@name{` that starts a line.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.bibtex.fields import READ
from kg.readers.bibtex.salvage import fields_in, salvaged
from kg.readers.bibtex.values import balanced, resolved
from kg.readers.listing import Listing

if TYPE_CHECKING:
    from bibtexparser.model import Block
    from bibtexparser.model import Entry as ParsedEntry

_WITHOUT_COMMA = re.compile(
    r"^([ \t]{0,40}+@(?!string\b|comment\b|preamble\b)\w{1,30}+[ \t]{0,9}[{(]"
    r"(?:[ \t]{0,40}[^\s,{}\"=]{1,200}(?=[ \t\r]*+\n)|(?=\s)))(?=\s*+[\w-]{1,40}\s*+=)",
    re.MULTILINE | re.IGNORECASE,
)
"""The start of an entry without a key, as EndNote writes it, or without the comma after its key."""
_START = re.compile(r"\s*+@\w*+[ \t]*+[{(]")
_START_WITHIN = re.compile(r"@\w{1,30}+[ \t]*+[{(]")
_START_AHEAD = re.compile(r"(?=@\w{1,30}[ \t]{0,9}[{(])")
_CHUNK: Final = 1 << 18
_LARGEST: Final = 1 << 22
"""So many characters without the start of an entry are no entry, and are not held together."""
_SILENT: Final = ("@comment", "@preamble")
_NEXT_FIELD = re.compile(r"\s*+,?\s*+([A-Za-z][\w:.-]{0,60})\s*+=\s*+")
_TAIL = re.compile(r"[,}\s]{1,40}[A-Za-z][\w:.-]{0,60}\s{0,9}=\s{0,9}[{\"\w]")
"""What follows an entry that a brace too many has ended."""
_BROKEN: Final = "the entry is broken (a brace, a quote or a comma is missing)"

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it warns of is reported with its line here


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry."""

    kind: str
    """Its type, in lower case."""
    key: str
    texts: dict[str, str]
    """The values of its fields by their names in lower case."""
    place: fields.Place


def entries(listing: Listing) -> Iterator[Entry]:
    """Yield the entries of a listing; one that is broken is reported, and what is certain of it is yielded."""
    strings: dict[str, str] = {}
    for first_line, chunk in _chunks(listing.lines()):
        yield from _entries(chunk, first_line, listing, strings)


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


def _entries(text: str, first_line: int, listing: Listing, strings: dict[str, str]) -> Iterator[Entry]:
    text = _WITHOUT_COMMA.sub(r"\1,", text)
    blocks = _blocks(text)
    for block, following in pairwise([*blocks, None]):
        if block is None:
            return
        place = fields.Place(listing, first_line + (block.start_line or 0))
        raw, tail = _extent(block, following)
        if (entry := _entry(block, strings)) is not None:
            texts = _texts(entry, place, strings)
            if _TAIL.match(tail):
                place.complain("the entry ends before its last field (a brace too many); read on, mend it")
                texts = dict(fields_in(tail.lstrip(",} \t\r\n"), strings)[0]) | texts
            yield Entry(entry.entry_type.casefold(), entry.key, texts, place)
        elif raw:
            yield from _rest(raw, place, strings)


def _blocks(text: str) -> "list[Block]":
    from bibtexparser.splitter import Splitter  # takes 50 ms

    return Splitter(text).split().blocks


def _extent(block: "Block", following: "Block | None") -> tuple[str, str]:
    """Return the text of a block that is broken, and what stands after a block without belonging to another one."""
    from bibtexparser.model import ImplicitComment, ParsingFailedBlock

    tail = following.comment if isinstance(following, ImplicitComment) else ""
    if not isinstance(block, ParsingFailedBlock) or block.ignore_error_block is not None:
        return "", tail
    raw = block.raw or ""
    return ("" if raw.casefold().startswith(_SILENT) else f"{raw}{tail}"), ""


def _rest(raw: str, place: fields.Place, strings: dict[str, str]) -> Iterator[Entry]:
    """Yield what is certain of an entry that is broken, and the entries that it holds because it has no end."""
    found = salvaged(raw, strings)
    if found and found.texts:
        place.complain(f"{_BROKEN}; its title and its abstract are whole and read, mend it")
        yield Entry(found.kind, found.key, found.texts, place)
    else:
        place.complain(f"{_BROKEN}; mend it, the others are read")
    if found and found.rest:
        line = place.line + raw.count("\n", 0, len(raw) - len(found.rest))
        for part in _START_AHEAD.split(found.rest):
            yield from _entries(part, line, place.listing, strings)
            line += part.count("\n")


def _entry(block: "Block", strings: dict[str, str]) -> "ParsedEntry | None":
    """Return the entry that a block is; a string that it defines is kept.

    An entry with the key of another one, or with two fields of one name, is an entry.
    """
    from bibtexparser.model import Entry, ParsingFailedBlock, String

    found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    if isinstance(found, Entry):
        return found
    if isinstance(found, String):
        strings[found.key.casefold()] = resolved(found.value, strings)[0]
    return None


def _texts(entry: "ParsedEntry", place: fields.Place, strings: dict[str, str]) -> dict[str, str]:
    """Return the values of an entry's fields by their names in lower case, the first of each name."""
    texts: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.casefold(), field.value
        while name:
            text, rest = resolved(value, strings)
            following = _NEXT_FIELD.match(rest)
            _keep(texts, name, text if following or not rest else balanced(value), place)
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
