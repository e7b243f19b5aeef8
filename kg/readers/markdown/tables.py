"""Tables of papers in Markdown: rows by the names of their columns."""

from collections.abc import Sequence
from typing import Any, Final

from kg.readers.markdown import inline, labels, titles
from kg.readers.markdown.entries import Entry, names

_SAYING: Final = frozenset(("authors", "abstract", "published", "venue", "link", "code"))
"""Columns that say that a table with titles is one of papers."""
_NOTHING: Final = frozenset(("none", "null", "n/a", "na", "-", "—", "/", "tbd", "nan"))


def described(columns: Sequence[str], cells: Sequence[str], line: int) -> dict[str, Any] | None:
    """Return the fields of the paper of a row; nothing where it is none.

    Args:
        columns: the names of the columns as they are written.
        cells: the row.
        line: the line that it stands on.
    """
    fields = list(map(labels.column, columns))
    told = {name: cell for name, cell in reversed(list(zip(fields, cells, strict=False))) if name}  # the first wins
    given = {name: cell for name, cell in told.items() if inline.plain(cell).casefold() not in _NOTHING or "](" in cell}
    if "title" not in fields:
        return _untitled(columns, cells, line)
    head, *rest = sorted(inline.parts(given.get("title", "")), key=_is_bare)
    entry = Entry(line, head, lines=[*rest, *_unnamed(fields, cells)])
    entry.fields = {name: cell for name, cell in given.items() if name != "title"}
    value = entry.described() or {}
    title = _title(head) if "](" not in head else value.get("title") or _title(head)
    is_of_papers = len(title.split()) > 1 and not _SAYING.isdisjoint(fields)
    if not (value.get("identifiers") or is_of_papers):
        return None
    people = (
        names(next((part for part in rest if "," in part and "](" not in part), "")) if _with_authors(columns) else ""
    )
    return {"venue": given.get("venue", ""), **value, "title": title, "authors": value.get("authors") or people} | (
        {} if value else _plain(given)
    )


def _plain(given: dict[str, str]) -> dict[str, Any]:
    shown = {name: inline.plain(cell) for name, cell in given.items() if name in ("published", "venue")}
    shown |= {"abstract": inline.prose(given["abstract"])} if "abstract" in given else {}
    return shown | {"authors": names(given.get("authors", ""))}


def _title(cell: str) -> str:
    """Return the title of a cell that has only it: all that it shows."""
    title = titles.cleaned(inline.plain(cell))
    return "" if titles.is_citation(title) else title


def _is_bare(part: str) -> bool:
    """Return whether a part of a cell shows nothing but pictures."""
    return not inline.plain(part)


def _unnamed(fields: Sequence[str], cells: Sequence[str]) -> list[str]:
    return [cell for name, cell in zip(fields, cells, strict=False) if not name]


def _with_authors(columns: Sequence[str]) -> bool:
    return any("author" in labels.words(column) and labels.column(column) == "title" for column in columns)


def _untitled(columns: Sequence[str], cells: Sequence[str], line: int) -> dict[str, Any] | None:
    """Return the paper that a cell links to by its title, in a table whose columns do not say which it is."""
    for cell in cells[: len(columns)]:
        title, link = titles.title_in(cell)
        if link and titles.is_title(title) and titles.known(link.url):
            return Entry(line, cell, lines=[other for other in cells if other is not cell]).described()
    return None
