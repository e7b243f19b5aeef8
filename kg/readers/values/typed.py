"""Values: what a record of a source holds, as the type that is wanted of it, or nothing of that type."""

from collections.abc import Mapping
from typing import Any


class Number(str):
    """A number as it is spelt: `2401.12340` is an id that a float would cut, and no digit count can overflow it."""

    __slots__ = ()


def text_in(value: object) -> str:
    """Return a text, or the spelling of a number; nothing of any other value."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value) if not isinstance(value, int) or abs(value) < 10**100 else ""
    return str(value) if isinstance(value, str) else ""


def mapping_in(value: object) -> Mapping[str, Any]:
    """Return an object; an empty one of any other value."""
    if value is None or type(value) is str:  # as with most, and faster to see than what is a mapping
        return {}
    return value if isinstance(value, Mapping) else {}


def list_in(value: object) -> list[Any]:
    """Return the items of a list, or what stands alone as a list of one; no items of nothing."""
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value in (None, "") else [value]


def texts_in(value: object) -> list[str]:
    """Return the texts of a list, or a text that stands alone."""
    return [text for item in list_in(value) if (text := text_in(item))]


def unwrapped(value: object) -> object:
    """Return what `{"value": …}` holds, as OpenReview writes it."""
    if value is None or type(value) is str:
        return value
    return value["value"] if isinstance(value, Mapping) and value.keys() == {"value"} else value


def kind_of(value: object) -> str:
    """Return what a value is, as a complaint calls it."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (Number, int, float)):
        return "a number"
    return (
        "an object"
        if isinstance(value, Mapping)
        else "a list"
        if isinstance(value, (list, tuple))
        else "something else"
    )
