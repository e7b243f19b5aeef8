"""Data, scripts and style as safe parts of a page."""

import base64
import gzip
import hashlib
import json
import re
import zlib
from typing import Any

from kg.json_text import from_json
from kg.viewer import base91

PLAIN_LIMIT = 200_000
"""Data of more bytes than this are compressed; smaller ones stay readable."""
_PACKED = r' data-encoding="gzip91" data-size="(?P<size>\d+)"'
_BLOCK = r'<script type="application/json" id="{}"(?:' + _PACKED + r")?>(?P<text>[^<]*)</script>"
_GZIP = 16 + zlib.MAX_WBITS
_MOST_TIMES, _ALWAYS = 50, 5_000_000
"""Pages pack to between a third and a tenth."""
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def json_text(value: Any) -> str:  # noqa: ANN401  JSON is of any type
    r"""Return JSON that ends no script and no line, whatever the texts in it say.

    >>> json_text({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def data_block(identifier: str, value: Any, *, limit: int | None = None) -> str:  # noqa: ANN401  JSON is of any type
    """Return a script element that holds data and that no browser runs.

    Args:
        identifier: what scripts find it by.
        value: the data.
        limit: data of more bytes than this are compressed; `PLAIN_LIMIT` where it is not given.
    """
    text = json_text(value)
    if len(text.encode()) <= (PLAIN_LIMIT if limit is None else limit):
        return f'<script type="application/json" id="{identifier}">{text}</script>'
    data = gzip.compress(text.encode(), 9, mtime=0)
    # The size is told, for the last letters may hold a byte too many, which browsers do not unpack.
    packing = f'data-encoding="gzip91" data-size="{len(data)}"'
    return f'<script type="application/json" id="{identifier}" {packing}>"{base91.encode(data)}"</script>'


def read_block(page: str, identifier: str) -> Any:  # noqa: ANN401  JSON is of any type
    """Return the data that a page holds in a script element.

    Raises:
        LookupError: it has none of that name.
        ValueError, RecursionError, zlib.error: it is damaged, or larger than data that pack so small.
    """
    found = re.search(_BLOCK.format(identifier), page)
    if not found:
        raise LookupError(f"it has no data block `{identifier}`")
    value = _parsed(found["text"])
    if not found["size"]:
        return value
    if not isinstance(value, str):
        raise ValueError(f"`{identifier}` is not packed")
    return _parsed(_unpacked(base91.decode(value, int(found["size"]))).decode())


def _parsed(text: str) -> Any:  # noqa: ANN401  JSON is of any type
    return from_json(text, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _unpacked(data: bytes) -> bytes:
    """Return what a page packed: a few kilobytes of a page from elsewhere could unpack to gigabytes."""
    stream = zlib.decompressobj(_GZIP)
    most = _MOST_TIMES * len(data) + _ALWAYS
    text = stream.decompress(data, most)
    if stream.unconsumed_tail:
        raise ValueError(f"its data unpack to more than {most:,} bytes")
    if not stream.eof:
        raise ValueError("its data end too early")
    return text


def packed(content: bytes) -> str:
    """Return bytes compressed, as base64."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def digest(text: str) -> str:
    """Return what a content security policy calls an inline script or style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
