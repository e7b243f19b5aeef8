"""An answer that may not become too long: bytes and rows are counted while pyoxigraph writes it."""

from collections.abc import Callable
from typing import BinaryIO

from kg.errors import QueryError


class LimitError(QueryError):
    """An answer that is longer than allowed."""


class Bounded:
    """Passes the bytes of an answer on until there are too many of them, or too many rows in them."""

    def __init__(self, format: str, into: BinaryIO, *, max_rows: int, max_bytes: int) -> None:
        """Take an answer in a format: `json`, `xml`, `csv` or `tsv`; other formats have no rows to count."""
        self._into = into
        self._bytes = 0
        self._rows = 0
        self._count = _COUNTERS.get(format, _None)()
        self._max_rows = max_rows
        self._max_bytes = max_bytes

    def write(self, data: bytes) -> int:
        """Take a piece.

        Raises:
            LimitError: it is too much.
        """
        self._bytes += len(data)
        self._rows += self._count(data)
        if self._bytes > self._max_bytes:
            raise LimitError(f"the answer has more than {self._max_bytes} bytes; ask for less, for instance with LIMIT")
        if self._rows > self._max_rows:
            raise LimitError(f"the answer has more than {self._max_rows} rows; ask for fewer, for instance with LIMIT")
        return self._into.write(data)

    def flush(self) -> None:
        """Do nothing: a part of an answer is never sent."""


class _None:
    def __call__(self, data: bytes) -> int:  # noqa: ARG002  the signature of a counter
        return 0


class _Marks:
    """Counts occurrences of a mark that no value can hold, even where two pieces share one."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._rest = b""

    def __call__(self, data: bytes) -> int:
        text = self._rest + data
        self._rest = text[-(len(self._mark) - 1) :] if len(self._mark) > 1 else b""
        return text.count(self._mark)


class _Lines:
    """Counts the lines after the header, but none of the breaks between quotation marks."""

    def __init__(self) -> None:
        self._quoted = False
        self._started = False

    def __call__(self, data: bytes) -> int:
        parts = data.split(b'"')
        breaks = sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        header = not self._started and breaks > 0
        self._started |= header
        return breaks - header


class _Breaks:
    """Counts the lines after the header of a format that escapes the breaks in its values."""

    def __init__(self) -> None:
        self._started = False

    def __call__(self, data: bytes) -> int:
        breaks = data.count(b"\n")
        header = not self._started and breaks > 0
        self._started |= header
        return breaks - header


class _Objects:
    """Counts the objects in the array of rows: those that follow a bracket or a comma outside of strings."""

    def __init__(self) -> None:
        self._quoted = False
        self._escaped = False
        self._before = b""

    def __call__(self, data: bytes) -> int:
        if self._escaped:
            data = b" " + data[1:]
        text = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        self._escaped = text.endswith(b"\\")
        parts = text.split(b'"')
        outside = self._before + b'""'.join(parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        self._before = outside[-1:]
        return outside.count(b",{") + outside.count(b"[{")


_COUNTERS: dict[str, Callable[[], Callable[[bytes], int]]] = {
    "json": _Objects,
    "xml": lambda: _Marks(b"<result>"),
    "csv": _Lines,
    "tsv": _Breaks,
}
