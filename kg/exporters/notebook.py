"""What a build and a picture show of themselves in a notebook: HTML and SVG without a script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Unpack

from kg.atomic import write_atomically
from kg.errors import ConfigError, OutputError
from kg.exporters import pictures
from kg.viewer import cuts, svg
from kg.viewer.columns import degrees, members
from kg.viewer.picture import Picture
from kg.viewer.svg_text import one_line

MOST_BYTES = 200_000
"""Notebooks keep what is shown in them: a map takes no more than this."""
_DETAIL = (700, 350, 150, 50)
"""How many nodes a map shows, the first number that is small enough."""
_TOP = 5
_GROUPS = 6
_CELL = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that a notebook shows as a drawing."""

    picture: Picture

    def _repr_svg_(self) -> str:
        return svg.draw(self.picture, width=1100, height=700, prefix="kg-figure")

    def __repr__(self) -> str:
        """Return what it shows."""
        return f"<Figure: {one_line(self.picture.structure['title'])}>"

    def save(self, path: str | Path, **style: Unpack[svg.Style]) -> None:
        """Write the picture as a drawing, an image or a page: the ending of the file says which.

        Args:
            path: a file that ends in `.svg`, `.png` or `.html`.
            style: width, height, theme (`light` or `dark`), labels and legend of a drawing or an image.

        Raises:
            OutputError: the ending is none of these, or an image cannot be made here.
            ConfigError: a page is to have the style of a drawing, or there is no such theme.
        """
        path = Path(path)
        ending = path.suffix.lower()
        if ending == ".html" and style:
            raise ConfigError(
                f"{path}: a page has no use for {next(iter(style))}; leave it out, or choose .svg or .png"
            )
        if ending == ".html":
            content = pictures.page(self.picture).encode()
        elif ending == ".svg":
            content = svg.draw(self.picture, **style).encode()
        elif ending == ".png":
            content = pictures.png(svg.draw(self.picture, **style), scale=2)
        else:
            raise OutputError(f"{path}: the ending tells the format; choose .svg, .png or .html")
        write_atomically(path, content)


def card(picture: Picture, page: Path) -> str:
    """Return what a notebook shows of a build: its size, groups and foremost names, and its map."""
    structure = picture.structure
    return (
        f'<div style="max-width:980px"><p><strong>{_text(structure["title"])}</strong> · '
        f'<a href="{escape(_address(page))}" target="_blank" rel="noopener">open the page</a> '
        f"({_text(str(page))})</p>"
        f'{_table(structure)}<div style="max-width:960px">{_map(picture)}</div></div>'
    )


def _address(page: Path) -> str:
    """Return an address that leads to the page from a notebook: beside it where that is so, else by its full path."""
    full = page.resolve()
    here = Path.cwd()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_uri()


def _table(structure: Mapping[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}">{head}</th><td style="{_CELL}">{count:,}</td>'
        f'<td style="{_CELL}">{_text(told)}</td></tr>'
        for head, count, told in _rows(structure)
    )
    return f'<table style="border-collapse:collapse;background:none;color:inherit">{rows}</table>'


def _rows(structure: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Yield what there is, how many, and the foremost of them."""
    degree, labels, types = degrees(structure), structure["nodes"]["label"], structure["nodes"]["type"]
    ranked = sorted(range(len(labels)), key=lambda node: (-degree[node], node))
    for index, kind in enumerate(structure["types"]):
        top = [one_line(labels[node], most=60) for node in ranked if types[node] == index][:_TOP]
        if top:
            yield str(kind["plural"]), kind["count"], "" if kind["name"] == "Paper" else ", ".join(top)
    yield "facts", len(structure["edges"]["to"]), ""
    groups = [
        one_line(name, most=60)
        for name, found in zip(structure["communities"], members(structure), strict=True)
        if name
    ]
    if groups:
        yield "groups", len(groups), "; ".join(groups[:_GROUPS])


def _map(picture: Picture) -> str:
    drawn = ""
    for most in _DETAIL:
        part = cuts.foremost(picture, most)
        drawn = svg.draw(part, width=960, height=560, legend=False, labels=45, prefix="kg-map")
        if len(drawn.encode()) <= MOST_BYTES:
            return drawn.replace("<svg ", '<svg style="max-width:100%;height:auto;border-radius:8px" ', 1)
    return ""


def _text(text: str) -> str:
    return escape(one_line(text))
