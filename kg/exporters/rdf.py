"""RDF: the graph as Turtle and N-Quads, with its ontology, shapes, description and ready queries."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg import schema
from kg.config import Config
from kg.query import named
from kg.rdf import dataset, void, write
from kg.rdf.ontology import ontology
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.shapes import shacl
from kg.rdf.vocabulary import Vocabulary, data_base

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:
    """Write the RDF files of a graph and return their paths.

    Raises:
        ConfigError: the base of the IRIs is no address.
        OutputError: the folder cannot be written, or a strict reader refuses a file.
    """
    known = schema.load()
    base = data_base(config.base)
    where = places(graph, Vocabulary(base))
    data = rows(graph, where)
    meta = void.described(data, where)
    prefixes = known.all_prefixes(base)
    description = [row[:3] for row in meta]
    everything = [*(row[:3] for row in data), *description]
    return [
        write.written(folder / "kg.ttl", write.turtle(everything, prefixes), count=len(everything)),
        write.written(folder / dataset.FILE, write.nquads([*data, *meta]), count=len(everything)),
        write.written(folder / "void.ttl", write.turtle(description, prefixes), count=len(description)),
        write.written(folder / "ontology.ttl", ontology(known)),
        write.written(folder / "shapes.ttl", shacl(known)),
        *(_query(folder, query, base) for query in named.queries()),
    ]


def _query(folder: Path, query: named.NamedQuery, base: str) -> Path:
    return write.saved(folder / "queries" / f"{query.name}.rq", named.standalone(query, base=base))
