"""The nodes and edges of a graph with flat attributes, as formats for tools that draw graphs have them."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg import shown

if TYPE_CHECKING:
    import networkx

    from kg.analyse import Map

    Graph = networkx.MultiDiGraph[str]

Value = str | int | float

NODE_KEYS = {
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
"""The attributes of nodes, with their types."""
EDGE_KEYS = {
    "predicate": "string",
    "confidence": "double",
    "of": "string",
    "evidence": "int",
    "paper": "string",
    "sentence": "string",
    "by": "string",
}
"""The attributes of edges, with their types."""
# What XML 1.0 (section 2.2) allows; all else cannot even be escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node_keys(graph: "Graph") -> dict[str, str]:
    """Return the attributes that nodes of a graph have: of a part of a whole, also how many of all papers name them."""
    return NODE_KEYS | ({shown.NAMED_BY: "int"} if shown.PART in graph.graph else {})


def description(graph: "Graph") -> str:
    """Return of how much a graph is a part; nothing of a whole graph."""
    part = graph.graph.get(shown.PART)
    return f"{shown.in_words(part)} {shown.ADVICE}" if part else ""


def node_values(graph: "Graph", key: str) -> dict[str, Value]:
    """Return the attributes of a node."""
    node = graph.nodes[key]
    values: dict[str, Value] = {"type": node["type"], "label": node["label"], "degree": graph.degree(key)}
    if "paper" in node:
        return values | {"url": node["paper"].url, "published": node["paper"].published}
    if "entity" in node:
        forms = {alias.form for alias in node.get("aliases", ())} - {node["label"]}
        named = {shown.NAMED_BY: node[shown.NAMED_BY]} if shown.NAMED_BY in node else {}
        return values | named | {"aliases": " | ".join(sorted(forms))}
    return values | {"url": node["url"], "kind": node["kind"]}


def places(graph: "Graph") -> dict[str, dict[str, Value]]:
    """Return where each node lies on the map, should the graph have one: y goes upwards."""
    found: Map | None = graph.graph.get("map")
    if not found:
        return {}
    community = {key: item.name for item in found.communities for key in item.members}
    return {key: {"x": x, "y": -y, "community": community[key]} for key, (x, y) in found.positions.items()}


def edge_values(data: Mapping[str, Any]) -> dict[str, Value]:
    """Return the attributes of an edge, with its surest sentence."""
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


def text(value: Value) -> str:
    """Return a value as the text of an element of XML, without what XML cannot hold."""
    return escape(_clean(str(value)))


def quoted(value: Value) -> str:
    """Return a value as an attribute of XML, in quotes."""
    return quoteattr(_clean(str(value)))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
