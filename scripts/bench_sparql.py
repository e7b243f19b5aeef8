#!/usr/bin/env python3
"""Measure files, questions, checks and the server on synthetic graphs, beside rdflib, plain pyoxigraph and pyshacl.

    python scripts/bench_sparql.py                                     about 50,000 triples, in a minute or two
    python scripts/bench_sparql.py --triples 50000 500000 --only queries validation
    python scripts/bench_sparql.py --folder DIR --json                 keep the graphs; print figures for programs

Each figure comes from a process that does nothing else. Times are CPU seconds, the least of some runs, unless they are
said to be on the clock. All engines run in one go on one machine: ratios mean something where seconds do not.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import answers, checks, files, latency
from bench.cost import alone
from bench.figures import Figure, Setting, document, table
from invented import builds

LARGEST = 1_000_000
"""Beyond this, rdflib needs gigabytes and minutes to load a graph, and is left out."""

PARTS: dict[str, Callable[[Setting], Iterator[Figure]]] = {
    "export": files.export,
    "load": files.load,
    "incremental": files.incremental,
    "queries": answers.queries,
    "validation": checks.validation,
    "command": latency.command_line,
    "endpoint": latency.endpoint,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="+", default=[50_000], help="sizes of the graphs (%(default)s)")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--runs", type=int, default=5, help="how often short work is done (%(default)s)")
    parser.add_argument("--patience", type=float, default=10, help="seconds for rdflib per question (%(default)s)")
    parser.add_argument("--folder", type=Path, help="where the graphs are kept, to be used again")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        found = [
            figure
            for triples in given.triples
            for figure in _measured(_setting(triples, given, given.folder or Path(temporary)), given.only)
        ]
    print(document(found) if given.json else table(found))


def _setting(triples: int, given: argparse.Namespace, folder: Path) -> Setting:
    return Setting(triples, folder / str(triples), given.runs, given.patience, reference=triples <= LARGEST)


def _measured(setting: Setting, parts: Sequence[str]) -> Iterator[Figure]:
    if not (setting.folder / "manifest.json").exists():
        print(f"{setting.triples:,} triples: making the graph", file=sys.stderr)
        alone(builds.make, setting.triples, setting.folder)
    for part in parts:
        print(f"{setting.triples:,} triples: {part}", file=sys.stderr)
        yield from PARTS[part](setting)


if __name__ == "__main__":
    main()
