"""Conflicts: where the records of a paper contradict each other, and papers that share a key but are not one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.provenance import Conflict
from kg.readers.identity import DOI
from kg.readers.listing import Record
from kg.readers.merging.fields import by_bibliography
from kg.readers.merging.likeness import RELATED, of_abstracts, same_person, tells
from kg.readers.merging.priority import Priority
from kg.readers.merging.titles import cut, is_part, without_note
from kg.readers.merging.venues import same_venue
from kg.readers.merging.views import DEPOSIT, PREPRINT, STRONG, scheme_of
from kg.records import Paper
from kg.text import folded

TITLE, PUBLISHED, AUTHOR, VENUE, ABSTRACT, STATUS, PAPER = (
    "title",
    "published",
    "author",
    "venue",
    "abstract",
    "status",
    "paper",
)
"""What a conflict is about, beside the schemes of identifiers."""
_YEAR = 4
_SHOWN = 100
"""So many characters of an abstract tell which one it is."""


def conflicts_within(paper: Paper, records: Sequence[Record], priority: Priority) -> Iterator[Conflict]:
    """Yield what the records of one paper say differently.

    Args:
        paper: what is kept of them.
        records: the one whose text is kept first, and so on.
        priority: tells which record knows a field best.
    """
    if len(records) > 1:
        yield from _values(paper, TITLE, paper.title, ((one, one.paper.title) for one in records), _other_title)
        dates = ((one, one.paper.published) for one in records)
        yield from _values(paper, PUBLISHED, paper.published, dates, _other_year)
        authors = ((one, one.paper.authors[0]) for one in records if one.paper.authors)
        yield from _values(paper, AUTHOR, paper.authors[0] if paper.authors else "", authors, _other_person)
        yield from _values(paper, VENUE, paper.venue, ((one, one.paper.venue) for one in records), _other_venue)
        yield from _abstracts(paper, records)
        yield from _status(paper, records)
        yield from _identifiers(paper, by_bibliography(records, priority))


def conflict_between(first: Paper, second: Paper, shared: str) -> Conflict:
    """Return that two papers share an identifier or a title, but are not one."""
    return Conflict(first.id, PAPER, shared, _source(first), second.id, _source(second))


def _values(
    paper: Paper, field: str, kept: str, given: Iterable[tuple[Record, str]], differ: Callable[[str, str], bool]
) -> Iterator[Conflict]:
    told = [(record.paper, value) for record, value in given if value]
    if all(value == kept for _, value in told):
        return
    origin = next((_source(record) for record, value in told if value == kept), _source(paper))
    for record, value in told:
        if differ(kept, value):
            yield Conflict(paper.id, field, kept, origin, value, _source(record))


def _identifiers(paper: Paper, records: Sequence[Record]) -> Iterator[Conflict]:
    own = {*paper.identifiers}
    if all(own.issuperset(record.paper.identifiers) for record in records):
        return
    for scheme in STRONG:
        given = [(one, item) for one in records for item in one.paper.identifiers if scheme_of(item) == scheme]
        kept = next((item for _, item in given if item in own), "")
        yield from _values(
            paper,
            DOI if scheme in (PREPRINT, DEPOSIT) else scheme,
            kept,
            given,
            lambda _, item: item not in own,
        )


def _abstracts(paper: Paper, records: Sequence[Record]) -> Iterator[Conflict]:
    """Yield the abstracts that have nothing in common with the one that is kept; a cut or revised one has."""
    told = ((one, one.paper.abstract) for one in records)
    for row in _values(paper, ABSTRACT, paper.abstract, told, _other_abstract):
        yield replace(row, kept=_start(row.kept), other=_start(row.other))


def _status(paper: Paper, records: Sequence[Record]) -> Iterator[Conflict]:
    """Yield that a source calls the paper withdrawn or retracted, and another one, the first, does not."""
    saying = next((one for one in records if paper.status and one.paper.status == paper.status), None)
    other = next((one for one in records if one.paper.status != paper.status), None)
    if saying and other:
        yield Conflict(paper.id, STATUS, paper.status, _source(saying.paper), other.paper.status, _source(other.paper))


def _start(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _other_title(kept: str, other: str) -> bool:
    """Return whether titles differ in more than spelling, a subtitle or where they were cut."""
    if kept == other:
        return False
    ours, theirs = folded(without_note(kept)), folded(without_note(other))
    if ours == theirs or ours.replace(" ", "") == theirs.replace(" ", "") or is_part(ours, theirs):
        return False
    return not (f"{kept} {other}".count("…") and cut(ours, theirs))


def _other_abstract(kept: str, other: str) -> bool:
    return kept != other and tells(kept) and tells(other) and of_abstracts(kept, other) < RELATED


def _other_venue(kept: str, other: str) -> bool:
    return kept != other and not same_venue(kept, other)


def _other_year(kept: str, other: str) -> bool:
    return bool(kept) and abs(int(kept[:_YEAR]) - int(other[:_YEAR])) > 1


def _other_person(kept: str, other: str) -> bool:
    return kept != other and not same_person(kept, other)


def _source(paper: Paper) -> str:
    return paper.sources[0] if paper.sources else ""
