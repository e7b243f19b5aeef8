"""Names in a drawing: the most important first, and none over another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from kg.viewer.svg_map import Box, Group, Map
from kg.viewer.svg_marks import Theme, short_number
from kg.viewer.svg_text import escaped, one_line, width

Spot = TypeVar("Spot")

_CELL = 80
_LONGEST = 30
_LONGEST_OF_FEW = 46
_LONGEST_TITLE = 44
_PAPERS_UP_TO = 120
"""Only on so small a map are papers written beside their dots."""


class Word(NamedTuple):
    """A text with its middle, and how it is written."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    soft: bool = False


class Boxes:
    """The rectangles that are taken and the dots, in a grid, so that asking is fast."""

    def __init__(self, room: Box, shown: Map) -> None:
        """Start with nothing taken of the room."""
        self.room = room
        self._cells: dict[tuple[int, int], list[Box]] = {}
        self._dots: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
        for (x, y), radius in zip(shown.points, shown.radius, strict=True):
            self._dots.setdefault((int(x // _CELL), int(y // _CELL)), []).append((x, y, radius))

    def free(self, box: Box) -> bool:
        """Tell whether a rectangle lies in the room and over no other."""
        room = self.room
        if box.left < room.left or box.top < room.top or box.right > room.right or box.bottom > room.bottom:
            return False
        return not any(_meet(box, taken) for cell in _around(box) for taken in self._cells.get(cell, ()))

    def hidden(self, box: Box) -> float:
        """Return how much of dots a rectangle hides: the sum of their radii."""
        wide = Box(box.left - 12, box.top - 12, box.right + 12, box.bottom + 12)
        dots = (dot for cell in _around(wide) for dot in self._dots.get(cell, ()))
        return sum(
            radius
            for x, y, radius in dots
            if box.left - radius < x < box.right + radius and box.top - radius < y < box.bottom + radius
        )

    def best(self, spots: Iterable[tuple[Spot, Box]], *, against: Callable[[Box], float] = lambda _: 0) -> Spot | None:
        """Return the spot that is free and hides least, of equals the first; its rectangle is taken then.

        Args:
            spots: what to choose from, and the rectangle that each takes.
            against: what else speaks against a rectangle, as much as hidden dots of that radius.
        """
        free = [
            (self.hidden(box) + against(box), at, spot, box) for at, (spot, box) in enumerate(spots) if self.free(box)
        ]
        if not free:
            return None
        _, _, spot, box = min(free, key=lambda row: row[:2])
        self.add(box)
        return spot

    def add(self, box: Box) -> None:
        """Take a rectangle."""
        for cell in _around(box):
            self._cells.setdefault(cell, []).append(box)


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and one.right > other.left and one.top < other.bottom and one.bottom > other.top


def _around(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row


def names(shown: Map, structure: Mapping[str, Any], room: Box, *, most: int) -> list[Word]:
    """Return what is written on a map: what is in its middle, groups, then as many names of dots as fit."""
    boxes = Boxes(room, shown)
    words = list(_middle(boxes, shown, structure))
    for group in shown.groups:
        words += _title(boxes, group, [other.box for other in shown.groups if other is not group])
    tries = 8 * most
    for node in _by_importance(shown, structure):
        if most <= 0 or tries <= 0:
            break
        tries -= 1
        if found := _name(boxes, shown, structure, node):
            words.append(found)
            most -= 1
    return words


def _middle(boxes: Boxes, shown: Map, structure: Mapping[str, Any]) -> Iterator[Word]:
    """Yield the name of what the picture is about; its dot is kept clear too."""
    if (focus := structure.get("focus")) is None:
        return
    (x, y), radius = shown.points[focus], shown.radius[focus]
    boxes.add(Box(x - radius - 4, y - radius - 4, x + radius + 4, y + radius + 4))
    text = one_line(structure["nodes"]["label"][focus], most=60)
    if word := boxes.best(_spots(text, x, y, radius + 6, 16, bold=True)):
        yield word


def _by_importance(shown: Map, structure: Mapping[str, Any]) -> list[int]:
    kinds = [kind["name"] for kind in structure["types"]]
    types = structure["nodes"]["type"]
    nodes = [node for node in range(len(types)) if node != structure.get("focus")]
    if len(types) > _PAPERS_UP_TO:
        nodes = [node for node in nodes if kinds[types[node]] != "Paper"]
    return sorted(nodes, key=lambda node: (kinds[types[node]] == "Paper", -shown.degree[node], node))


def _name(boxes: Boxes, shown: Map, structure: Mapping[str, Any], node: int) -> Word | None:
    few = len(shown.points) <= _PAPERS_UP_TO / 2
    text = one_line(structure["nodes"]["label"][node], most=_LONGEST_OF_FEW if few else _LONGEST)
    size = (12.5 if few else 11) + min((shown.degree[node] + 1).bit_length() / 2, 3)
    return boxes.best(_spots(text, *shown.points[node], shown.radius[node], size))


def _spots(
    text: str, x: float, y: float, radius: float, size: float, *, bold: bool = False
) -> Iterator[tuple[Word, Box]]:
    """Yield where a name may stand: right of its dot, below, left, above."""
    half, high = width(text, size, bold=bold) / 2 + 3, size * 0.66
    right, down = radius + half + 1, radius + size * 0.75
    for middle, centre in ((x + right, y), (x, y + down), (x - right, y), (x, y - down)):
        yield Word(text, middle, centre, size, bold), Box(middle - half, centre - high, middle + half, centre + high)


def _title(boxes: Boxes, group: Group, others: Sequence[Box]) -> list[Word]:
    """Return what a group is called, above it, below or in it, wherever that hides least; nothing without room."""
    first, rest = one_line(group.names[0], most=36), _fitting(group.names[1:])
    size, x = 13 + 4 * group.share, (group.box.left + group.box.right) / 2
    lines = [(first, size, True), *([(rest, 12.0, False)] if rest else [])]
    half = max(width(text, size, bold=bold) for text, size, bold in lines) / 2 + 4
    high = 17 * len(lines) + 4
    aside = (group.box.right - group.box.left) / 4
    tops = (group.box.top - high, group.box.bottom + 2, (group.box.top + group.box.bottom - high) / 2)
    places = [(middle, top) for top in tops for middle in (x, x - aside, x + aside)]
    boxed = ((place, Box(place[0] - half, place[1], place[0] + half, place[1] + high)) for place in places)
    if not (place := boxes.best(boxed, against=lambda box: _doubt(box, group.box, others))):
        return []
    return [
        Word(text, place[0], place[1] + 10 + 17 * at, size, bold, True) for at, (text, size, bold) in enumerate(lines)
    ]


def _doubt(box: Box, own: Box, others: Sequence[Box]) -> float:
    """Return what speaks against a title in a place: readers look for it above, and take it for another's there."""
    side = 0.0 if box.bottom <= own.top else 30.0 if box.top >= own.bottom else 12.0
    return side + 25.0 * any(_meet(box, other) for other in others)


def _fitting(texts: Sequence[str]) -> str:
    kept = [one_line(text, most=_LONGEST) for text in texts]
    while len(kept) > 1 and len(" · ".join(kept)) > _LONGEST_TITLE:
        kept.pop()
    return " · ".join(kept)


def written(words: Iterable[Word], theme: Theme) -> Iterator[str]:
    """Yield the words as SVG, each with a rim in the colour of the page."""
    rim = f'stroke="{theme.page}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke" text-anchor="middle"'
    yield f"<g {rim}>{''.join(_element(word, theme) for word in words)}</g>"


def _element(word: Word, theme: Theme) -> str:
    # The line of the letters lies about a third of their size below their middle; not all programs know other ways.
    x, y, size = map(short_number, (word.x, word.y + 0.35 * word.size, word.size))
    place = f'x="{x}" y="{y}" font-size="{size}"'
    weight = ' font-weight="bold"' if word.bold else ""
    return f'<text {place}{weight} fill="{theme.soft if word.soft else theme.text}">{escaped(word.text)}</text>'
