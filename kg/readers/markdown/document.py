"""A document of Markdown as its blocks come: entries that are open, and papers that end."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from kg.readers.markdown import inline, labels, tables, titles
from kg.readers.markdown.blocks import Block
from kg.readers.markdown.entries import Entry

Complain = Callable[[int, str], None]
Found = tuple[int, dict[str, Any]]
"""The line of a paper, and its fields."""
_DEEPEST: Final = 20


class Document:
    """The entries of a document that are open while it is read."""

    def __init__(self, complain: Complain) -> None:
        """Begin a document; what is wrong with it is told, with its line."""
        self._complain = complain
        self._section: Entry | None = None
        self._items: list[Entry] = []
        self._row: Block | None = None
        self._columns: tuple[str, ...] = ()
        self._is_after_blank = True

    def take(self, block: Block) -> Iterator[Found]:
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

    def end(self) -> Iterator[Found]:
        """Yield the papers that are left."""
        yield from self._no_table()
        yield from self._items_from(0)
        yield from _paper(self._section)
        self._section = None

    def _heading(self, block: Block) -> Iterator[Found]:
        name = labels.LABELS.get(labels.words(inline.plain(block.text)), "")
        yield from self._items_from(0)
        if name and self._section and block.indent > self._section.indent:
            self._section.label(name, "")
            return
        yield from _paper(self._section)
        self._section = Entry(block.line, block.text, block.indent, is_section=True)

    def _item(self, block: Block) -> Iterator[Found]:
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

    def _text(self, block: Block) -> Iterator[Found]:
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

    def _table(self, block: Block) -> Iterator[Found]:
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
        if len(block.cells) != 2:
            return False
        name = labels.LABELS.get(labels.words(inline.plain(block.cells[0])), "")
        if not name or "title" in map(labels.column, self._columns) or not self._section:
            return False
        self._section.label(name, block.cells[1])
        self._section.open = ""
        return True

    def _no_table(self) -> Iterator[Found]:
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

    def _items_from(self, indent: int) -> Iterator[Found]:
        """Yield the papers of the items that end where one of an indent starts, in their order."""
        kept = [item for item in self._items if item.indent < indent]
        for item in self._items[len(kept) :]:
            yield from _paper(item)
        self._items = kept


def _paper(entry: Entry | None) -> Iterator[Found]:
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
