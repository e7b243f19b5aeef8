"""Queries over a build: read-only, bounded, on this machine, with the known prefixes at hand."""

import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from kg.errors import QueryError
from kg.query import job
from kg.query.diagnosis import QuerySyntaxError, explain, place
from kg.query.graph_file import prefixes
from kg.query.guard import RefusedError, examine, names_graphs
from kg.query.results import Result

if TYPE_CHECKING:
    import pyoxigraph

Answer = TypeVar("Answer")

_STACK = 64 * 1024 * 1024
_TICK = 0.5
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
            return _interruptible(lambda: _answer(store, text, spaces))
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
    work = job.Job(text, format, max_rows=sys.maxsize, max_bytes=sys.maxsize)
    with _told(text, name):
        return _interruptible(lambda: job.evaluate(store, work, prefixes=known, name=name))


@contextmanager
def _told(text: str, name: str) -> Iterator[None]:
    """Say where a query is refused, and of what cannot be answered what to do."""
    try:
        yield
    except RefusedError as error:
        line, column = place(text, error.offset)
        raise QuerySyntaxError(f"{name}:{line}:{column}: {error}", line, column) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{name}: the query cannot be answered: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    said = " ".join(str(error).split())
    return f"the query store is damaged; `kg build --fresh` makes it again ({said})" if _CORRUPT in said else said


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


def _interruptible(work: Callable[[], Answer]) -> Answer:
    # The engine does not notice Ctrl-C, but this thread does while it waits; deep queries need more than a usual stack.
    outcome: list[Answer] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # it is raised again in the thread that waits
            traceback.clear_frames(error.__traceback__)  # an answer of pyoxigraph has to go in the thread that made it
            failure.append(error)

    usual = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(usual)
    while thread.is_alive():
        thread.join(_TICK)
    if failure:
        raise failure[0]
    return outcome[0]
