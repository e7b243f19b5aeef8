"""Merging: the records that are one paper become one, whatever order they come in.

Two records are one paper when they share

1. an identifier: an arXiv id, else a DOI, an ACL Anthology or an OpenReview id;
2. or the folded title, if it has four words and neither the year (by more than one, as between a preprint and its
   proceedings) nor the family name of the first author tells them apart; a title of fewer words, or one that several
   papers have, joins only where the abstracts agree as well, or where year and author are known and do;
3. or the id that a source made up, if the titles are similar.

They never are where they contradict each other: in the best scheme of identifiers that both have, they have different
ones. What was joined counts as one record from then on: of each scheme it has the identifiers that all its records
share, or, where they share none, those of the record that knows identifiers best. So no chain of joinings leads over a
wrong bridge to a paper with another arXiv id; keys are looked at in the order above, so that the better one wins.

A record without title or abstract completes others, and where nothing completes it, it is reported and left out.
Which text and which fields are kept, `kg.readers.merging.priority` says. Merging what is merged changes nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.errors import RecordError
from kg.provenance import Conflict, Listed, Reading
from kg.readers.identity import address, paper_id, strong
from kg.readers.listing import OnError, Record
from kg.readers.merging.conflicts import conflict_between, conflicts_within
from kg.readers.merging.priority import Priority
from kg.readers.merging.rounds import Joined, joined
from kg.records import Paper

_FIRST: Final = "first"
_SINGLY: Final = 5
"""So many incomplete records of a source are reported one by one."""
_LINE = re.compile(r":(\d{1,9})$")


def merge(found: Iterable[Record], *, on_error: OnError, priority: Sequence[str] = ()) -> Reading:
    """Return the papers behind records, sorted by id, where they were listed, and what contradicts what.

    Args:
        found: the records of all sources.
        on_error: is told of the records that have no title or no abstract, and that nothing completes.
        priority: names or globs of sources whose fields win, the best first.
    """
    order = Priority(priority)
    records = _distinct(found, order)
    groups = joined(records, order)
    whole = [number for number, paper in enumerate(groups.papers) if paper.title and paper.abstract]
    named = map(_settled, _with_own_ids([groups.papers[number] for number in whole]))
    papers = dict(zip(whole, named, strict=True))
    _report((records[n] for at, some in enumerate(groups.members) if at not in papers for n in some), on_error)
    return Reading(
        papers=tuple(sorted(papers.values())),
        listed=tuple(sorted(_listed(papers, groups, records))),
        conflicts=tuple(sorted(_conflicts(papers, groups, records, order))),
    )


def _distinct(found: Iterable[Record], priority: Priority) -> list[Record]:
    """Return each record once, the one whose text is best first; of equal ones the first place counts."""
    distinct: dict[Record, Record] = {}
    for record in found:
        known = distinct.get(record)
        if known is None or _place(record) < _place(known):
            distinct[record] = record
    return sorted(distinct.values(), key=priority.text_key)


def _place(record: Record) -> tuple[str, int]:
    line = _LINE.search(record.where)
    return (record.where[: line.start()], int(line[1])) if line else (record.where, 0)


def _with_own_ids(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers with an id each, from the best identifier, or what else no other one has."""
    named = [replace(paper, id=paper_id(paper.identifiers, paper.title)) for paper in papers]
    holders = Counter(identifier for paper in papers for identifier in paper.identifiers)
    for tell in (lambda paper: _own_id(paper, holders), _marked_id):
        shared = Counter(paper.id for paper in named)
        named = [paper if shared[paper.id] == 1 else replace(paper, id=tell(paper)) for paper in named]
    return named


def _settled(paper: Paper) -> Paper:
    """Return a paper with the address that its best identifier has; an id that one source made up then adds nothing."""
    known = tuple(sorted(strong(paper.identifiers)))
    return replace(paper, identifiers=known, url=address(known)) if known else paper


def _own_id(paper: Paper, holders: Mapping[str, int]) -> str:
    """Return the id of a paper by an identifier that is its own alone; without one, by title and abstract."""
    own = [identifier for identifier in strong(paper.identifiers) if holders[identifier] == 1]
    return paper_id(own[:1], paper.title, paper.abstract)


def _marked_id(paper: Paper) -> str:
    """Return the id of a paper of which others have each identifier."""
    return paper_id((), paper.title, "\n".join([*paper.identifiers, paper.abstract]))


def _listed(papers: Mapping[int, Paper], groups: Joined, records: Sequence[Record]) -> set[Listed]:
    """Return where papers were listed, and why each record counts as its paper."""
    reasons = _reasons(groups)
    return {
        Listed(paper.id, source, _key(records[number].paper), *reasons[number])
        for at, paper in papers.items()
        for number in groups.members[at]
        for source in records[number].paper.sources
    }


def _key(paper: Paper) -> str:
    return next(iter([*strong(paper.identifiers), *paper.identifiers, paper.title]))


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
    place = {number: at for at, members in enumerate(groups.members) for number in members}
    for first, second, shared in groups.refused:
        ends = sorted({place[first], place[second]} & papers.keys(), key=lambda at: papers[at].id)
        if len(ends) > 1:
            found.add(conflict_between(papers[ends[0]], papers[ends[1]], shared))
    yield from found


def _report(records: Iterable[Record], on_error: OnError) -> None:
    """Report the records that nothing completes, many of one source together."""
    missing: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in sorted(records, key=_place):
        wanted = " and no ".join(name for name in ("title", "abstract") if not getattr(record.paper, name))
        missing[_place(record)[0], wanted].append(record)
    for (_, wanted), some in sorted(missing.items()):
        if len(some) > _SINGLY:
            told = f"this record and {len(some) - 1:,} more have no {wanted} and no other source gives one"
            on_error(RecordError(f"{some[0].where}: {told}; add one, or a source that has it"))
            continue
        for record in some:
            told = f"the record has no {wanted} and no other source gives one"
            on_error(RecordError(f"{record.where}: {told}; add one, or a source that has it"))
