"""Data, scripts and style as safe parts of a page."""

import base64
import gzip
import hashlib
import json
import re
from typing import Any

PLAIN_LIMIT = 500_000
"""Data of more bytes than this are compressed; smaller ones stay readable."""
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def json_text(value: Any) -> str:  # noqa: ANN401  JSON is of any type
    r"""Return JSON that ends no script and no line, whatever the texts in it say.

    >>> json_text({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def data_block(value: Any) -> str:  # noqa: ANN401  JSON is of any type
    """Return a script element that holds data and that no browser runs."""
    text = json_text(value)
    if len(text.encode()) <= PLAIN_LIMIT:
        return f'<script type="application/json" id="graph-data">{text}</script>'
    packed = base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    return f'<script type="application/json" id="graph-data" data-encoding="gzip">"{packed}"</script>'


def digest(text: str) -> str:
    """Return what a content security policy calls an inline script or style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
