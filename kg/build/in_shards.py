"""The shard route: a build whose memory is bounded by a shard, and by what is distinct, not by the number of papers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import cache, executors, parts, recipes, resharding, resolve, shards, shown, store
from kg.build.finishing import IDS, Made, decisions_of, export, publish, write_lines
from kg.build.run import Build, Run, Steps
from kg.build.sharding import shard_stream
from kg.errors import DecisionError, KGError
from kg.parts import runs
from kg.parts.choice import NODES
from kg.parts.shown import shown_graph
from kg.parts.units import read_units, write_units
from kg.records import Paper, Redirect
from kg.work_folder import WorkFolder, shard_count, shard_name

if TYPE_CHECKING:
    from kg.readers.streaming import Stream
    from kg.resolve import Outcome

IN_PARTS: Final = ("rdf", "tables")
"""The formats that hold everything; the others hold a graph, and that of the most important part."""


def build_in_shards(found: "Stream", work: WorkFolder, recipe: store.Recipe, run: Run, *, fresh: bool) -> Build:
    """Extract, resolve, assemble and export shard by shard, and publish the outputs.

    Raises:
        KGError: the outputs cannot be written; those of before are untouched.
    """
    names = [shard_name(number) for number in range(shard_count(found.count, least=run.config.shards))]
    route = _Route(names, work, run, fresh=fresh)
    with run.stage("spread"):
        shard_stream(found, names, work, told=Steps(run.progress, "spread", found.count))
        run.progress("spread", found.count, found.count)
    with run.stage("extract"):
        route.extract(found.count)
    with store.staging(run.folder) as stage:
        made = route.make(stage)  # all that resolving holds in memory is gone by the time the query store is made
        return publish(made, stage, recipe, run, fresh=fresh)


@dataclass(frozen=True, slots=True)
class _Route:
    """The steps of the route, which find what those before wrote in the work folder."""

    names: Sequence[str]
    """Those of the shards."""
    work: WorkFolder
    run: Run
    fresh: bool

    def extract(self, papers: int) -> None:
        """Read the texts that are new or changed, of so many papers in all.

        Raises:
            KGError: not one paper could be read.
        """
        failures: list[KGError] = []
        cache.prune(self.work.extractions)
        resharding.reshard(self.work.extractions, len(self.names))
        shards.extract_shards(
            self.work,
            self.names,
            config=self.run.config,
            executor=executors.choose(self.run.config),
            on_error=failures.append,
            progress=partial(self.run.progress, "extract"),
            fresh=self.fresh,
        )
        if len(failures) >= papers:  # there is one for each paper that is left out
            raise failures[0]
        for failure in failures:
            self.run.on_error(failure)

    def make(self, stage: Path) -> Made:
        """Resolve what all papers name, and write the outputs."""
        with self.run.stage("resolve"):
            outcome = self.resolve()
        with self.run.stage("write"):
            whole = self.write(outcome, stage)
        with self.run.stage("page"):
            part = self.show(whole, outcome.redirects, stage)
        return Made(
            counts=whole.tally,
            facts=(line.rstrip("\n") for line in runs.merged(whole.facts)),
            records=whole.sources,
            digests=whole.outputs,
            parts={"shards": len(self.names), **part},
        )

    def resolve(self) -> "Outcome":
        """Find out which entities all mentions name, and write which of them those of each shard name."""
        self.run.progress("resolve", 0, 1)
        units = partial(write_units, work=self.work, code=recipes.code_digest())
        for _ in executors.choose(self.run.config).map(units, self.names):
            pass
        outcome = resolve.resolve_shards(
            self.names,
            units_of=partial(read_units, work=self.work),
            write=lambda name, lines: write_lines(self.work.assigned(name), lines),
            decisions=decisions_of(self.run, self._papers),
            ledger=resolve.read_ledger(self.run.folder / IDS),
        )
        for warning in outcome.warnings:
            self.run.on_error(DecisionError(warning))
        self.run.progress("resolve", len(outcome.ids), len(outcome.ids))
        return outcome

    def _papers(self) -> Iterator[Paper]:
        return (paper for name in self.names for paper in cache.read_papers(self.work.papers(name)))

    def write(self, outcome: "Outcome", stage: Path) -> parts.Whole:
        """Write the outputs that hold everything, and the ledger."""
        write_lines(stage / IDS, map(resolve.ledger_line, outcome.ledger()))
        return parts.write_shards(
            self.names,
            outcome,
            work=self.work,
            stage=stage,
            config=self.run.config,
            executor=executors.choose(self.run.config),
            progress=self.run.progress,
        )

    def show(self, whole: parts.Whole, redirects: Sequence[Redirect], stage: Path) -> dict[str, Any]:
        """Write the formats that hold a graph, of the most important part, and return what it is of what."""
        formats = [name for name in self.run.config.formats if name not in IN_PARTS]
        if not formats:
            return {}
        graph = shown_graph(
            self.names,
            work=self.work,
            entities=whole.entities,
            namings=whole.namings,
            redirects=redirects,
            limit=self.run.config.graph_limit or NODES,
        )
        export(graph, stage, self.run, formats=formats, fresh=self.fresh)
        return {"shown": graph.graph[shown.PART], "partial": sorted(formats)}
