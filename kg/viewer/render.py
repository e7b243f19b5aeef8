"""The page: the picture of a graph in the template of the folder `page`, drawn by one of two renderers."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from kg.viewer.bundle import bundle
from kg.viewer.dense import dense
from kg.viewer.embed import data_block, digest
from kg.viewer.picture import Picture
from kg.viewer.sparql import Block

_PAGE = Path(__file__).parent / "page"
_TEMPLATE = "page.html"
_STYLES = ("base", "search", "save", "map", "legend", "filters", "panel", "ways", "timeline", "table", "sparql")
_WAITING = "body > :not(noscript) { visibility: hidden; }"
"""The style until the real one is unpacked."""
_VIS = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "nodes": {"shape": "custom", "size": 12, "physics": False, "borderWidth": 0},
    "edges": {"smooth": False, "physics": False, "selectionWidth": 0, "hoverWidth": 0, "width": 0.8},
    "interaction": {"dragNodes": False, "dragView": False, "zoomView": False, "selectable": False, "hover": False},
}


def render(picture: Picture, *, renderer: str = "auto", sparql: Block | None = None) -> str:
    """Return the page of a picture.

    Args:
        picture: what it shows.
        renderer: `canvas` (our own), `pyvis` (vis-network: to compare, or to build upon), or `auto` for the one that
            measures better, which is `canvas` at every size.
        sparql: what it needs to answer queries, or nothing.
    """
    parts = _parts(picture, sparql, with_vis=renderer == "pyvis")
    return _through_pyvis(parts) if renderer == "pyvis" else _filled(parts)


def _parts(picture: Picture, sparql: Block | None, *, with_vis: bool) -> dict[str, str]:
    """Return what stands in the template, safe as it is."""
    renderer = "renderer_vis.js" if with_vis else "renderer_canvas.js"
    scripts = [bundle(_PAGE, "main.js", aliases={"renderer.js": renderer})]
    shown = dense(picture)
    blocks = [data_block("graph-data", shown.structure), data_block("graph-evidence", shown.evidence)]
    if with_vis:
        scripts.insert(0, _vis_network())
        blocks.append(data_block("vis-options", OPTIONS))
    if sparql:
        blocks.append(sparql.html)
    start = bundle(_PAGE, "start.js")
    style = "\n".join(_text(_PAGE / "css" / f"{name}.css") for name in _STYLES)
    return {
        "title": escape(picture.structure["title"]),
        "policy": _policy([start, *scripts], [_WAITING, style], sparql),
        "waiting": _WAITING,
        "blocks": "\n".join([data_block("page-parts", {"style": style, "scripts": scripts}, limit=0), *blocks]),
        "start": start,
    }


def _policy(scripts: Iterable[str], styles: Iterable[str], sparql: Block | None) -> str:
    sources = [*map(digest, scripts), *(sparql.script_sources if sparql else ())]
    workers = f"worker-src {' '.join(sparql.worker_sources)}; " if sparql else ""
    return (
        f"default-src 'none'; script-src {' '.join(sources)}; {workers}style-src {' '.join(map(digest, styles))}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _filled(parts: Mapping[str, str]) -> str:
    """Return the template with its parts: in one go, so that no part is searched for the name of another."""
    return re.sub(r"\{\{ (\w+) \}\}", lambda match: parts[match[1]], _text(_PAGE / _TEMPLATE))


def _through_pyvis(parts: Mapping[str, str]) -> str:
    from pyvis.network import Network

    network = Network(directed=True)
    network.set_template_dir(str(_PAGE), _TEMPLATE)
    network.templateEnv.globals.update(parts)
    return str(network.generate_html())


def _vis_network() -> str:
    """Return vis-network as pyvis ships it, without the address of a file that is not there."""
    import pyvis

    return re.sub(r"\n?//# sourceMappingURL=.*", "", _text(Path(pyvis.__file__).parent / _VIS))


def _text(path: Path) -> str:
    # Whatever breaks the lines of the file, browsers read (and hash) a script with plain line breaks, and so do we.
    return path.read_text(encoding="utf-8")
