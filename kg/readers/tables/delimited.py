"""CSV, TSV and tables with other delimiters, with a line of names above their columns.

What separates the cells is told by the names: what makes the most columns of papers of the first lines is it.
A quotation mark without its partner would make one cell of half a file: of a row that does not fit only the first line
counts, and reading goes on at the line after it.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.tables.delimited_cells import described, known_columns

NAME: Final = "csv"
TITLE: Final = "CSV with named columns"

_DELIMITERS: Final = (",", "\t", ";", "|")
_ABOVE: Final = 5
"""So many lines may stand above the names: who exported the table, and when."""
_LOOKED_AT: Final = 100
_LONGEST_CELL: Final = 1 << 22
_MOST_LINES: Final = 1 << 16
"""A row with more lines is a quotation mark without its partner."""
_MOST_ODD: Final = 100_000
"""After so many lines in succession without a row that fits, what follows is no table."""
_ESCAPED_QUOTE = re.compile(r"(?<!\\)\\\"")
OnOdd = Callable[[int, int, int, int], None]
"""Is told of rows that do not fit: the first line, the last, how many (0 where one is read all the same), and the cells
that they should have."""
_ADVICE: Final = "put quotes around cells that hold delimiters, quotes or line breaks"


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the cells of a table are written."""

    first: int
    """The line of the names."""
    delimiter: str
    quoted: bool = True
    escaped: bool = False
    """Whether quotes in cells stand after a backslash, as Spark writes them, and not twice."""

    def rows(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        """Return a reader of rows."""
        if self.quoted:
            return csv.reader(lines, delimiter=self.delimiter, strict=strict)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE, strict=strict)

    def line(self, text: str) -> str:
        """Return a line as the reader wants it."""
        text = text.rstrip("\r\n").replace("\r", " ")
        return (_ESCAPED_QUOTE.sub('""', text) if self.escaped else text) + "\n"


def sniff(head: str) -> bool:
    """Return whether one of the first lines names columns, a title among them."""
    return _layout(head) is not None


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the rows; a row with too few or too many cells is reported, and the others are read."""
    layout = _layout(listing.head())
    if layout is None:
        return
    rows = _rows(listing.lines(), layout, lambda *odd: listing.complain(odd[0], _complaint(*odd)))
    try:
        yield from _records(rows, listing)
    except _NoTableError as error:
        told = f"{_MOST_ODD:,} lines up to here hold no row as the names above; what follows is not read"
        listing.complain(error.line, f"{told}, mend what is before")


def _records(rows: Iterator[tuple[int, list[str]]], listing: Listing) -> Iterator[Record]:
    _, names = next(rows, (0, list[str]()))
    for number, row in rows:
        if record := fields.record(described(names, row), fields.Place(listing, number), format=NAME):
            yield record


class _NoTableError(Exception):
    """What is read is no table any more, from a line on."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _layout(head: str) -> _Layout | None:
    """Return the layout that makes the most columns of papers, and then the most rows of their number."""
    lines = head.split("\n")
    for first, line in enumerate(lines[:_ABOVE], 1):
        scores = [(_score(layout, lines), layout) for layout in _layouts(first, line)]
        best = max(scores, key=lambda item: item[0], default=None)  # the first one of equals
        if best and best[0][0]:
            return best[1]
    return None


def _layouts(first: int, line: str) -> Iterator[_Layout]:
    for delimiter in _DELIMITERS:
        if delimiter in line:
            yield _Layout(first, delimiter)
            yield _Layout(first, delimiter, escaped=True)
            yield _Layout(first, delimiter, quoted=False)


def _score(layout: _Layout, lines: list[str]) -> tuple[int, float]:
    """Return how many columns are known, 0 where it is no table of papers, and the share of rows that fit."""
    odd: list[int] = []
    rows = _rows(enumerate(lines[:_LOOKED_AT], 1), layout, lambda _first, _last, count, _width: odd.append(count or 1))
    known = known_columns(next(rows, (0, list[str]()))[1])
    fitting = sum(1 for _ in rows) if known else 0
    return known, fitting / (fitting + sum(odd)) if fitting else 0.0


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    """Return the next row, one of a single cell where it is broken, nothing at the end."""
    previous = csv.field_size_limit(_LONGEST_CELL)  # one for all readers, and by default shorter than some cells
    try:
        return next(rows, None)
    except csv.Error:
        return [""]
    finally:
        csv.field_size_limit(previous)


@dataclass(slots=True)
class _Lines:
    """Lines for a reader of rows, which can be given back."""

    lines: Iterator[tuple[int, str]]
    again: deque[tuple[int, str]] = field(default_factory=deque)
    taken: list[tuple[int, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == _MOST_LINES:
            raise csv.Error
        line = self.again.popleft() if self.again else next(self.lines, None)
        if line is None:
            raise StopIteration
        self.taken.append(line)
        return line[1]

    def give_back(self) -> None:
        """Give back all lines of the row but its first."""
        self.again.extendleft(reversed(self.taken[1:]))


def _rows(lines: Iterable[tuple[int, str]], layout: _Layout, odd: OnOdd) -> Iterator[tuple[int, list[str]]]:
    """Yield the names and then the rows that have as many cells, with their lines; `odd` is told of the others.

    Raises:
        _NoTableError: so many lines hold no such row that nothing is to be expected of the others.
    """
    feed = _Lines((number, layout.line(text)) for number, text in lines if number >= layout.first)
    rows = layout.rows(feed, strict=True)
    bad: list[int] = []
    width = vain = 0
    while (given := _next(rows)) is not None or feed.taken:
        number, text = feed.taken[0]
        row = _fitting(given, width)
        if not row and text.strip():
            feed.give_back()
            if row := _fitting(_next(layout.rows([text], strict=False)), width):
                odd(number, number, 0, width)
            else:
                bad.append(number)
        vain += 1
        if row or vain == _MOST_ODD:
            if bad:
                odd(bad[0], bad[-1], len(bad), width)
                bad.clear()
            if not row:
                raise _NoTableError(number)
            width, vain = width or len(row), 0
            yield number, row
        feed.taken.clear()
    if bad:
        odd(bad[0], bad[-1], len(bad), width)


def _fitting(row: list[str] | None, width: int) -> list[str]:
    """Return a row without empty cells beyond the last column; nothing where it has too many or too few cells."""
    if row and width and not any(row[width:]):
        row = row[:width]
    return row if row and (not width or len(row) == width) else []


def _complaint(first: int, last: int, count: int, width: int) -> str:
    if not count:
        return f"the quotes of the row do not match; read as far as the line goes, {_ADVICE}"
    if first == last:
        return f"the row does not have {width} cells as the names above; {_ADVICE}"
    return f"{count} rows from here to line {last} do not have {width} cells as the names above; {_ADVICE}"
