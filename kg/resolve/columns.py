"""Columns: the units of all papers without an object a unit; those that look the same stand together."""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Look = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""A type, the forms and the definitions: what units that look the same share."""
NONE = 0xFFFFFFFF
"""The entity of a unit that names none."""


@dataclass(frozen=True, slots=True)
class Member:
    """A unit: a group of mentions of one paper."""

    paper: str
    group: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The units of all papers: a row each, sorted by looks, paper and group."""

    names: list[str]
    """The papers' ids, sorted."""
    shards: "NDArray[np.uint32]"
    """The number of each paper's shard."""
    paper: "array[int]"
    """The place of each unit's paper in `names`."""
    group: "array[int]"
    confidence: "array[float]"


class Members(Sequence[Member]):
    """The units of one look: rows of the columns, which become objects only where somebody asks for one."""

    __slots__ = ("columns", "start", "stop")

    def __init__(self, columns: Columns, start: int, stop: int) -> None:
        """Take the rows from `start` to before `stop`."""
        self.columns, self.start, self.stop = columns, start, stop

    def __len__(self) -> int:
        """Return how many units there are."""
        return self.stop - self.start

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> list[Member]: ...
    def __getitem__(self, place: int | slice) -> Member | list[Member]:
        """Return units, in the order of their papers."""
        rows = range(self.start, self.stop)[place]
        return self._member(rows) if isinstance(rows, int) else list(map(self._member, rows))

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence has the same units."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to sequences whose hashes differ

    def _member(self, row: int) -> Member:
        columns = self.columns
        return Member(columns.names[columns.paper[row]], columns.group[row], columns.confidence[row])

    @property
    def first(self) -> str:
        """Return the id of the first paper."""
        return self.columns.names[self.columns.paper[self.start]]

    @property
    def papers(self) -> "array[int]":
        """Return the number of each unit's paper: numbers are in the order of ids."""
        return self.columns.paper[self.start : self.stop]

    @property
    def confidences(self) -> "array[float]":
        """Return the confidence of each unit."""
        return self.columns.confidence[self.start : self.stop]

    def sure(self, least: float) -> set[int]:
        """Return the papers of the units with at least some confidence."""
        pairs = zip(self.papers, self.confidences, strict=True)
        return {paper for paper, confidence in pairs if confidence >= least}


class _Held(Protocol):
    @property
    def members(self) -> Members: ...


class Gathering:
    """Takes units as papers come, and gives them back sorted: the order of the papers leaves no trace."""

    def __init__(self) -> None:
        """Start with no units."""
        self._looks: dict[Look | str, int] = {}
        self._papers: dict[str, int] = {}
        self._ends: list[int] = []
        self._look, self._paper, self._group = array("I"), array("I"), array("q")
        self._confidence = array("d")

    def paper(self, name: str) -> int:
        """Return the number of a paper, by which its units are added."""
        return self._papers.setdefault(name, len(self._papers))

    def add(self, look: Look | str, paper: int, group: int, confidence: float) -> None:
        """Add a unit; looks are given all as such, or all as `encoded`."""
        self._look.append(self._looks.setdefault(look, len(self._looks)))
        self._paper.append(paper)
        self._group.append(group)
        self._confidence.append(confidence)

    def end_shard(self) -> None:
        """Close a shard: the papers since the last one are its papers."""
        self._ends.append(len(self._papers))

    def finish(self) -> tuple[Columns, Iterator[tuple[Look, Members]]]:
        """Return the columns, and the looks with their units, sorted."""
        import numpy as np

        names = sorted(self._papers)
        places = np.fromiter((self._papers[name] for name in names), np.uint32, len(names))
        looks = list(map(_decoded, self._looks))
        order = sorted(range(len(looks)), key=looks.__getitem__)
        paper, look = _ranked(self._paper, places), _ranked(self._look, np.array(order, np.uint32))
        rows = np.lexsort((np.asarray(self._group), paper, look))
        shards = np.searchsorted(np.array(self._ends, np.int64), places, side="right").astype(np.uint32)
        columns = Columns(
            names,
            shards,
            array("I", paper[rows].tobytes()),
            array("q", np.asarray(self._group)[rows].tobytes()),
            array("d", np.asarray(self._confidence)[rows].tobytes()),
        )
        bounds = np.searchsorted(look[rows], np.arange(len(looks) + 1)).tolist()
        members = (Members(columns, start, stop) for start, stop in pairwise(bounds))
        return columns, zip((looks[place] for place in order), members, strict=True)


def _ranked(numbers: "array[int]", places: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """Return numbers that were given in the order of coming as places in an order."""
    import numpy as np

    ranks = np.empty_like(places)
    ranks[places] = np.arange(len(places), dtype=np.uint32)
    found: NDArray[np.uint32] = ranks[np.asarray(numbers)]
    return found


def holders(things: Iterable[Iterable[_Held]], columns: Columns) -> "NDArray[np.uint32]":
    """Return the number of the thing that has each unit, or `NONE`; a thing is its profiles."""
    import numpy as np

    found: NDArray[np.uint32] = np.full(len(columns.paper), NONE, np.uint32)
    for number, profiles in enumerate(things):
        for profile in profiles:
            found[profile.members.start : profile.members.stop] = number
    return found


_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def encoded(value: object) -> str:
    """Return a value as JSON."""
    return _ENCODE(value)


def _decoded(look: Look | str) -> Look:
    type_, forms, pairs = json.loads(look) if isinstance(look, str) else look
    kept = {form: sys.intern(form) for form in forms}  # one form has many looks
    return sys.intern(type_), tuple(kept.values()), tuple((kept[short], kept[long]) for short, long in pairs)
