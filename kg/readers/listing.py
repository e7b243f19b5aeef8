"""Listings: sources that are being read, as a stream of lines or as a whole, with complaints that name the line.

Whatever a source is packed in and encoded as, a reader sees text, and no more of it at a time than it asks for.
"""

import hashlib
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import AnyStr, BinaryIO, Final

from kg.errors import KGError, RecordError, SourceError
from kg.readers.files import decoding
from kg.readers.files.spooling import Spool
from kg.readers.files.unpacking import BLOCK, BlockStream, is_packed, unpack
from kg.readers.sources import Source
from kg.records import Paper

HEAD: Final = 1 << 16
"""How many characters of a listing a reader sees to say whether it is of its format."""
MAX_LINE: Final = 1 << 24
"""The longest line, in characters, that is read; there are no records of 16 million characters."""
MAX_COMPLAINTS: Final = 1_000
"""So many complaints of one source are told one by one; who gives a million broken lines needs no list of them."""
MAX_TEXT: Final = 1 << 26
"""How many characters may be held at once, for formats that are read as a whole."""

OnError = Callable[[KGError], None]


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """A paper as one record of a listing gives it; its abstract, or its title, may be missing."""

    paper: Paper
    format: str
    """The name of the format, which decides whose fields win."""
    where: str = field(default="", compare=False)
    """`file:line`."""


@dataclass(slots=True)
class Listing:
    """A source that is being read."""

    source: Source
    on_error: OnError
    _start: bytes | None = field(default=None, init=False, repr=False)
    _head: str | None = field(default=None, init=False, repr=False)
    _where: str = field(default="", init=False, repr=False)
    _digest: str = field(default="", init=False, repr=False)
    """The SHA-256 of the bytes that were read last, where they were read to their end."""
    _spool: Spool | None = field(default=None, init=False, repr=False)
    _is_lent: bool = field(default=False, init=False, repr=False)
    _is_stray_told: bool = field(default=False, init=False, repr=False)
    _complaints: int = field(default=0, init=False, repr=False)

    @property
    def name(self) -> str:
        """Return the name of the source."""
        return self.source.name

    @property
    def where(self) -> str:
        """Return the path as a message shows it."""
        self._where = self._where or self.source.where
        return self._where

    def place(self, line: int) -> str:
        """Return `file:line`."""
        return f"{self.where}:{line}"

    def complain(self, line: int, message: str) -> None:
        """Report what is wrong with a record: what, and what to do; the place is added."""
        self._complaints += 1
        if self._complaints <= MAX_COMPLAINTS:
            self.on_error(RecordError(f"{self.place(line)}: {message}"))

    def start(self) -> bytes:
        """Return the first bytes, unpacked, for formats that are no text.

        Raises:
            SourceError: the source cannot be read.
        """
        if self._start is None:
            self._start = _first(unpack(self.source.blocks(), where=self.where), b"")
        return self._start

    def head(self) -> str:
        """Return the first characters of the text but for blanks; no more is read of the source than they need.

        Raises:
            SourceError: the source cannot be read, is empty or no text.
        """
        if self._head is None:
            blocks = unpack(self.source.blocks(), where=self.where)
            self._head = _first(decoding.characters(blocks, where=self.where, on_stray=lambda _: None), "")
        return self._head

    def chunks(self) -> Iterator[str]:
        """Yield the text in pieces, wherever a piece ends.

        Raises:
            SourceError: after what could be read: the source cannot be read, is empty, cut, or no text.
        """
        yield from decoding.characters(self._unpacked(), where=self.where, on_stray=self._stray)

    def text(self) -> str:
        """Return the whole text, for formats that cannot be read line by line.

        Of a compressed file that is cut or damaged it is what stands before the damage, which is reported.

        Raises:
            SourceError: the source cannot be read, is empty, no text, or too large to be held.
        """
        parts: list[str] = []
        size = 0
        try:
            for chunk in self.chunks():
                parts.append(chunk)
                size += len(chunk)
                if size > MAX_TEXT:
                    break
        except SourceError as error:
            if not parts:
                raise
            self.on_error(error)
        if size > MAX_TEXT:
            raise SourceError(
                f"{self.where}: holds more than {MAX_TEXT >> 20} million characters, too many for a format that is "
                "read as a whole; split the file, or give JSON Lines"
            )
        return "".join(parts)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines with their numbers from 1, without line breaks, holding one at a time.

        A line longer than `MAX_LINE` is reported and left out, and never held.

        Raises:
            SourceError: after what could be read: the source cannot be read, is empty, cut, or no text.
        """
        number, parts, size = 1, list[str](), 0
        for chunk in self.chunks():
            *ended, rest = chunk.split("\n")
            for piece in ended:
                if size + len(piece) <= MAX_LINE:
                    yield number, "".join((*parts, piece)).removesuffix("\r")
                else:
                    self._too_long(number)
                number, parts, size = number + 1, [], 0
            size += len(rest)
            parts = [*parts, rest] if size <= MAX_LINE else []
        if size > MAX_LINE:
            self._too_long(number)
        elif any(parts):
            yield number, "".join(parts)

    def stream(self) -> BinaryIO:
        """Return the bytes, unpacked, for parsers that decode them themselves; they can be read once."""
        return io.BufferedReader(BlockStream(self._unpacked()), BLOCK)

    def path(self) -> Path:
        """Return a file of the bytes, unpacked, for formats that are read from their end; it goes with the listing.

        Raises:
            SourceError: the source cannot be read, or no temporary file written.
        """
        if (file := self.source.file) and not is_packed(next(self.source.blocks(), b"")):
            self._is_lent = True
            return file
        if self._spool is None:
            try:
                self._spool = Spool(self._unpacked())
            except OSError as error:
                raise SourceError(
                    f"{self.where}: cannot be unpacked ({error.strerror}); make room for temporary files"
                ) from error
        return self._spool.path

    def close(self) -> None:
        """Report how many complaints were not told one by one, and whether the file changed while it was read."""
        if self._complaints > MAX_COMPLAINTS:
            more = self._complaints - MAX_COMPLAINTS
            self.on_error(RecordError(f"{self.where}: {more:,} more complaints like these; mend those above first"))
            self._complaints = 0
        self._check_unchanged()

    def is_unchanged(self) -> bool:
        """Return whether the bytes that were read are those that the source is known by; what was not read is now."""
        try:
            if not self._digest:
                deque(self._hashed(), maxlen=0)
        except SourceError:
            return False
        return self._digest == self.source.digest

    def _check_unchanged(self) -> None:
        """Report where a file changed between the digest that names it and the end of its reading."""
        if self._is_lent:
            deque(self._hashed(), maxlen=0)
        if self._digest not in ("", self.source.digest):
            self.on_error(SourceError(f"{self.where}: changed while it was read; build again"))

    def _unpacked(self) -> Iterator[bytes]:
        return unpack(self._hashed(), where=self.where)

    def _hashed(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for block in self.source.blocks():
            digest.update(block)
            yield block
        self._digest = self.source.digest_of(digest.hexdigest())

    def _stray(self, line: int) -> None:
        if not self._is_stray_told:
            self._is_stray_told = True
            self.complain(line, "is not UTF-8; read as Windows-1252, save it as UTF-8 if letters are wrong")

    def _too_long(self, line: int) -> None:
        self.complain(line, f"the line has more than {MAX_LINE >> 20} million characters; skipped, split it")


def _first(parts: Iterator[AnyStr], first: AnyStr) -> AnyStr:
    """Return what parts start with but for blanks; damage after it is met, and reported, by who reads on."""
    try:
        for part in parts:
            first = (first + part).lstrip()
            if len(first) >= HEAD:
                break
    except SourceError:
        if not first:
            raise
    return first[:HEAD]
