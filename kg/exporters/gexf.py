"""GEXF for Gephi: the graph as the page draws it, with places, colours, sizes, weights and dates."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.config import Config
from kg.exporters.flat import (
    EDGE_KEYS,
    Value,
    description,
    edge_values,
    node_keys,
    node_values,
    places,
    quoted,
    text,
)
from kg.records import LINK_TYPES

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FILE = "graph.gexf"
_TYPES = {"int": "integer"}
# What GEXF has elements or attributes of its own for.
_ELEMENTS = ("label", "x", "y")
_EDGE_ATTRIBUTES = {name: kind for name, kind in EDGE_KEYS.items() if name != "predicate"}
_FULL_DATE = "0000-01-01"


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the graph and return the path."""
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in _lines(graph))
    return [path]


def _lines(graph: "Graph") -> Iterator[str]:
    starts = _starts(graph)
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    if told := description(graph):
        yield f"<meta><description>{text(told)}</description></meta>"
    timed = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if starts else ' mode="static"'
    yield f'<graph defaultedgetype="directed"{timed}>'
    attributes = _node_attributes(graph)
    for end, keys in (("node", attributes), ("edge", _EDGE_ATTRIBUTES)):
        yield f'<attributes class="{end}" mode="static">'
        for name, kind in keys.items():
            yield f'<attribute id="{end}-{name}" title="{name}" type="{_TYPES.get(kind, kind)}"/>'
        yield "</attributes>"
    yield "<nodes>"
    yield from _nodes(graph, starts)
    yield "</nodes>"
    yield "<edges>"
    yield from _edges(graph, starts)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _nodes(graph: "Graph", starts: Mapping[str, str]) -> Iterator[str]:
    where, colours, attributes = places(graph), _colours(), _node_attributes(graph)
    for key in graph:
        values = node_values(graph, key) | where.get(key, {})
        head = f"id={quoted(key)} label={quoted(values['label'])}{_start(starts.get(key, ''))}"
        yield f"<node {head}>{_values('node', values, attributes)}{_look(values, colours)}</node>"


def _node_attributes(graph: "Graph") -> dict[str, str]:
    return {name: kind for name, kind in node_keys(graph).items() if name not in _ELEMENTS}


def _colours() -> dict[str, tuple[int, int, int]]:
    """Return red, green and blue of each type, as on the page."""
    known = schema.load()
    kinds = {**known.types, **{name: known.classes[name] for name in ("Paper", *LINK_TYPES)}}
    return {name: (*bytes.fromhex(kind.colour.removeprefix("#")),) for name, kind in kinds.items()}


def _look(values: Mapping[str, Value], colours: Mapping[str, tuple[int, int, int]]) -> str:
    red, green, blue = colours[str(values["type"])]
    place = f'<viz:position x="{values["x"]}" y="{values["y"]}" z="0"/>' if "x" in values else ""
    size = 4 + 2 * math.sqrt(float(values["degree"]))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>{place}<viz:size value="{size:.2f}"/>'


def _edges(graph: "Graph", starts: Mapping[str, str]) -> Iterator[str]:
    """Yield the edges; the kind keeps apart those between the same two nodes, which Gephi would add up."""
    for number, (subject, object, data) in enumerate(graph.edges(data=True)):
        name = quoted(data["predicate"])
        ends = f'id="{number}" source={quoted(subject)} target={quoted(object)} kind={name} label={name}'
        start = _start(_earliest(starts.get(item.paper, "") for item in data["evidence"]))
        weight = max(len(data["evidence"]), 1)
        values = _values("edge", edge_values(data), _EDGE_ATTRIBUTES)
        yield f'<edge {ends} weight="{weight}"{start}>{values}</edge>'


def _starts(graph: "Graph") -> dict[str, str]:
    """Return the day from which each node is there: that of a paper, of others that of the first paper they are in."""
    dates = {
        key: day for key, data in graph.nodes(data=True) if "paper" in data and (day := _day(data["paper"].published))
    }
    firsts = dict(dates)
    for _, target, data in graph.edges(data=True):
        firsts[target] = _earliest([firsts.get(target, ""), *(dates.get(item.paper, "") for item in data["evidence"])])
    return {key: day for key, day in firsts.items() if day}


def _day(published: str) -> str:
    """Return the first day of a date, or nothing where there is no such day: Gephi reads no file with one."""
    day = published + _FULL_DATE[len(published) :]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _earliest(days: Iterable[str]) -> str:
    return min(filter(None, days), default="")


def _start(day: str) -> str:
    return f' start="{day}"' if day else ""


def _values(end: str, values: Mapping[str, Any], keys: Iterable[str]) -> str:
    told = ((name, values[name]) for name in keys if values.get(name, "") != "")
    rows = (f'<attvalue for="{end}-{name}" value={quoted(value)}/>' for name, value in told)
    return f"<attvalues>{''.join(rows)}</attvalues>"
