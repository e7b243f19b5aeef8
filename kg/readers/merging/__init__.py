"""Merging: the records that are one paper become one, whatever order they come in.

Two records are one paper when they share

1. an identifier: an arXiv id, else a DOI, an ACL Anthology or an OpenReview id; but a DOI may be that of a volume, and
   joins no two records whose titles, authors and abstracts have nothing in common;
2. or the folded title, spaces aside, if it has four words and neither the year (by more than one, as between a preprint
   and its proceedings), nor the first author, nor the abstracts tell them apart. How alike abstracts have to be depends
   on what else is known, see `kg.readers.merging.rules`; a title of fewer words, or one that several papers have, joins
   only where the abstracts agree as well, or where year and author are known and do. British spelling, "and" and what
   form of the paper it is, `(Preprint)`, do not count; abstracts of other years have to agree beyond their opening;
3. or the id that a source made up, if titles and abstracts are alike, or titles, year and author;
4. or one title is what stands before or after the colon of the other, and abstracts, or authors and the year, agree;
5. or the abstract, if one title can be the other one cut, with a subtitle or reworded. Numbers, parts, corrections and
   replies are papers of their own, and so is what has another name before its colon, or a word exchanged for another;
   but where all authors are the same, and the abstracts do not differ as the titles do, it is a paper with a new title.

They never are where they contradict each other: in the best scheme of identifiers that both have, they have different
ones. The DOI of a preprint is of another scheme than that of a journal, and those that repositories give to each copy
and version contradict nothing. What was joined counts as one record from then
on: of each scheme it has the identifiers that all its records share, or, where they share none, those of the record
that knows identifiers best. So no chain of joinings leads over a wrong bridge to a paper with another arXiv id; keys
are looked at in the order above, so that the better one wins.

A record without title or abstract completes others, and where nothing completes it, it is reported and left out.
Which text and which fields are kept, `kg.readers.merging.priority` says. Merging what is merged changes nothing, but
where records of one title have unrelated abstracts, and the one that is kept decides what else the paper is like.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.provenance import Conflict, Listed, Reading
from kg.readers.listing import OnError, Record
from kg.readers.merging.conflicts import conflict_between, conflicts_within
from kg.readers.merging.incomplete import Incomplete, missing, place
from kg.readers.merging.naming import key_of, own_ids, settled
from kg.readers.merging.priority import Priority
from kg.readers.merging.rounds import Joined, joined
from kg.records import Paper

_FIRST: Final = "first"


@dataclass(frozen=True, slots=True)
class Settled:
    """What some records say, of which no other record shares a key with them; nothing is sorted."""

    papers: list[Paper]
    listed: set[Listed]
    conflicts: set[Conflict]
    incomplete: list[Record]
    """What has no title or no abstract, and nothing completes it."""


def merge(found: Iterable[Record], *, on_error: OnError, priority: Sequence[str] = ()) -> Reading:
    """Return the papers behind records, sorted by id, where they were listed, and what contradicts what.

    Args:
        found: the records of all sources.
        on_error: is told of the records that have no title or no abstract, and that nothing completes.
        priority: names or globs of sources whose fields win, the best first.
    """
    result = settle(found, Priority(priority))
    incomplete = Incomplete()
    for record in result.incomplete:
        incomplete.add(record.where, missing(record.paper))
    incomplete.report(on_error)
    return Reading(
        papers=tuple(sorted(result.papers)),
        listed=tuple(sorted(result.listed)),
        conflicts=tuple(sorted(result.conflicts)),
    )


def settle(found: Iterable[Record], order: Priority) -> Settled:
    """Return the papers behind records in an order of priority, and what is left over."""
    records = _distinct(found, order)
    groups = joined(records, order)
    whole = [number for number, paper in enumerate(groups.papers) if paper.title and paper.abstract]
    named = [groups.papers[number] for number in whole]
    papers = dict(zip(whole, map(settled, named, own_ids(named)), strict=True))
    return Settled(
        [*papers.values()],
        _listed(papers, groups, records),
        set(_conflicts(papers, groups, records, order)),
        [records[number] for at, some in enumerate(groups.members) if at not in papers for number in some],
    )


def _distinct(found: Iterable[Record], priority: Priority) -> list[Record]:
    """Return each record once, the one whose text is best first; of equal ones the first place counts."""
    distinct: dict[Record, Record] = {}
    for record in found:
        known = distinct.setdefault(record, record)
        if known is not record and place(record.where) < place(known.where):
            distinct[record] = record
    return sorted(distinct.values(), key=priority.text_key)


def _listed(papers: Mapping[int, Paper], groups: Joined, records: Sequence[Record]) -> set[Listed]:
    """Return where papers were listed, and why each record counts as its paper."""
    reasons = _reasons(groups)
    return {
        Listed(paper.id, source, key_of(records[number].paper), *reasons[number])
        for at, paper in papers.items()
        for number in groups.members[at]
        for source in records[number].paper.sources
    }


def _reasons(groups: Joined) -> dict[int, tuple[str, str]]:
    """Return why each record is its paper: how it is joined with a record that is nearer to the first one."""
    joined_with: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for first, second, reason, key in groups.edges:
        joined_with[first].append((second, reason, key))
        joined_with[second].append((first, reason, key))
    reasons = {members[0]: (_FIRST, "") for members in groups.members}
    todo = [*reasons]
    while todo:
        for other, *why in joined_with[todo.pop()]:
            if other not in reasons:
                reasons[other] = (why[0], why[1])
                todo.append(other)
    return reasons


def _conflicts(
    papers: Mapping[int, Paper], groups: Joined, records: Sequence[Record], priority: Priority
) -> Iterator[Conflict]:
    found: set[Conflict] = set()
    for at, paper in papers.items():
        found.update(conflicts_within(paper, [records[number] for number in groups.members[at]], priority))
    owner = {number: at for at, members in enumerate(groups.members) for number in members}
    for first, second, shared in groups.refused:
        ends = sorted({owner[first], owner[second]} & papers.keys(), key=lambda at: papers[at].id)
        if len(ends) > 1:
            found.add(conflict_between(papers[ends[0]], papers[ends[1]], shared))
    yield from found
