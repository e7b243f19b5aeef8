"""The figures of a page: how it is made, how large it is, and what it costs to look at, beside pyvis' own."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import pages, visits
from bench.cost import alone
from bench.figures import Figure, milliseconds

LAYOUT = {2_500: 1.5, 10_000: 4.0, 30_000: 12.0, 100_000: 45.0}
FIRST_DRAW = {2_500: 0.4, 10_000: 0.6, 30_000: 1.2, 100_000: 3.0}
MEGABYTES = {2_500: 0.6, 100_000: 4.0}
REST = {100_000: 0.3}
FRAME, HOVER, STROKE, WAY = 0.010, 0.016, 0.010, 0.050
HOVERED = SEARCHED = 30_000
"""Pointing and searching are held to their goals up to here."""
SLOWEST_STOCK = 10_000
"""Beyond this, pyvis' add_edge takes many minutes."""
FASTER_DRAW, FASTER_BUILD = 5, 20


@dataclass(frozen=True, slots=True)
class Viewing:
    """What is measured of one graph."""

    nodes: int
    folder: Path
    renderers: Sequence[str]
    runs: int
    """How often a page is opened; the least counts."""
    patience: float
    """How many CPU seconds pyvis' own page may take to be drawn."""
    stock: bool
    """Whether pyvis' own page is measured, too."""


def figures(viewing: Viewing) -> Iterator[Figure]:
    """Measure the pages of a graph."""
    viewing.folder.mkdir(parents=True, exist_ok=True)
    made = alone(pages.by_kg, viewing.nodes, viewing.folder, viewing.renderers)
    yield from _building(viewing.nodes, made, viewing.renderers)
    best = {}
    for renderer in viewing.renderers:
        path = viewing.folder / f"{renderer}.html"
        visit = alone(visits.of_kg, path, made.entities, viewing.runs, viewing.patience)
        best[renderer] = visit
        yield from _looking(viewing.nodes, renderer, visit)
    if viewing.stock and viewing.nodes <= SLOWEST_STOCK:
        yield from _beside(viewing, made, best)


def _building(nodes: int, made: pages.Made, renderers: Sequence[str]) -> Iterator[Figure]:
    told = partial(Figure, "build", nodes)
    yield _seconds(told, "layout and groups", made.cost["map"], LAYOUT.get(nodes))
    for renderer in renderers:
        yield _seconds(told, f"page, {renderer}", made.cost[renderer])
        size = made.bytes[renderer] / 1e6
        with_ = "with all sentences" if nodes <= pages.SENTENCES else "without sentences"
        # The goal is for the page of our own renderer: vis-network alone is half a megabyte.
        yield _held(told, f"file {with_}, {renderer}", size, MEGABYTES.get(nodes), "MB", goal_of=renderer)


def _looking(nodes: int, renderer: str, visit: visits.Visit) -> Iterator[Figure]:
    told = partial(Figure, renderer, nodes)
    yield _seconds(told, "first draw", visit.first_draw, FIRST_DRAW.get(nodes), goal_of=renderer)
    small = nodes <= HOVERED
    yield _short(told, "frame of a pan", visit.pan, FRAME, renderer)
    yield _short(told, "frame of a zoom", visit.zoom, FRAME, renderer)
    yield _short(told, "pointing at a dot", visit.hover, HOVER if small else None, renderer)
    yield _short(told, "redraw at rest", visit.rest, REST.get(nodes), renderer)
    yield _short(told, "key stroke of a search", visit.search, STROKE if nodes <= SEARCHED else None, renderer)
    yield _short(told, "shortest path", visit.path, WAY if nodes <= SEARCHED else None, renderer)
    yield Figure(renderer, nodes, "heap", f"{visit.heap:.0f} MB", numbers={"megabytes": visit.heap})


def _beside(viewing: Viewing, made: pages.Made, ours: Mapping[str, visits.Visit]) -> Iterator[Figure]:
    """Yield the figures of pyvis' own page, and how many times as long it takes as ours."""
    told = partial(Figure, "stock pyvis", viewing.nodes)
    stock = alone(pages.by_pyvis, viewing.nodes, viewing.folder)
    visit = alone(visits.of_stock, viewing.folder / "stock.html", viewing.patience)
    late = math.isinf(visit.first_draw)
    yield _seconds(told, "page", stock.cost["stock"])
    yield _held(told, "file with all sentences", stock.bytes["stock"] / 1e6, None, "MB")
    spent = viewing.patience if late else visit.first_draw
    yield told("first draw", f"{'> ' if late else ''}{spent:.1f} s", numbers={"seconds": spent})
    if not late:
        yield _short(told, "frame of a pan", visit.pan)
        yield _short(told, "frame of a zoom", visit.zoom)
        yield Figure("stock pyvis", viewing.nodes, "heap", f"{visit.heap:.0f} MB", numbers={"megabytes": visit.heap})
    for renderer, mine in ours.items():
        told = partial(Figure, renderer, viewing.nodes)
        times = stock.cost["stock"] / made.cost[renderer]
        # Where there are few edges, add_edge is not yet slow: the goal is for the largest graph that both can do.
        held = times >= FASTER_BUILD if viewing.nodes == SLOWEST_STOCK else None
        goal = f"{FASTER_BUILD} times at {SLOWEST_STOCK:,}"
        yield told("page, as fast as pyvis' own", f"{times:.1f} times", goal, held, {"times": times})
        times, goal = spent / mine.first_draw, f"{FASTER_DRAW} times"
        value = f"{'> ' if late else ''}{times:,.0f} times"
        yield told("first draw, as fast as pyvis' own", value, goal, times >= FASTER_DRAW, {"times": times})


def _seconds(
    told: "partial[Figure]", what: str, cost: float, goal: float | None = None, *, goal_of: str = "canvas"
) -> Figure:
    return _held(told, what, cost, goal, "s", goal_of=goal_of)


def _held(
    told: "partial[Figure]", what: str, cost: float, goal: float | None, unit: str, *, goal_of: str = "canvas"
) -> Figure:
    met = cost <= goal if goal is not None and goal_of != "pyvis" else None
    aim = "" if goal is None else f"{goal:g} {unit}"
    return told(what, f"{cost:.2f} {unit}", aim, met, {unit: cost})


def _short(
    told: "partial[Figure]", what: str, cost: float, goal: float | None = None, goal_of: str = "canvas"
) -> Figure:
    """Tell milliseconds; the goals are set for the renderer that is the default, whatever is measured beside it."""
    met = cost <= goal if goal is not None and goal_of != "pyvis" else None
    return told(what, milliseconds(cost), "" if goal is None else f"{goal * 1000:.0f} ms", met, {"seconds": cost})
