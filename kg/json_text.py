"""JSON that somebody may have damaged: whatever is wrong with it is a `ValueError`."""

import json
from typing import Any


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
