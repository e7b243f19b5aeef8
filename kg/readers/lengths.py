"""Lengths: how much text of one paper is read, so that no paper can keep a build busy for hours."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kg.errors import RecordError
from kg.readers.listing import OnError, Record

MAX_TITLE: Final = 1_000
"""The longest of 120,000 titles has 429 characters."""
MAX_ABSTRACT: Final = 20_000
"""The longest of 120,000 abstracts has 5,050; the time that extraction takes can grow with the square of it."""


def bounded(record: Record, *, on_error: OnError) -> Record:
    """Return a record whose title and abstract are no longer than any is; what is cut off is reported."""
    paper = record.paper
    if len(paper.title) <= MAX_TITLE and len(paper.abstract) <= MAX_ABSTRACT:
        return record
    told = _teller(record, on_error)
    title = _cut(paper.title, "title", MAX_TITLE, told)
    abstract = _cut(paper.abstract, "abstract", MAX_ABSTRACT, told)
    given = paper.given_title[:MAX_TITLE]
    return replace(record, paper=replace(paper, title=title, abstract=abstract, given_title=given))


def _teller(record: Record, on_error: OnError) -> Callable[[str], None]:
    return lambda message: on_error(RecordError(f"{record.where}: {message}"))


def _cut(text: str, name: str, most: int, told: Callable[[str], None]) -> str:
    """Return a text as it is, or up to the last space before its limit."""
    if len(text) <= most:
        return text
    told(f"the {name} has more than {most:,} characters; cut there, give the {name} alone")
    start, space, _ = text[:most].rpartition(" ")
    return (start if space else text[:most]).rstrip()
