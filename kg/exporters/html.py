"""The interactive page: one HTML file that opens from disk and asks the network for nothing."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg import shown
from kg.config import Config

if TYPE_CHECKING:
    import networkx as nx

    from kg.viewer.sparql import Block

    Graph = nx.MultiDiGraph[str]

FILE = "graph.html"
BESIDE = "graph-sparql.js"
"""What the page loads when it is first asked a query, where the RDF is too large to be a part of it."""


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:
    """Write the page of the graph, perhaps with a file beside it, and return their paths."""
    from kg.analyse import map_of
    from kg.schema import load
    from kg.viewer import picture_of, render

    found = map_of(graph, seed=config.seed)
    picture = picture_of(graph, positions=found.positions, communities=found.communities, schema=load())
    sparql = _sparql(graph, folder, config) if config.sparql != "none" else None
    texts = {FILE: render(picture, renderer=config.renderer, sparql=sparql)}
    if sparql and sparql.beside:
        texts[BESIDE] = sparql.beside
    return [_written(folder / name, text) for name, text in texts.items()]


def _written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def _sparql(graph: "Graph", folder: Path, config: Config) -> "Block | None":
    """Return what the page needs to answer queries: over the RDF of the folder, or over RDF that is made for it."""
    from kg.exporters import rdf
    from kg.query import graph_file, named
    from kg.rdf.vocabulary import data_base
    from kg.schema import load
    from kg.viewer import sparql

    base = data_base(config.base)
    with tempfile.TemporaryDirectory(prefix="kg-page-") as scratch:
        nquads = folder / graph_file.FILE
        if shown.PART in graph.graph or not nquads.is_file():
            rdf.export(graph, Path(scratch), config=config)
            nquads = Path(scratch) / graph_file.FILE
        prefixes = load().all_prefixes(base)
        questions = named.queries()
        return sparql.block(nquads, questions=questions, prefixes=prefixes, base=base, where=config.sparql, file=BESIDE)
