"""Unpacking: compressed bytes as they are read, within limits that no archive can talk its way out of.

Packing is known by the first bytes, never by a name. What is cut or damaged gives all that stands before the damage,
then an error.
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

from kg.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK: Final = 1 << 18
"""How many bytes are read from a file at a time."""
MAX_RATIO: Final = 100
"""Abstracts shrink to a third or a tenth; what unpacks to a hundred times its size is made to fill a disk."""
FREE: Final = 32 << 20
"""How much may be unpacked before the ratio counts: a small file of blanks is no bomb."""
_PIECE: Final = 1 << 20
_SLICE: Final = 1 << 14
"""How many packed bytes are unpacked at a time: with damage among them, it is their text that may be lost."""
_ZSTD_SLICE: Final = 1 << 10
"""Its decompressor has no limit on what it gives at once; one kilobyte can hold 32 megabytes at most."""
_MOST_MEMORY: Final = 1 << 27
"""What the strongest presets of xz and zstd need; an archive may ask for gigabytes."""


class _Member(Protocol):
    """One compressed stream; a file may hold several, one after the other."""

    @property
    def eof(self) -> bool:
        """Return whether its end was reached."""

    @property
    def unused_data(self) -> bytes:
        """Return the bytes after its end."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what more of its bytes unpack to."""


class _Zlib:
    def __init__(self) -> None:
        self._decompressor = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._decompressor.eof

    @property
    def unused_data(self) -> bytes:
        return self._decompressor.unused_data

    def pieces(self, data: bytes) -> Iterator[bytes]:
        before = self._decompressor.copy()
        try:
            yield from self._unpacked(data)
        except zlib.error:  # byte by byte, what stands before the damage is not lost with it
            self._decompressor = before
            for start in range(len(data)):
                yield from self._unpacked(data[start : start + 1])
            raise

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        while not self.eof:
            yield (piece := self._decompressor.decompress(data, _PIECE))
            data = self._decompressor.unconsumed_tail
            if not data and len(piece) < _PIECE:
                return


class _Standard:
    """The interface that bz2 and lzma share."""

    def __init__(self, decompressor: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._decompressor = decompressor

    @property
    def eof(self) -> bool:
        return self._decompressor.eof

    @property
    def unused_data(self) -> bytes:
        return self._decompressor.unused_data

    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield self._decompressor.decompress(data, _PIECE)
        while not (self.eof or self._decompressor.needs_input):
            yield self._decompressor.decompress(b"", _PIECE)


class _Zstd:
    def __init__(self) -> None:
        import zstandard

        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_MOST_MEMORY).decompressobj()
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return self._decompressor.eof

    def pieces(self, data: bytes) -> Iterator[bytes]:
        import zstandard

        for start in range(0, len(data), _ZSTD_SLICE):
            try:
                yield self._decompressor.decompress(data[start : start + _ZSTD_SLICE])
            except zstandard.ZstdError as error:
                raise ValueError(str(error)) from error
            if self.eof:
                self.unused_data = self._decompressor.unused_data + data[start + _ZSTD_SLICE :]
                return


_PACKINGS: Final[dict[bytes, Callable[[], _Member]]] = {
    b"\x1f\x8b": _Zlib,
    b"(\xb5/\xfd": _Zstd,
    b"BZh": lambda: _Standard(bz2.BZ2Decompressor()),
    b"\xfd7zXZ\x00": lambda: _Standard(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)),
}
_DAMAGE: Final = (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError)


def is_packed(head: bytes) -> bool:
    """Return whether a file that starts with some bytes is compressed."""
    return head.startswith(tuple(_PACKINGS))


def unpack(blocks: Iterable[bytes], *, where: str) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked where they are compressed, in blocks of a megabyte or little more.

    Args:
        blocks: the bytes of the file.
        where: its path as a message shows it.

    Raises:
        SourceError: after what could be read: it is cut or damaged, or unpacks to far more than any listing.
    """
    rest = iter(blocks)
    first = next(rest, b"")
    if not is_packed(first):
        yield from chain([first] if first else [], rest)
        return
    written = 0
    counted = _Counted(_sliced(chain([first], rest)))
    for piece in _members(counted, where):
        written += len(piece)
        if written > FREE and written > MAX_RATIO * counted.size:
            raise SourceError(
                f"{where}: unpacks to more than {MAX_RATIO} times its size, which no listing of papers does; "
                "the rest is not read"
            )
        yield piece


def _sliced(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for block in blocks:
        yield from (block[start : start + _SLICE] for start in range(0, len(block), _SLICE))


class _Counted:
    """Blocks that count their bytes, of which some can be put back."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._waiting: list[bytes] = []
        self.size = 0

    def next(self) -> bytes:
        """Return the next bytes, or none at the end."""
        if self._waiting:
            return self._waiting.pop()
        block = next(self._blocks, b"")
        self.size += len(block)
        return block

    def put_back(self, block: bytes) -> None:
        """Let some bytes be the next ones."""
        if block:
            self._waiting.append(block)


def _members(blocks: _Counted, where: str) -> Iterator[bytes]:
    while block := _after_padding(blocks):
        blocks.put_back(block)
        try:
            yield from _member(blocks)
        except EOFError as error:
            raise SourceError(f"{where}: the compressed file is cut; what stands before the cut is read") from error
        except _DAMAGE as error:
            raise SourceError(
                f"{where}: the compressed file is damaged; what stands before the damage is read"
            ) from error


def _after_padding(blocks: _Counted) -> bytes:
    """Return the next bytes but for the zeros that some programs fill up files with."""
    while block := blocks.next():
        if content := block.lstrip(b"\0"):
            return content
    return b""


def _member(blocks: _Counted) -> Iterator[bytes]:
    """Yield what one compressed stream holds, up to its end.

    Raises:
        EOFError: it has none.
        ValueError: what stands there is no compressed stream. The decompressors have errors of their own.
    """
    start = blocks.next()
    while len(start) < max(map(len, _PACKINGS)) and (more := blocks.next()):
        start += more
    made = next((make for magic, make in _PACKINGS.items() if start.startswith(magic)), None)
    if made is None:
        raise ValueError
    member = made()
    block = start
    while True:
        yield from filter(None, member.pieces(block))
        if member.eof:
            blocks.put_back(member.unused_data)
            return
        if not (block := blocks.next()):
            raise EOFError


class BlockStream(io.RawIOBase):
    """Blocks of bytes as a stream that can be read once, from its start to its end."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        """Make a stream of blocks."""
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read as many bytes as a block still holds, up to the size of a buffer; none at the end."""
        view = memoryview(buffer).cast("B")
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        part = self._rest[: len(view)]
        view[: len(part)] = part
        self._rest = self._rest[len(part) :]
        return len(part)
