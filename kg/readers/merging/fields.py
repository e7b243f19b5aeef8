"""Fields: what a paper keeps of its records, each field from the record that knows best."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.addresses import address_key
from kg.readers.listing import Record
from kg.readers.merging.priority import BIBLIOGRAPHY, TEXT, VOTES, Priority
from kg.readers.merging.titles import is_cut
from kg.readers.values.withdrawal import is_notice
from kg.records import Paper

_STATUS: Final = ("retracted", "withdrawn", "")
"""What is retracted stays so, whatever else a source says."""


def merged(records: Sequence[Record], identifiers: tuple[str, ...], priority: Priority) -> Paper:
    """Return the paper of several records.

    Args:
        records: the one whose text is kept first, and so on.
        identifiers: those that it keeps.
        priority: tells which record knows a field best.
    """
    papers = [record.paper for record in records]
    titled = next((paper for paper in papers if paper.title), papers[0])
    code = _addresses(paper.code for paper in papers)
    own = set(map(address_key, code))
    others = _addresses(paper.implementations for paper in papers)
    venues = {paper.venue for paper in papers if paper.venue}
    return Paper(
        papers[0].id,
        titled.title,
        _whole(_abstracts(papers)),
        given_title=titled.given_title,
        sources=_union(paper.sources for paper in papers),
        identifiers=identifiers,
        url=_first(papers, lambda paper: paper.url),
        published=_published(records, priority),
        authors=max((paper.authors for paper in papers), key=len),
        venue=_venue(records, priority) if len(venues) > 1 else "".join(venues),
        categories=next((paper.categories for paper in papers if paper.categories), ()),
        upvotes=_votes(records, priority),
        code=code,
        implementations=tuple(url for url in others if address_key(url) not in own),
        status=min((paper.status for paper in papers), key=_STATUS.index),
    )


def by_bibliography(records: Iterable[Record], priority: Priority) -> list[Record]:
    """Return records in the order in which they are asked for what publishers know."""
    return sorted(records, key=lambda record: priority.rank(record, BIBLIOGRAPHY))


def _venue(records: Iterable[Record], priority: Priority) -> str:
    return _first((record.paper for record in by_bibliography(records, priority)), lambda paper: paper.venue)


def _first(papers: Iterable[Paper], field: Callable[[Paper], str]) -> str:
    return next(filter(None, map(field, papers)), "")


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    groups = {group for group in values if group}
    return groups.pop() if len(groups) == 1 else tuple(sorted({value for group in groups for value in group}))


def _abstracts(papers: Iterable[Paper]) -> list[str]:
    """Return the abstracts of records in order, and those that only tell of a withdrawal where there are no others."""
    given = [paper.abstract for paper in papers if paper.abstract]
    return [abstract for abstract in given if not is_notice(abstract)] or given


def _whole(abstracts: Sequence[str]) -> str:
    """Return the first of some abstracts; where its end was cut, the first one that goes on instead."""
    first = abstracts[0] if abstracts else ""
    if not is_cut(first):
        return first
    start = first.rstrip(".… ")
    longer = (one for one in abstracts if len(one) > len(first) and one.startswith(start) and not is_cut(one))
    return next(longer, first)


def _addresses(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return addresses, each place once."""
    given = _union(values)
    if not given:
        return ()
    places = {address_key(url): url for url in reversed(given)}
    return tuple(sorted(places.values()))


def _published(records: Sequence[Record], priority: Priority) -> str:
    dates = {record.paper.published for record in records}
    if len(dates) == 1:
        return dates.pop()
    dated = [(priority.rank(record, TEXT), record.paper.published) for record in records if record.paper.published]
    best = min((rank for rank, _ in dated), default=None)
    return _earliest([date for rank, date in dated if rank == best])


def _earliest(dates: Sequence[str]) -> str:
    """Return the earliest date with the most detail: a day of the earliest month that is known of the earliest year."""
    earliest = min((date[:4] for date in dates), default="")
    for length in (7, 10):
        earliest = min((d[:length] for d in dates if d.startswith(earliest) and len(d) >= length), default=earliest)
    return earliest


def _votes(records: Iterable[Record], priority: Priority) -> int:
    """Return the most votes that the best source tells of: what was read earlier has fewer."""
    told = [(priority.rank(record, VOTES), -record.paper.upvotes) for record in records if record.paper.upvotes]
    return -min(told)[1] if told else 0
