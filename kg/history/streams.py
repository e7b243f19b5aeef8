"""Streams of fact lines, sorted and none twice: kept, read again and compared without being held in memory."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

LEVEL: Final = 6
AT_ONCE: Final = 1 << 25
"""Texts of more bytes are compressed piece by piece: in other bytes, and not in more."""
_PIECE: Final = 1 << 20


class Spool:
    """Lines in a file without a name, which can be read any number of times, one reader after another."""

    def __init__(self, file: IO[bytes], digest: str) -> None:
        """Take a file that holds lines, and their digest."""
        self._file = file
        self.digest = digest
        self.size = file.tell()

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        self._file.seek(0)
        for data in self._file:
            yield data[:-1].decode()

    def compress(self, path: Path) -> None:
        """Write the lines into a compressed file."""
        import zstandard

        self._file.seek(0)
        compressor = zstandard.ZstdCompressor(level=LEVEL)
        if self.size <= AT_ONCE:
            path.write_bytes(compressor.compress(self._file.read()))
            return
        with path.open("wb") as file, compressor.stream_writer(file, size=self.size) as stream:
            while piece := self._file.read(_PIECE):
                stream.write(piece)


@contextmanager
def spooled(lines: Iterable[str], folder: Path) -> Iterator[Spool]:
    """Keep lines as long as this lasts.

    Args:
        lines: sorted by their characters, without line breaks; a line that comes again counts once.
        folder: on the disk that has the room.

    Raises:
        ValueError: they are not sorted.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        hashed = hashlib.sha256()
        for line in _ascending(lines):
            data = f"{line}\n".encode()
            hashed.update(data)
            file.write(data)
        yield Spool(file, hashed.hexdigest())


def _ascending(lines: Iterable[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line > last:
            yield line
        elif line < last:
            raise ValueError(f"fact lines are not sorted: {line[:80]!r} comes after {last[:80]!r}")
        last = line


def difference(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines that only one of two streams has, in order: with `-` those of the first, with `+` of the other.

    >>> list(difference(["a", "c"], ["a", "b"]))
    [('+', 'b'), ('-', 'c')]
    """
    there, here = iter(old), iter(new)
    before, after = next(there, None), next(here, None)
    while before is not None and after is not None:
        if before == after:
            before, after = next(there, None), next(here, None)
        elif before < after:
            yield "-", before
            before = next(there, None)
        else:
            yield "+", after
            after = next(here, None)
    for sign, first, rest in (("-", before, there), ("+", after, here)):
        if first is not None:
            yield sign, first
        yield from ((sign, line) for line in rest)


def text_digest(path: Path) -> str:
    """Return the digest of the text of a compressed file.

    Raises:
        OSError: it cannot be read.
        zstandard.ZstdError: it is none.
    """
    import zstandard

    hashed = hashlib.sha256()
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        while piece := stream.read(_PIECE):
            hashed.update(piece)
    return hashed.hexdigest()


def read(path: Path) -> Iterator[str]:
    """Yield the lines of a compressed file.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
        zstandard.ZstdError: it is none.
    """
    import io

    import zstandard

    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8", newline="\n"):
            yield line.removesuffix("\n")
