"""A graph as the rows that the page reads: nodes, edges, sentences, legend."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from kg.records import Evidence, Paper, Result
from kg.schema import Schema
from kg.viewer.looks import looks, words

if TYPE_CHECKING:
    import networkx as nx

Row = dict[str, Any]
_SMALLEST_COMMUNITY = 3
_PLACES = {
    "arXiv": ("arXiv", "https://arxiv.org/abs/"),
    "doi": ("DOI", "https://doi.org/"),
    "acl": ("ACL Anthology", "https://aclanthology.org/"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id="),
}
_SURROGATE_PAIR = re.compile("[\U00010000-\U0010ffff]")


class Rows(NamedTuple):
    """What the page shows."""

    nodes: list[Row]
    edges: list[Row]
    rest: Row
    """Claimed results, sentences, communities, types, relations, redirects and sources."""


def rows(
    graph: "nx.MultiDiGraph[str]",
    *,
    positions: Mapping[str, tuple[int, int]],
    communities: Iterable[tuple[str, Sequence[str]]],
    schema: Schema,
) -> Rows:
    """Return what the page shows of a graph; each sentence stands once, and all else refers to it by number."""
    number = {key: index for index, key in enumerate(sorted(graph))}
    named = [(name, members) for name, members in communities if len(members) >= _SMALLEST_COMMUNITY]
    community = {key: index for index, (_, members) in enumerate(named) for key in members}
    predicates = {name: index for index, name in enumerate(words(schema))}
    sentences = _Sentences(number)
    nodes = [_node(key, graph.nodes[key], number[key], positions[key], community.get(key)) for key in number]
    edges = [
        {
            "from": number[subject],
            "to": number[object_],
            "p": predicates[edge["predicate"]],
            "c": _percent(edge["confidence"]),
            "e": [sentences.row(item) for item in edge["evidence"]],
        }
        for subject, object_, edge in sorted(graph.edges(data=True), key=_place)
    ]
    rest = {
        "claims": [_claim(result, number, sentences) for result in _results(graph, number)],
        "sentences": sentences.rows,
        "communities": [name for name, _ in named],
        "types": _types(graph, schema),
        "predicates": _predicates(graph, schema),
        "redirects": {
            redirect.old: redirect.new for redirect in graph.graph.get("redirects", ()) if redirect.new in number
        },
        "sources": list(graph.graph.get("sources", ())),
    }
    return Rows(nodes, edges, rest)


def _place(edge: tuple[str, str, Mapping[str, Any]]) -> tuple[str, str, str]:
    subject, object_, attributes = edge
    return subject, object_, attributes["predicate"]


def _node(key: str, node: Mapping[str, Any], number: int, position: tuple[int, int], community: int | None) -> Row:
    row: Row = {
        "id": number,
        "key": key,
        "type": node["type"],
        "label": node["label"],
        "x": position[0],
        "y": position[1],
    }
    if community is not None:
        row["community"] = community
    if "paper" in node:
        return row | _paper(node["paper"])
    if "entity" in node:
        names = sorted({alias.form for alias in node.get("aliases", ())} - {node["label"]})
        return row | ({"names": names} if names else {})
    links = _links([(_host(node["url"]), node["url"])])
    return row | ({"links": links} if links else {})


def _paper(paper: Paper) -> Row:
    parts = [identifier.partition(":") for identifier in paper.identifiers]
    known = [
        (_PLACES[scheme][0], _PLACES[scheme][1] + quote(name, errors="replace"))
        for scheme, _, name in parts
        if scheme in _PLACES
    ]
    given = [] if _host(paper.url) in [_host(url) for _, url in known] else [(_host(paper.url), paper.url)]
    row = {"date": paper.published, "authors": list(paper.authors), "links": _links(known + given)}
    return {name: value for name, value in row.items() if value}


def _links(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the links that may be followed: never `javascript:`, `data:` or the like."""
    return [[label, url] for label, url in links if _host(url)]


def _host(url: str) -> str:
    """Return the host of a web address, and nothing for any other address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _results(graph: "nx.MultiDiGraph[str]", number: Mapping[str, int]) -> Iterable[Result]:
    return (result for key in number for result in graph.nodes[key].get("results", ()))


def _claim(result: Result, number: Mapping[str, int], sentences: "_Sentences") -> Row:
    """Return a result that an abstract claims: paper, dataset, what reached it if that is clear, words, evidence."""
    subject = {"subject": number[result.subject]} if result.subject else {}
    ends = {"paper": number[result.paper], "dataset": number[result.dataset], **subject}
    return {**ends, "text": result.text, "e": sentences.row(result.evidence)}


class _Sentences:
    """The sentences of all evidence, each once."""

    def __init__(self, papers: Mapping[str, int]) -> None:
        self.rows: list[list[int | str]] = []
        self._papers = papers
        self._numbers: dict[tuple[str, int, int], int] = {}

    def row(self, evidence: Evidence) -> list[int]:
        """Return the sentence's number, the confidence, and start and end of each span in the sentence."""
        key = (evidence.paper, evidence.start, evidence.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append([self._papers.get(evidence.paper, -1), evidence.text])
        spans = [_utf16(evidence.text, offset - evidence.start) for span in evidence.spans for offset in span]
        return [self._numbers[key], _percent(evidence.confidence), *spans]


def _utf16(text: str, offset: int) -> int:
    """Return an offset in characters as one in UTF-16 units, which is how browsers count."""
    offset = min(max(offset, 0), len(text))
    return offset + len(_SURROGATE_PAIR.findall(text, 0, offset))


def _percent(confidence: float) -> int:
    """Return a confidence in percent, never quite certain.

    >>> _percent(0.9999), _percent(0.5), _percent(0.001)
    (99, 50, 1)
    """
    return min(max(round(confidence * 100), 1), 99)


def _types(graph: "nx.MultiDiGraph[str]", schema: Schema) -> dict[str, Row]:
    counts = Counter(node["type"] for _, node in graph.nodes(data=True))
    return {name: {**look._asdict(), "count": counts[name]} for name, look in looks(schema).items()}


def _predicates(graph: "nx.MultiDiGraph[str]", schema: Schema) -> list[Row]:
    counts = Counter(edge["predicate"] for _, _, edge in graph.edges(data=True))
    return [{"name": name, **row._asdict(), "count": counts[name]} for name, row in words(schema).items()]
