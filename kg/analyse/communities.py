"""Groups of nodes that have more to do with one another than with the rest, and names for them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.analyse.undirected import Undirected, levels, undirected
from kg.names import normal_form
from kg.schema import load as schema

if TYPE_CHECKING:
    import networkx as nx

_NAMES = 3
_TELLING = {"Task": 2.0}
"""A task says more about what a group is about than a method or a dataset that it happens to use."""


class Community(NamedTuple):
    """A group of nodes."""

    name: str
    """The entities that set it apart, the most telling first; empty where it has none."""
    members: tuple[str, ...]


def communities(graph: "nx.MultiDiGraph[str]", *, seed: int) -> tuple[Community, ...]:
    """Divide the nodes into communities, largest first, each named by the entities that set it apart."""
    plain = undirected(graph)
    groups = levels(plain, seed=seed)[-1] if plain.keys else []
    telling = _telling(graph, plain, groups)
    found = [
        Community(_name(graph, plain, telling, group), tuple(plain.keys[node] for node in group)) for group in groups
    ]
    return tuple(sorted(found, key=lambda community: (-len(community.members), community.members)))


def _telling(graph: "nx.MultiDiGraph[str]", plain: Undirected, groups: Sequence[Sequence[int]]) -> list[float]:
    """Return what each node says of its group: its papers that name the node, times their share of all such papers."""
    owner = {node: index for index, group in enumerate(groups) for node in group}
    kinds = [graph.nodes[key]["type"] for key in plain.keys]
    inside, total = [0] * len(kinds), [0] * len(kinds)
    for source, target in zip(plain.sources.tolist(), plain.targets.tolist(), strict=True):
        for node, other in ((source, target), (target, source)):
            total[node] += kinds[other] == "Paper"
            inside[node] += kinds[other] == "Paper" and owner[node] == owner[other]
    weights = [_TELLING.get(kind, 1.0) * (kind in schema().types) for kind in kinds]
    return [weight * here**2 / max(all_, 1) for weight, here, all_ in zip(weights, inside, total, strict=True)]


def _name(graph: "nx.MultiDiGraph[str]", plain: Undirected, telling: Sequence[float], group: Sequence[int]) -> str:
    ranked = sorted((node for node in group if telling[node]), key=lambda node: (-telling[node], node))
    return " · ".join(_distinct(graph.nodes[plain.keys[node]]["label"] for node in ranked))


def _distinct(labels: Iterator[str]) -> Iterator[str]:
    """Return the first labels of which none contains another."""
    forms: list[str] = []
    for label in labels:
        form = normal_form(label)
        if not any(form in other or other in form for other in forms):
            forms.append(form)
            yield label
        if len(forms) == _NAMES:
            return
