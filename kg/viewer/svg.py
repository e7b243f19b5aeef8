"""A picture as a drawing in SVG, for papers and slides: the map, names, a legend, a title and where it comes from."""

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

from kg.errors import ConfigError
from kg.numbers import counted
from kg.viewer.picture import Picture
from kg.viewer.svg_labels import names, written
from kg.viewer.svg_map import Box, Map, placed
from kg.viewer.svg_marks import THEMES, Theme, areas, dots, lines, mark, paint, short_number
from kg.viewer.svg_text import FONT, escaped, one_line, width

WIDTH, HEIGHT = 1600, 1000
_ROOM_FOR_NAME = 16_000
"""How many square pixels there are for each name."""
_MARGIN = 28
_ROW = 24


class Style(TypedDict, total=False):
    """How a drawing looks: what `draw` takes beside the picture."""

    width: int
    height: int
    theme: str
    labels: int | None
    legend: bool


def draw(
    picture: Picture,
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    theme: str = "light",
    labels: int | None = None,
    legend: bool = True,
    prefix: str = "kg",
) -> str:
    """Return the drawing of a picture; the same picture gives the same text.

    Args:
        picture: what to draw.
        width: the width in pixels.
        height: the height in pixels.
        theme: `light` or `dark`.
        labels: the most names of dots; as many as the size asks for where it is left out.
        legend: whether title, legend and source are drawn around the map.
        prefix: what ids begin with, for several drawings in one document.

    Raises:
        ConfigError: there is no such theme.
    """
    if theme not in THEMES:
        raise ConfigError(f"no theme is called '{theme}'; choose from {', '.join(THEMES)}")
    structure, ink = picture.structure, THEMES[theme]
    frame = _Frame(structure, width, height, ink)
    room = frame.room() if legend else Box(_MARGIN, _MARGIN, width - _MARGIN, height - _MARGIN)
    shown = placed(structure, Box(room.left + 52, room.top + 68, room.right - 52, room.bottom - 24))
    most = round((room.right - room.left) * (room.bottom - room.top) / _ROOM_FOR_NAME) if labels is None else labels
    parts = [
        *_head(structure, width, height, prefix),
        f'<rect width="{width}" height="{height}" fill="{ink.page}"/>',
        *areas(shown, ink),
        *lines(shown, structure, ink),
        *dots(shown, structure, ink),
        *_ring(shown, structure, ink),
        *written(names(shown, structure, room, most=most), ink),
        *(frame.elements() if legend else ()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(structure: Mapping[str, Any], wide: int, high: int, prefix: str) -> Iterator[str]:
    """Yield how the drawing begins: its size, and what it is called and shows, for those who cannot see it."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'role="img" aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FONT}">'
    )
    yield f'<title id="{prefix}-title">{escaped(structure["title"])}</title>'
    yield f'<desc id="{prefix}-desc">{escaped(description(structure))}</desc>'


def description(structure: Mapping[str, Any]) -> str:
    """Return in words what a picture shows."""
    groups = [name.split(" · ")[0] for name in structure["communities"] if name][:5]
    largest = f" The largest groups: {', '.join(groups)}." if groups else ""
    part = structure.get("part")
    whole = f" {part['text']} {part['advice']}" if part else ""
    return f"A map of {_all_counted(structure)}.{largest}{whole}"


def _all_counted(structure: Mapping[str, Any]) -> str:
    counted = [f"{kind['count']:,} {_noun(kind)}" for kind in structure["types"] if kind["count"]]
    return f"{', '.join(counted)} and {_facts(structure)}"


def _facts(structure: Mapping[str, Any]) -> str:
    count = len(structure["edges"]["to"])
    return counted(count, "fact")


def _noun(kind: Mapping[str, Any]) -> str:
    return str(kind["plural"]) if kind["count"] != 1 else _singular(str(kind["plural"]))


def _singular(plural: str) -> str:
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")


def _ring(shown: Map, structure: Mapping[str, Any], ink: Theme) -> Iterator[str]:
    """Yield the ring around what the picture is about."""
    if (focus := structure.get("focus")) is not None:
        (x, y), radius = shown.points[focus], shown.radius[focus] + 4
        place = f'cx="{short_number(x)}" cy="{short_number(y)}" r="{short_number(radius)}"'
        yield f'<circle {place} fill="none" stroke="{ink.accent}" stroke-width="2.2"/>'


class _Frame:
    """What stands around the map: title and counts above, legend and source below."""

    def __init__(self, structure: Mapping[str, Any], wide: int, high: int, ink: Theme) -> None:
        self.structure, self.wide, self.high, self.ink = structure, wide, high, ink
        self.kinds = [kind for kind in structure["types"] if kind["count"]]
        self.places = list(self._places())
        self.rows = 1 + max((row for _, row in self.places), default=0)

    def room(self) -> Box:
        """Return what is left for the map."""
        return Box(_MARGIN / 2, 62, self.wide - _MARGIN / 2, self.high - 44 - _ROW * self.rows)

    def _places(self) -> Iterator[tuple[float, int]]:
        """Yield where each entry of the legend begins, and in which row."""
        x, row = float(_MARGIN), 0
        for kind in self.kinds:
            entry = 24 + width(self._entry(kind), 13) + 18
            if x > _MARGIN and x + entry > self.wide - _MARGIN:
                x, row = float(_MARGIN), row + 1
            yield x, row
            x += entry

    def _entry(self, kind: Mapping[str, Any]) -> str:
        return f"{_noun(kind).capitalize()} {kind['count']:,}"

    def elements(self) -> Iterator[str]:
        """Yield title, legend and source as SVG."""
        ink, top = self.ink, self.high - 26 - _ROW * self.rows
        most = max(int((self.wide - 2 * _MARGIN) / 12), 8)
        title = one_line(self.structure["title"], most=most)
        yield f'<text x="{_MARGIN}" y="38" font-size="22" font-weight="bold" fill="{ink.text}">{escaped(title)}</text>'
        yield f'<g font-size="13" fill="{ink.text}">'
        for kind, (x, row) in zip(self.kinds, self.places, strict=True):
            y = top + _ROW * row
            yield f'<path d="{mark(kind, (x + 7, y), 6)}" {paint(kind, ink)}/>'
            yield f'<text x="{short_number(x + 20)}" y="{short_number(y + 4.5)}">{escaped(self._entry(kind))}</text>'
        yield "</g>"
        source = one_line(self._source(), most=int((self.wide - 2 * _MARGIN) / 6))
        yield f'<text x="{_MARGIN}" y="{self.high - 14}" font-size="11" fill="{ink.soft}">{escaped(source)}</text>'

    def _source(self) -> str:
        sources = self.structure["sources"]
        named = ", ".join(sources) if len(sources) <= 3 else f"{len(sources):,} listings"
        part = f"{self.structure['part']['text']} " if "part" in self.structure else ""
        return f"{part}{_facts(self.structure)} that abstracts state · drawn by kg{f' from {named}' if named else ''}"
