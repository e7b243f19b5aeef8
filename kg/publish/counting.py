"""Counting: how many triples a graph has on a server, asked as a query, or by reading the graph."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from kg.json_text import from_json
from kg.publish.pieces import TYPE
from kg.publish.requests import AnsweredError, Server, within
from kg.web.bodies import read_body
from kg.web.exchange import Answering
from kg.web.failures import PassingError, RefusedError
from kg.web.limits import MIB
from kg.web.targets import Target

_RESULTS: Final = "application/sparql-results+json"
_DIGITS: Final = 18


def by_query(server: Server, endpoint: Target, graph: str) -> int:
    """Return how many triples a graph has, as an endpoint for queries says.

    Raises:
        PublishError: it does not say.
    """
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    place = within(endpoint, f"query={quote(query, safe='')}")
    return server.ask("GET", place, _number, headers={"accept": _RESULTS})


def by_reading(server: Server, graph: str) -> int:
    """Return how many triples a graph has, by reading it; 0 where there is none.

    Raises:
        PublishError: it cannot be read.
    """
    headers = {"accept": TYPE, "accept-encoding": "identity"}
    try:
        return server.ask("GET", graph_place(server.place, graph), _lines, headers=headers)
    except AnsweredError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            return 0
        raise


def graph_place(place: Target, graph: str) -> Target:
    """Return the address of a graph on a server: its IRI is percent-encoded, whatever it holds."""
    return within(place, f"graph={quote(graph, safe='')}")


def _number(answer: Answering) -> int:
    body = read_body(answer.chunks, answer.headers, limit=MIB)
    try:
        (row,) = from_json(body.decode())["results"]["bindings"]
        (cell,) = row.values()
        text = cell["value"]
        if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
            return int(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise RefusedError("answers a query with something that is no number; name the right endpoint with --query-url")


def _lines(answer: Answering) -> int:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (TYPE, "text/plain"):
        raise RefusedError("gives a graph in another form than N-Triples; name an endpoint with --query-url")
    if answer.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise PassingError("packs an answer although asked not to", tries=1, advice="name an endpoint with --query-url")
    return _counted(answer.chunks)


def _counted(chunks: Iterable[bytes]) -> int:
    """Return how many lines begin with a term."""
    count, begins = 0, True
    for chunk in chunks:
        rows = chunk.split(b"\n")
        for index, row in enumerate(rows):
            if index:
                begins = True
            if begins and (found := row.lstrip()):
                count += found[:1] in (b"<", b"_")
                begins = False
    return count
