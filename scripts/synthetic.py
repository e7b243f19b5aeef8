#!/usr/bin/env python3
"""Write a graph of any size in the shape of a real one, as a folder that `kg query`, `kg check` and `kg serve` take.

    python scripts/synthetic.py --triples 50000 -o DIR

All papers, names and addresses are invented by rule, apart from a few famous names, so that the named questions have
answers. One seed makes one graph, byte for byte.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from literature import SOURCES, Literature

from kg import __version__, build, store
from kg.assemble import assemble
from kg.config import Config
from kg.exporters import exporter
from kg.query import triplestore
from kg.records import Extraction, Paper, Resolution

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

DESCRIPTION, A_PAPER = 780, 180.0
"""How many triples a graph has whatever its size, and how many more for each paper, found by counting."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a folder and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=50_000, help="about how many there are to be (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes another graph (%(default)s)")
    parser.add_argument("--format", nargs="+", default=["rdf"], help="what is written: rdf html tables graphml")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder")
    given = parser.parse_args(arguments)
    start = time.perf_counter()
    manifest = write(given.output, *records(given.triples, seed=given.seed), formats=given.format)
    counts = ", ".join(f"{manifest.counts[name]} {name}" for name in ("papers", "links", "claims"))
    print(f"{given.output}: {counts}, {time.perf_counter() - start:.1f} s", file=sys.stderr)


def records(triples: int, *, seed: int = 0, more: int = 0) -> tuple[list[Paper], list[Extraction], Resolution]:
    """Return the papers of a graph of about so many triples, what they say, and the entities that they name.

    Args:
        triples: how many there are to be; a graph has at least three papers.
        seed: what all chance comes from.
        more: how many papers its first source lists beyond those, as when a source has grown.
    """
    literature = Literature(seed)
    number = max(3, round((triples - DESCRIPTION) / A_PAPER))
    found = [literature.paper(index) for index in range(number)]
    found += [literature.paper(index, source=SOURCES[0]) for index in range(number, number + more)]
    return [paper for paper, _ in found], [said for _, said in found], literature.resolution()


def graph(triples: int, *, seed: int = 0) -> "Graph":
    """Return a graph of about so many triples, as a build assembles it."""
    return assemble(*records(triples, seed=seed))


def make(triples: int, folder: Path, more: int = 0) -> None:
    """Write a graph of about so many triples as a build, with so many more papers in its first source."""
    write(folder, *records(triples, more=more))


def write(
    folder: Path,
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    resolution: Resolution,
    *,
    formats: Sequence[str] = ("rdf",),
) -> store.Manifest:
    """Write what a build of these records writes, and return its manifest."""
    made = assemble(papers, extractions, resolution)
    with store.writing(folder), store.staging(folder) as stage:
        with (stage / build.PAPERS).open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(_lines(papers, extractions, resolution))
        for name in formats:
            exporter(name)(made, stage, config=Config(output=str(folder), formats=tuple(formats)))
        manifest = store.Manifest(
            recipe=_recipe(papers),
            outputs=store.digests(stage, store.files(stage)),
            counts=build.counts(made),
        )
        store.publish(folder, stage, manifest)
        if digest := manifest.outputs.get(triplestore.FILE):
            triplestore.update(folder, folder / triplestore.FILE, digest)
    return manifest


def _lines(papers: Sequence[Paper], extractions: Sequence[Extraction], resolution: Resolution) -> Iterator[str]:
    for record in build.records(papers, extractions, resolution):
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _recipe(papers: Sequence[Paper]) -> store.Recipe:
    listed = Counter(source for paper in papers for source in paper.sources)
    inputs = tuple(store.Input(name, "", number) for name, number in sorted(listed.items()))
    return store.Recipe(
        version=__version__, code="", extractor="", libraries={}, config={}, decisions="", inputs=inputs
    )


if __name__ == "__main__":
    main()
