"""Markdown: reading lists (`awesome` lists, bullets, tables), daily digests of programs, and notes of one paper each.

Nobody says in Markdown what a paper is. An entry is one where it links to a place of papers, or labels an abstract, or
names authors and leads to a paper; all else of a document is passed over. Titles alone are read as well: other sources
complete them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.markdown import front_matter, inline, labels
from kg.readers.markdown.blocks import MAX_LINE, blocks
from kg.readers.markdown.document import Complain, Document, Found
from kg.readers.markdown.entries import Entry

NAME: Final = "markdown"
TITLE: Final = "Markdown (lists, tables and notes of papers)"

_FENCE: Final = "---"
_KEY = re.compile(r"(?:(?:#[^\n]{0,300}|---)\s{0,9}\n){0,9}[a-z_][\w-]{0,40}:\s")
_NESTED = re.compile(r"^[a-z_][\w-]{0,40}:[ \t]{0,9}\r?\n[ \t]{0,9}(?:- )?[ \t]{0,9}[a-z_][\w-]{0,40}:\s", re.MULTILINE)
_TOLD: Final = ("identifiers", "abstract", "authors")


def sniff(head: str) -> bool:
    """Return whether a text has an entry of Markdown that names a paper and its address, or its abstract."""
    return bool(_first_entry(head)) and not _is_yaml(head)


def before(head: str) -> str:
    """Return what stands before the first entry of a text and the first table, without code and comments."""
    lines, end = head.split("\n"), _first_entry(head)
    kept = list(blocks(enumerate(lines[: end - 1], 1)))
    columns = next((block.line for block in kept if block.kind == "columns"), end)
    shown = sorted({block.line for block in kept if block.kind != "open" and block.line < columns - (columns < end)})
    return "\n".join(lines[number - 1] for number in shown)


def _first_entry(head: str) -> int:
    """Return the line of the first entry that tells of a paper, 0 where there is none."""
    found = _values(enumerate(head.split("\n"), 1), lambda *_: None)
    return next((line for line, value in found if any(value.get(name) for name in _TOLD)), 0)


def _is_yaml(head: str) -> bool:
    """Return whether a text starts with the key of a mapping, not that of a note, in which a mapping stands."""
    return bool(_KEY.match(head) and _NESTED.search(head)) and not _front(enumerate(head.split("\n"), 1))[0]


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of a document."""
    for line, value in _values(_kept(listing), listing.complain):
        if record := fields.record(value, fields.Place(listing, line), format=NAME):
            yield record


def _kept(listing: Listing) -> Iterator[tuple[int, str]]:
    for number, line in listing.lines():
        if len(line) <= MAX_LINE:
            yield number, line
        else:
            listing.complain(number, f"the line has more than {MAX_LINE >> 10} thousand characters; skipped, split it")


def _values(lines: Iterable[tuple[int, str]], complain: Complain) -> Iterator[Found]:
    """Yield the fields of the papers of a document, and their lines."""
    given = iter(lines)
    head, rest = _front(given)
    value, wrong = front_matter.value_of("\n".join(head)) if head else ({}, "")
    if wrong:
        complain(1, wrong)
    if value:
        yield 1, _note(value, rest)
        return
    document = Document(complain)
    for block in blocks(rest):
        yield from document.take(block)
    yield from document.end()


def _front(lines: Iterator[tuple[int, str]]) -> tuple[list[str], Iterator[tuple[int, str]]]:
    """Return the lines of the front matter of a document, and those after it; none where there is no front matter."""
    held: list[tuple[int, str]] = []
    for number, line in lines:
        held.append((number, line))
        if len(held) == 1 and line.rstrip() != _FENCE:
            break
        if len(held) > 1 and line.rstrip() in (_FENCE, "..."):
            return [text for _, text in held[1:-1]], lines
        if len(held) > front_matter.MAX_LINES:
            break
    return [], chain(held, lines)


def _note(value: dict[str, Any], rest: Iterator[tuple[int, str]]) -> dict[str, Any]:
    """Return what a note says of its paper: its head, and what is labelled below it where the head has it not."""
    entry = Entry(1, "")
    for block in blocks(rest):
        text = block.text.strip()
        name, said = (
            labels.labelled(text) if block.kind != "heading" else (labels.LABELS.get(labels.words(text), ""), "")
        )
        if name:
            entry.label(name, said)
        elif block.kind in ("heading", "rule"):
            entry.open = ""
        elif block.kind == "blank":
            entry.ended()
        elif entry.open:
            entry.add(text)
    given = entry.fields
    told = {"abstract": inline.prose(given.get("abstract", "")), "authors": inline.plain(given.get("authors", ""))}
    return {name: text for name, text in told.items() if text} | value
