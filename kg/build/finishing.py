"""Finishing: what both routes do with what they made: the map, the formats that show a graph, history, publication."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import output_files, store
from kg.build.run import Build, Run
from kg.config import decisions_to_apply
from kg.errors import OutputError
from kg.exporters import EXPORTERS, MAPPED, exporter
from kg.history import keeping
from kg.query import triplestore

if TYPE_CHECKING:
    import networkx

    from kg.records import Paper
    from kg.resolve import Decision

    Graph = networkx.MultiDiGraph[str]

PAPERS = "papers.jsonl"
IDS = "ids.jsonl"
MAP = "map.jsonl"


@dataclass(frozen=True, slots=True)
class Made:
    """What a route made in the staging folder."""

    counts: Mapping[str, Any]
    """How much there is, as `kg.tally.counts` tells it."""
    facts: Iterable[str]
    """The fact lines of the history, sorted; they are read once."""
    records: Mapping[str, int]
    """How many papers each source lists."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The digests of staged files, as far as they are known."""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What the manifest says of parts; see `kg.store.Manifest`."""


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a text file."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def decisions_of(run: Run, papers: "Callable[[], Iterable[Paper]]") -> "list[Decision]":
    """Return the decisions that a build applies, with the ids that the papers which they name have now.

    Args:
        run: the build.
        papers: gives all papers, each time from the start; it is called where a decision names papers.
    """
    path = decisions_to_apply(run.config)
    if path is None:
        return []
    from kg import resolve
    from kg.decision_papers import papers_of, with_ids_now
    from kg.readers.former_ids import ids_now

    found = resolve.read_decisions(path, on_error=run.on_error)
    now = ids_now(papers_of(found), lambda: ((paper.id, paper.title, paper.identifiers) for paper in papers()))
    return with_ids_now(found, now)


def export(graph: "Graph", stage: Path, run: Run, *, formats: Collection[str], fresh: bool) -> None:
    """Write a graph in some formats, and its map where one of them shows it.

    Args:
        graph: the graph.
        stage: where outputs are staged.
        run: the build.
        formats: the names of the formats.
        fresh: draw a new map, and not one that is near to the last one of the folder.
    """
    chosen = sorted(formats, key=[*EXPORTERS].index)
    if {*MAPPED} & {*chosen}:
        write_lines(stage / MAP, _lay_out(graph, run, fresh=fresh))
    for number, name in enumerate(chosen, 1):
        exporter(name)(graph, stage, config=run.config)
        run.progress("write", number, len(chosen))


def _lay_out(graph: "Graph", run: Run, *, fresh: bool) -> Iterator[str]:
    from kg.analyse import map_lines, map_of, read_map

    seed, keeps = run.config.seed, run.config.layout == "keep" and not fresh
    last = read_map(run.folder / MAP, seed=seed) if keeps else None
    return map_lines(map_of(graph, seed=seed, last=last), seed=seed)


def publish(made: Made, stage: Path, recipe: store.Recipe, run: Run, *, fresh: bool) -> Build:
    """Add to the history, and replace the outputs of the folder by the staged ones.

    Args:
        made: what the route made.
        stage: where outputs are staged.
        recipe: what the build is made of.
        run: the build.
        fresh: make the query store anew.

    Raises:
        OutputError: they cannot be written; those of before are untouched.
    """
    built = datetime.now(UTC).isoformat(timespec="seconds")
    unknown = [name for name in store.files(stage) if name not in made.digests]
    outputs = dict(sorted((store.digests(stage, unknown) | {**made.digests}).items()))
    with run.stage("history"):
        said = keeping.stage(made.facts, run.folder, stage, built=built, counts=made.counts, limit=run.config.history)
    manifest = store.Manifest(
        recipe=replace(recipe, inputs=tuple(_counted(recipe.inputs, made.records))),
        outputs=outputs,
        counts=made.counts,
        errors=run.failed(),
        seconds=run.seconds,
        built=built,
        parts=made.parts,
    )
    if fresh:
        triplestore.remove(run.folder)
    keep_store(run.folder, outputs, run, at=stage)
    store.publish(run.folder, stage, manifest, read=(IDS, MAP), beside=said.files, obsolete=said.obsolete)
    if said.trouble:
        run.report(said.trouble)
    return Build(run.folder, manifest, news=said.news)


def keep_store(folder: Path, outputs: Mapping[str, str], run: Run, *, at: Path | None = None) -> None:
    """Have a query store of outputs that hold a graph.

    Args:
        folder: the folder of the build.
        outputs: the digests of its outputs.
        run: the build.
        at: where the outputs are, if they are not published yet.
    """
    graph, digest = output_files.graph(outputs), output_files.graph_digest(outputs)
    if not graph or triplestore.is_whole(folder, digest):
        return
    run.progress("store", 0, 1)
    last = store.read_manifest(folder)
    try:
        triplestore.update(folder, graph, at=at, standing=output_files.graph_digest(last.outputs) if last else "")
    except OutputError as error:  # queries read the N-Quads themselves then
        run.report(error)


def _counted(inputs: Iterable[store.Input], records: Mapping[str, int]) -> Iterator[store.Input]:
    return (replace(item, records=records.get(item.name, 0)) for item in inputs)
