"""Messages between the server and its workers: a record as JSON, then bytes, each after its length."""

import json
import struct
from asyncio import StreamReader
from collections.abc import Mapping
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")

Message = tuple[dict[str, Any], bytes]


def packed(record: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    head = json.dumps(record).encode()
    return _LENGTHS.pack(len(head), len(body)) + head + body


def receive(stream: BinaryIO) -> Message | None:
    """Return the next message, or nothing where the other end has gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    text, data = stream.read(head), stream.read(body)
    return (json.loads(text), data) if len(text) == head and len(data) == body else None


async def read(stream: StreamReader) -> Message:
    """Return the next message.

    Raises:
        asyncio.IncompleteReadError: the other end has gone.
    """
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    text = await stream.readexactly(head)
    return json.loads(text), await stream.readexactly(body)
