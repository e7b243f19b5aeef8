#!/usr/bin/env python3
"""Measure the page on invented graphs: making it, its size, and what it costs to look at, beside pyvis' own page.

    python scripts/bench_viewer.py                                  500 to 30,000 nodes, in a quarter of an hour
    python scripts/bench_viewer.py --nodes 100000 --renderer canvas
    python scripts/bench_viewer.py --nodes 2500 --stock no --folder DIR

A graph has 2.8 times as many edges as nodes, each with a sentence; above 50,000 nodes there are no sentences. Times are
CPU seconds: of this program, or of the main thread of Chromium's renderer at 1600×1000 without a GPU and a network,
from navigation on. Frames are those of requestAnimationFrame while a mouse moves. The page's goals are those of the
canvas; pyvis' own page is made as its documentation shows, with physics, and given up after so many CPU seconds.
The size of a graph is that of its nodes, for SPARQL that of its triples. The exit status is 1 when a goal is missed.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import asking, viewing
from bench.figures import Figure, document, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print one table, and return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = [500, 2_500, 10_000, 30_000]
    parser.add_argument("--nodes", type=int, nargs="*", default=sizes, help="sizes of the graphs (%(default)s)")
    parser.add_argument("--renderer", nargs="+", choices=("canvas", "pyvis"), default=["canvas", "pyvis"])
    parser.add_argument(
        "--runs", type=int, default=3, help="how often a page is opened; the least counts (%(default)s)"
    )
    parser.add_argument("--stock", choices=("yes", "no"), default="yes", help="pyvis' own page, too (%(default)s)")
    parser.add_argument("--sparql", choices=("yes", "no"), default="yes", help="SPARQL in the page, too (%(default)s)")
    parser.add_argument("--patience", type=float, default=120, help="CPU seconds for a first draw (%(default)s)")
    parser.add_argument("--folder", type=Path, help="where the pages are kept, to be looked at")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        found = list(_measured(given, given.folder or Path(temporary)))
    print(document(found) if given.json else table(found, size="size"))
    return int(any(figure.met is False for figure in found))


def _measured(given: argparse.Namespace, folder: Path) -> Iterator[Figure]:
    for nodes in given.nodes:
        asked = viewing.Viewing(
            nodes, folder / str(nodes), given.renderer, given.runs, given.patience, stock=given.stock == "yes"
        )
        yield from map(_aloud, viewing.figures(asked))
    if given.sparql == "yes":
        yield from map(_aloud, asking.figures(folder / "sparql"))


def _aloud(figure: Figure) -> Figure:
    print(f"{figure.size:,}: {figure.part}, {figure.what}: {figure.value}", file=sys.stderr)
    return figure


if __name__ == "__main__":
    sys.exit(main())
