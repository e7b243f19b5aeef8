"""Records as the steps before leave them in a work folder, and the outputs of both routes."""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from types import SimpleNamespace

from kg import cache
from kg.assemble import assemble
from kg.config import Config
from kg.executors import InProcess
from kg.exporters import exporter
from kg.history import facts
from kg.paper_records import paper_records, record_lines
from kg.parts import Whole, write_shards
from kg.provenance import Conflict, Listed
from kg.records import Extraction, Paper, Resolution
from kg.tally import counts
from kg.work_folder import WorkFolder, shard_name

CONFIG = Config(formats=("rdf", "tables"))


@dataclass(frozen=True)
class Records:
    """What the stages found."""

    papers: Sequence[Paper]
    extractions: Sequence[Extraction]
    resolution: Resolution
    listed: Sequence[Listed] = ()
    conflicts: Sequence[Conflict] = ()


def settle(records: Records, folder: Path, *, shards: int) -> tuple[WorkFolder, list[str]]:
    """Write the files that the steps before would have written, and return the names of the shards."""
    work = WorkFolder(folder / ".work", folder / "cache" / "0123456789abcdef")
    entities = {entity.id: entity for entity in records.resolution.entities}
    names = [shard_name(number) for number in range(shards)]

    def lines(rows: Iterable[Sequence[object]]) -> str:
        return "".join(f"{json.dumps(row)}\n" for row in rows)

    def within(rows: Iterable[object], number: int) -> list:
        return [row for row in rows if cache.shard_of(getattr(row, "paper", None) or row.id, shards=shards) == number]

    for number, name in enumerate(names):
        papers = sorted(within(records.papers, number))
        by_id = {paper.id: paper for paper in papers}
        cache.write_papers(work.papers(name), papers)
        said = within(records.extractions, number)
        entries = {found.paper: (cache.text_digest(by_id[found.paper]), found) for found in said}
        cache.write(work.extracted(name), entries)
        assigned = within(records.resolution.assignments, number)
        work.assigned(name).write_text(
            lines([row.paper, row.group, *astuple(entities[row.entity])] for row in assigned), encoding="utf-8"
        )
        for step, rows in (("listed", records.listed), ("conflicts", records.conflicts)):
            work.of(step, f"{name}.jsonl").write_text(lines(map(astuple, within(rows, number))), encoding="utf-8")
    return work, names


def in_shards(
    records: Records, folder: Path, *, shards: int, config: Config = CONFIG, stage: str = "stage", progress=None
) -> Whole:
    """Write the outputs of records by the route of large builds."""
    work, names = settle(records, folder, shards=shards)
    found = records.resolution
    rest = {name: getattr(found, name) for name in ("redirects", "rulings", "doubts")}
    return write_shards(
        names,
        SimpleNamespace(entities=lambda: found.entities, aliases=lambda: found.aliases, **rest),
        work=work,
        stage=folder / stage,
        config=config,
        executor=InProcess(),
        progress=progress or (lambda *_: None),
    )


def in_memory(records: Records, folder: Path, *, config: Config = CONFIG) -> dict[str, object]:
    """Write the outputs of records by the route of small builds, and return the tally."""
    graph = assemble(records.papers, records.extractions, records.resolution)
    graph.graph.update(listed=records.listed, conflicts=records.conflicts)
    for name in config.formats:
        exporter(name)(graph, folder, config=config)
    told = paper_records(sorted(records.papers), records.extractions, records.resolution)
    (folder / "papers.jsonl").write_text("".join(record_lines(told)), encoding="utf-8")
    (folder / "facts").write_text("".join(f"{fact}\n" for fact in facts.lines(graph)), encoding="utf-8")
    return counts(graph)


def unpacked(paths: Iterable[Path]) -> list[str]:
    """Return the lines of compressed files."""
    texts = (gzip.decompress(path.read_bytes()).decode() for path in paths)
    return [f"{line}\n" for text in texts for line in text.split("\n")[:-1]]


def plain(path: Path) -> list[str]:
    """Return the lines of a file; a record may hold characters that end a line elsewhere."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]
