"""Dialects: how services write a paper as an object of JSON, one module each.

A dialect recognises a record by its keys, and says the same under the plain names that `fields.record` knows. What a
dialect leaves out is no property of the paper, or is worse than what it keeps.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from kg.readers import fields
from kg.readers.dialects import (
    arxiv_snapshot,
    code_links,
    csl,
    dblp,
    europe_pmc,
    fetched,
    hal,
    huggingface,
    inspire,
    lens,
    openalex,
    openreview,
    own,
    papers_with_code,
    plain,
    semantic_scholar,
)
from kg.readers.listing import Record


class Dialect(Protocol):
    """How a service writes a paper."""

    NAME: str

    def recognises(self, value: Mapping[str, Any]) -> bool:
        """Return whether an object has the keys of this dialect."""

    def described(self, value: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the fields of a paper by their plain names; nothing where the object is about a paper, but none."""


DIALECTS: Final[dict[str, Dialect]] = {
    dialect.NAME: dialect
    for dialect in (
        own,
        fetched,
        code_links,
        papers_with_code,
        openalex,
        openreview,
        semantic_scholar,
        arxiv_snapshot,
        huggingface,
        inspire,
        europe_pmc,
        lens,
        hal,
        dblp,
        csl,
    )
}
"""The dialects by name, in the order in which they are tried; `plain` knows what is none of them."""


def dialect_of(value: Mapping[str, Any]) -> Dialect:
    """Return the dialect that an object is written in."""
    return next((dialect for dialect in DIALECTS.values() if dialect.recognises(value)), plain)


def is_record(value: object) -> bool:
    """Return whether a value of JSON describes a paper: it is in a known dialect, or has a title or an abstract."""
    return isinstance(value, Mapping) and (dialect_of(value) is not plain or plain.recognises(value))


def is_whole(value: object) -> bool:
    """Return whether a value describes a paper itself, and is not the title of a list of papers."""
    return isinstance(value, Mapping) and (dialect_of(value) is not plain or plain.is_whole(value))


def record(value: object, place: fields.Place) -> Record | None:
    """Return the record that an object in any dialect describes; nothing, after a complaint, where it is none."""
    if not isinstance(value, Mapping):
        return fields.record(value, place, format=plain.NAME)
    dialect = dialect_of(value)
    described = dialect.described(value)
    if described is None:
        place.complain("this is about a paper and no paper itself, such as a review; left out")
        return None
    return fields.record(described, place, format=dialect.NAME)
