"""A document as plain text, for a terminal and for the plain part of a mail."""

from collections.abc import Iterator

from kg.digest.document import Document, Item, Line, Section
from kg.query.table import printable

MORE = "--all lists them"


def write(document: Document, *, more: str = MORE) -> str:
    """Return a document as text that no name or title in it steers a terminal with; it spells out where papers are.

    Args:
        document: the document.
        more: where the items that are left out are to be found.
    """
    return "\n".join((_text((document.title,)), *_lines(document, more))) + "\n"


def _lines(document: Document, more: str) -> Iterator[str]:
    yield from map(_line, document.lead)
    for section in document.sections:
        yield ""
        yield from _section(section, more)
    if document.end:
        yield ""
        yield _line(document.end)


def _section(section: Section, more: str) -> Iterator[str]:
    yield _text((section.title, f" ({section.total:,})"))
    for item in section.items:
        yield from _item(item)
    if section.left_out:
        yield f"  … and {section.left_out:,} more" + (f"; {more}" if more else "")


def _item(item: Item) -> Iterator[str]:
    yield f"  {_line(item.head)}"
    for below in item.below:
        yield f"      {_line(below)}"
    if item.below and item.head and item.head[0].url:
        yield f"      {printable(item.head[0].url)}"


def _line(line: Line) -> str:
    return _text(tuple(f"“{span.text}”" if span.is_quote else span.text for span in line))


def _text(parts: tuple[str, ...]) -> str:
    return printable("".join(parts))
