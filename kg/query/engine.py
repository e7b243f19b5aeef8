"""Queries over a build: read-only, bounded, on this machine, with the known prefixes at hand."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from kg.query import job
from kg.query.diagnosis import QuerySyntaxError, explain, place
from kg.query.graph_file import prefixes
from kg.query.guard import RefusedError, examine, names_graphs
from kg.query.results import Result
from kg.query.watched import watched

if TYPE_CHECKING:
    import pyoxigraph

_CORRUPT = "Corruption"


def query(
    store: "pyoxigraph.Store", text: str, *, name: str = "query", known: Mapping[str, str] | None = None
) -> Result:
    """Answer a SPARQL query over all named graphs of a build.

    Args:
        store: the graph.
        text: the query.
        name: what messages call the query, such as the file that it stands in.
        known: the prefixes that it need not declare; those of the build where none are given.

    Raises:
        QueryError: the query is refused or cannot be answered; `QuerySyntaxError` says where it cannot be read.
    """
    with _told(text, name):
        examine(text)
        spaces = prefixes(store) if known is None else known
        try:
            return watched(lambda: _answer(store, text, spaces))
        except SyntaxError as error:
            raise explain(text, str(error), spaces, name=name) from error


def serialized(
    store: "pyoxigraph.Store",
    text: str,
    format: str,
    *,
    name: str = "query",
    known: Mapping[str, str] | None = None,
) -> bytes:
    """Return the answer to a SPARQL query in one of the W3C's formats, as the server writes it but without limits.

    Args:
        store: the graph.
        text: the query.
        format: `json`, `xml`, `csv` or `tsv`; for CONSTRUCT and DESCRIBE `ttl`, `nt`, `jsonld` or `rdfxml`.
        name: what messages call the query.
        known: the prefixes that it need not declare; those of the build where none are given.

    Raises:
        QueryError: as `query`, or the format cannot hold the answer.
    """
    answer = BytesIO()
    write(store, text, format, answer, name=name, known=known)
    return answer.getvalue()


def write(
    store: "pyoxigraph.Store",
    text: str,
    format: str,
    into: BinaryIO,
    *,
    name: str = "query",
    known: Mapping[str, str] | None = None,
) -> None:
    """Write what `serialized` returns, of which nothing is held in memory where the format is one of rows."""
    work = job.Job(text, format, max_rows=sys.maxsize, max_bytes=sys.maxsize)
    with _told(text, name):
        watched(lambda: job.write(store, work, into, prefixes=known, name=name))


@contextmanager
def _told(text: str, name: str) -> Iterator[None]:
    """Say where a query is refused, and of what cannot be answered what to do."""
    try:
        yield
    except RefusedError as error:
        line, column = place(text, error.offset)
        raise QuerySyntaxError(f"{name}:{line}:{column}: {error}", line, column) from error
    except job.EvaluationError as error:
        raise job.EvaluationError(_advised(f"{name}: {error}")) from error
    except (OSError, RuntimeError, ValueError) as error:
        found = job.failure(error)
        raise type(found)(_advised(f"{name}: {found}")) from error


def _advised(said: str) -> str:
    return f"{said}; the query store is damaged, and `kg build --fresh` makes it again" if _CORRUPT in said else said


def _answer(store: "pyoxigraph.Store", text: str, known: Mapping[str, str]) -> Result:
    import pyoxigraph

    found = store.query(text, prefixes=dict(known), use_default_graph_as_union=not names_graphs(text))
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Result("ask", prefixes=known, truth=bool(found))
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = sorted({(triple.subject, triple.predicate, triple.object) for triple in found}, key=str)
        return Result("construct", ("subject", "predicate", "object"), tuple(triples), known)
    names = tuple(variable.value for variable in found.variables)
    return Result("select", names, tuple(tuple(row) for row in found), known)
