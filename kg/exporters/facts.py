"""What a graph says of a paper or of an entity, in the order in which people are told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.exporters.on_disk import DiskGraph
from kg.records import LINK_TYPES, Evidence, Paper

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


class Fact(NamedTuple):
    """An edge, seen from one of its ends."""

    predicate: str
    other: str
    """The node at the other end."""
    evidence: tuple[Evidence, ...]
    confidence: float

    @property
    def surest(self) -> Evidence | None:
        """Return the sentence that states it most surely, one of the abstract before the title; few facts have none."""
        return min(self.evidence, key=lambda item: (item.sentence == 0, -item.confidence, item), default=None)


class Address(NamedTuple):
    """A web address that a paper gives."""

    url: str
    kind: str
    own: bool


def papers(graph: "Graph") -> Iterator[Paper]:
    """Yield the papers in the order of their ids."""
    if isinstance(graph, DiskGraph):
        return graph.papers()
    return (graph.nodes[key]["paper"] for key in sorted(graph) if "paper" in graph.nodes[key])


def entities(graph: "Graph") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the entities, each with its node, in the order of their ids."""
    if isinstance(graph, DiskGraph):
        return graph.entities()
    return ((key, graph.nodes[key]) for key in sorted(graph) if "entity" in graph.nodes[key])


def named(graph: "Graph", paper: str) -> dict[str, list[Fact]]:
    """Return what a paper says of entities, by predicate, each in the order of the text."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in _out(graph, paper):
        if graph.nodes[fact.other]["type"] not in LINK_TYPES:
            found[fact.predicate].append(fact)
    return {predicate: sorted(facts, key=_place) for predicate, facts in sorted(found.items())}


def _place(fact: Fact) -> tuple[tuple[int, tuple[tuple[int, int], ...]], str]:
    return min(((item.start, item.spans) for item in fact.evidence), default=(0, ())), fact.other


def naming(graph: "Graph", entity: str) -> dict[str, list[Fact]]:
    """Return the papers that name an entity, by predicate, the latest first."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for source, _, predicate, data in graph.in_edges(entity, keys=True, data=True):
        if "paper" in graph.nodes[source]:
            found[predicate].append(Fact(predicate, source, data["evidence"], data["confidence"]))
    return {predicate: latest_first(graph, facts) for predicate, facts in sorted(found.items())}


def latest_first(graph: "Graph", facts: Sequence[Fact]) -> list[Fact]:
    """Return facts about papers in the order of their dates, the latest first, those without a date last."""
    ordered = sorted(facts, key=lambda fact: fact.other)
    return sorted(ordered, key=lambda fact: graph.nodes[fact.other]["paper"].published, reverse=True)


def related(graph: "Graph", entity: str) -> tuple[list[Fact], list[Fact]]:
    """Return the relations of an entity to other entities, and those of others to it."""
    outward = [fact for fact in _out(graph, entity) if "entity" in graph.nodes[fact.other]]
    inward = [
        Fact(predicate, source, data["evidence"], data["confidence"])
        for source, _, predicate, data in graph.in_edges(entity, keys=True, data=True)
        if "entity" in graph.nodes[source]
    ]
    return sorted(outward), sorted(inward)


def _out(graph: "Graph", key: str) -> Iterator[Fact]:
    for _, target, predicate, data in graph.out_edges(key, keys=True, data=True):
        yield Fact(predicate, target, data["evidence"], data["confidence"])


def addresses(graph: "Graph", paper: str) -> list[Address]:
    """Return the web addresses that a paper gives, its own first, and of these its code first."""
    found = {}
    for _, target, data in graph.out_edges(paper, data=True):
        node = graph.nodes[target]
        if node["type"] in LINK_TYPES:
            found[target] = Address(node["url"], node["kind"], data.get("of") == "own")
    return sorted(found.values(), key=lambda item: (not item.own, item.kind != "code", item.url))


def year(paper: Paper) -> str:
    """Return the year of a paper, or nothing where its date is not known."""
    return paper.published[:4]
