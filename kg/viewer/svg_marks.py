"""The marks of a drawing as SVG: areas of groups, lines, and dots in the shapes of their types."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.viewer.svg_map import Map, Point
from kg.viewer.svg_text import escaped, one_line

MOST_ELEMENTS = 1500
"""Up to so many dots are elements of their own, with a name to point at; more of them are one path for each type."""
_LINES_IN_PATH = 400
_LONGEST = 120
"""How much of a name shows where a dot is pointed at."""


class Theme(NamedTuple):
    """The colours of a drawing; those of the types come with the picture."""

    page: str
    text: str
    soft: str
    edge: str
    area: str
    line: str
    accent: str
    colour: str
    """The column of a type that holds its colour."""


THEMES = {
    "light": Theme("#fbfbf9", "#1d2129", "#4b5362", "#dcdee3", "#e9ecf2", "#465064", "#d9480f", "colour"),
    "dark": Theme("#14171c", "#e9ecf1", "#b3bac7", "#363c47", "#212731", "#aabbd2", "#ffb454", "dark"),
}


def _corners(count: int, turn: float, inner: float = 1) -> list[Point]:
    steps = count if inner == 1 else 2 * count
    angles = [turn + 2 * math.pi * step / steps for step in range(steps)]
    radii = [inner if step % 2 else 1 for step in range(steps)]
    return [(radius * math.cos(angle), radius * math.sin(angle)) for radius, angle in zip(radii, angles, strict=True)]


_UP = -math.pi / 2
# Corners on a circle of such a radius that all shapes look equally large, as look.js has them.
SHAPES: Mapping[str, Sequence[Point]] = {
    "triangle": [(1.35 * x, 1.35 * y + 0.2) for x, y in _corners(3, _UP)],
    "square": [(1.2 * x, 1.2 * y) for x, y in _corners(4, _UP / 2)],
    "diamond": [(1.2 * x, 1.35 * y) for x, y in _corners(4, _UP)],
    "hexagon": [(1.1 * x, 1.1 * y) for x, y in _corners(6, _UP)],
    "star": [(1.4 * x, 1.4 * y) for x, y in _corners(5, _UP, 0.5)],
}


def short_number(value: float) -> str:
    """Return a number as short as one place behind the point allows.

    >>> short_number(3.0), short_number(-0.04), short_number(12.345)
    ('3', '0', '12.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def areas(shown: Map, theme: Theme) -> Iterator[str]:
    """Yield the areas of the groups, each with a rim that parts it from those it touches."""
    for group in shown.groups:
        path, wide = _outline(group.hull), 2 * shown.reach
        rim = f'<path d="{path}" stroke="{theme.page}" stroke-width="{short_number(wide + 5)}"/>'
        area = f'<path d="{path}" fill="{theme.area}" stroke="{theme.area}" stroke-width="{short_number(wide)}"/>'
        yield f'<g stroke-linejoin="round" stroke-linecap="round">{rim}{area}</g>'


def lines(shown: Map, structure: Mapping[str, Any], theme: Theme) -> Iterator[str]:
    """Yield the lines: those between groups fainter than those inside, those of the middle of all strongest."""
    groups, focus = structure["nodes"]["community"], structure.get("focus", -1)
    few = len(shown.lines) < 500
    kinds: dict[float, list[tuple[int, int]]] = {0.14 if few else 0.07: [], 0.32 if few else 0.2: [], 0.5: []}
    between, inside, strong = kinds.values()
    for pair in shown.lines:
        chosen = strong if focus in pair else inside if groups[pair[0]] == groups[pair[1]] else between
        chosen.append(pair)
    for opacity, pairs in kinds.items():
        paths = [_strokes(shown.points, pairs[at : at + _LINES_IN_PATH]) for at in range(0, len(pairs), _LINES_IN_PATH)]
        if paths:
            style = f'fill="none" stroke="{theme.line}" stroke-opacity="{opacity}" stroke-width="0.8"'
            yield f"<g {style}>{''.join(paths)}</g>"


def _strokes(points: Sequence[Point], pairs: Iterable[tuple[int, int]]) -> str:
    steps = (f"M{_point(points[subject])}L{_point(points[object_])}" for subject, object_ in pairs)
    return f'<path d="{"".join(steps)}"/>'


def dots(shown: Map, structure: Mapping[str, Any], theme: Theme) -> Iterator[str]:
    """Yield the dots, a group of elements for each type; papers lie below what they name."""
    labels, types = structure["nodes"]["label"], structure["nodes"]["type"]
    of_type: dict[int, list[int]] = {}
    for node in sorted(range(len(labels)), key=lambda node: (shown.degree[node], node)):
        of_type.setdefault(types[node], []).append(node)
    for index, kind in enumerate(structure["types"]):
        if nodes := of_type.get(index):
            marks = [(shown.points[node], shown.radius[node], labels[node]) for node in nodes]
            if len(labels) <= MOST_ELEMENTS:
                inside = "".join(_named(mark(kind, point, radius), label) for point, radius, label in marks)
            else:
                inside = f'<path d="{"".join(mark(kind, point, radius) for point, radius, _ in marks)}"/>'
            yield f"<g {paint(kind, theme)}>{inside}</g>"


def _named(path: str, label: str) -> str:
    return f'<path d="{path}"><title>{escaped(one_line(label, most=_LONGEST))}</title></path>'


def paint(kind: Mapping[str, Any], theme: Theme) -> str:
    """Return the attributes that give a mark the colour of a type."""
    colour = kind[theme.colour]
    if kind["shape"] == "ring":
        return f'fill="{theme.page}" stroke="{colour}" stroke-width="1.6"'
    return f'fill="{colour}" stroke="{theme.page}" stroke-width="0.8"'


def mark(kind: Mapping[str, Any], point: Point, radius: float) -> str:
    """Return the path of a dot in the shape of its type."""
    if corners := SHAPES.get(kind["shape"]):
        return _outline([(point[0] + radius * x, point[1] + radius * y) for x, y in corners])
    radius = round(radius * 0.85 if kind["shape"] == "ring" else radius, 1)  # the halves of a circle have to meet
    once, twice = short_number(radius), short_number(2 * radius)
    arc = f"a{once} {once} 0 1 0 "
    return f"M{_point((point[0] - radius, point[1]))}{arc}{twice} 0{arc}-{twice} 0z"


def _outline(points: Iterable[Point]) -> str:
    return f"M{'L'.join(map(_point, points))}z"


def _point(point: Point) -> str:
    return f"{short_number(point[0])} {short_number(point[1])}"
