"""Invented papers without end, in memory that does not grow: as JSON Lines, as many as somebody wants to build.

Nothing is remembered but counts: the name of a thing is made from its number whenever it is drawn. How many names there
are grows by Heaps' law as it does in real abstracts, where 11,340 papers spell 39,000 names: by the power 0.85.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from random import Random
from typing import Any, Final

from invented.abstracts import Abstract
from invented.names import Entities, Named, Stock
from invented.papers import Cast, Literature
from kg.records import Paper

POWER: Final = 0.85
FIRST: Final = 13.9
"""How many names a single paper has; n papers have this times n to the power above."""
_PERIODS: Final = 13 * 12
"""Months that papers are of; arXiv counts each month to 99,999."""
_LENGTH: Final = 1150
"""How many characters an abstract has at least, about as many as real ones have in the mean."""
_SUBJECTS: Final = (
    "The cost",
    "This gain",
    "The first stage",
    "Each step",
    "Our analysis",
    "A second run",
    "The error",
)
_VERBS: Final = ("depends on", "grows with", "says little of", "is bounded by", "follows from", "hides", "explains")
_OBJECTS: Final = (
    "the length of the input and the number of labels",
    "what annotators agreed on in an earlier study",
    "how much of the budget is spent before the first update",
    "the noise that remains after filtering, which is hard to remove",
    "the order in which examples are shown, as others observed before",
    "choices that are rarely reported, such as the seed and the schedule",
)


@dataclass(slots=True)
class Growth:
    """How many more names there may be by now."""

    papers: int = 0
    made: int = 0

    def __bool__(self) -> bool:
        """Tell whether a new name is due."""
        return self.made < FIRST * math.pow(self.papers, POWER)


class Names(Entities):
    """The entities of one type, of which only the number is known."""

    def __init__(self, type: str, random: Random, growth: Growth) -> None:
        """Begin with the famous ones."""
        super().__init__(type, random)
        self.growth = growth
        self.number = self.famous = len(self.known)

    def invent(self) -> Named:
        """Return a new entity where one is due, else one that is known."""
        if not self.growth:
            return self._old()
        self.growth.made += 1
        self.number += 1
        return self.numbered(self.number - 1)

    def draw(self) -> Named:
        """Return an entity by the Zipf law, or a new one where one is due."""
        return self.invent() if self.growth and self.random.random() < 0.5 else self._old()

    def numbered(self, number: int) -> Named:
        """Return the entity of a number: the same whenever it is asked for."""
        if number < self.famous:
            return self.known[number]
        return self.made(number, Random(f"{self.type} {number}"))

    def _old(self) -> Named:
        return self.numbered(int((self.number + 1) ** self.random.random()) - 1)


class Repositories(Stock[str]):
    """The addresses of repositories, of which only the last few are known."""

    def add(self, thing: str) -> str:
        """Keep an address in the place of an older one."""
        self.known[:-99] = []
        return super().add(thing)


class Endless(Literature):
    """Papers one after the other, of which none is remembered."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing but the famous names."""
        super().__init__(seed)
        self.growth = Growth()
        self.names = {type: Names(type, self.random, self.growth) for type in self.stocks}
        self.stocks = dict(self.names)
        self.repositories = Repositories(self.random)

    def arxiv(self, number: int) -> str:
        """Return the number at arXiv of a paper; there are fifteen million."""
        first = super().arxiv(number % _PERIODS + _PERIODS)  # beyond the famous ones
        return f"{first.partition('.')[0]}.{number // _PERIODS:05d}"

    def tell(self, abstract: Abstract, cast: Cast) -> None:
        """Write an abstract as long as real ones are."""
        super().tell(abstract, cast)
        while len(abstract.text) < _LENGTH:
            words = (self.random.choice(some) for some in (_SUBJECTS, _VERBS, _OBJECTS))
            abstract.remark(f"{' '.join(words)}.")

    def papers(self) -> Iterator[Paper]:
        """Yield papers without end."""
        for number in count():
            self.growth.papers += 1
            paper, _ = self.paper(number)
            self.assignments.clear()
            yield paper


def rows(number: int, *, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yield papers as records that `kg build` reads."""
    for paper in islice(Endless(seed).papers(), number):
        yield {
            "id": paper.identifiers[0],
            "title": paper.title,
            "abstract": paper.abstract,
            "authors": list(paper.authors),
            "published": paper.published,
            "url": paper.url,
        }


def lines(number: int, *, seed: int = 0) -> Iterator[str]:
    """Yield papers as lines of JSON."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(number, seed=seed))
