"""Groups of nodes that have more to do with one another than with the rest."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.analyse.arrays import Integers
from kg.analyse.louvain import divisions
from kg.analyse.naming import names
from kg.analyse.undirected import Undirected, undirected

if TYPE_CHECKING:
    import networkx as nx

_SAME = 0.75
"""The share of members that two communities have in common where one keeps the other's name."""


class Community(NamedTuple):
    """A group of nodes."""

    name: str
    """The entities that set it apart, the most telling first; empty where it has none."""
    members: tuple[str, ...]


def communities(graph: "nx.MultiDiGraph[str]", *, seed: int) -> tuple[Community, ...]:
    """Divide the nodes into communities, largest first, each named by the entities that set it apart."""
    plain = undirected(graph)
    return named(graph, plain, divisions(plain, seed=seed)[-1], kept={})


def named(
    graph: "nx.MultiDiGraph[str]", plain: Undirected, owner: Integers, *, kept: Mapping[int, Community]
) -> tuple[Community, ...]:
    """Return the communities with their names, the largest first.

    Args:
        graph: says what the nodes are called.
        plain: its nodes and edges.
        owner: the number of each node's community.
        kept: communities of before that some go on from; where they hardly changed they keep their names.
    """
    groups = _groups(owner)
    groups.sort(key=lambda group: (-len(group), group[0]))
    before = [kept.get(int(owner[group[0]]), Community("", ())) for group in groups]
    held = [
        old.name if _hardly_changed(old, [plain.keys[node] for node in group]) else ""
        for old, group in zip(before, groups, strict=True)
    ]
    found = names(graph, plain, groups, held=held)
    return tuple(
        Community(name, tuple(plain.keys[node] for node in group)) for name, group in zip(found, groups, strict=True)
    )


def _groups(owner: Integers) -> list[list[int]]:
    order = np.argsort(owner, kind="stable")
    cuts = np.flatnonzero(np.diff(owner[order])) + 1
    return [group.tolist() for group in np.split(order, cuts)] if len(owner) else []


def _hardly_changed(old: Community, members: list[str]) -> bool:
    common = len(set(members) & set(old.members))
    return common >= _SAME * (len(members) + len(old.members) - common)
