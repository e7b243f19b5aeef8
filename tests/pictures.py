"""The picture of the small graph, as a page carries it."""

from typing import TYPE_CHECKING

from factory import literature

from kg.schema import load
from kg.viewer import Picture, picture_of

if TYPE_CHECKING:
    import networkx as nx

GROUPS = (
    ("LoRA · Fernweh", ("method/lora", "method/fernweh", "task/summarization", "paper/arxiv-2401.00001")),
    ("Moss", ("model/moss", "model/moss-7b", "dataset/turftext")),
)


def picture(graph: "nx.MultiDiGraph[str] | None" = None) -> Picture:
    """Make the picture of a graph, by default `literature`, on a lattice; two groups have names."""
    graph = literature() if graph is None else graph
    places = {key: (60 * (at % 4), 40 * (at // 4)) for at, key in enumerate(sorted(graph))}
    groups = [(name, [key for key in found if key in graph]) for name, found in GROUPS]
    return picture_of(graph, positions=places, communities=groups, schema=load())
