"""Terms as Python values."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kg.query.results import XSD, Node

Value = str | int | float | bool | Decimal | date | None
"""A term in Python: IRIs and strings are `str`; what is not bound is `None`; a `datetime` is a `date`."""

_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_READERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(
        ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger"), int
    ),
    **dict.fromkeys(("nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"), int),
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": _TRUTH.__getitem__,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}


def value(node: Node) -> Value:
    """Return a term as a Python value; a literal that is not what its datatype says, or of another one, is its text.

    Args:
        node: a term of pyoxigraph, or nothing.
    """
    if node is None:
        return None
    kind = type(node).__name__
    if kind == "BlankNode":
        return f"_:{node.value}"
    text: str = getattr(node, "value", str(node))
    read = _READERS.get(node.datatype.value.removeprefix(XSD)) if kind == "Literal" else None
    try:
        found: Value = read(text) if read else text
    except (ValueError, ArithmeticError, KeyError):
        return text
    return found
