"""Pages to be measured: ours by both renderers, and pyvis' own as its documentation makes one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from invented import graphs

from bench.cost import spending

if TYPE_CHECKING:
    import networkx

SENTENCES = 50_000
"""Graphs of more nodes have no sentences."""


@dataclass(slots=True)
class Made:
    """Pages of one graph, and what they cost in CPU seconds."""

    cost: dict[str, float] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    entities: Sequence[tuple[str, str]] = ()
    """Keys and names of those with most facts."""


def by_kg(nodes: int, folder: Path, renderers: Sequence[str]) -> Made:
    """Write our page by each renderer as `<renderer>.html`."""
    from kg.analyse import drawn
    from kg.schema import load
    from kg.viewer import picture_of, render

    small, graph, made = graphs.graph(100), graphs.graph(nodes, sentences=nodes <= SENTENCES), Made()
    drawn(small, seed=0)  # loads what it needs
    with spending() as spent:
        found = drawn(graph, seed=0)
    made.cost["map"] = spent.cpu
    for renderer in renderers:
        with spending() as spent:
            picture = picture_of(graph, positions=found.positions, communities=found.communities, schema=load())
            content = render(picture, renderer=renderer).encode()
            (folder / f"{renderer}.html").write_bytes(content)
        made.cost[renderer], made.bytes[renderer] = spent.cpu, len(content)
    made.entities = _frequent(graph)
    return made


def by_pyvis(nodes: int, folder: Path) -> Made:
    """Write pyvis' own page as `stock.html`; only its own way of writing fails where files are not UTF-8."""
    from pyvis.network import Network

    graph, made = graphs.graph(nodes), Made()
    with spending() as spent:
        network = Network(height="1000px", width="100%", cdn_resources="in_line")
        for key, node in graph.nodes(data=True):
            network.add_node(key, label=node["label"], group=node["type"], title=node["type"])
        for subject, target, edge in graph.edges(data=True):
            network.add_edge(subject, target, title=f"{edge['predicate']}: {edge['evidence'][0].text}")
        content = str(network.generate_html()).encode()
        (folder / "stock.html").write_bytes(content)
    made.cost["stock"], made.bytes["stock"] = spent.cpu, len(content)
    return made


def _frequent(graph: "networkx.MultiDiGraph[str]") -> list[tuple[str, str]]:
    keys = [key for key, node in graph.nodes(data=True) if "entity" in node]
    keys.sort(key=lambda key: (-graph.degree(key), key))
    return [(key, graph.nodes[key]["label"]) for key in keys[:400]]
