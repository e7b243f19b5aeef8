"""The plan: what is done with each graph, from what the build has and what the server was sent before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.publish.journal import Sent
from kg.publish.pieces import count_of
from kg.publish.spool import Graph

SEND: Final = "send"
RESUME: Final = "resume"
UNCHANGED: Final = "unchanged"
DELETE: Final = "delete"
GONE: Final = "gone"
"""It was sent before and is no longer in the build; it stays, unless deletion is wanted."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with a graph."""

    graph: str
    action: str
    triples: int
    requests: int
    first: int = 0
    """The piece that is sent first; those before it were sent by a publication that was stopped."""


def steps(graphs: Mapping[str, Graph], sent: Mapping[str, Sent], *, size: int, delete: bool) -> Iterator[Step]:
    """Yield what is done with each graph of a build, and with those that it no longer has.

    Args:
        graphs: the graphs of the build.
        sent: what the server has.
        size: how many triples a request holds.
        delete: whether graphs that are no longer in the build are deleted.
    """
    for name, graph in graphs.items():
        yield _step(graph, sent.get(name), size)
    for name in sorted(sent.keys() - graphs.keys()):
        yield Step(name, DELETE if delete else GONE, sent[name].triples, int(delete))


def anew(graphs: Iterable[Graph], size: int) -> Iterator[Step]:
    """Yield the steps that send graphs whole."""
    return (_step(graph, None, size) for graph in graphs)


def _step(graph: Graph, sent: Sent | None, size: int) -> Step:
    needed = count_of(graph, size)
    if sent and sent.whole and sent.digest == graph.digest:
        return Step(graph.iri, UNCHANGED, graph.triples, 0)
    if sent and sent.done and sent.goes_on(graph, size):
        return Step(graph.iri, RESUME, graph.triples, needed - sent.done, sent.done)
    return Step(graph.iri, SEND, graph.triples, needed)
