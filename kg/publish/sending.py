"""Sending: a graph in one or more requests, and whether all of it arrived."""

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import PublishError
from kg.publish import counting
from kg.publish.counting import graph_place
from kg.publish.journal import Journal, Sent
from kg.publish.pieces import Body, bodies, count_of
from kg.publish.plan import Step
from kg.publish.requests import AnsweredError, Server
from kg.publish.spool import Graph
from kg.web.targets import Target

_NOT_FOUND: Final = 404
_PLAIN: Final = frozenset({400, 406, 415, 422, 500, 501})
"""What servers answer that take gzip for text."""


@dataclass(slots=True)
class Sender:
    """Sends graphs to a server."""

    server: Server
    journal: Journal
    folder: Path
    size: int
    """How many triples a request holds."""
    endpoint: Target | None
    """Where queries are answered; where that is not known, graphs are read to count them."""
    guessed: bool
    verify: bool
    sent: Callable[[int], None] = lambda triples: None  # noqa: ARG005  nobody wants to know
    """Is told how many triples a request brought there."""
    packed: bool | None = field(default=None)
    """Whether the server takes gzip; nothing where that is not known yet."""

    def send(self, graph: Graph, step: Step) -> None:
        """Send a graph, and count it there; where something is missing, send it once more, whole and unpacked.

        Raises:
            PublishError: the server does not take it, or has another number of triples afterwards.
        """
        self._pieces(graph, step.first)
        if self.holds(graph.iri, graph.triples):
            return
        self.server.say(f"{graph.iri}: not all of it is there; it is sent once more")
        self.packed = False
        self._pieces(graph, 0)
        there = self.count(graph.iri)
        if there != graph.triples:
            self.journal.forget(graph.iri)
            raise PublishError(
                f"{graph.iri}: {graph.triples:,} triples were sent and the server counts {there:,}; see whether "
                "something else writes there, or give --no-verify where it counts in another way"
            )

    def holds(self, graph: str, triples: int) -> bool:
        """Tell whether a graph has so many triples on the server; without verification, it has."""
        return not self.verify or self.count(graph) == triples

    def count(self, graph: str) -> int:
        """Return how many triples a graph has on the server.

        Raises:
            PublishError: it cannot be counted.
        """
        if self.endpoint is not None:
            try:
                return counting.by_query(self.server, self.endpoint, graph)
            except PublishError:
                if not self.guessed:
                    raise
                self.server.say(f"{self.endpoint.shown} answers no queries; graphs are read to count them")
                self.endpoint = None
        return counting.by_reading(self.server, graph)

    def delete(self, graph: str) -> None:
        """Delete a graph; one that is not there is deleted.

        Raises:
            PublishError: the server refuses.
        """
        try:
            self.server.ask("DELETE", graph_place(self.server.place, graph), lambda _: None, headers={})
        except AnsweredError as error:
            if error.status != _NOT_FOUND:
                raise
        self.journal.forget(graph)

    def _pieces(self, graph: Graph, first: int) -> None:
        needed = count_of(graph, self.size)
        for number, body in enumerate(bodies(graph, self.folder, size=self.size, first=first), first):
            if number == 0:  # from here on, what was there before is no longer whole
                self.journal.note(Sent(graph.iri, graph.digest, graph.triples, self.size, needed))
            self._body("POST" if number else "PUT", graph_place(self.server.place, graph.iri), body)
            self.journal.note(Sent(graph.iri, graph.digest, graph.triples, self.size, needed, number + 1))
            self.sent(body.triples)

    def _body(self, method: str, place: Target, body: Body) -> None:
        """Send a body packed, unless the server has taken an unpacked one that it did not take packed."""
        if self.packed is None:
            self._probe(method, place, body)
        else:
            self._request(method, place, body if self.packed else body.unpacked())

    def _probe(self, method: str, place: Target, body: Body) -> None:
        try:
            self._request(method, place, body, final=_PLAIN)
            self.packed = True
        except AnsweredError as error:
            if error.status not in _PLAIN:
                raise
            self._request(method, place, body.unpacked())
            self.packed = False

    def _request(self, method: str, place: Target, body: Body, final: Container[int] = ()) -> None:
        self.server.ask(method, place, lambda _: None, headers={"accept": "*/*"}, body=body, final=final)
