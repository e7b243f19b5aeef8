#!/usr/bin/env python3
"""Time the map of a graph and measure what it keeps; figures are CPU seconds of one thread.

    python scripts/bench_layout.py                    2,500 to 100,000 nodes
    python scripts/bench_layout.py 2500 --builds      and how far nodes move from build to build

`prec` is the share of a node's d neighbours that are among the d dots nearest to it, `topic` the share of its ten
nearest dots that are of its topic. The graphs are made up: seven types, a sixth of the nodes are papers, four of five
edges stay inside of a topic, and a few nodes have many edges. `moved` is how far nodes moved that were there before, as
a share of the width of the map: half of them less than the first number, all but a twentieth less than the second;
`groups kept` and `names kept` are the shares of these nodes whose community goes on, and goes on under its name.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analyse import Map, drawn
from kg.analyse.heirs import heirs

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

SIZES = (2_500, 10_000, 30_000, 100_000)
TYPES = {"Paper": 0.16, "Method": 0.3, "Model": 0.16, "Dataset": 0.12, "Task": 0.12, "Metric": 0.06, "Repository": 0.08}
_EDGES, _SAMPLE = 2.8, 2000
_INSIDE = (0.92, 0.74)
"""The share of edges inside of topics: of the first ones of each node, and of those between the fittest."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each size, and with `--builds` one for each change of the smallest graph."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of nodes")
    parser.add_argument("--builds", action="store_true", help="change each graph and lay it out again")
    given = parser.parse_args(arguments)
    print(f"{'nodes':>8} {'edges':>8} {'CPU s':>7} {'groups':>7} {'prec':>6} {'topic':>6}")
    for size in given.sizes:
        graph, topics = made(size)
        start = time.process_time()
        found = drawn(graph, seed=0)
        seconds = time.process_time() - start
        prec, topic = kept(graph, found.positions, topics)
        groups = len(found.communities)
        print(f"{len(graph):8,} {graph.number_of_edges():8,} {seconds:7.2f} {groups:7} {prec:6.3f} {topic:6.3f}")
        if given.builds:
            print_builds(graph, topics)


def made(size: int, *, seed: int = 7) -> tuple["Graph", dict[str, int]]:
    """Make a graph of so many nodes; return it and the topic of each node."""
    chance = np.random.default_rng(seed)
    count = round(12 * (size / 2500) ** 0.4)
    topics = np.minimum(count * chance.power(1.3, size), count - 1).astype(int)
    names, shares = zip(*TYPES.items(), strict=True)
    kinds = [names[kind] for kind in chance.choice(len(names), size, p=shares)]
    fitness = np.minimum(chance.pareto(1, size) + 1, 2 * size**0.5)
    fitness[[kind == "Paper" for kind in kinds]] = 20
    keys = [f"{kind.lower()}/{number:06}" for number, kind in enumerate(kinds)]
    graph: Graph = nx.MultiDiGraph()
    graph.add_nodes_from((key, {"type": kind, "label": key}) for key, kind in zip(keys, kinds, strict=True))
    for one, other in _ends(topics, fitness, chance).tolist():
        graph.add_edge(keys[one], keys[other], key="uses", predicate="uses")
    return graph, dict(zip(keys, topics.tolist(), strict=True))


def _ends(topics: NDArray[np.int64], fitness: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.int64]:
    """Return the two ends of each edge: one for each node, and the rest where the fittest are."""
    size, every = len(topics), np.arange(len(topics))
    rest = chance.choice(size, round((_EDGES - 1) * size), p=fitness / fitness.sum())
    first = np.concatenate([every, rest])
    second = chance.choice(size, len(first), p=fitness / fitness.sum())
    inside = chance.random(len(first)) < np.repeat(_INSIDE, [size, len(rest)])
    for topic in np.unique(topics):
        members = np.flatnonzero(topics == topic)
        here = np.flatnonzero(inside & (topics[first] == topic))
        second[here] = chance.choice(members, len(here), p=fitness[members] / fitness[members].sum())
    ends: NDArray[np.int64] = np.stack([first, second], axis=1)[first != second]
    return ends


def kept(graph: "Graph", positions: Mapping[str, tuple[int, int]], topics: Mapping[str, int]) -> tuple[float, float]:
    """Return which share of neighbours, and of nodes of the same topic, is near on the map."""
    keys = sorted(graph)
    places = np.array([positions[key] for key in keys], float)
    number = {key: index for index, key in enumerate(keys)}
    topic = np.array([topics[key] for key in keys])
    chosen = np.random.default_rng(0).permutation(len(keys))[:_SAMPLE].tolist()
    found = []
    for index in chosen:
        around = {number[other] for other in nx.all_neighbors(graph, keys[index])} - {index}
        far = ((places - places[index]) ** 2).sum(axis=1)
        near = [
            other for other in np.argsort(far, kind="stable")[: max(len(around), 10) + 1].tolist() if other != index
        ]
        prec = len(around & set(near[: len(around)])) / len(around) if around else np.nan
        found.append((prec, float((topic[near[:10]] == topic[index]).mean())))
    prec, same = np.nanmean(found, axis=0).tolist()
    return prec, same


def print_builds(graph: "Graph", topics: Mapping[str, int]) -> None:
    """Print how much of a map stays after some papers came or went, and after nothing is known of the last one."""
    smaller = without(graph, 0.06, seed=1)
    first = drawn(smaller, seed=0)
    changes = {
        "no change": smaller,
        "1 % new": without(graph, 0.05, seed=1),
        "6 % new": graph,
        "6 % gone": without(smaller, 0.06, seed=2),
        "6 % new and gone": without(graph, 0.06, seed=2),
    }
    print(f"{'':18} {'moved':>15} {'groups kept':>12} {'names kept':>11} {'prec':>6} {'topic':>6}")
    for name, changed in [*changes.items(), ("6 % new, afresh", graph)]:
        found = drawn(changed, seed=0, last=None if name.endswith("afresh") else first)
        prec, topic = kept(changed, found.positions, topics)
        half, most, groups, names = stayed(first, found)
        print(f"{name:18} {half:7.4f} {most:7.4f} {groups:12.3f} {names:11.3f} {prec:6.3f} {topic:6.3f}")


def without(graph: "Graph", share: float, *, seed: int) -> "Graph":
    """Return the graph without a share of its papers and without what only these name."""
    papers = sorted(key for key in graph if key.startswith("paper/"))
    gone = np.random.default_rng(seed).permutation(papers)[: round(share * len(papers))].tolist()
    alone = {other for key in gone for other in nx.all_neighbors(graph, key)}
    smaller = graph.copy()
    smaller.remove_nodes_from(gone)
    smaller.remove_nodes_from([key for key in alone if key in smaller and not smaller.degree(key)])
    return smaller


def stayed(last: Map, found: Map) -> tuple[float, float, float, float]:
    """Return how far known nodes moved, median and 95th percentile, and how many kept their group and its name."""
    keys = sorted(last.positions.keys() & found.positions.keys())
    before, after = (np.array([one.positions[key] for key in keys], float) for one in (last, found))
    far = np.hypot(*(after - before).T) / np.ptp(np.array(list(last.positions.values())), axis=0)[0]
    old, new = (
        {key: index for index, group in enumerate(one.communities) for key in group.members} for one in (last, found)
    )
    goes_on = heirs(np.array([new[key] for key in keys]), np.array([old[key] for key in keys]))
    same = [goes_on.get(new[key]) == old[key] for key in keys]
    named = [last.communities[old[key]].name == found.communities[new[key]].name for key in keys]
    half, most = np.percentile(far, [50, 95]).tolist()
    return half, most, float(np.mean(same)), float(np.mean(np.array(same) & named))


if __name__ == "__main__":
    main()
