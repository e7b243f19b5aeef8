"""RDF: the graph as Turtle and N-Quads, with its ontology, shapes, description and ready queries."""

import heapq
from pathlib import Path
from typing import TYPE_CHECKING

from kg import schema
from kg.config import Config
from kg.query import named
from kg.rdf import dataset, void, write
from kg.rdf.counts import Counts, counts
from kg.rdf.lines import line, quad
from kg.rdf.meta import Example
from kg.rdf.ontology import ontology
from kg.rdf.places import Places, places
from kg.rdf.rows import rows
from kg.rdf.sorting import sort
from kg.rdf.terms import Quad
from kg.rdf.turtle import turtle
from kg.rdf.validation.shacl import shacl
from kg.rdf.validation.shacl_sparql import sparql_shapes
from kg.rdf.vocabulary import Vocabulary, data_base

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

DESCRIPTION = "void.ttl"
_HELD = 1_000_000
"""How many rows are sorted in memory: those of 10,000 papers, whose graph takes a multiple of it."""


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:
    """Write the RDF files of a graph and return their paths.

    Rows beyond a million are sorted on disk, so that the memory that this takes does not grow with them.

    Raises:
        ConfigError: the base of the IRIs is no address.
        OutputError: the folder cannot be written, or a strict reader refuses a file.
    """
    base = data_base(config.base)
    return [*_data(graph, folder, places(graph, Vocabulary(base))), *export_schema(folder, base=base)]


def export_schema(folder: Path, *, base: str) -> list[Path]:
    """Write the RDF files that are the same for every graph: the ontology, the shapes and the queries."""
    known = schema.load()
    return [
        write.written(folder / "ontology.ttl", ontology(known)),
        write.written(folder / "shapes.ttl", shacl(known)),
        write.written(folder / "shapes-sparql.ttl", sparql_shapes(known)),
        *(write.saved(folder / "queries" / f"{name}.rq", text) for name, text in _queries(base).items()),
    ]


def export_description(folder: Path, counted: Counts, where: Places) -> list[Quad]:
    """Write the description of a graph as Turtle, and return its rows, sorted.

    Args:
        folder: where the file goes to.
        counted: the counts of all other rows of the graph.
        where: where its things stand.
    """
    meta = void.described(counted, where, _examples(where.vocabulary.base))
    prefixes = schema.load().all_prefixes(where.vocabulary.base)
    write.written(folder / DESCRIPTION, turtle((row[:3] for row in meta), prefixes), count=len(meta))
    return meta


def _data(graph: "Graph", folder: Path, where: Places) -> list[Path]:
    union, nquads = folder / "kg.ttl", folder / dataset.FILE
    with write.scratch(folder) as scratch:
        data = sort(map(line, rows(graph, where)), scratch, run=_HELD)
        counted = counts(map(quad, data))
        meta = export_description(folder, counted, where)
        prefixes = schema.load().all_prefixes(where.vocabulary.base)
        write.write_dataset(heapq.merge(data, map(line, meta)), nquads, union, prefixes)
    count = counted.size().triples + len(meta)
    return [write.reread(union, count=count), write.reread(nquads, count=count), folder / DESCRIPTION]


def _queries(base: str) -> dict[str, str]:
    return {query.name: named.standalone(query, base=base) for query in named.queries()}


def _examples(base: str) -> list[Example]:
    texts = _queries(base)
    return [Example(query.name, query.title, query.explanation, texts[query.name]) for query in named.queries()]
