"""Packs: files of sources that were parsed, each with its records, what these may share, and what was said of it.

A pack is written once and whole: the entries of its sources one after the other, an index with the digest of each, and
how long the index is. An entry is the lines of its records, four columns of numbers, and JSON with what was said of the
source. What is damaged counts as missing.
"""

import hashlib
import json
from array import array
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

ENDING: Final = ".pack"
_HELD: Final = 1 << 20
"""A source whose records take more bytes than this is written as it is parsed, and has a pack of its own."""
_BLOCK: Final = 1 << 20
_LENGTH, _DIGEST = 8, 32
"""The bytes of the index's length, and of its digest, at the end of a pack."""
_MOST_INDEXED: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class Parsed:
    """A source that was parsed, and where its records stand."""

    key: str
    pack: Path
    start: int
    sizes: tuple[int, ...]
    """The bytes of the lines, of the columns and of what was said."""
    digest: str
    columns: tuple[bytes, ...] = field(repr=False)
    """Of each record the length of its line, whether it is whole, and how many keys it has; then all keys."""
    said: Any = field(repr=False)

    @property
    def size(self) -> int:
        """Return how many bytes the entry takes."""
        return sum(self.sizes)


class Draft:
    """A source while it is parsed; what is much goes to a pack, and the rest is held."""

    def __init__(self, opened: Callable[[], "Writer"], *, told: Callable[[], None] = lambda: None) -> None:
        """Start without a record.

        Args:
            opened: gives the pack of a source with many records.
            told: is called for each record.
        """
        self.writer: Writer | None = None
        self.size = 0
        self._opened = opened
        self._told = told
        self._held = bytearray()
        self._lengths, self._whole, self._counts, self._keys = array("I"), array("B"), array("I"), array("Q")

    def add(self, line: bytes, keys: set[int], *, whole: bool) -> None:
        """Add a record."""
        self._held += line
        self.size += len(line)
        self._lengths.append(len(line))
        self._whole.append(whole)
        self._counts.append(len(keys))
        self._keys.extend(sorted(keys))
        if len(self._held) > _HELD:
            self._spill(self.writer or self._opened())
        self._told()

    @property
    def count(self) -> int:
        """Return how many records there are."""
        return len(self._whole)

    def end(self, writer: "Writer", key: str, said: object) -> Parsed:
        """Write what is left to a pack, which is that of the source where it has one."""
        self._spill(writer)
        columns = tuple(column.tobytes() for column in (self._lengths, self._whole, self._counts, self._keys))
        return writer.end(key, self.size, columns, said)

    def _spill(self, writer: "Writer") -> None:
        self.writer = writer
        writer.write(self._held)
        self._held.clear()


class Writer:
    """A pack that is being written."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        """Start an empty pack.

        Args:
            path: where it will stand.
            stream: takes its bytes.
        """
        self.path = path
        self._stream = stream
        self._position = 0
        self._digest = hashlib.sha256()
        self._index: dict[str, tuple[int, tuple[int, ...], str, tuple[int, ...]]] = {}

    def write(self, data: bytes | bytearray) -> None:
        """Write lines of the source that comes next."""
        self._stream.write(data)
        self._digest.update(data)

    def end(self, key: str, size: int, columns: tuple[bytes, ...], said: object) -> Parsed:
        """End the entry of a source, whose lines were written."""
        told = json.dumps(said).encode()
        for part in (*columns, told):
            self.write(part)
        sizes = (size, sum(map(len, columns)), len(told))
        parsed = Parsed(key, self.path, self._position, sizes, self._digest.hexdigest(), columns, said)
        self._digest = hashlib.sha256()
        return self._indexed(parsed)

    def copy(self, parsed: Parsed) -> Parsed:
        """Copy the entry of a source from another pack."""
        for block in _blocks(parsed.pack, parsed.start, parsed.size):
            self._stream.write(block)
        return self._indexed(replace(parsed, pack=self.path, start=self._position))

    def close(self) -> None:
        """Write the index."""
        index = json.dumps(self._index).encode()
        self._stream.write(index + len(index).to_bytes(_LENGTH, "big") + hashlib.sha256(index).digest())

    def _indexed(self, parsed: Parsed) -> Parsed:
        lengths = tuple(map(len, parsed.columns))
        self._index[parsed.key] = (parsed.start, parsed.sizes, parsed.digest, lengths)
        self._position += parsed.size
        return parsed


def read(path: Path, wanted: Container[str]) -> tuple[list[Parsed], bool]:
    """Return those entries of a pack that are wanted and whole, and whether these are all that it has."""
    try:
        with path.open("rb") as stream:
            index = _index(stream)
            found = [_entry(stream, path, key, row) for key, row in (index or {}).items() if key in wanted]
    except OSError:
        return [], False
    whole = [parsed for parsed in found if parsed]
    return whole, index is not None and len(whole) == len(index)


def lines(stream: BinaryIO, parsed: Parsed) -> Iterator[bytes]:
    """Yield the lines of a source from its pack."""
    stream.seek(parsed.start)
    for _ in range(len(parsed.columns[1])):
        yield stream.readline()


def _index(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the index of a pack; nothing where it is damaged."""
    tail = _LENGTH + _DIGEST
    end = stream.seek(0, 2)
    stream.seek(max(0, end - tail))
    length = int.from_bytes(stream.read(_LENGTH), "big")
    digest = stream.read(_DIGEST)
    if not 0 < length <= min(end - tail, _MOST_INDEXED):
        return None
    stream.seek(end - tail - length)
    index = stream.read(length)
    return dict(json.loads(index)) if hashlib.sha256(index).digest() == digest else None


def _entry(stream: BinaryIO, path: Path, key: str, row: Any) -> Parsed | None:  # noqa: ANN401  a row of JSON
    start, sizes, expected, lengths = row
    digest = hashlib.sha256()
    for block in _read(stream, start, sizes[0]):
        digest.update(block)
    parts = [stream.read(length) for length in (*lengths, sizes[2])]
    for part in parts:
        digest.update(part)
    if digest.hexdigest() != expected:
        return None
    *columns, said = parts
    return Parsed(key, path, start, tuple(sizes), expected, tuple(columns), json.loads(said))


def _blocks(path: Path, start: int, size: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from _read(stream, start, size)


def _read(stream: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    stream.seek(start)
    while size and (block := stream.read(min(size, _BLOCK))):
        size -= len(block)
        yield block
