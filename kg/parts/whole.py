"""The whole: what is about all papers together, written once, from streams of what was found in the shards."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from kg.config import Config
from kg.exporters import tables
from kg.history import facts
from kg.multiway_merge import read_lines
from kg.parts import runs
from kg.parts.entities import Known, join, read_known
from kg.parts.kept import Told
from kg.parts.packing import pack, packing
from kg.parts.sightings import Sighted
from kg.parts.whole_rdf import write_rdf
from kg.rdf import write
from kg.rdf.counts import Counts
from kg.rdf.sorting import sort
from kg.records import Alias, Doubt, Entity, Redirect, Ruling
from kg.table_headers import HEADERS
from kg.work_folder import WorkFolder

FACTS: Final = f"whole{runs.ENDING}"
"""The run of the facts that are about no paper, beside those of the shards."""

Item = TypeVar("Item")


class Settled(Protocol):
    """What resolving found out about all papers, as `kg.resolve.resolve_shards` returns it."""

    def entities(self) -> Iterable[Entity]:
        """Return the entities, sorted by id."""
        ...

    def aliases(self) -> Iterable[Alias]:
        """Return their forms, sorted by entity."""
        ...

    @property
    def redirects(self) -> Iterable[Redirect]:
        """Return the ids that stand for others now."""
        ...

    @property
    def rulings(self) -> Iterable[Ruling]:
        """Return the decisions that were applied."""
        ...

    @property
    def doubts(self) -> Iterable[Doubt]:
        """Return what a person had better look at."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """What a build in parts made."""

    tally: dict[str, Any]
    """How much there is, as `kg.tally.counts` tells it."""
    sources: dict[str, int]
    """How many papers each source lists."""
    entities: Path
    """The entities, each with the number of papers that name it; for `kg.parts.entities.read_known`."""
    namings: Path
    """Which papers name which entities: the merged run."""
    facts: tuple[Path, ...]
    """Sorted runs of the fact lines of the history, no line in two of them; for `kg.parts.runs.merged`."""
    outputs: dict[str, str]
    """The digests of the outputs of the parts."""
    kept: int
    """How many parts were there already."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """Files of what is joined from all shards, and how much there is in them."""

    relations: Path
    namings: Path
    entities: Path
    predicates: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


def write_whole(
    told: Iterable[Told], sighted: Sighted, settled: Settled, *, work: WorkFolder, stage: Path, config: Config
) -> Whole:
    """Write what is about all papers.

    Args:
        told: what `write_part` returned of each shard, in any order.
        sighted: what the papers say together.
        settled: what resolving found.
        work: where the runs are.
        stage: where outputs are staged.
        config: the settings of the build.

    Raises:
        OutputError: a file cannot be written, or a strict reader refuses one.
    """
    parts = sorted(told, key=lambda part: str(part["shard"]))
    names = [part["shard"] for part in parts]
    redirects = tuple(settled.redirects)
    joined = _join(names, settled, work)
    if "tables" in config.formats:
        _write_tables(settled, redirects, joined, stage / tables.FOLDER)
    if "rdf" in config.formats:
        counted = [Counts.from_json(part["rdf"]) for part in parts]
        write_rdf(joined.entities, joined.relations, redirects, sighted, counted, stage=stage, base=config.base)
    _write_facts(joined.entities, redirects, work)
    return Whole(
        tally=_tally(parts, sighted, joined),
        sources={name: number for name, number in sighted.sources.items() if name},
        entities=joined.entities,
        namings=joined.namings,
        facts=(*_runs(runs.FACTS, names, work), work.of(runs.FACTS, FACTS)),
        outputs={name: digest for part in parts for name, digest in part["outputs"].items()},
        kept=sum(part["kept"] for part in parts),
    )


def _join(names: Sequence[str], settled: Settled, work: WorkFolder) -> _Joined:
    """Write all relations, each once, and all entities with what is said of them."""
    joined = _Joined(
        work.of("whole", f"relations{runs.ENDING}"),
        work.of("whole", runs.NAMINGS),
        work.of("whole", f"entities{runs.ENDING}"),
    )
    runs.write_lines(joined.namings, runs.merged(_runs(runs.NAMINGS, names, work)))
    relations = runs.merged_relations(_runs(runs.RELATIONS, names, work))
    pack(joined.relations, (one.line() for one in _counted(relations, joined.predicates, lambda one: one.predicate)))
    with write.scratch(joined.entities.parent) as scratch:
        found = join(
            settled.entities(),
            settled.aliases(),
            read_lines(joined.namings),
            runs.read_relations(joined.relations),
            scratch=scratch,
        )
        pack(joined.entities, (one.line() for one in _counted(found, joined.types, lambda one: one.entity.type)))
    return joined


def _counted(items: Iterable[Item], counter: Counter[str], kind: Callable[[Item], str]) -> Iterator[Item]:
    for item in items:
        counter[kind(item)] += 1
        yield item


def _runs(run: str, names: Iterable[str], work: WorkFolder) -> list[Path]:
    return [work.of(run, f"{name}{runs.ENDING}") for name in names]


def _tally(parts: Iterable[Mapping[str, Any]], sighted: Sighted, joined: _Joined) -> dict[str, Any]:
    edges = Counter(joined.predicates)
    for part in parts:
        edges.update(part["edges"])
    return {
        "papers": sighted.papers,
        "entities": dict(sorted(joined.types.items())),
        "edges": dict(sorted(edges.items())),
        "links": len(sighted.links),
        "claims": sum(part["claims"] for part in parts),
    }


def _write_tables(settled: Settled, redirects: Iterable[Redirect], joined: _Joined, folder: Path) -> None:
    rows: dict[str, Iterable[tables.Row]] = {
        "entities": map(_entity_row, read_known(joined.entities)),
        "aliases": (tables.alias_row(alias) for one in read_known(joined.entities) for alias in one.aliases),
        "redirects": map(astuple, redirects),
        "rulings": map(astuple, settled.rulings),
        "doubts": map(astuple, settled.doubts),
        "edges": map(_edge_row, runs.read_relations(joined.relations)),
    }
    for name, of in rows.items():
        file = f"{name}/relations" if name == "edges" else name
        with packing(folder / f"{file}.csv.gz") as stream:
            tables.write_to(stream, HEADERS[name], of)


def _entity_row(one: Known) -> tables.Row:
    return tables.entity_row(one.entity.id, one.node, papers=one.papers, introduced=one.introduced, facts=one.facts)


def _edge_row(one: runs.Related) -> tables.Row:
    return one.subject, one.labels[0], one.predicate, one.object, one.labels[1], one.confidence, one.evidence


def _write_facts(known: Path, redirects: Iterable[Redirect], work: WorkFolder) -> None:
    path = work.of(runs.FACTS, FACTS)
    told = (text for one in read_known(known) for text in facts.lines_of_entity(one.entity.id, one.node))
    with write.scratch(path.parent) as scratch:
        pack(path, sort((f"{text}\n" for text in chain(told, facts.lines_of_redirects(redirects))), scratch))
