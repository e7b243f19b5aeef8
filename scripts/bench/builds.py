"""The build that is measured: its N-Quads, and the store that is kept of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg import output_files, store
from kg.query import graph_file, triplestore

if TYPE_CHECKING:
    import pyoxigraph

NQUADS = graph_file.FILE


def digest(folder: Path) -> str:
    """Return the digest of the graph of a build, by which its store is found."""
    return output_files.graph_digest(store.open_build(folder).outputs)


def kept_store(folder: Path) -> "pyoxigraph.Store":
    """Open the store that a build keeps, as `kg query` does."""
    return triplestore.open_store(folder, digest(folder))
