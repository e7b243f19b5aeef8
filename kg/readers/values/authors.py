"""Authors: their names in order, of texts, lists and objects, written `Ada Moore`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.readers.values.typed import Number, mapping_in, text_in, unwrapped
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
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]{0,2}){1,6}")
_SUFFIX: Final = r"(?:[JS]r\.?|I{2,3}|IV|2nd|3rd|4th)"
_SUFFIXES = re.compile(_SUFFIX)
_SUFFIX_APART = re.compile(rf",\s{{0,3}}(?={_SUFFIX}$)")
_SUFFIX_WITHIN = re.compile(r"(?<=\w\s|\.\s)([JS]r\.?|2nd|3rd|4th)\s(?=[^\W\d_])")
_PARTED_INITIALS = re.compile(r"(?<=[^\W\d_]\.)\s-(?=[^\W\d_]\.)")
_MANY: Final = 3
"""No name has so many commas."""
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
    return tuple(dict.fromkeys(map(_spelt, cut)))


def _spelt(name: str) -> str:
    """Return a name with its suffix at its end, and its initials together.

    >>> _spelt("Cy 3rd Poe"), _spelt("Cy Poe, Jr."), _spelt("A. -B. Moore")
    ('Cy Poe 3rd', 'Cy Poe Jr.', 'A.-B. Moore')
    """
    name = _PARTED_INITIALS.sub("-", name) if ". -" in name else name
    if "," in name:
        name = _SUFFIX_APART.sub(" ", name)
    if suffix := _SUFFIX_WITHIN.search(name):
        name = f"{name[: suffix.start()]}{name[suffix.end() :]} {suffix[1]}"
    return name


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
        return name if any(parts[:-1]) else _in_order(name)
    inner = mapping_in(item.get("author")) or mapping_in(item.get("user"))
    return clean(_first(inner, _NAMES))


def _first(item: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := text_in(unwrapped(item.get(name))).strip())), "")


def _split(text: str) -> Iterator[str]:
    """Return the names of a text: `A. Moore; B. Lind`, `Moore, Ada and Lind, Bo`, `Ada Moore, Bo Lind and Cy Poe`."""
    text = clean(text)
    is_parted = ";" in text
    for name in _parted(text) if is_parted else _AND.split(text):
        names = [name.strip()] if is_parted and name.count(",") < _MANY else _listed(name.strip())
        yield from filter(None, map(_in_order, names))


def _listed(names: str) -> list[str]:
    """Return the names of a text without "and": of `Ada Moore, Bo Lind`, of `Moore, A., Lind, B.`, of `Moore, Ada`."""
    parts = [part for part in map(str.strip, names.split(",")) if part]
    if any(map(_INITIALS.fullmatch, parts[1:])):
        return list(_paired(parts))
    return parts if len(parts) > 2 or (len(parts) > 1 and " " in parts[0]) else [names]


def _paired(parts: list[str]) -> Iterator[str]:
    """Yield family names with the initials, and the suffix, that follow each."""
    name = ""
    for part in parts:
        if name and (_INITIALS.fullmatch(part) or _SUFFIXES.fullmatch(part)):
            name += f", {part}"
        else:
            yield name
            name = part
    yield name


def _parted(text: str) -> Iterator[str]:
    """Yield what stands between semicolons, and of `B. Lind and C. Poe` both; teams have an "and" of their own."""
    for name in text.split(";"):
        yield from _BETWEEN_INITIALS.split(name)


def _in_order(name: str) -> str:
    """Return `Ada Moore` for `Moore, Ada`, and `Cy Poe Jr.` for `Poe, Cy, Jr.` or `Poe, Jr., Cy`."""
    if "," not in name:
        return name
    family, *others = [part for part in map(str.strip, name.split(",")) if part] or [""]
    suffixes = [part for part in others if _SUFFIXES.fullmatch(part)]
    given = [part for part in others if part not in suffixes]
    return " ".join([*given, family, *suffixes]) if len(given) <= 1 else name
