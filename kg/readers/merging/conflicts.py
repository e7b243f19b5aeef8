"""Conflicts: where the records of a paper contradict each other, and papers that share a key but are not one."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.provenance import Conflict
from kg.readers.listing import Record
from kg.readers.merging.fields import by_bibliography
from kg.readers.merging.priority import Priority
from kg.readers.merging.views import STRONG, same_person, words_of_name
from kg.records import Paper
from kg.text import folded

TITLE, PUBLISHED, AUTHOR, PAPER = "title", "published", "author", "paper"
"""What a conflict is about, beside the schemes of identifiers."""
_YEAR = 4


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
    if all(identifier in paper.identifiers for record in records for identifier in record.paper.identifiers):
        return
    for scheme in STRONG:
        start = f"{scheme}:"
        given = [(record, [item for item in record.paper.identifiers if item.startswith(start)]) for record in records]
        kept = next((item for _, own in given for item in own if item in paper.identifiers), "")
        pairs = ((record, item) for record, own in given for item in own)
        yield from _values(paper, scheme, kept, pairs, lambda _, item: item not in paper.identifiers)


def _other_title(kept: str, other: str) -> bool:
    return kept != other and folded(kept) != folded(other)


def _other_year(kept: str, other: str) -> bool:
    return bool(kept) and abs(int(kept[:_YEAR]) - int(other[:_YEAR])) > 1


def _other_person(kept: str, other: str) -> bool:
    return kept != other and not same_person(words_of_name(kept), words_of_name(other))


def _source(paper: Paper) -> str:
    return paper.sources[0] if paper.sources else ""
