"""What to read first: the new papers that touch what a reader follows, introduce something, release code, are liked."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import output_files, store
from kg.exporters import table_parts
from kg.history.changes import NewPaper, is_named_in, newest_first, weight
from kg.history.state import INTRODUCES, State
from kg.names import normal_form

_FOLLOWED = 100
_LONGEST = 360
_ROLES = (INTRODUCES, "uses", "comparesWith", "mentions")
_TITLE = "title"
_TOUCH = {INTRODUCES: 40, _TITLE: 40, "uses": 30, "comparesWith": 20, "mentions": 0}
"""How much more it is worth where a paper does more than mention what is followed."""
_AUTHORS = re.compile(r"\b(?:we|our|this (?:paper|work|article|study|report))\b", re.IGNORECASE)
_OFFERS = re.compile(r"\b(?:introduc|propos|present|releas|develop|construct|contribut|design|nam(?:ed|ely)|call)")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pick:
    """A new paper, and why to read it."""

    new: NewPaper
    followed: tuple[tuple[str, str], ...] = ()
    """What it touches of what the reader follows, each with how: a predicate, or `title`."""
    quote: str = ""
    """A telling sentence of its abstract."""
    upvotes: int = 0

    @property
    def score(self) -> float:
        """Return how much it is worth reading."""
        touch = sum(_FOLLOWED + _TOUCH[how] for _, how in self.followed)
        return touch + weight(self.new) + math.log2(1 + self.upvotes)


@dataclass(slots=True)
class Followed:
    """What a reader follows, by name or id."""

    names: Sequence[str]
    ids: dict[str, list[str]] = field(default_factory=dict)
    """For each name the entities that are called so."""

    def touched(self, new: NewPaper, state: State) -> tuple[tuple[str, str], ...]:
        """Return which of the names a paper touches, and how: as an entity, or in its title."""
        named = state.named.get(new.paper.id, {})
        found = []
        for name in self.names:
            ways = {named[key] for key in self.ids[name] if key in named}
            ways |= {_TITLE} if is_named_in(name, new.paper.title) else set()
            if ways:
                found.append((name, min(ways, key=lambda way: (-_TOUCH[way], way))))
        return tuple(found)

    def unknown(self, titles: Iterable[str]) -> list[str]:
        """Return the names that nothing is called by, and no title contains."""
        left = [name for name in self.names if not self.ids[name]]
        titles = list(titles) if left else []
        return [name for name in left if not any(is_named_in(name, title) for title in titles)]


def followed(names: Iterable[str], state: State) -> Followed:
    """Return what names stand for in a build: an id, or the entities of any type with that form."""
    found = Followed(list(dict.fromkeys(name.strip() for name in names if name.strip())))
    by_form = defaultdict(set)
    for (form, _), keys in state.holders.items():
        by_form[form].update(keys)
    for name in found.names:
        key = name if name in state.entities else state.redirects.get(name, "")
        found.ids[name] = [key] if key else sorted(by_form.get(normal_form(name), ()))
    return found


def picks(papers: Iterable[NewPaper], state: State, *, follow: Followed, folder: Path) -> list[Pick]:
    """Return new papers, those worth reading first at the start, and then the newest, with a telling sentence of each.

    Args:
        papers: the new papers.
        state: the build that has them.
        follow: what the reader follows.
        folder: the folder of the build, for sentences and votes; its tables are read where it has some.
    """
    papers = newest_first(sorted(papers, key=lambda new: (new.paper.title, new.paper.id)))
    wanted = {new.paper.id for new in papers}
    quotes, votes = _quotes(folder, wanted, follow), _votes(folder, wanted)
    found = [
        Pick(new, follow.touched(new, state), quotes.get(new.paper.id, ""), votes.get(new.paper.id, 0))
        for new in papers
    ]
    return sorted(found, key=lambda pick: -pick.score)


def _rows(folder: Path, name: str, *, column: str, wanted: set[str]) -> Iterator[Row]:
    """Yield the rows of a table of a build that have a paper in a column; none where it has no tables."""
    manifest = store.read_manifest(folder)
    files = output_files.table(manifest.outputs if manifest else (), name)
    if all((folder / file).is_file() for file in files):
        yield from table_parts.rows(folder, files, among=(column, wanted))


def _votes(folder: Path, wanted: set[str]) -> dict[str, int]:
    rows = ((row["id"], row.get("upvotes", "")) for row in _rows(folder, "papers", column="id", wanted=wanted))
    return {key: int(votes) for key, votes in rows if votes.isdecimal()}


def _quotes(folder: Path, wanted: set[str], follow: Followed) -> dict[str, str]:
    """Return for each paper the sentence that says most: of what it introduces, else of what is followed or used.

    Of several, one in which the authors say what they offer goes before what they tell of it elsewhere.
    """
    ids = {key for keys in follow.ids.values() for key in keys}
    best: dict[str, tuple[int, bool, bool, float, int, str]] = {}
    for row in _rows(folder, "evidence", column="subject", wanted=wanted):
        if row["predicate"] in _ROLES and row["sentence"] != "0":
            rank = (
                _ROLES.index(row["predicate"]),
                row["object"] not in ids,
                not (_AUTHORS.search(row["text"]) and _OFFERS.search(row["text"])),
                -float(row["confidence"]),
                int(row["sentence"]),
                row["text"],
            )
            best[row["subject"]] = min(best.get(row["subject"], rank), rank)
    return {paper: _cut(rank[-1]) for paper, rank in best.items()}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
