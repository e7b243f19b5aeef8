"""The map of a graph: where its nodes lie and which communities they form, with as much of the last map as holds."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.analyse.communities import Community, named
from kg.analyse.continued import Before, changes, continued
from kg.analyse.heirs import heirs, regrouped
from kg.analyse.layout import placed
from kg.analyse.louvain import divisions
from kg.analyse.undirected import Undirected, undirected

if TYPE_CHECKING:
    import networkx as nx

_KNOWN = 0.5
"""The least share of nodes that two graphs have in common for the map of one to be that of the other."""
_NAME = "map"


class Map(NamedTuple):
    """Where things are."""

    positions: dict[str, tuple[int, int]]
    """To the right and down, in key order."""
    communities: tuple[Community, ...]
    """The largest first; each node is in one."""
    degrees: dict[str, int]
    """How many neighbours each node has: by it the next map tells what changed."""


def drawn(graph: "nx.MultiDiGraph[str]", *, seed: int, last: Map | None = None) -> Map:
    """Draw the map of a graph, close to the last one as far as that still holds.

    Known nodes stay where they were unless their neighbours changed, new ones come next to theirs, and communities keep
    their members and names. A graph of which half is new is drawn afresh. Equal arguments make equal maps.
    """
    plain = undirected(graph)
    if last and _shared(plain, last) >= _KNOWN:
        before = _before(plain, last)
        owner = regrouped(plain, before.group, before.change > 0)
        positions = continued(plain, owner, before, chance=np.random.default_rng(seed))
        kept = {group: last.communities[old] for group, old in heirs(owner, before.group).items()}
    else:
        levels = divisions(plain, seed=seed)
        owner, positions, kept = levels[-1], placed(plain, levels, seed=seed), {}
    rounded = np.rint(positions).astype(int).tolist()
    return Map(
        {key: (x, y) for key, (x, y) in zip(plain.keys, rounded, strict=True)},
        named(graph, plain, owner, kept=kept),
        dict(zip(plain.keys, plain.degrees.tolist(), strict=True)),
    )


def map_of(graph: "nx.MultiDiGraph[str]", *, seed: int, last: Map | None = None) -> Map:
    """Return the map of a graph, which is drawn once and from then on goes with the graph."""
    found = graph.graph.get(_NAME)
    if not isinstance(found, Map) or found.positions.keys() != set(graph):  # a part of a graph has its attributes
        found = graph.graph[_NAME] = drawn(graph, seed=seed, last=last)
    return found


def _shared(plain: Undirected, last: Map) -> float:
    common = len(last.positions.keys() & set(plain.keys))
    return common / max(len(plain.keys) + len(last.positions) - common, 1)


def _before(plain: Undirected, last: Map) -> Before:
    number = {key: index for index, community in enumerate(last.communities) for key in community.members}
    group = np.array([number.get(key, -1) for key in plain.keys], np.int64)
    degrees = np.array([last.degrees.get(key, 0) for key in plain.keys], np.int64)
    positions = np.array([last.positions.get(key, (0, 0)) for key in plain.keys], np.float64)
    return Before(positions, group, changes(plain, group >= 0, degrees))
