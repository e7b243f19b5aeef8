"""Plain JSON: fields by the names that most people give them; a nested `paper` or `content` says what is missing."""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.fields import ABSTRACT, TITLE, plain_name
from kg.readers.values import unwrapped

NAME: Final = "json"
_INNER: Final = ("paper", "content", "attributes", "_source")


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object has a title or an abstract."""
    return not described(value).keys().isdisjoint((*TITLE, *ABSTRACT))


def is_whole(value: Mapping[str, Any]) -> bool:
    """Return whether an object has what a paper has and a list of papers, which may have a title, does not."""
    return not described(value).keys().isdisjoint((*ABSTRACT, "authors", "author", "doi"))


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of an object by their plain names; what an object in it says is second."""
    inner: Mapping[str, Any] = next((value[name] for name in _INNER if isinstance(value.get(name), Mapping)), {})
    fields = _named(inner) | _named(value)
    titles = {name: title_in(fields[name]) for name in TITLE if name in fields}
    return fields | titles | {name: abstract_in(fields[name]) for name in ABSTRACT if name in fields}


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what holds something, by its plain name."""
    fields = {}
    for name, item in value.items():
        content = unwrapped(item)
        if content not in (None, "", []):
            fields[plain_name(name)] = content
    return fields
