"""Authors: their names in order, of texts, lists and objects, written `Ada Moore`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.readers.values import Number, mapping_in, text_in, unwrapped
from kg.text import clean

_NAMES: Final = (
    "name",
    "fullname",
    "full_name",
    "literal",
    "display_name",
    "displayName",
    "raw_author_name",
    "username",
)
_GIVEN: Final = ("given", "first", "firstName", "first_name", "forenames")
_FAMILY: Final = ("family", "last", "lastName", "last_name", "keyname")
_PARTICLES: Final = ("dropping-particle", "non-dropping-particle")
_AND = re.compile(r",?(?<!\s)\s+and\s+")
_BETWEEN_INITIALS = re.compile(r"(?<!\s)\s+and\s+(?=(?:[^\W\d_]\.[\s-]?){1,4}[^\W\d_]{2})", re.IGNORECASE)
_OTHERS = re.compile(r"(?:et\s?\.?\sal\b\.?|others|anonymous)$", re.IGNORECASE)
_LONGEST: Final = 300


def authors_of(value: object) -> tuple[tuple[str, ...], bool]:
    """Return the names of authors in order, each once, and whether each of them has one.

    >>> authors_of("Moore, Ada and Lind, Bo and others"), authors_of([{"given": "Ada", "family": "Moore"}, 3])
    ((('Ada Moore', 'Bo Lind'), True), (('Ada Moore',), False))
    """
    if isinstance(value, str) and not isinstance(value, Number):
        names = list(_split(value))
        return _kept(names), True
    items = value if isinstance(value, (list, tuple)) else [value]
    names = [_name(unwrapped(item)) for item in items]
    return _kept(names), all(names)


def _kept(names: list[str]) -> tuple[str, ...]:
    cut = (name[:_LONGEST].rstrip() for name in names if any(map(str.isalpha, name)) and not _OTHERS.match(name))
    return tuple(dict.fromkeys(cut))


def _name(item: object) -> str:
    if isinstance(item, str) and not isinstance(item, Number):
        return _in_order(clean(item))
    return _of_object(item) if isinstance(item, Mapping) else ""


def _of_object(item: Mapping[str, object]) -> str:
    """Return the name of an author who is an object, or of the object `author` or `user` in it."""
    if whole := _first(item, _NAMES):
        return _in_order(clean(whole))
    parts = [_first(item, _GIVEN), *(_first(item, (name,)) for name in _PARTICLES), _first(item, _FAMILY)]
    if name := clean(" ".join(filter(None, [*parts, _first(item, ("suffix",))]))):
        return name
    inner = mapping_in(item.get("author")) or mapping_in(item.get("user"))
    return clean(_first(inner, _NAMES))


def _first(item: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := text_in(unwrapped(item.get(name))).strip())), "")


def _split(text: str) -> Iterator[str]:
    """Return the names of a text: `A. Moore; B. Lind`, `Moore, Ada and Lind, Bo`, `Ada Moore, Bo Lind and Cy Poe`."""
    text = clean(text)
    is_parted = ";" in text
    for name in _parted(text) if is_parted else _AND.split(text):
        first, comma, _ = name.strip().partition(",")
        parts = name.split(",") if comma and not is_parted and (" " in first or name.count(",") > 1) else [name]
        yield from filter(None, (_in_order(part.strip()) for part in parts))


def _parted(text: str) -> Iterator[str]:
    """Yield what stands between semicolons, and of `B. Lind and C. Poe` both; teams have an "and" of their own."""
    for name in text.split(";"):
        yield from _BETWEEN_INITIALS.split(name)


def _in_order(name: str) -> str:
    """Return `Ada Moore` for `Moore, Ada`."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma and "," not in given else name
