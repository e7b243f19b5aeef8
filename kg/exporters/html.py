"""The interactive page: one HTML file that opens from disk and asks the network for nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config

if TYPE_CHECKING:
    import networkx as nx

FILE = "graph.html"


def export(graph: "nx.MultiDiGraph[str]", folder: Path, *, config: Config) -> list[Path]:
    """Write the page of the graph and return its path."""
    from kg.analyse import communities, layout
    from kg.viewer import render

    positions = layout(graph, seed=config.seed)
    page = render(graph, positions=positions, communities=communities(graph, seed=config.seed))
    path = folder / FILE
    path.write_bytes(page.encode())
    return [path]
