"""Pictures of parts of a graph: as pages, as drawings, and as images for papers and slides."""

import math
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError
from kg.viewer import cuts
from kg.viewer.columns import ends
from kg.viewer.picture import SMALLEST_COMMUNITY, Picture, keys
from kg.viewer.svg_text import FONT

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

FOLDER = "views"
"""Where pages of parts of a graph lie, beside the outputs; no output of a build is there."""
_MISSING = "PNG needs the package resvg_py; install it with `pip install 'kg[png]'`, or write SVG"
_NO_FONT = (
    "this machine has no font to write names with; install one, such as the package fonts-dejavu-core of Debian, "
    "give the file of one with --font, or write SVG"
)


def ego(picture: Picture, key: str, *, depth: int | None = None, seed: int = 0) -> Picture:
    """Return a picture of a node and what is near it, with a map of its own.

    Raises:
        OutputError: the picture does not show the node.
        ConfigError: it reaches from 1 to 3 steps.
    """
    return laid_out(cuts.ego(picture, key, depth=depth), seed=seed)


def community(picture: Picture, named: int | str, *, seed: int = 0) -> Picture:
    """Return a picture of one community, with a map and groups of its own.

    Raises:
        OutputError: there is no such community.
    """
    return laid_out(cuts.community(picture, named), seed=seed)


def laid_out(picture: Picture, *, seed: int = 0) -> Picture:
    """Return a picture with places and communities as its own nodes and edges ask for."""
    from kg.analyse import communities, layout

    graph = _graph(picture.structure)
    places = layout(graph, seed=seed)
    number = {key: index for index, key in enumerate(graph)}
    groups = [group for group in communities(graph, seed=seed) if len(group.members) >= SMALLEST_COMMUNITY]
    of_node = {key: index for index, group in enumerate(groups) for key in group.members}
    apart = max(1.0, min(3.0, 15 / math.sqrt(max(len(number), 1))))  # few dots leave room for names beside them
    nodes = picture.structure["nodes"] | {
        "x": [round(places[key][0] * apart) for key in number],
        "y": [round(places[key][1] * apart) for key in number],
        "community": [of_node.get(key, -1) for key in number],
    }
    structure = picture.structure | {"nodes": nodes, "communities": [group.name for group in groups]}
    return replace(picture, structure=structure)


def _graph(structure: dict[str, Any]) -> "Graph":
    """Return what layout and communities look at."""
    import networkx as nx

    names, types = keys(structure), [kind["name"] for kind in structure["types"]]
    graph: Graph = nx.MultiDiGraph()
    for key, kind, label in zip(names, structure["nodes"]["type"], structure["nodes"]["label"], strict=True):
        graph.add_node(key, type=types[kind], label=label)
    for (subject, object_), predicate in zip(ends(structure), structure["edges"]["predicate"], strict=True):
        graph.add_edge(names[subject], names[object_], key=predicate)
    return graph


def page(picture: Picture, *, renderer: str = "auto") -> str:
    """Return the page of a picture, without an engine for queries."""
    from kg.viewer import render

    return render(picture, renderer=renderer)


def png(drawing: str, *, scale: float = 1.0, font: Path | None = None) -> bytes:
    """Return a drawing as an image.

    Args:
        drawing: the text of an SVG.
        scale: how many pixels of the image a pixel of the drawing gets.
        font: the file of a font to write names with; by default those of the machine.

    Raises:
        OutputError: the library is missing, or a font.
    """
    try:
        library = import_module("resvg_py")
    except ImportError as error:
        raise OutputError(_MISSING) from error
    fonts = [str(font)] if font else None
    if not _writes(library, fonts):
        raise OutputError(f"{font}: this is no font that can be read" if font else _NO_FONT)
    return bytes(library.svg_to_bytes(svg_string=drawing, zoom=scale, font_files=fonts))


def _writes(library: Any, fonts: list[str] | None) -> bool:  # noqa: ANN401  a module without types
    """Tell whether a letter leaves a trace: without a font, names would be missing and nobody told."""
    sizes = []
    for letter in ("", "M"):
        text = f'<text y="16" font-size="16" font-family="{FONT}">{letter}</text>'
        probe = f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">{text}</svg>'
        sizes.append(bytes(library.svg_to_bytes(svg_string=probe, font_files=fonts)))
    return sizes[0] != sizes[1]
