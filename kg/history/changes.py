"""What differs between two builds: papers, entities, first uses, code, rising names, merges, counts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kg.history import merges
from kg.history.merges import Change, Descent
from kg.history.state import INTRODUCES, USES, EntityFact, PaperFact, State

APPLIED = ("evaluatedOn", "trainedOn", "basedOn")
"""Relations that say that one thing was tried with another."""
TASK = "Task"
"""The type of what papers work on rather than with."""
TYPES = ("Dataset", "Model", "Method", TASK)
"""The types, those of what is released under a name first."""
_RELEASED = {"Dataset", "Model"}
_FIELDS = ("status", "title", "published", "url")
_TOLD_BY: tuple[tuple[str, ...], ...] = (("url", "published"), ("url",), ("published",), ())
"""What papers of one title may have in common besides, the most first."""


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that was not there, or whose code was not."""

    paper: PaperFact
    introduces: tuple[EntityFact, ...] = ()
    uses: tuple[EntityFact, ...] = ()
    code: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedPaper:
    """A field of a paper that says something else."""

    paper: PaperFact
    field: str
    """`status`, `title`, `published`, `url` or `id`."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that no paper named before."""

    entity: EntityFact
    papers: int
    first: PaperFact
    introduced: bool
    """Whether the first paper introduces it."""


@dataclass(frozen=True, slots=True)
class FirstUse:
    """A known thing that a paper is the first to use, or the first to use with another known thing."""

    entity: EntityFact
    predicate: str
    """`uses`, or the relation to the other thing: `evaluatedOn`, `trainedOn`, `basedOn`."""
    on: EntityFact | None
    paper: PaperFact


@dataclass(frozen=True, slots=True)
class NewCode:
    """Code that a paper releases."""

    address: str
    paper: PaperFact
    was_known: bool
    """Whether the paper was there before its code."""


@dataclass(frozen=True, slots=True)
class Rising:
    """A known entity that more papers name than before."""

    entity: EntityFact
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two builds, the most interesting first in each part."""

    papers: tuple[NewPaper, ...]
    gone_papers: tuple[PaperFact, ...]
    changed_papers: tuple[ChangedPaper, ...]
    entities: tuple[NewEntity, ...]
    gone_entities: tuple[EntityFact, ...]
    first_uses: tuple[FirstUse, ...]
    code: tuple[NewCode, ...]
    rising: tuple[Rising, ...]
    merges: tuple[Change, ...]
    counts: Mapping[str, tuple[int, int]]
    """How many papers, entities, relations, links and claims there were and are."""

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return any(getattr(self, name) for name in self.__slots__ if name != "counts") or any(
            before != after for before, after in self.counts.values()
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain = asdict(self)
        plain["counts"] = {name: {"before": n, "after": m} for name, (n, m) in self.counts.items()}
        return plain


def compare(old: State, new: State) -> Changes:
    """Return what differs between two builds."""
    line = merges.descent(old, new)
    moved = moved_papers(old.papers, new.papers)
    fresh = [paper for paper in new.papers if paper not in old.papers and paper not in moved.values()]
    entities = _new_entities(new, line)
    renamed = merges.changes(old, new, line)
    apart = {one.new.id for one in renamed if one.kind == merges.SPLIT}
    return Changes(
        papers=tuple(_ranked(new_paper(new, paper) for paper in fresh)),
        gone_papers=tuple(sorted(old.papers[p] for p in old.papers.keys() - new.papers.keys() - moved.keys())),
        changed_papers=tuple(_changed_papers(old, new, moved)),
        entities=tuple(one for one in entities if one.entity.id not in apart and _is_new(one, old, new, set(fresh))),
        gone_entities=tuple(sorted(old.entities[key] for key, heir in line.heirs.items() if not heir)),
        first_uses=tuple(_first_uses(old, new, line, set(fresh))),
        code=tuple(_new_code(old, new, moved)),
        rising=tuple(_rising(old, new, line)),
        merges=tuple(renamed),
        counts={name: (old.counts()[name], count) for name, count in new.counts().items()},
    )


def new_paper(state: State, paper: str) -> NewPaper:
    """Return a paper with what it introduces and uses, the most popular first, and its code."""
    named = state.named.get(paper, {})

    def those(role: str) -> list[EntityFact]:
        keys = (key for key in named if named[key] == role and key in state.entities)
        return [state.entities[key] for key in sorted(keys, key=lambda key: (-state.popularity(key), key))]

    told = state.papers[paper]
    made = sorted(those(INTRODUCES), key=lambda entity: -worth(entity, told.title))
    return NewPaper(told, tuple(made), tuple(those(USES)), tuple(sorted(state.code.get(paper, ()))))


def weight(new: NewPaper) -> int:
    """Return how much news a paper brings: the best of what it introduces, and its code; what is taken back, none."""
    if new.paper.status:
        return -1
    return max((worth(entity, new.paper.title) for entity in new.introduces), default=0) + 3 * bool(new.code)


def worth(entity: EntityFact, title: str) -> int:
    """Return how much news it is that a paper with a title introduces an entity.

    What has a name of its own is worth most, above all data and models, and what the title speaks of: that the paper
    introduces it is then hardly an error. A common noun is worth little, since most turn out to be known elsewhere.
    """
    is_in_title = is_named_in(entity.name, title)
    if entity.name == entity.name.lower():
        return 1 + is_in_title
    return 3 + 2 * (entity.type in _RELEASED) + 2 * is_in_title


def is_named_in(name: str, title: str) -> bool:
    """Tell whether a title has a name as words of its own."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE))


def _ranked(papers: Iterable[NewPaper]) -> list[NewPaper]:
    found = sorted(papers, key=lambda one: (-len(one.introduces), one.paper.title, one.paper.id))
    return sorted(newest_first(found), key=lambda one: -weight(one))


def newest_first(papers: Iterable[NewPaper]) -> list[NewPaper]:
    """Return papers by date, those without one last, and of one date in the order in which they come."""
    return sorted(papers, key=lambda one: one.paper.published, reverse=True)


def moved_papers(old: Mapping[str, PaperFact], new: Mapping[str, PaperFact]) -> dict[str, str]:
    """Return the papers that have another id now, since more is known of them, by their titles.

    Of several papers with one title, those belong together that have more in common; none of them has two heirs, and no
    two have one.

    Args:
        old: the papers of a build, by id.
        new: those of a later build.
    """
    gone, came = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    moved: dict[str, str] = {}
    for fields in _TOLD_BY:
        there: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in sorted(set(came) - set(moved.values()), reverse=True):
            there[_look(new[key], fields)].append(key)
        for key in gone:
            if key not in moved and (heirs := there.get(_look(old[key], fields))):
                moved[key] = heirs.pop()
    return moved


def _look(paper: PaperFact, fields: Iterable[str]) -> tuple[str, ...]:
    return paper.title.casefold(), *(getattr(paper, field) for field in fields)


def _changed_papers(old: State, new: State, moved: Mapping[str, str]) -> Iterator[ChangedPaper]:
    kept = {**{key: key for key in old.papers.keys() & new.papers.keys()}, **moved}
    for field in (*_FIELDS, "id"):
        for key in sorted(kept):
            before, after = (getattr(paper, field) for paper in (old.papers[key], new.papers[kept[key]]))
            if before != after:
                yield ChangedPaper(new.papers[kept[key]], field, before, after)


def _new_entities(new: State, line: Descent) -> list[NewEntity]:
    found = []
    for key, entity in new.entities.items():
        first = next((paper for paper in new.papers_of(key) if paper in new.papers), "")
        if key not in line.ancestors and first:
            introduced = new.naming[key][first] == INTRODUCES
            found.append(NewEntity(entity, new.popularity(key), new.papers[first], introduced))
    return sorted(found, key=_order)


def _is_new(one: NewEntity, old: State, new: State, fresh: set[str]) -> bool:
    """Tell whether new papers name an entity, or nothing was called so before: names may be grouped in another way."""
    forms = merges.known_by(one.entity, new.aliases.get(one.entity.id, {}))
    was_known = any((form, kind) in old.holders for form in forms for kind in TYPES)
    return not was_known or not fresh.isdisjoint(new.naming[one.entity.id])


def _order(one: NewEntity) -> tuple[Any, ...]:
    """Return what puts entities that are introduced first, then those of many papers, then those that have names."""
    return not one.introduced, -one.papers, -worth(one.entity, one.first.title), one.entity.name.casefold(), one.entity


def _first_uses(old: State, new: State, line: Descent, fresh: set[str]) -> list[FirstUse]:
    """Return what new papers are the first to do with things that were known, the best known things first."""
    done = {(line.heirs.get(s, ""), p, line.heirs.get(o, "")) for s, p, o in old.relations}
    found = [
        FirstUse(new.entities[subject], predicate, new.entities[other], new.papers[paper])
        for (subject, predicate, other), papers in new.relations.items()
        if predicate in APPLIED and subject in line.ancestors and other in line.ancestors
        if (subject, predicate, other) not in done and (paper := min(papers & fresh, key=new.age, default=""))
    ]
    for key, olds in line.ancestors.items():
        paper = next((paper for paper in new.papers_of(key, USES) if paper in fresh), "")
        if paper and new.entities[key].type != TASK and not any(old.is_named_as(one, USES) for one in olds):
            found.append(FirstUse(new.entities[key], USES, None, new.papers[paper]))
    return sorted(
        found,
        key=lambda one: (
            one.on is None,
            not new.is_named_as(one.entity.id, INTRODUCES),
            -new.popularity(one.entity.id) - (new.popularity(one.on.id) if one.on else 0),
            one.entity,
            one.predicate,
            one.on or one.entity,
        ),
    )


def _new_code(old: State, new: State, moved: Mapping[str, str]) -> list[NewCode]:
    """Return new code, that of papers that were known first: it may have been waited for."""
    origin = {heir: key for key, heir in moved.items()}
    found = [
        NewCode(address, new.papers[paper], key in old.papers)
        for paper, addresses in new.code.items()
        if paper in new.papers and (key := origin.get(paper, paper))
        for address in addresses - old.code.get(key, set())
    ]
    return sorted(found, key=lambda one: (not one.was_known, one.address, one.paper))


def _rising(old: State, new: State, line: Descent) -> list[Rising]:
    found = []
    for key, olds in line.ancestors.items():
        before = old.joint_popularity(olds, key)
        if new.popularity(key) > before:
            found.append(Rising(new.entities[key], before, new.popularity(key)))
    return sorted(found, key=lambda one: (one.before - one.after, -one.after, one.entity))
