"""One query with its dataset, its format and its limits: what a server hands to the process that evaluates it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import QueryError
from kg.query import graph_file
from kg.query.bounded import Bounded, LimitError
from kg.query.diagnosis import explain
from kg.query.guard import MAX_BYTES, MAX_DEPTH, examine, names_graphs
from kg.query.results import GRAPHS, RESULTS

if TYPE_CHECKING:
    import pyoxigraph

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_FORMATS = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "ttl": "TURTLE",
    "nt": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}

_UNKNOWN = "The custom function"  # as pyoxigraph begins to say that it has no such function


class FormatError(QueryError):
    """A format that cannot hold the answer."""


class EvaluationError(QueryError):
    """A query at which the engine fails, through no fault of the query's."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query and all that bounds it."""

    text: str
    format: str
    """One of `RESULTS` for SELECT and ASK, one of `GRAPHS` for CONSTRUCT and DESCRIBE."""
    base_iri: str = ""
    """What relative IRIs of the query are relative to."""
    default_graphs: tuple[str, ...] | None = None
    """IRIs of the graphs whose union is the default graph; they and `named_graphs` override FROM."""
    named_graphs: tuple[str, ...] | None = None
    """IRIs of the graphs that GRAPH may name."""
    bindings: Mapping[str, str] = field(default_factory=dict)
    """A term as N-Triples writes it by the variable, without `?`, that it stands for."""
    max_rows: int = 100_000
    max_bytes: int = 64 * 1024 * 1024
    union: bool = True
    """Whether the default graph is the union of all graphs where neither the job nor the query names graphs."""
    max_query_bytes: int = MAX_BYTES
    max_depth: int = MAX_DEPTH


def evaluate(
    store: "pyoxigraph.Store", job: Job, *, prefixes: Mapping[str, str] | None = None, name: str = "query"
) -> bytes:
    """Return the whole answer to a query, in the format of the job; see `write`."""
    answer = BytesIO()
    write(store, job, answer, prefixes=prefixes, name=name)
    return answer.getvalue()


def write(
    store: "pyoxigraph.Store",
    job: Job,
    into: BinaryIO,
    *,
    prefixes: Mapping[str, str] | None = None,
    name: str = "query",
) -> None:
    """Write the answer to a query, in the format of the job; what goes wrong may do so after a part is written.

    Args:
        store: the graph.
        job: the query.
        into: takes the answer.
        prefixes: the prefixes that it need not declare; those of the build where none are given.
        name: what messages call the query.

    Raises:
        RefusedError: the query is not allowed, or too long or too deep.
        QuerySyntaxError: it cannot be read.
        LimitError: the answer has too many rows or bytes.
        FormatError: the format cannot hold the answer.
        EvaluationError: the engine fails.
        QueryError: something that goes with the query, such as a name of a graph, is wrong.
    """
    examine(job.text, max_bytes=job.max_query_bytes, max_depth=job.max_depth)
    known = graph_file.prefixes(store) if prefixes is None else prefixes
    try:
        _write(_found(store, job, known), job, known, into)
    except SyntaxError as error:
        raise explain(job.text, str(error), known, name=name) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise failure(error) from error


def failure(error: Exception) -> QueryError:
    """Return what is said of an error of the engine: that the query is wrong, or that the engine failed at it."""
    said = " ".join(str(error).split())
    if isinstance(error, ValueError) or said.startswith(_UNKNOWN):
        return QueryError(f"the query cannot be answered: {said}")
    return EvaluationError(f"the query cannot be evaluated: {said}")


def _found(store: "pyoxigraph.Store", job: Job, known: Mapping[str, str]) -> Any:  # noqa: ANN401  three kinds of answer
    import pyoxigraph

    return store.query(
        job.text,
        base_iri=job.base_iri or None,
        prefixes=dict(known),
        substitutions={pyoxigraph.Variable(name): _term(value) for name, value in sorted(job.bindings.items())},
        **_dataset(job),
    )


def _dataset(job: Job) -> dict[str, Any]:
    if job.default_graphs is None and job.named_graphs is None:
        return {"use_default_graph_as_union": job.union and not names_graphs(job.text)}
    return {"default_graph": _graphs(job.default_graphs or ()), "named_graphs": _graphs(job.named_graphs or ())}


def _graphs(iris: Iterable[str]) -> list["pyoxigraph.NamedNode"]:
    import pyoxigraph

    return [pyoxigraph.NamedNode(iri) for iri in iris]


def _term(text: str) -> Any:  # noqa: ANN401  IRIs, literals and blank nodes
    import pyoxigraph

    try:
        rows = list(pyoxigraph.parse(f"<a:a> <a:a> {text} .", format=pyoxigraph.RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError("a bound value is no term of N-Triples") from error
    if len(rows) != 1:
        raise ValueError("a bound value is not one term")
    return rows[0].object


def _write(found: Any, job: Job, known: Mapping[str, str], into: BinaryIO) -> None:  # noqa: ANN401  three kinds of answer
    import pyoxigraph

    holds_graph = isinstance(found, pyoxigraph.QueryTriples)
    if job.format not in (GRAPHS if holds_graph else RESULTS):
        choices = ", ".join(GRAPHS if holds_graph else RESULTS)
        raise FormatError(f"format '{job.format}' cannot hold the answer to this form of query; choose from {choices}")
    if holds_graph:
        into.write(_graph(found, job, known))
        return
    answer = Bounded(job.format, into, max_rows=job.max_rows, max_bytes=job.max_bytes)
    found.serialize(answer, format=getattr(pyoxigraph.QueryResultsFormat, _FORMATS[job.format]))


def _graph(found: Iterable[Any], job: Job, known: Mapping[str, str]) -> bytes:
    import pyoxigraph

    triples = sorted(_distinct(found, job.max_rows), key=str)
    whole = BytesIO()
    answer = Bounded(job.format, whole, max_rows=job.max_rows, max_bytes=job.max_bytes)
    format = getattr(pyoxigraph.RdfFormat, _FORMATS[job.format])
    prefixes = _used(triples, known)
    pyoxigraph.serialize(triples, answer, format=format, prefixes=prefixes)  # type: ignore[arg-type]  # it only writes
    return _ordered(whole.getvalue()) if job.format == "ttl" else whole.getvalue()


def _distinct(found: Iterable[Any], most: int) -> set[Any]:
    kept: set[Any] = set()
    for triple in found:
        kept.add(triple)
        if len(kept) > most:
            raise LimitError(f"the answer has more than {most} triples; ask for fewer, for instance with LIMIT")
    return kept


def _used(triples: Iterable[Any], known: Mapping[str, str]) -> dict[str, str]:
    spaces = {space: prefix for prefix, space in known.items()}
    found = {_space(iri) for triple in triples for iri in _iris(triple)}
    return {spaces[space]: space for space in sorted(found & set(spaces))}


def _iris(triple: Any) -> Iterator[str]:  # noqa: ANN401  a triple of pyoxigraph
    for node in (triple.subject, triple.predicate, triple.object):
        named = getattr(node, "datatype", node)
        if node is named or named.value != _STRING:
            yield getattr(named, "value", "")


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _ordered(turtle: bytes) -> bytes:
    # The writer's prefixes come in the order of a hash table; they stand before everything else.
    lines = turtle.split(b"\n")
    count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])
