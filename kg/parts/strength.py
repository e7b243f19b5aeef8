"""The strength of papers: a rank by what others take up of them, votes and date, in a few numbers a paper."""

import heapq
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.records import Paper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Traits:
    """Votes and dates of papers, in the order of the numbers that stand for them."""

    keys: "Numbers"
    votes: "Numbers"
    dates: "Numbers"

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> "Traits":
        """Return the traits of papers."""
        import numpy as np

        columns = array("q"), array("q"), array("q")
        for paper in papers:
            for column, value in zip(columns, (_key(paper.id), paper.upvotes, day(paper.published)), strict=True):
                column.append(value)
        keys, votes, dates = (np.array(column, np.int64) for column in columns)
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], votes[order], dates[order])

    def __len__(self) -> int:
        """Return how many papers there are."""
        return len(self.keys)

    def rows(self, papers: Sequence[str]) -> "Numbers":
        """Return where papers are."""
        import numpy as np

        return self.keys.searchsorted(np.array([_key(paper) for paper in papers], np.int64))


class Strength:
    """Which papers are stronger; those that are equal in all come in the order of their ids."""

    def __init__(self, traits: Traits, credit: tuple["array[int]", "array[int]"]) -> None:
        """Rank papers.

        Args:
            traits: what is known of them.
            credit: rows of papers, and what each gets; a row may come again.
        """
        import numpy as np

        self._traits = traits
        total = np.zeros(len(traits), np.int64)
        np.add.at(total, np.array(credit[0], np.int64), np.array(credit[1], np.int64))
        columns: tuple[Any, ...] = (traits.dates, traits.votes, total)
        order = np.lexsort(columns)
        differs = np.zeros(len(order), np.int64)
        for column in columns:
            differs[1:] |= np.diff(column[order]) != 0
        self._ranks = np.empty(len(order), np.int64)
        self._ranks[order] = np.cumsum(differs)

    def first(self, papers: Iterable[str], *, most: int) -> list[str]:
        """Return the strongest of some papers, the very strongest first."""
        rest, best = iter(papers), list[tuple[int, str]]()
        while some := list(islice(rest, _BATCH)):
            ranks = self._ranks[self._traits.rows(some)].tolist()
            best = heapq.nsmallest(most, [*best, *((-rank, paper) for rank, paper in zip(ranks, some, strict=True))])
        return [paper for _, paper in best]


def _key(paper: str) -> int:
    """Return a number that stands for a paper: its id would take five times the room."""
    return int.from_bytes(blake2b(paper.encode(), digest_size=8).digest(), "big") >> 1


def day(published: str) -> int:
    """Return a date as a number, in which what is not known is nought.

    >>> day("2024-03"), day("2024-03-05"), day("")
    (20240300, 20240305, 0)
    """
    digits = "".join(part.rjust(2, "0") for part in published.split("-")[:3])
    return int(digits.ljust(8, "0")[:8]) if digits.isascii() and digits.isdecimal() else 0
