"""Values of JSON in a text: decoded leniently, numbers as they are spelt, never nested deeply."""

import json
from typing import Any, Final

from kg.readers.values.typed import Number

DEEPEST: Final = 64
"""No record of a paper is nested deeper; what is takes time and memory, and says nothing."""
_TOO_DEEP: Final = f"nested too deeply, more than {DEEPEST} levels"

_decoder = json.JSONDecoder(
    parse_int=Number,
    parse_float=Number,
    parse_constant=lambda _: None,  # NaN is how tables spell that there is no value
    strict=False,  # abstracts with a bare line break or tab in them are common
)


class BrokenError(ValueError):
    """A value of JSON that is broken, and where."""

    def __init__(self, message: str, position: int, *, is_cut: bool = False, cost: int = 0) -> None:
        """Say what is wrong, at which character, whether more text could make it whole, and what it cost to see it."""
        super().__init__(message)
        self.position = position
        self.is_cut = is_cut
        self.cost = cost


class DeepError(BrokenError):
    """A value of JSON that is nested too deeply."""


_LAST: Final = 16
"""An error this near to the end may come of the end: `-Infinity`, or an escape of two halves."""


def parse(text: str, position: int) -> tuple[Any, int]:
    """Return the value of JSON that starts at a position, and where it ends.

    Raises:
        BrokenError: there is none, or it is nested too deeply.
    """
    try:
        value, end = _decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        is_cut = error.pos > len(text) - _LAST or error.msg.startswith("Unterminated")
        raise BrokenError(error.msg[:1].lower() + error.msg[1:], error.pos, is_cut=is_cut) from None
    except RecursionError:
        raise DeepError(_TOO_DEEP, position) from None
    if text.count("{", position, end) + text.count("[", position, end) > DEEPEST and _is_deep(value):
        raise DeepError(_TOO_DEEP, position)
    return value, end


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
