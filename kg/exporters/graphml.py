"""GraphML for Gephi, yEd, Cytoscape, igraph and networkx: flat attributes, one line a node or an edge."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.config import Config

if TYPE_CHECKING:
    import networkx

    from kg.analyse import Map

    Graph = networkx.MultiDiGraph[str]

FILE = "graph.graphml"
_NODE_KEYS = {
    "type": "string",
    "label": "string",
    "url": "string",
    "kind": "string",
    "published": "string",
    "aliases": "string",
    "degree": "int",
    "x": "int",
    "y": "int",
    "community": "string",
}
_EDGE_KEYS = {
    "predicate": "string",
    "confidence": "double",
    "of": "string",
    "evidence": "int",
    "paper": "string",
    "sentence": "string",
    "by": "string",
}
# What XML 1.0 (section 2.2) allows; all else cannot even be escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | int | float


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the graph and return the path."""
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in _lines(graph))
    return [path]


def _lines(graph: "Graph") -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
    )
    for where, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys.items():
            yield f'<key id="{where}-{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph edgedefault="directed">'
    places = _places(graph)
    for key in graph:
        yield f"<node id={_quoted(key)}>{_data('node', _node(graph, key) | places.get(key, {}))}</node>"
    for number, (subject, object, data) in enumerate(graph.edges(data=True)):
        ends = f"source={_quoted(subject)} target={_quoted(object)}"
        yield f'<edge id="e{number}" {ends}>{_data("edge", _edge(data))}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _node(graph: "Graph", key: str) -> dict[str, Value]:
    node = graph.nodes[key]
    values: dict[str, Value] = {"type": node["type"], "label": node["label"], "degree": graph.degree(key)}
    if "paper" in node:
        return values | {"url": node["paper"].url, "published": node["paper"].published}
    if "entity" in node:
        forms = {alias.form for alias in node.get("aliases", ())} - {node["label"]}
        return values | {"aliases": " | ".join(sorted(forms))}
    return values | {"url": node["url"], "kind": node["kind"]}


def _places(graph: "Graph") -> dict[str, dict[str, Value]]:
    """Return where each node lies on the map, should the graph have one: Gephi opens with it, y upwards."""
    found: Map | None = graph.graph.get("map")
    if not found:
        return {}
    community = {key: item.name for item in found.communities for key in item.members}
    return {key: {"x": x, "y": -y, "community": community[key]} for key, (x, y) in found.positions.items()}


def _edge(data: Mapping[str, Any]) -> dict[str, Value]:
    evidence = data["evidence"]
    best = max(evidence, key=lambda item: item.confidence)
    return {
        "predicate": data["predicate"],
        "confidence": data["confidence"],
        "of": data.get("of", ""),
        "evidence": len(evidence),
        "paper": best.paper,
        "sentence": best.text,
        "by": best.by,
    }


def _data(where: str, values: Mapping[str, Value]) -> str:
    return "".join(
        f'<data key="{where}-{name}">{escape(_clean(str(value)))}</data>'
        for name, value in values.items()
        if value != ""
    )


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def read(path: Path) -> "Graph":
    """Read a graph back, with its edges keyed by predicate.

    Raises:
        OSError: the file cannot be read.
    """
    import networkx

    loaded = networkx.read_graphml(path, force_multigraph=True)
    graph: Graph = networkx.MultiDiGraph()
    graph.add_nodes_from(loaded.nodes(data=True))
    for subject, object, data in loaded.edges(data=True):
        graph.add_edge(subject, object, key=data["predicate"], **data)
    return graph
