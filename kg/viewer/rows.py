"""A graph as the columns that the page reads: nodes, edges, sentences, legend."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from kg import shown
from kg.numbers import counted
from kg.paper_records import LISTING
from kg.records import Evidence, Paper, Result
from kg.schema import Schema
from kg.viewer.looks import looks, words
from kg.viewer.picture import SMALLEST_COMMUNITY, Picture, Row, usual_key

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

_PLACES = {
    "arXiv": ("arXiv", "https://arxiv.org/abs/"),
    "doi": ("DOI", "https://doi.org/"),
    "acl": ("ACL Anthology", "https://aclanthology.org/"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id="),
}
_SURROGATE_PAIR = re.compile("[\U00010000-\U0010ffff]")
# Identifiers since April 2007 begin with year and month: https://info.arxiv.org/help/arxiv_identifier.html
_ARXIV_MONTH = re.compile(r"arXiv:(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")

Edge = tuple[int, int, int, Mapping[str, Any]]
"""Number of the subject, of the object and of the predicate, and what the graph says of the edge."""


def picture_of(
    graph: "Graph",
    *,
    positions: Mapping[str, tuple[int, int]],
    communities: Iterable[tuple[str, Sequence[str]]],
    schema: Schema,
) -> Picture:
    """Return what the page shows of a graph; each sentence stands once, and all else refers to it by number.

    Args:
        graph: what assemble made.
        positions: where each node is drawn.
        communities: name and members of each community, the largest first.
        schema: tells what types and relations look like.
    """
    named = [(name, members) for name, members in communities if len(members) >= SMALLEST_COMMUNITY]
    community = {key: index for index, (_, members) in enumerate(named) for key in members}
    # Neighbours on the map get neighbouring numbers: the columns then pack to about two thirds.
    order = sorted(graph, key=lambda key: (community.get(key, len(named)), key))
    number = {key: index for index, key in enumerate(order)}
    edges = _edges(graph, number, {name: index for index, name in enumerate(words(schema))})
    types = _types(graph, schema)
    sources = list(graph.graph.get("sources", ()))
    return Picture(
        {
            "title": _title(graph),
            "types": types,
            "predicates": _predicates(graph, schema),
            "nodes": _nodes(graph, order, positions, community, [kind["name"] for kind in types]),
            **_facts_of_nodes(graph, order, sources),
            **_publications(graph, order),
            **_part(graph, order),
            **_edge_columns(graph, edges, len(order), number),
            "communities": [name for name, _ in named],
            "redirects": {
                redirect.old: redirect.new for redirect in graph.graph.get("redirects", ()) if redirect.new in number
            },
            "sources": sources,
        },
        _evidence(graph, edges, number),
    )


def _title(graph: "Graph") -> str:
    count = sum(node["type"] == "Paper" for _, node in graph.nodes(data=True))
    if (part := graph.graph.get(shown.PART)) and part["of_papers"] > count:
        return f"Knowledge graph of {count:,} of {counted(part['of_papers'], 'paper')}"
    return f"Knowledge graph of {counted(count, 'paper')}"


def _nodes(
    graph: "Graph",
    order: Sequence[str],
    positions: Mapping[str, tuple[int, int]],
    community: Mapping[str, int],
    types: Sequence[str],
) -> Row:
    nodes = [graph.nodes[key] for key in order]
    return {
        "label": [node["label"] for node in nodes],
        "type": [types.index(node["type"]) for node in nodes],
        "x": [positions[key][0] for key in order],
        "y": [positions[key][1] for key in order],
        "community": [community.get(key, -1) for key in order],
        "key": [
            0 if usual_key(node["type"], node["label"]) == key else key for key, node in zip(order, nodes, strict=True)
        ],
    }


def _facts_of_nodes(graph: "Graph", order: Sequence[str], sources: Sequence[str]) -> Row:
    """Return what only some nodes have, by their numbers."""
    found: dict[str, Row] = {"names": {}, "dates": {}, "authors": {}, "links": {}, "listings": {}}
    places = {source: index for index, source in enumerate(sources)}
    for number, key in enumerate(order):
        for name, value in _facts_of_node(graph.nodes[key], places).items():
            if value:
                found[name][str(number)] = value
    return found


def _facts_of_node(node: Mapping[str, Any], places: Mapping[str, int]) -> Row:
    if "paper" in node:
        paper: Paper = node["paper"]
        return {
            "dates": _date(paper),
            "authors": list(paper.authors),
            "links": _paper_links(paper),
            "listings": [places[source] for source in paper.sources if source in places],
        }
    if "entity" in node:
        return {"names": sorted({alias.form for alias in node.get("aliases", ())} - {node["label"]})}
    return {"links": _links([(_host(node["url"]), node["url"])])}


def _publications(graph: "Graph", order: Sequence[str]) -> Row:
    """Return where papers appeared and what became of them; nothing where that is known of none."""
    told = {
        str(number): _publication(graph.nodes[key]["paper"])
        for number, key in enumerate(order)
        if _is_paper(graph, key)
    }
    known = {number: row for number, row in told.items() if row}
    return {"publications": known} if known else {}


def _part(graph: "Graph", order: Sequence[str]) -> Row:
    """Return of how much the graph is a part, and how many of all papers name what; nothing of a whole graph."""
    if not (part := graph.graph.get(shown.PART)):
        return {}
    named = ((str(number), graph.nodes[key].get(shown.NAMED_BY)) for number, key in enumerate(order))
    return {
        "part": {**part, "text": shown.in_words(part), "advice": shown.ADVICE},
        "named_by": {number: count for number, count in named if count},
    }


def _is_paper(graph: "Graph", key: str) -> bool:
    return "paper" in graph.nodes[key]


def _publication(paper: Paper) -> Row:
    told = {"venue": paper.venue, "categories": list(paper.categories), "votes": paper.upvotes, "status": paper.status}
    return {name: value for name, value in told.items() if value}


def _date(paper: Paper) -> str:
    """Return when a paper came out, as far as its listing or its arXiv identifier tells."""
    if paper.published:
        return paper.published
    months = (_ARXIV_MONTH.match(identifier) for identifier in paper.identifiers)
    return next((f"20{month[1]}-{month[2]}" for month in months if month), "")


def _paper_links(paper: Paper) -> list[list[str]]:
    parts = [identifier.partition(":") for identifier in paper.identifiers]
    known = [
        (_PLACES[scheme][0], _PLACES[scheme][1] + quote(name, errors="replace"))
        for scheme, _, name in parts
        if scheme in _PLACES
    ]
    given = [] if _host(paper.url) in [_host(url) for _, url in known] else [(_host(paper.url), paper.url)]
    return _links(known + given)


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


def _edges(graph: "Graph", number: Mapping[str, int], predicates: Mapping[str, int]) -> list[Edge]:
    rows = (
        (number[subject], number[object_], predicates[edge["predicate"]], edge)
        for subject, object_, edge in graph.edges(data=True)
    )
    return sorted(rows, key=lambda row: row[:3])


def _edge_columns(graph: "Graph", edges: Sequence[Edge], nodes: int, number: Mapping[str, int]) -> Row:
    counts = Counter(edge[0] for edge in edges)
    papers = [sorted({number[item.paper] for item in edge["evidence"] if item.paper in number}) for *_, edge in edges]
    begins_at_paper = {number[key] for key, node in graph.nodes(data=True) if node["type"] == "Paper"}
    return {
        "edges": {
            "count": [counts[index] for index in range(nodes)],
            "to": [edge[1] for edge in edges],
            "predicate": [edge[2] for edge in edges],
            "confidence": [_percent(edge["confidence"]) for *_, edge in edges],
            "support": [max(len(found), 1) for found in papers],
        },
        "papers": {
            str(index): found
            for index, (edge, found) in enumerate(zip(edges, papers, strict=True))
            if edge[0] not in begins_at_paper
        },
    }


def _evidence(graph: "Graph", edges: Iterable[Edge], number: Mapping[str, int]) -> Row:
    sentences = _Sentences(number)
    behind = [[sentences.row(item) for item in sorted(edge["evidence"], key=_is_given)] for *_, edge in edges]
    results = (result for key in number for result in graph.nodes[key].get("results", ()))
    claims = [_claim(result, number, sentences) for result in results]
    return {"sentences": sentences.rows, "edges": behind, "claims": claims}


def _claim(result: Result, number: Mapping[str, int], sentences: "_Sentences") -> Row:
    """Return a result that an abstract claims: paper, dataset, what reached it if that is clear, words, evidence."""
    subject = {"subject": number[result.subject]} if result.subject else {}
    ends = {"paper": number[result.paper], "dataset": number[result.dataset], **subject}
    return {**ends, "text": result.text, "e": sentences.row(result.evidence)}


def _is_given(evidence: Evidence) -> bool:
    """Return whether no sentence says it, but a listing of the paper."""
    return evidence.by == LISTING


class _Sentences:
    """The sentences of all evidence, each once; an empty one of each paper stands for what its listings give."""

    def __init__(self, papers: Mapping[str, int]) -> None:
        self.rows: list[list[int | str]] = []
        self._papers = papers
        self._numbers: dict[tuple[str, int, int], int] = {}

    def row(self, evidence: Evidence) -> list[int]:
        """Return the sentence's number, the confidence, and start and end of each span in the sentence."""
        if _is_given(evidence):
            return [self._number(evidence.paper, 0, 0, ""), _percent(evidence.confidence)]
        spans = [_utf16(evidence.text, offset - evidence.start) for span in evidence.spans for offset in span]
        number = self._number(evidence.paper, evidence.start, evidence.end, evidence.text)
        return [number, _percent(evidence.confidence), *spans]

    def _number(self, paper: str, start: int, end: int, text: str) -> int:
        key = (paper, start, end)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append([self._papers.get(paper, -1), text])
        return self._numbers[key]


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


def _types(graph: "Graph", schema: Schema) -> list[Row]:
    counts = Counter(node["type"] for _, node in graph.nodes(data=True))
    return [{"name": name, **look._asdict(), "count": counts[name]} for name, look in looks(schema).items()]


def _predicates(graph: "Graph", schema: Schema) -> list[Row]:
    counts = Counter(edge["predicate"] for _, _, edge in graph.edges(data=True))
    return [{"name": name, **row._asdict(), "count": counts[name]} for name, row in words(schema).items()]
