"""The tally of a graph: how much of what it holds."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.records import LINK_TYPES

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def counts(graph: "Graph") -> dict[str, Any]:
    """Return how many papers, entities, links, edges and claimed results a graph has, by type."""
    types = Counter(node["type"] for _, node in graph.nodes(data=True))
    predicates = Counter(data["predicate"] for *_, data in graph.edges(data=True))
    links = sum(types.pop(name, 0) for name in LINK_TYPES)
    papers = types.pop("Paper", 0)
    return {
        "papers": papers,
        "entities": dict(sorted(types.items())),
        "edges": dict(sorted(predicates.items())),
        "links": links,
        "claims": sum(len(node.get("results", ())) for _, node in graph.nodes(data=True)),
    }
