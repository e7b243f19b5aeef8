"""GraphML for Gephi, yEd, Cytoscape, igraph and networkx: flat attributes, one line a node or an edge."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config
from kg.exporters.flat import EDGE_KEYS, Value, description, edge_values, node_keys, node_values, places, quoted, text

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FILE = "graph.graphml"


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
    if told := description(graph):
        yield f"<desc>{text(told)}</desc>"
    for end, keys in (("node", node_keys(graph)), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            yield f'<key id="{end}-{name}" for="{end}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph edgedefault="directed">'
    where = places(graph)
    for key in graph:
        yield f"<node id={quoted(key)}>{_data('node', node_values(graph, key) | where.get(key, {}))}</node>"
    for number, (subject, object, data) in enumerate(graph.edges(data=True)):
        ends = f"source={quoted(subject)} target={quoted(object)}"
        yield f'<edge id="e{number}" {ends}>{_data("edge", edge_values(data))}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _data(where: str, values: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{where}-{name}">{text(value)}</data>' for name, value in values.items() if value != "")


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
