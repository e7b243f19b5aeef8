"""The graph route: a build whose papers, graph and all are held in memory."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from kg import cache, executors, shards, store
from kg.build.finishing import IDS, PAPERS, Made, decisions_of, export, publish, write_lines
from kg.build.run import Build, Run
from kg.errors import DecisionError, KGError
from kg.history import facts
from kg.paper_records import paper_records, record_lines
from kg.provenance import Reading
from kg.records import Extraction, Paper, Resolution
from kg.tally import counts

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def build_in_memory(reading: Reading, recipe: store.Recipe, run: Run, *, fresh: bool) -> Build:
    """Extract, resolve, assemble and export, and publish the outputs.

    Raises:
        KGError: the outputs cannot be written; those of before are untouched.
    """
    papers = reading.papers
    with run.stage("extract"):
        extractions = _extract(papers, recipe.extractor, run, fresh=fresh)
    with run.stage("resolve"):
        resolution, ledger = _resolve(papers, extractions, run)
    with run.stage("assemble"):
        graph = _assemble(reading, extractions, resolution, run)
    with store.staging(run.folder) as stage:
        with run.stage("write"):
            write_lines(stage / IDS, ledger)
            write_lines(stage / PAPERS, record_lines(paper_records(papers, extractions, resolution)))
            export(graph, stage, run, formats=run.config.formats, fresh=fresh)
        listed = Counter(source for paper in papers for source in paper.sources)
        return publish(Made(counts(graph), facts.lines(graph), listed), stage, recipe, run, fresh=fresh)


def _extract(papers: Sequence[Paper], fingerprint: str, run: Run, *, fresh: bool) -> list[Extraction]:
    folder = cache.folder_of(run.folder, fingerprint)
    cache.prune(folder)
    failures: list[KGError] = []
    found = shards.extract_cached(
        papers,
        folder=folder,
        config=run.config,
        executor=executors.choose(run.config),
        on_error=failures.append,
        progress=partial(run.progress, "extract"),
        fresh=fresh,
    )
    if failures and not found:
        raise failures[0]
    for failure in sorted(failures, key=str):
        run.on_error(failure)
    return found


def _resolve(papers: Sequence[Paper], extractions: Sequence[Extraction], run: Run) -> tuple[Resolution, list[str]]:
    """Return which entities are named, and the lines of the ledger to keep."""
    from kg import resolve

    ledger = resolve.read_ledger(run.folder / IDS)
    decisions = decisions_of(run, lambda: papers)
    resolution, ledger = resolve.resolve_and_record(extractions, decisions=decisions, ledger=ledger)
    for warning in resolution.warnings:
        run.on_error(DecisionError(warning))
    run.progress("resolve", len(resolution.entities), len(resolution.entities))
    return resolution, list(resolve.ledger_lines(ledger))


def _assemble(reading: Reading, extractions: Sequence[Extraction], resolution: Resolution, run: Run) -> "Graph":
    from kg.assemble import assemble

    graph = assemble(reading.papers, extractions, resolution)
    graph.graph.update(listed=reading.listed, conflicts=reading.conflicts)
    run.progress("assemble", len(graph), len(graph))
    return graph
