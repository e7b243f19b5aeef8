"""How figures grow with the number of papers: a power law through what was measured, and what it says of more."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Point = tuple[float, float]
"""A number of papers, and a figure."""
_LEAST: Final = 1e-3
_SIGMAS: Final = 2.0
_ENOUGH: Final = 3
"""How many points say something of the error of a line through them."""


@dataclass(frozen=True, slots=True)
class Power:
    """A figure that is a constant, and `factor` times the number of papers to the `power`."""

    base: float
    factor: float
    power: float
    spread: float = math.nan
    """The standard deviation of the logarithms around the line."""
    centre: float = 0.0
    width: float = 0.0
    points: int = 1

    def at(self, papers: float) -> float:
        """Return the figure for a number of papers."""
        return self.base + self.factor * math.pow(papers, self.power)

    def error(self, papers: float) -> float:
        """Return by what factor the figure may be wrong either way: two standard errors of the line there.

        It is not a number where two sizes were measured: a line through two points says nothing of its error.
        """
        if self.points < _ENOUGH or not self.width:
            return math.nan
        away = math.log(papers) - self.centre
        return math.exp(_SIGMAS * self.spread * math.sqrt(1 / self.points + away * away / self.width))


def power(points: Sequence[Point], *, base: float = 0.0, least: float = 0.0) -> Power:
    """Return the power law that fits some figures best, by least squares of the logarithms.

    Args:
        points: what was measured.
        base: what hardly any papers take, which does not grow.
        least: what is too little to show how it grows: where fewer than two figures are larger, the largest is taken
            to grow as the papers do.

    >>> found = power([(1000, 2.0), (4000, 4.0)])
    >>> round(found.power, 3), round(found.at(16_000), 3)
    (0.5, 8.0)
    >>> found = power([(1000, 3.0), (4000, 9.0)], base=1.0)
    >>> round(found.power, 3), round(found.at(16_000), 3)
    (1.0, 33.0)
    """
    largest, most = max((papers, max(value - base, 0.0)) for papers, value in points)
    over = [(papers, value - base) for papers, value in points if value - base > max(least, _LEAST)]
    if len(over) < 2:
        return Power(base, most / largest, 1.0)
    places, values = [math.log(papers) for papers, _ in over], [math.log(value) for _, value in over]
    centre, level = sum(places) / len(places), sum(values) / len(values)
    width = sum((place - centre) ** 2 for place in places)
    slope = sum((place - centre) * value for place, value in zip(places, values, strict=True)) / width
    rest = [value - level - slope * (place - centre) for place, value in zip(places, values, strict=True)]
    free = len(rest) - _ENOUGH + 1
    spread = math.sqrt(sum(part * part for part in rest) / free) if free else math.nan
    return Power(base, math.exp(level - slope * centre), slope, spread, centre, width, len(over))


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that is a constant and so much for each paper, as memory is."""

    base: float
    each: float

    def at(self, papers: float) -> float:
        """Return the figure for a number of papers."""
        return self.base + self.each * papers


def line(points: Sequence[Point]) -> Line:
    """Return the line that fits some figures best, by least squares; it never falls, nor begins below nothing.

    >>> line([(1000, 300.0), (3000, 500.0)])
    Line(base=200.0, each=0.1)
    """
    count = len(points)
    centre, level = sum(papers for papers, _ in points) / count, sum(value for _, value in points) / count
    width = sum((papers - centre) ** 2 for papers, _ in points)
    each = sum((papers - centre) * (value - level) for papers, value in points) / width if width else 0.0
    if each <= 0:
        return Line(level, 0.0)
    if level - each * centre < 0:
        return Line(0.0, sum(p * v for p, v in points) / sum(p * p for p, _ in points))
    return Line(level - each * centre, each)
