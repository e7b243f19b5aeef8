"""Fact lines: what a graph says, one JSON array a line, so that two builds differ by whole lines.

    ["alias", entity, form, reason, detail]
    ["claim", paper, dataset, subject, text]
    ["entity", id, name, type]
    ["link", paper, predicate, address, kind, owner]
    ["paper", id, title, address, published, status]
    ["redirect", old, new]
    ["relation", subject, predicate, object, paper]      the paper that says so: a line for each
    ["says", paper, predicate, entity]

Confidences and sentences are left out: a retrained model changes all of them, and none is news.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.json_text import from_json
from kg.records import Redirect

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

Fact = tuple[str, ...]

LENGTHS = {"alias": 5, "claim": 5, "entity": 4, "link": 6, "paper": 6, "redirect": 3, "relation": 5, "says": 4}
"""How many texts a fact of each kind holds, with its kind."""
_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def lines(graph: "Graph") -> list[str]:
    """Return the fact lines of a graph, sorted, none twice, without line breaks."""
    return sorted({_encode(fact) for fact in _facts(graph)})


def lines_of_papers(graph: "Graph") -> list[str]:
    """Return the fact lines of what papers of a graph say, as `lines` does: those that name a paper."""
    nodes: dict[str, dict[str, Any]] = dict(graph.nodes.items())
    found = {_encode(fact) for key, node in nodes.items() if "paper" in node for fact in _of_node(key, node)}
    return sorted(found.union(_encode(fact) for edge in graph.edges(data=True) for fact in _of_edge(*edge, nodes)))


def lines_of_entity(key: str, node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fact lines of an entity and of its names, by its id and its node in the graph."""
    return map(_encode, _of_node(key, node))


def lines_of_redirects(redirects: Iterable[Redirect]) -> Iterator[str]:
    """Yield the fact lines of ids that stand for others now."""
    return (_encode(("redirect", redirect.old, redirect.new)) for redirect in redirects)


def encoded(text: str) -> str:
    """Return a text as it stands in a line, in its quotation marks."""
    return _encode(text)


def parse(lines: Collection[str]) -> Iterator[Fact]:
    """Yield the facts of lines.

    Raises:
        ValueError: a line is no fact.
    """
    found = from_json(f"[{','.join(lines)}]")  # at once, since that takes a third of the time
    if len(found) != len(lines):
        raise ValueError("a line is not one fact")
    for fact in found:
        if not isinstance(fact, list) or not all(isinstance(text, str) for text in fact):
            raise ValueError("a line is no list of texts")
        if not fact or LENGTHS.get(fact[0]) != len(fact):
            raise ValueError("a line is no fact of a known kind")
        yield tuple(fact)


def _facts(graph: "Graph") -> Iterator[Fact]:
    nodes: dict[str, dict[str, Any]] = dict(graph.nodes.items())
    for key, node in nodes.items():
        yield from _of_node(key, node)
    for subject, object_, data in graph.edges(data=True):
        yield from _of_edge(subject, object_, data, nodes)
    for redirect in graph.graph.get("redirects", ()):
        yield "redirect", redirect.old, redirect.new


def _of_node(key: str, node: Mapping[str, Any]) -> Iterator[Fact]:
    if "paper" in node:
        paper = node["paper"]
        yield "paper", key, paper.title, paper.url, paper.published, paper.status
        for result in node.get("results", ()):
            yield "claim", key, result.dataset, result.subject, result.text
    elif "entity" in node:
        yield "entity", key, node["label"], node["type"]
        for alias in node.get("aliases", ()):
            yield "alias", key, alias.form, alias.reason, alias.detail


def _of_edge(subject: str, object_: str, data: Mapping[str, Any], nodes: Mapping[str, Any]) -> Iterator[Fact]:
    predicate = data["predicate"]
    if "url" in nodes[object_]:
        yield "link", subject, predicate, object_, nodes[object_]["kind"], data.get("of", "")
    elif "paper" in nodes[subject]:
        yield "says", subject, predicate, object_
    else:
        for paper in sorted({item.paper for item in data["evidence"]}):
            yield "relation", subject, predicate, object_, paper
