"""Bodies of answers: read and unpacked within a bound, whatever their headers promise."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from kg.text import clean
from kg.web.failures import PassingError, RefusedError
from kg.web.limits import MIB

_SHOWN: Final = 200
_GZIP: Final = 31
"""What tells zlib that the stream is gzip's, and to check its sum."""


def read_body(chunks: Iterable[bytes], headers: Mapping[str, str], *, limit: int) -> bytes:
    """Return a body, unpacked where it is packed.

    Raises:
        RefusedError: it is larger than the limit, or packed in a way that was not asked for.
        PassingError: it is damaged or cut.
    """
    length = headers.get("content-length", "")
    if length.isascii() and length.isdecimal() and (len(length) > 15 or int(length) > limit):
        raise _too_large(limit)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return _joined(chunks, limit)
    if encoding not in ("gzip", "x-gzip"):
        raise RefusedError("answers in a packing that was not asked for; try again later")
    return _unpacked(_joined(chunks, limit), limit)


def shortened(text: str) -> str:
    """Return a text of a service on one line, short."""
    text = clean(text[: 10 * _SHOWN]).rstrip(".")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _unpacked(data: bytes, limit: int) -> bytes:
    body = bytearray()
    while data:
        member = zlib.decompressobj(_GZIP)
        try:
            body += member.decompress(data, limit + 1 - len(body))
        except zlib.error as error:
            raise PassingError("sends a body that is damaged", tries=3) from error
        if len(body) > limit:
            raise _too_large(limit)
        if not member.eof:
            raise PassingError("sends a body that is cut", tries=3)
        data = member.unused_data
    return bytes(body)


def _too_large(limit: int) -> RefusedError:
    return RefusedError(f"answers with more than {max(limit // MIB, 1)} MiB, which is not read; ask for less")
