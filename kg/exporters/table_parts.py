"""The rows of a table of a build, wherever they lie: in one file, or in compressed parts of it."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from kg import output_files
from kg.exporters.tables import neutral, original

_PIECE = 1 << 22

Row = dict[str, str]
Filter = Callable[[bytes], Iterator[bytes]]
"""Yields the lines of a piece that are wanted."""


def rows(
    folder: Path,
    files: Iterable[str],
    *,
    having: Iterable[str] = (),
    among: tuple[str, Iterable[str]] | None = None,
    size: int = _PIECE,
    on_open: Callable[[], None] = lambda: None,
) -> Iterator[Row]:
    """Yield the rows of a table as they were before cells were made harmless, those of one part after another.

    Args:
        folder: the folder of the build.
        files: the files of the table, as `kg.output_files.table` returns them.
        having: texts that a row has to contain, in whatever column; the other rows are not even parsed.
        among: a column, and the texts of which a row has to have one there.
        size: about how many bytes are held of a file; less where many are read at a time.
        on_open: is called when something was read of a file, before any of its rows is told.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is no table.
    """
    needles = [text.replace('"', '""').encode("utf-8", "surrogatepass") for text in having if text]
    wanted = frozenset(among[1]) if among else frozenset()
    for name in files:
        pieces = output_files.pieces(folder / name, size=size)
        first = next(pieces, b"")  # which opens the file
        on_open()
        start = first.find(b"\n") + 1
        header = next(csv.reader([first[:start].decode()]), [])
        known = _of_column(header.index(among[0]), wanted) if among else _having(needles) if needles else _each
        lines = (line for piece in chain([first[start:]], pieces) for line in known(piece))
        for row in _parsed(header, lines):
            if among is None or row[among[0]] in wanted:
                yield row


def _parsed(header: Sequence[str], lines: Iterable[bytes]) -> Iterator[Row]:
    for row in csv.reader(map(bytes.decode, lines)):
        yield dict(zip(header, map(original, row), strict=True))


def _each(piece: bytes) -> Iterator[bytes]:
    yield from piece.splitlines()


def _having(needles: Sequence[bytes]) -> Filter:
    """Return what yields the lines that contain all needles; the others are not even told apart."""
    needle, *others = needles

    def matching(piece: bytes) -> Iterator[bytes]:
        place = 0
        while (found := piece.find(needle, place)) >= 0:
            start, place = piece.rfind(b"\n", 0, found) + 1, piece.find(b"\n", found) + 1 or len(piece)
            line = piece[start:place]
            if all(other in line for other in others):
                yield line

    return matching


def _of_column(number: int, wanted: Iterable[str]) -> Filter:
    """Return what yields the lines that may have one of some texts in a column: cells in quotes are not looked into."""
    written = (neutral((text,))[0] for text in wanted)
    cells = frozenset(text.encode("utf-8", "surrogatepass") for text in written)

    def matching(piece: bytes) -> Iterator[bytes]:
        for line in piece.splitlines():
            before = line.split(b",", number + 1)
            if before[number] in cells or (b'"' in line and any(b'"' in cell for cell in before[: number + 1])):
                yield line

    return matching
