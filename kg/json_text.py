"""JSON that somebody may have damaged: whatever is wrong with it is a `ValueError`."""

import json
from pathlib import Path
from typing import Any, Final

_SUM: Final = "sum"


def from_json(text: str | bytes, **options: Any) -> Any:  # noqa: ANN401  JSON values are of any type
    """Return the value of a text of JSON.

    Args:
        text: the text.
        options: those of `json.loads`.

    Raises:
        ValueError: it is no JSON, no UTF-8, or nested too deeply, for which Python has an error of another kind.
    """
    try:
        return json.loads(text, **options)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def signed(value: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with their digest among them, under `sum`."""
    return value | {_SUM: digest(value)}


def from_signed(text: str | bytes) -> dict[str, Any]:
    """Return the data that `signed` was given; without a digest, they may be of an earlier version.

    Raises:
        ValueError: it is no JSON, or another thing was written.
    """
    raw = from_json(text)
    if not isinstance(raw, dict) or raw.pop(_SUM, None) not in (None, digest(raw)):
        raise ValueError("changed since it was written")
    return raw


def is_as_signed(path: Path) -> bool:
    """Tell whether a file of JSON says what `signed` returned."""
    try:
        from_signed(path.read_bytes())
    except (OSError, ValueError):
        return False
    return True


def digest(value: object) -> str:
    """Return the digest of plain data, however it is written down."""
    import hashlib

    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
