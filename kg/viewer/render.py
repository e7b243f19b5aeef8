"""The page, through pyvis and the template of the folder `page`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.schema import load
from kg.viewer.embed import data_block, digest
from kg.viewer.rows import rows

if TYPE_CHECKING:
    import networkx as nx

_PAGE = Path(__file__).parent / "page"
_SCRIPTS = ("graph", "look", "text", "labels", "map", "panel", "overview", "search", "legend", "main")
_VIS = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "nodes": {"shape": "custom", "size": 12, "physics": False, "borderWidth": 0},
    "edges": {"smooth": False, "physics": False, "selectionWidth": 0, "hoverWidth": 0, "width": 0.8},
    "interaction": {
        "dragNodes": False,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "selectable": False,
        "hover": False,
    },
}


def render(
    graph: "nx.MultiDiGraph[str]",
    *,
    positions: Mapping[str, tuple[int, int]],
    communities: Iterable[tuple[str, Sequence[str]]],
) -> str:
    """Return the page of a graph.

    Args:
        graph: what assemble made.
        positions: where each node is drawn.
        communities: name and members of each community, the largest first.
    """
    from pyvis.network import Network

    shown = rows(graph, positions=positions, communities=communities, schema=load())
    network = Network(directed=True)
    network.set_template_dir(str(_PAGE), "page.html")
    # The lists are filled directly: add_edge compares each new edge with all others, which takes minutes.
    network.nodes, network.edges, network.options = shown.nodes, shown.edges, OPTIONS
    network.templateEnv.filters["data_block"] = data_block
    network.templateEnv.globals.update(rest=shown.rest, title=_title(shown.rest), **_parts())
    return str(network.generate_html())


def _title(rest: Mapping[str, Any]) -> str:
    count = rest["types"]["Paper"]["count"]
    return f"Knowledge graph of {count:,} {'paper' if count == 1 else 'papers'}"


def _parts() -> dict[str, object]:
    vis, script, style = _vis_network(), _script(), _text(_PAGE / "page.css")
    policy = (
        f"default-src 'none'; script-src {digest(vis)} {digest(script)}; style-src {digest(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return {"vis": vis, "script": script, "style": style, "policy": policy}


def _script() -> str:
    """Return our scripts as one, so that they share names with each other and with nobody else."""
    parts = "\n".join(_text(_PAGE / f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(async () => {{\n{parts}}})();\n'


def _vis_network() -> str:
    """Return vis-network as pyvis ships it, without the address of a file that is not there."""
    import pyvis

    return re.sub(r"\n?//# sourceMappingURL=.*", "", _text(Path(pyvis.__file__).parent / _VIS))


def _text(path: Path) -> str:
    # Whatever breaks the lines of the file, browsers read (and hash) a script with plain line breaks, and so do we.
    return path.read_text(encoding="utf-8")
