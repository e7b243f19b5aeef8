"""The build: read, extract, resolve, assemble, export; the only module that knows every stage.

A build whose recipe and outputs are unchanged returns without importing any of the libraries behind the stages.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import cache, errors, executors, inputs, readers, recipes, shards, store
from kg.config import Config, decisions_to_apply
from kg.errors import DecisionError, KGError, OutputError, SourceError
from kg.exporters import EXPORTERS, MAPPED, exporter
from kg.history import keeping, past
from kg.paper_records import paper_records, record_lines
from kg.provenance import Reading
from kg.query import graph_file, triplestore
from kg.readers.sources import Source
from kg.records import Extraction, Paper, Resolution
from kg.tally import counts

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

SAMPLE = Path(__file__).resolve().parent / "sample" / "papers.jsonl"
PAPERS = "papers.jsonl"
IDS = "ids.jsonl"
MAP = "map.jsonl"

OnError = Callable[[KGError], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did."""

    folder: Path
    manifest: store.Manifest
    up_to_date: bool = False
    """Whether everything was there already."""
    news: Mapping[str, int] | None = None
    """How many papers, entities and links to code are new, where there was a build to compare with."""


@dataclass(slots=True)
class _Run:
    """What is known of a build while it runs."""

    config: Config
    report: OnError
    progress: Progress
    failures: list[KGError] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def on_error(self, error: KGError) -> None:
        self.failures.append(error)
        self.report(error)

    def repeat(self, manifest: store.Manifest) -> None:
        """Say again what went wrong in the build that stands."""
        for item in manifest.errors:
            kind = getattr(errors, item["kind"], KGError)
            self.report(kind(item["message"]))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def _ignore(*_: object) -> None:
    """Take what nobody wants to be told."""


def build(
    sources: Sequence[str | Path],
    *,
    config: Config,
    on_error: OnError = _ignore,
    progress: Progress = _ignore,
    fresh: bool = False,
) -> Build:
    """Bring the outputs of a folder up to date with sources, reading only texts that are new or changed.

    Args:
        sources: files, folders, patterns, or `-` for standard input; what a source that is left out said is forgotten.
        config: the settings; `config.output` is the folder.
        on_error: is told of each record and source that cannot be read; the rest is built.
        progress: is told the stage, and how much of it is done.
        fresh: build although nothing changed, read every text again, and draw a new map.

    Raises:
        KGError: no paper could be read, or the outputs cannot be written; the outputs of before are untouched.
    """
    folder = Path(config.output)
    run = _Run(config, on_error, progress)
    _check(config)
    with store.writing(folder):
        found, unreadable = inputs.expand(sources, config=config)
        recipe = recipes.recipe(found, unreadable, config=config)
        last = store.read_manifest(folder)
        if last and not fresh and last.recipe == recipe and _is_whole(folder, last):
            run.repeat(last)
            done = Build(folder, last, up_to_date=True)
        else:
            done = _build(found, unreadable, recipe, run, fresh=fresh)
        _keep_store(done, run, fresh=fresh)
        return done


def _is_whole(folder: Path, manifest: store.Manifest) -> bool:
    return not store.damaged(folder, manifest) and past.is_whole(folder)


def _check(config: Config) -> None:
    """Refuse settings that an exporter would refuse, before any work is done and mostly without an import."""
    for name in config.formats:
        if name not in EXPORTERS:
            exporter(name)
    if config.base:
        from kg.rdf.vocabulary import data_base

        data_base(config.base)


def _build(
    sources: Sequence[Source], unreadable: list[KGError], recipe: store.Recipe, run: _Run, *, fresh: bool
) -> Build:
    folder = Path(run.config.output)
    with run.stage("read"):
        reading = read(sources, unreadable, config=run.config, on_error=run.on_error, progress=run.progress)
    with run.stage("extract"):
        papers = reading.papers
        extractions = _extract(papers, recipe.extractor, run, fresh=fresh)
    with run.stage("resolve"):
        resolution, ledger = _resolve(extractions, run)
    with run.stage("assemble"):
        graph = _assemble(reading, extractions, resolution, run)
    with store.staging(folder) as stage:
        with run.stage("write"):
            _write_lines(stage / IDS, ledger)
            if {*MAPPED} & {*run.config.formats}:
                _write_lines(stage / MAP, _lay_out(graph, run, fresh=fresh))
            _write_lines(stage / PAPERS, record_lines(paper_records(papers, extractions, resolution)))
            _export(graph, stage, run)
            outputs = store.digests(stage, store.files(stage))
        with run.stage("history"):
            built = datetime.now(UTC).isoformat(timespec="seconds")
            said = keeping.stage(graph, folder, stage, built=built, counts=counts(graph), limit=run.config.history)
        manifest = store.Manifest(
            recipe=replace(recipe, inputs=tuple(_counted(recipe.inputs, papers))),
            outputs=outputs,
            counts=counts(graph),
            errors=tuple({"kind": type(error).__name__, "message": str(error)} for error in run.failures),
            seconds=run.seconds,
            built=built,
        )
        store.publish(folder, stage, manifest, read=(IDS, MAP), beside=said.files, obsolete=said.obsolete)
    if said.trouble:
        run.report(said.trouble)
    return Build(folder, manifest, news=said.news)


def read(
    sources: Sequence[Source], unreadable: Iterable[KGError], *, config: Config, on_error: OnError, progress: Progress
) -> Reading:
    """Read the papers of sources.

    Raises:
        KGError: not one paper could be read.
    """
    failures = list(unreadable)
    if not sources and not failures:
        raise SourceError("the sources hold nothing but what a build wrote; name files of papers")
    reading = readers.read(sources, on_error=failures.append, priority=config.priority) if sources else Reading()
    if not reading.papers and len(failures) == 1:
        raise failures[0]
    for failure in failures:
        on_error(failure)
    if not reading.papers:
        raise SourceError("no paper could be read from the sources; the lines above say why")
    progress("read", len(reading.papers), len(reading.papers))
    return reading


def _counted(inputs: Iterable[store.Input], papers: Iterable[Paper]) -> Iterator[store.Input]:
    found = Counter(source for paper in papers for source in paper.sources)
    return (replace(item, records=found[item.name]) for item in inputs)


def _extract(papers: Sequence[Paper], fingerprint: str, run: _Run, *, fresh: bool) -> list[Extraction]:
    folder = cache.folder_of(Path(run.config.output), fingerprint)
    cache.prune(folder)
    failures: list[KGError] = []
    found = shards.extract_cached(
        papers,
        folder=folder,
        config=run.config,
        executor=executors.choose(run.config.workers),
        on_error=failures.append,
        progress=lambda done, total: run.progress("extract", done, total),
        fresh=fresh,
    )
    if failures and not found:
        raise failures[0]
    for failure in sorted(failures, key=str):
        run.on_error(failure)
    return found


def _resolve(extractions: Sequence[Extraction], run: _Run) -> tuple[Resolution, list[str]]:
    """Return which entities are named, and the lines of the ledger to keep."""
    from kg import resolve

    path = decisions_to_apply(run.config)
    decisions = resolve.read_decisions(path, on_error=run.on_error) if path else []
    ledger = resolve.read_ledger(Path(run.config.output) / IDS)
    resolution, ledger = resolve.resolve_and_record(extractions, decisions=decisions, ledger=ledger)
    for warning in resolution.warnings:
        run.on_error(DecisionError(warning))
    run.progress("resolve", len(resolution.entities), len(resolution.entities))
    return resolution, list(resolve.ledger_lines(ledger))


def _assemble(reading: Reading, extractions: Sequence[Extraction], resolution: Resolution, run: _Run) -> "Graph":
    from kg.assemble import assemble

    graph = assemble(reading.papers, extractions, resolution)
    graph.graph.update(listed=reading.listed, conflicts=reading.conflicts)
    run.progress("assemble", len(graph), len(graph))
    return graph


def _lay_out(graph: "Graph", run: _Run, *, fresh: bool) -> Iterator[str]:
    """Lay out the graph, near to the last map of the folder, and return the lines of the new one."""
    from kg.analyse import map_lines, map_of, read_map

    seed, keeps = run.config.seed, run.config.layout == "keep" and not fresh
    last = read_map(Path(run.config.output) / MAP, seed=seed) if keeps else None
    return map_lines(map_of(graph, seed=seed, last=last), seed=seed)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def _export(graph: "Graph", stage: Path, run: _Run) -> None:
    formats = sorted(run.config.formats, key=[*EXPORTERS].index)
    for number, name in enumerate(formats, 1):
        exporter(name)(graph, stage, config=run.config)
        run.progress("write", number, len(formats))


def _keep_store(done: Build, run: _Run, *, fresh: bool) -> None:
    """Have a query store of what was published, and none where there is nothing to query."""
    digest = done.manifest.outputs.get(graph_file.FILE)
    if fresh or digest is None:
        triplestore.remove(done.folder)
    if digest and not (done.up_to_date and triplestore.is_whole(done.folder, digest)):
        run.progress("store", 0, 1)
        try:
            triplestore.update(done.folder, done.folder / graph_file.FILE, digest)
        except OutputError as error:  # queries read kg.nq itself then
            run.report(error)


def extract_records(
    sources: Sequence[str | Path], *, config: Config, on_error: OnError = _ignore, progress: Progress = _ignore
) -> list[dict[str, Any]]:
    """Return what each paper of some sources says, resolved among them, without a folder of outputs.

    Raises:
        KGError: no paper could be read.
    """
    from kg import resolve

    papers = read(*inputs.expand(sources, config=config), config=config, on_error=on_error, progress=progress).papers
    extractions = []
    for extraction in shards.extract_each(papers, config=config, on_failure=lambda line: on_error(KGError(line))):
        extractions.append(extraction)
        progress("extract", len(extractions), len(papers))
    return list(paper_records(papers, extractions, resolve.resolve(extractions)))
