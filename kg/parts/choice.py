"""The choice of what a picture shows of a build that does not fit: the papers and entities that matter most.

An entity matters by how many papers name it, then by how many of those are shown, and introduce it, then by how many
take it up: use it, or compare with it. A paper matters by how much of what it introduces is taken up, then by votes,
then by date. Abstracts often sound as if they introduced what they use: a paper counts only if next to none of the
papers that name the thing are older, and the more papers claim a thing, the less each gets. Ids break ties.

An entity is shown only if the strongest of all papers that name it is. Memory holds a few numbers a paper, and what is
chosen; all else goes by, several times.
"""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.parts.runs import first_field
from kg.parts.strength import Strength, Traits
from kg.records import Paper

NODES: Final = 12_000
"""How many papers and entities a page shows: `docs/figures.md` tells what pages of such a size weigh."""
_PAPERS: Final = 0.4
"""The share of papers among them, where more are there."""
_STRONGEST: Final = 3
"""So many of its papers each of the foremost entities brings along, as long as half of the room is left."""
_OLDER: Final = 20
"""One in so many of the papers that name a thing may be older than one that introduces it."""
_ROUNDING: Final = 1_000
_TAKEN_UP: Final = frozenset(("uses", "comparesWith"))
_INTRODUCES: Final = "introduces"

Namings = Callable[[], Iterable[str]]
"""Gives the lines of the merged run of namings, sorted, each time from the start."""
Naming = tuple[str, str]
"""A paper, and how it names an entity."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown, and of how much."""

    papers: frozenset[str]
    entities: dict[str, int]
    """By id, how many of all papers name it; the foremost first."""
    of_papers: int
    of_entities: int


def choose(namings: Namings, papers: Iterable[Paper], ids: Iterable[str], *, limit: int, nodes: int = NODES) -> Choice:
    """Choose the papers and entities that matter most.

    Args:
        namings: which papers name which entities: the lines of `kg.parts.runs.namings`, merged.
        papers: all papers, in any order.
        ids: the ids of all papers, in any order; they are read after the papers.
        limit: the most papers.
        nodes: the most papers and entities together.
    """
    traits = Traits.of(papers)
    credit, foremost, count = _credit(namings(), traits, most=nodes)
    strength = Strength(traits, credit)
    most = min(limit, max(1, round(nodes * _PAPERS)))
    chosen = set(_brought_along(namings(), foremost, strength, most=most // 2))
    for paper in strength.first(ids, most=most):
        if len(chosen) >= most:
            break
        chosen.add(paper)
    shown = _named(namings(), chosen, strength, most=nodes - len(chosen))
    return Choice(frozenset(chosen), shown, len(traits), count)


def _grouped(lines: Iterable[str]) -> Iterator[tuple[str, list[Naming]]]:
    """Yield each entity with the papers that name it, each paper once."""
    for entity, some in groupby(lines, first_field):
        said: dict[str, str] = {}
        for line in some:
            _, paper, predicate = line.rstrip("\n").split("\t")
            said[paper] = min(said.get(paper, predicate), predicate, key=lambda way: way != _INTRODUCES)
        yield entity, list(said.items())


def _taken_up(named: Iterable[Naming]) -> int:
    return sum(predicate in _TAKEN_UP for _, predicate in named)


Credit = tuple["array[int]", "array[int]"]
"""Rows of papers, by the numbers that stand for them, and what they get."""


def _credit(lines: Iterable[str], traits: Traits, *, most: int) -> tuple[Credit, dict[str, int], int]:
    """Return what papers get for what they introduce, the places of the foremost entities, and how many there are."""
    credit, count = (array("q"), array("q")), 0

    def ranked() -> Iterator[tuple[int, int, str]]:
        nonlocal count
        for entity, named in _grouped(lines):
            count += 1
            taken = _taken_up(named)
            for row, share in _shares(named, traits, taken):
                credit[0].append(row)
                credit[1].append(share)
            yield -len(named), -taken, entity

    foremost = heapq.nsmallest(most, ranked())
    return credit, {entity: place for place, (*_, entity) in enumerate(foremost)}, count


def _shares(named: Sequence[Naming], traits: Traits, taken: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of the papers that introduce an entity and may be the first that name it, and what each gets."""
    makers = [place for place, (_, predicate) in enumerate(named) if predicate == _INTRODUCES]
    if not (makers and taken):
        return
    rows = traits.rows([paper for paper, _ in named])
    days = sorted(day for day in traits.dates[rows].tolist() if day)
    for place in makers:
        row = int(rows[place])
        if _OLDER * bisect_left(days, int(traits.dates[row])) <= len(named):
            yield row, taken * _ROUNDING // len(makers) ** 2


def _brought_along(lines: Iterable[str], foremost: dict[str, int], strength: Strength, *, most: int) -> Iterator[str]:
    """Yield the strongest papers of the foremost entities, those of the very foremost first."""
    found: list[tuple[int, list[str]]] = []
    for entity, named in _grouped(lines):
        if (place := foremost.get(entity)) is not None and place < most:
            found.append((place, strength.first((paper for paper, _ in named), most=_STRONGEST)))
    seen: set[str] = set()
    for _, papers in sorted(found):
        for paper in papers:
            if paper not in seen and len(seen) < most:
                seen.add(paper)
                yield paper


def _named(lines: Iterable[str], chosen: set[str], strength: Strength, *, most: int) -> dict[str, int]:
    """Return the entities whose strongest paper is chosen: of these, the foremost."""

    def ranked() -> Iterator[tuple[int, int, int, int, str]]:
        for entity, named in _grouped(lines):
            here = sum(paper in chosen for paper, _ in named)
            if here and strength.first((paper for paper, _ in named), most=1)[0] in chosen:
                made = sum(paper in chosen for paper, predicate in named if predicate == _INTRODUCES)
                yield -len(named), -here, -made, -_taken_up(named), entity

    return {entity: -papers for papers, *_, entity in heapq.nsmallest(max(most, 0), ranked())}
