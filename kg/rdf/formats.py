"""The formats of RDF that a build can be written in, and what writes each, part by part."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.rdf import jsonld, rdfxml, turtle
from kg.rdf.lines import line, triples
from kg.rdf.sorting import sort
from kg.rdf.terms import Quad
from kg.rdf.write import headed


@dataclass(frozen=True, slots=True)
class Format:
    """A format of RDF."""

    title: str
    endings: tuple[str, ...]
    named_graphs: bool = False
    """Whether it keeps the named graph of each triple; the others hold the union of the graphs."""
    rdf12: bool = True
    """Whether it can hold RDF 1.2."""


FORMATS: Mapping[str, Format] = {
    "ttl": Format("Turtle", (".ttl",)),
    "nt": Format("N-Triples", (".nt",)),
    "nq": Format("N-Quads", (".nq",), named_graphs=True),
    "trig": Format("TriG", (".trig",), named_graphs=True),
    "jsonld": Format("JSON-LD", (".jsonld", ".json"), named_graphs=True, rdf12=False),
    "rdfxml": Format("RDF/XML", (".rdf", ".xml", ".owl"), rdf12=False),
}
"""The formats by name."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format has no way to write."""

    triples: int = 0
    """How many were left out, because their predicate is no name in XML."""
    characters: int = 0
    """How many XML forbids; they became U+FFFD."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a format is written."""

    stream: BinaryIO
    prefixes: Mapping[str, str]
    scratch: Path


def _lines(rows: Iterable[Iterable[str]], target: Target) -> Loss:
    target.stream.writelines(line(row).encode() for row in rows)
    return Loss()


def _ntriples(rows: Iterable[Quad], target: Target) -> Loss:
    return _lines(triples(rows), target)


def _turtle(rows: Iterable[Quad], target: Target) -> Loss:
    names = turtle.Names(target.prefixes)
    headed(turtle.blocks(triples(rows), names), partial(turtle.header, names), target.stream, folder=target.scratch)
    return Loss()


def _trig(rows: Iterable[Quad], target: Target) -> Loss:
    names = turtle.Names(target.prefixes)
    body = turtle.graphs(_by_graph(rows, target.scratch), names)
    headed(body, partial(turtle.header, names), target.stream, folder=target.scratch)
    return Loss()


def _jsonld(rows: Iterable[Quad], target: Target) -> Loss:
    names = turtle.Names(target.prefixes)
    body = chain(jsonld.graphs(_by_graph(rows, target.scratch), names), [jsonld.FOOTER])
    headed(body, partial(jsonld.header, names), target.stream, folder=target.scratch)
    return Loss()


def _rdfxml(rows: Iterable[Quad], target: Target) -> Loss:
    document = rdfxml.Document(target.prefixes)
    body = chain(document.body(triples(rows)), [rdfxml.FOOTER])
    headed(body, document.header, target.stream, folder=target.scratch)
    return Loss(document.left_out, document.replaced)


def _by_graph(rows: Iterable[Quad], scratch: Path) -> Iterator[Quad]:
    """Yield rows with their graph first, sorted."""
    for text in sort((f"{graph} {' '.join(triple)}\n" for *triple, graph in rows), scratch):
        graph, subject, predicate, object = text[:-1].split(" ", 3)
        yield graph, subject, predicate, object


WRITERS: Mapping[str, Callable[[Iterable[Quad], Target], Loss]] = {
    "ttl": _turtle,
    "nt": _ntriples,
    "nq": _lines,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
"""What writes each format: rows that are in order, and returns what the format cannot hold."""
