"""The graph of a build as it is written, `kg.nq` or its parts: read into memory, and the prefixes it is asked with."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import output_files
from kg.digests import sha256
from kg.errors import OutputError

if TYPE_CHECKING:
    import pyoxigraph

FILE = output_files.GRAPH
PACKED = ".gz"
MOST_PACKED = 64 << 20
"""How many bytes of compressed parts are read into memory at most: about five million quads, which take 3 GB there."""
_BASE = """
SELECT ?base WHERE { ?dataset a <http://rdfs.org/ns/void#Dataset> ; <http://rdfs.org/ns/void#uriSpace> ?base }
ORDER BY ?base LIMIT 1
"""


def load(folder: Path, *, digest: str = "") -> "pyoxigraph.Store":
    """Read the graph of a build into memory, from its one file or from its parts.

    Args:
        folder: the folder of the build.
        digest: the digest of the graph, as far as it is known.

    Raises:
        OutputError: there is no build, its graph cannot be read, is another one, or is too large for memory.
    """
    import pyoxigraph

    names = output_files.graph_names(folder)
    if not names:
        raise OutputError(f"no build in '{folder}': it has no {FILE}; run `kg build SOURCE -o {folder}`")
    _refuse_large(folder, names)
    store = pyoxigraph.Store()
    for path in (folder / name for name in names):
        try:
            if path.suffix == PACKED:
                for piece in output_files.pieces(path):
                    store.bulk_load(piece, format=pyoxigraph.RdfFormat.N_QUADS)
            else:
                store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            where = f"{path}:{line}" if line and path.suffix != PACKED else str(path)
            reason = " ".join(str(getattr(error, "msg", "") or error).split())
            raise OutputError(f"{where}: the graph cannot be read ({reason}); build it again") from error
    if digest and output_files.graph_digest({name: sha256(folder / name) for name in names}) != digest:
        raise OutputError(f"{folder}: the N-Quads were changed since the build; `kg build` writes them again")
    return store


def _refuse_large(folder: Path, names: Sequence[str]) -> None:
    if names == [FILE]:
        return
    size = sum((folder / name).stat().st_size for name in names)
    if size > MOST_PACKED:
        raise OutputError(
            f"{folder}: there is no query store, and the parts of the graph ({size >> 20} MB compressed) are too much "
            "to be read into memory; run `kg build` again, which makes the store"
        )


def prefixes(store: "pyoxigraph.Store") -> Mapping[str, str]:
    """Return the prefixes that a query of a build need not declare."""
    from kg import schema

    rows: Any = store.query(_BASE, use_default_graph_as_union=True)
    found = [row["base"].value for row in rows]
    return schema.load().all_prefixes(found[0] if found else "")
