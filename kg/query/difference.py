"""What differs between two sorted files of lines, read as streams; what is equal is compared in long stretches."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg import output_files

_LEAST, _MOST = 1 << 9, 1 << 20
"""How many bytes are compared at once."""


def difference(before: Path | None, after: Path | None) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines that only one of two files has, each with whether it is the second that has it.

    Args:
        before: the first file, sorted, which may be compressed; nothing for none.
        after: the second file.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not compressed as a whole.
    """
    left, right = _Lines(before), _Lines(after)
    old, new = left.next(), right.next()
    while old or new:
        if old == new:
            _skip_equal(left, right)
            old, new = left.next(), right.next()
        elif not new or b"" < old < new:
            yield old, False
            old = left.next()
        else:
            yield new, True
            new = right.next()


def is_little(pairs: Iterable[tuple[Path | None, Path | None]], gone: BinaryIO, new: BinaryIO, *, most: float) -> bool:
    """Write the lines by which files differ from others, and tell whether they have no more bytes than `most`.

    Args:
        pairs: each file of before, with the one that has taken its place.
        gone: where the lines go that are no longer there.
        new: where those go that are.
        most: how many bytes there may be.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a file is not compressed as a whole.
    """
    for pair in pairs:
        for line, is_new in difference(*pair):
            (new if is_new else gone).write(line)
            most -= len(line)
            if most < 0:
                return False
    return True


def _skip_equal(left: "_Lines", right: "_Lines") -> None:
    """Go on in both to where they differ next, or somewhat before, in strides that double."""
    stride = _LEAST
    while size := min(stride, left.rest(), right.rest()):
        piece = left.data[left.place : left.place + size]
        whole = piece.rfind(b"\n") + 1
        if not whole or piece != right.data[right.place : right.place + size]:
            return
        left.place += whole
        right.place += whole
        stride = min(2 * stride, _MOST)


class _Lines:
    """The lines of a file, of which a piece is held."""

    def __init__(self, path: Path | None) -> None:
        self._pieces = output_files.pieces(path) if path else iter(())
        self.data = b""
        self.place = 0

    def rest(self) -> int:
        """Return how much of the piece is still to be read."""
        return len(self.data) - self.place

    def next(self) -> bytes:
        """Return the next line with its end, or nothing at the end."""
        if not self.rest():
            self.data, self.place = next(self._pieces, b""), 0
        start = self.place
        end = self.data.find(b"\n", start) + 1
        self.place = end or len(self.data)
        return self.data[start : self.place]
