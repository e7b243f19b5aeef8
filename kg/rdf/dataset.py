"""The RDF of a build as an rdflib `Dataset`, for those who work with rdflib."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg import output_files
from kg.errors import OutputError

if TYPE_CHECKING:
    import rdflib

FILE = output_files.GRAPH


def load_dataset(folder: str | Path, files: Sequence[str] = (FILE,)) -> "rdflib.Dataset":
    """Return the RDF of a build, with its named graphs; their union is the default graph.

    `kg query` answers from pyoxigraph, which is 70 to 120 times faster; this is for rdflib's own API.

    Args:
        folder: the folder of the build.
        files: its N-Quads files.

    Raises:
        OutputError: the folder holds no RDF.
    """
    import rdflib
    from rdflib.plugins import sparql

    paths = [Path(folder) / name for name in files]
    if missing := [path for path in paths if not path.is_file()]:
        raise OutputError(f"no build in '{folder}': it has no {missing[0].name}; run `kg build SOURCE -o {folder}`")
    sparql.SPARQL_LOAD_GRAPHS = False  # rdflib would fetch, and read local files, for FROM in a query
    dataset = rdflib.Dataset(default_union=True)
    for path in paths:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            dataset.parse(cast("IO[bytes]", stream), format="nquads")
    return dataset
