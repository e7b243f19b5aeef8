"""The graph of a build as it is written, `kg.nq`: read into memory, and the prefixes that it is asked with."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError

if TYPE_CHECKING:
    import pyoxigraph

FILE = "kg.nq"
_BASE = """
SELECT ?base WHERE { ?dataset a <http://rdfs.org/ns/void#Dataset> ; <http://rdfs.org/ns/void#uriSpace> ?base }
ORDER BY ?base LIMIT 1
"""


def load(folder: Path) -> "pyoxigraph.Store":
    """Read the graph of a build into memory.

    Raises:
        OutputError: there is no build, or its graph cannot be read.
    """
    import pyoxigraph

    path = folder / FILE
    if not path.is_file():
        raise OutputError(f"no build in '{folder}': it has no {FILE}; run `kg build SOURCE -o {folder}`")
    store = pyoxigraph.Store()
    try:
        store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
    except (OSError, SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        reason = " ".join(str(getattr(error, "msg", "") or error).split())
        raise OutputError(f"{where}: the graph cannot be read ({reason}); build it again") from error
    return store


def prefixes(store: "pyoxigraph.Store") -> Mapping[str, str]:
    """Return the prefixes that a query of a build need not declare."""
    from kg import schema

    rows: Any = store.query(_BASE, use_default_graph_as_union=True)
    found = [row["base"].value for row in rows]
    return schema.load().all_prefixes(found[0] if found else "")
