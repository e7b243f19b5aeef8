"""Where everything of a picture is in a drawing: dots, lines and the areas of groups, in pixels."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any, NamedTuple

from kg.viewer.columns import degrees, ends, members

_CLOSEST = 4.0
"""The most that a small map is enlarged."""
_FEW = 25
"""A map of so few nodes has no areas of groups."""
LARGE = 5000
"""Above so many nodes, lines between groups would cover everything: they are left out."""
MOST_LINES = 30_000
MOST_GROUPS = 16
_AREA = 18
"""How far the area of a group reaches beyond its dots, in the units of the positions."""

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Group:
    """A community that is drawn."""

    number: int
    names: tuple[str, ...]
    hull: tuple[Point, ...]
    share: float
    """Its size beside the largest one, between 0 and 1."""
    box: Box


@dataclass(frozen=True, slots=True)
class Map:
    """A picture in pixels."""

    points: list[Point]
    radius: list[float]
    degree: list[int]
    lines: list[tuple[int, int]]
    """The pairs of nodes between which a line is drawn, the strongest of a large graph."""
    groups: list[Group]
    reach: float
    """How far the areas of groups reach beyond their hulls."""


def placed(structure: Mapping[str, Any], room: Box) -> Map:
    """Return the map of a picture as large as it fits into a rectangle."""
    points, scale = _fitted(structure["nodes"], room)
    degree = degrees(structure)
    papers = [kind["name"] == "Paper" for kind in structure["types"]]
    sizes = [_size(count, papers[kind]) for count, kind in zip(degree, structure["nodes"]["type"], strict=True)]
    radius = [min(max(size * scale**0.65, 1.2), 20) for size in sizes]
    reach = min(_AREA * scale, 26.0)
    return Map(points, radius, degree, _lines(structure), _groups(structure, points, reach), reach)


def _size(degree: int, paper: bool) -> float:
    """Return the size of a dot; papers hold all together and would cover the rest, and stay small."""
    return min(2 + 0.6 * math.sqrt(degree), 6) if paper else min(2.6 + 1.35 * math.sqrt(degree), 17)


def _fitted(nodes: Mapping[str, Sequence[int]], room: Box) -> tuple[list[Point], float]:
    if not nodes["x"]:
        return [], 1.0
    wide, high = room.right - room.left, room.bottom - room.top
    x, y = nodes["x"], nodes["y"]
    across, down = max(x) - min(x) + 1, max(y) - min(y) + 1
    if min(wide / down, high / across) > 1.05 * min(wide / across, high / down):
        x, y, across, down = y, x, down, across
    scale = min(wide / across, high / down, _CLOSEST)
    left = (room.left + room.right - (max(x) + min(x)) * scale) / 2
    top = (room.top + room.bottom - (max(y) + min(y)) * scale) / 2
    return [(left + a * scale, top + b * scale) for a, b in zip(x, y, strict=True)], scale


def _lines(structure: Mapping[str, Any]) -> list[tuple[int, int]]:
    groups, large = structure["nodes"]["community"], len(structure["nodes"]["label"]) > LARGE
    strength: dict[tuple[int, int], int] = {}
    said = zip(ends(structure), structure["edges"]["confidence"], structure["edges"]["support"], strict=True)
    for (subject, object_), confidence, support in said:
        if subject != object_ and (not large or groups[subject] == groups[object_]):
            pair = (min(subject, object_), max(subject, object_))
            strength[pair] = strength.get(pair, 0) + confidence * support
    return sorted(sorted(strength, key=lambda pair: (-strength[pair], pair))[:MOST_LINES])


def _groups(structure: Mapping[str, Any], points: Sequence[Point], reach: float) -> list[Group]:
    if len(points) <= _FEW:
        return []
    least = max(8, len(points) / 100) if len(points) > 60 else 4
    named = [(number, found) for number, found in enumerate(members(structure)) if structure["communities"][number]]
    rows = sorted(((number, found) for number, found in named if len(found) >= least), key=lambda row: -len(row[1]))
    return [
        _group(number, structure["communities"][number], [points[node] for node in found], len(rows[0][1]), reach)
        for number, found in rows[:MOST_GROUPS]
    ]


def _group(number: int, name: str, points: Sequence[Point], largest: int, reach: float) -> Group:
    outline = hull(_inner(points))
    x, y = [point[0] for point in outline], [point[1] for point in outline]
    box = Box(min(x) - reach, min(y) - reach, max(x) + reach, max(y) + reach)
    return Group(number, tuple(name.split(" · ")), tuple(outline), math.sqrt(len(points) / largest), box)


def _inner(points: Sequence[Point]) -> list[Point]:
    """Return the inner three quarters, which say where a community is; the rest are strays."""
    x, y = median_low(point[0] for point in points), median_low(point[1] for point in points)
    near = sorted(points, key=lambda point: ((point[0] - x) ** 2 + (point[1] - y) ** 2, point))
    return near[: math.ceil(len(points) * 0.75)]


def hull(points: Sequence[Point]) -> list[Point]:
    """Return the corners around points, in order.

    >>> hull([(0, 0), (4, 0), (2, 1), (4, 4), (0, 4)])
    [(0, 0), (4, 0), (4, 4), (0, 4)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_half(ordered)[:-1], *_half(ordered[::-1])[:-1]]


def _half(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
