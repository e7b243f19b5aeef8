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
from kg.readers.markdown import front_matter, inline, labels, tables, titles
from kg.readers.markdown.blocks import MAX_LINE, Block, blocks
from kg.readers.markdown.entries import Entry

NAME: Final = "markdown"
TITLE: Final = "Markdown (lists, tables and notes of papers)"

_FENCE: Final = "---"
_DEEPEST: Final = 20
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


def _values(lines: Iterable[tuple[int, str]], complain: Any) -> Iterator[tuple[int, dict[str, Any]]]:  # noqa: ANN401  a callback
    """Yield the fields of the papers of a document, and their lines."""
    given = iter(lines)
    head, rest = _front(given)
    value, wrong = front_matter.value_of("\n".join(head)) if head else ({}, "")
    if wrong:
        complain(1, wrong)
    if value:
        yield 1, _note(value, rest)
        return
    document = _Document(complain)
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
    told = {name: inline.plain(text) for name, text in entry.fields.items() if name in ("abstract", "authors")}
    return {name: text for name, text in told.items() if text} | value


class _Document:
    """The entries of a document that are open while it is read."""

    def __init__(self, complain: Any) -> None:  # noqa: ANN401  a callback
        self._complain = complain
        self._section: Entry | None = None
        self._items: list[Entry] = []
        self._row: Block | None = None
        self._columns: tuple[str, ...] = ()
        self._is_after_blank = True

    def take(self, block: Block) -> "Iterator[tuple[int, dict[str, Any]]]":
        """Take the next block; yield the papers that end before it, or are it."""
        if block.kind not in ("row", "columns"):
            yield from self._no_table()
        if block.kind == "heading":
            yield from self._heading(block)
        elif block.kind == "item":
            yield from self._item(block)
        elif block.kind in ("row", "columns"):
            yield from self._table(block)
        elif block.kind == "text":
            yield from self._text(block)
        elif block.kind == "open":
            self._complain(
                block.line, "the code or comment that starts here has no end, so the rest is not read; close it"
            )
        else:
            self._between(block)
        self._is_after_blank = block.kind in ("blank", "heading", "rule")

    def end(self) -> "Iterator[tuple[int, dict[str, Any]]]":
        """Yield the papers that are left."""
        yield from self._no_table()
        yield from self._items_from(0)
        yield from _paper(self._section)
        self._section = None

    def _heading(self, block: Block) -> "Iterator[tuple[int, dict[str, Any]]]":
        name = labels.LABELS.get(labels.words(inline.plain(block.text)), "")
        yield from self._items_from(0)
        if name and self._section and block.indent > self._section.indent:
            self._section.label(name, "")
            return
        yield from _paper(self._section)
        self._section = Entry(block.line, block.text, block.indent, is_section=True)

    def _item(self, block: Block) -> "Iterator[tuple[int, dict[str, Any]]]":
        yield from self._items_from(block.indent)
        parent = self._items[-1] if self._items else self._section
        name, value = labels.labelled(block.text)
        title, link = titles.title_in(value or block.text)
        is_titled = name == "title" or (name == "link" and link is not None and titles.is_title(title))
        if parent and name and not is_titled:
            parent.label(name, value)
        elif parent and not title and _is_beside(block.text, parent):
            parent.open = ""
            parent.add(block.text)
        else:
            if len(self._items) == _DEEPEST:
                yield from self._items_from(self._items[-1].indent)
            given = {"title": value} if name == "title" else {}
            self._items.append(Entry(block.line, value if given else block.text, block.indent, fields=given))

    def _text(self, block: Block) -> "Iterator[tuple[int, dict[str, Any]]]":
        name, value = labels.labelled(block.text)
        if self._is_after_blank and not block.indent and not name:
            yield from self._items_from(0)
        holder = self._items[-1] if self._items else self._section
        if name and holder:
            holder.label(name, value)
        elif self._is_after_blank and not self._items and not (holder and holder.open) and _starts(block.text):
            self._items.append(Entry(block.line, block.text))
        elif holder:
            holder.add(block.text)

    def _table(self, block: Block) -> "Iterator[tuple[int, dict[str, Any]]]":
        if block.kind == "columns":
            if self._row and not self._columns:
                yield from self._items_from(0)
                self._columns, self._row = self._row.cells, None
            return
        if not self._columns:
            yield from self._no_table()
            self._row = block
            return
        if self._is_attribute(block):
            return
        if value := tables.described(self._columns, block.cells, block.line):
            yield block.line, value

    def _is_attribute(self, block: Block) -> bool:
        """Take a row of two cells, the first of which is a label: a table of one paper."""
        name = (
            labels.LABELS.get(labels.words(inline.plain(block.cells[0])), "") if len(block.cells) == len("12") else ""
        )
        if not name or "title" in map(labels.column, self._columns) or not self._section:
            return False
        self._section.label(name, block.cells[1])
        self._section.open = ""
        return True

    def _no_table(self) -> "Iterator[tuple[int, dict[str, Any]]]":
        """End a table; a line with bars that was none is text."""
        row, self._row, self._columns = self._row, None, ()
        if row:
            yield from self._text(Block("text", row.line, row.text))

    def _between(self, block: Block) -> None:
        for entry in (*self._items, self._section):
            if entry:
                entry.ended()
        if block.kind == "rule" and self._section:
            self._section.open = ""

    def _items_from(self, indent: int) -> "Iterator[tuple[int, dict[str, Any]]]":
        """Yield the papers of the items that end where one of an indent starts, in their order."""
        kept = [item for item in self._items if item.indent < indent]
        for item in self._items[len(kept) :]:
            yield from _paper(item)
        self._items = kept


def _paper(entry: Entry | None) -> Iterator[tuple[int, dict[str, Any]]]:
    if entry and (value := entry.described()):
        yield entry.line, value


def _is_beside(text: str, parent: Entry) -> bool:
    """Return whether an item is no entry, but one of the links of another: to the paper, to its code, a picture."""
    found = inline.links(text)
    is_bare = parent.is_section and any(link.text.startswith("http") for link in found)
    return not is_bare and all(link.is_image or titles.is_generic(link.text) for link in found)


def _starts(text: str) -> bool:
    """Return whether a paragraph starts with the title of a paper, and not with prose that mentions one."""
    bare = text.lstrip('*_>[ "“')
    title, link = titles.title_in(text)
    return bool(title) and bare.startswith(title.split()[0][:1]) and (link is not None or text.startswith("**"))
