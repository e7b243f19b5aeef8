#!/usr/bin/env python3
"""Write a graph of any size in the shape of a real one, as a folder that `kg query`, `kg check` and `kg serve` take.

    python scripts/synthetic.py --triples 50000 -o DIR
    python scripts/synthetic.py --papers 1000000 -o FILE.jsonl    papers alone, in memory that does not grow

All papers, names and addresses are invented by rule, apart from a few famous names, so that the named questions have
answers. One seed makes one graph, byte for byte.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from invented.builds import records, write
from invented.endless import lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a folder and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=50_000, help="about how many there are to be (%(default)s)")
    parser.add_argument("--papers", type=int, help="write so many papers as JSON Lines, and no graph")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes another graph (%(default)s)")
    parser.add_argument("--format", nargs="+", default=["rdf"], help="what is written: rdf html tables graphml")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder, or the file of papers")
    given = parser.parse_args(arguments)
    start = time.perf_counter()
    if given.papers is not None:
        with given.output.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines(given.papers, seed=given.seed))
        print(f"{given.output}: {given.papers} papers, {time.perf_counter() - start:.1f} s", file=sys.stderr)
        return
    manifest = write(given.output, *records(given.triples, seed=given.seed), formats=given.format)
    counts = ", ".join(f"{manifest.counts[name]} {name}" for name in ("papers", "links", "claims"))
    print(f"{given.output}: {counts}, {time.perf_counter() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
