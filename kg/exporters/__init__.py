"""The exporters by name; each module has `export(graph, folder, *, config)` and is imported when it is used."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.errors import ConfigError

if TYPE_CHECKING:
    import networkx

    from kg.config import Config

EXPORTERS = {
    "rdf": "kg.exporters.rdf",
    "html": "kg.exporters.html",
    "tables": "kg.exporters.tables",
    "graphml": "kg.exporters.graphml",
    "gexf": "kg.exporters.gexf",
    "bibtex": "kg.exporters.bibtex",
    "obsidian": "kg.exporters.obsidian",
    "neo4j": "kg.exporters.neo4j",
    "sqlite": "kg.exporters.sqlite",
    "croissant": "kg.exporters.croissant",
}
"""The module of each format of a build, in the order of writing: the page takes in what RDF was written."""
_ON_DEMAND = {"duckdb": "kg.exporters.duckdb"}
"""Those whose files are never twice the same, so that they are no output of a build."""
MAPPED = ("html", "graphml", "gexf", "obsidian")
"""The formats that show the map."""


class Output(NamedTuple):
    """What an exporter writes."""

    name: str
    """The file or the folder."""
    kind: str
    """`text`, `binary` or `folder`."""
    endings: tuple[str, ...] = ()
    """Endings of names that tell the format."""


OUTPUTS = {
    "tables": Output("tables", "folder"),
    "sqlite": Output("kg.sqlite", "binary", (".sqlite", ".sqlite3", ".db")),
    "duckdb": Output("kg.duckdb", "binary", (".duckdb",)),
    "bibtex": Output("references.bib", "text", (".bib",)),
    "obsidian": Output("obsidian", "folder"),
    "graphml": Output("graph.graphml", "text", (".graphml",)),
    "gexf": Output("graph.gexf", "text", (".gexf",)),
    "neo4j": Output("neo4j", "folder"),
    "croissant": Output("datasets.jsonld", "text"),
}
"""What each format that `kg export` makes from a build consists of."""


class Export(Protocol):
    """What every exporter module offers."""

    def __call__(self, graph: "networkx.MultiDiGraph[str]", folder: Path, *, config: "Config") -> list[Path]:
        """Write a graph into a folder and return the files that were written."""
        ...


def exporter(name: str) -> Export:
    """Return the function that writes a format.

    Raises:
        ConfigError: there is no such format.
    """
    modules = EXPORTERS | _ON_DEMAND
    if name not in modules:
        raise ConfigError(f"unknown format '{name}'; choose from {', '.join(EXPORTERS)}")
    export: Export = importlib.import_module(modules[name]).export
    return export
