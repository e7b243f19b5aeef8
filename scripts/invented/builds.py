"""Invented papers as a graph, and as a folder that `kg query`, `kg check` and `kg serve` take for a build."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from invented.papers import SOURCES, Literature
from kg import __version__, build, output_files, store
from kg.assemble import assemble
from kg.config import Config
from kg.exporters import exporter
from kg.paper_records import paper_records, record_lines
from kg.query import triplestore
from kg.records import Extraction, Paper, Resolution
from kg.tally import counts

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

DESCRIPTION, A_PAPER = 780, 180.0
"""How many triples a graph has whatever its size, and how many more for each paper, found by counting."""


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
            stream.writelines(record_lines(paper_records(papers, extractions, resolution)))
        for name in formats:
            exporter(name)(made, stage, config=Config(output=str(folder), formats=tuple(formats)))
        manifest = store.Manifest(
            recipe=_recipe(papers),
            outputs=store.digests(stage, store.files(stage)),
            counts=counts(made),
        )
        store.publish(folder, stage, manifest)
        if quads := output_files.graph(manifest.outputs):
            triplestore.update(folder, quads)
    return manifest


def _recipe(papers: Sequence[Paper]) -> store.Recipe:
    listed = Counter(source for paper in papers for source in paper.sources)
    inputs = tuple(store.Input(name, "", number) for name, number in sorted(listed.items()))
    return store.Recipe(
        version=__version__, code="", extractor="", libraries={}, config={}, decisions="", inputs=inputs
    )
