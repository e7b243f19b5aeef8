"""The exporters by name; each module has `export(graph, folder, *, config)` and is imported when it is used."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import ConfigError

if TYPE_CHECKING:
    import networkx

    from kg.config import Config

EXPORTERS = {
    "rdf": "kg.exporters.rdf",
    "html": "kg.exporters.html",
    "tables": "kg.exporters.tables",
    "graphml": "kg.exporters.graphml",
}
"""The module of each format, in the order in which they are written: the page takes in what RDF was written."""


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
    if name not in EXPORTERS:
        raise ConfigError(f"unknown format '{name}'; choose from {', '.join(EXPORTERS)}")
    export: Export = importlib.import_module(EXPORTERS[name]).export
    return export
