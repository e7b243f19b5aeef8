"""Sharding: the papers that were read and where they were listed, to the files of their shards."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import cache
from kg.provenance import Conflict, Listed
from kg.work_folder import WorkFolder, shard_name

if TYPE_CHECKING:
    from kg.readers.streaming import Stream
    from kg.records import Paper

_HELD = 64 << 20
"""The bytes of lines that are held in memory at most."""


def shard_stream(
    stream: "Stream", names: Sequence[str], work: WorkFolder, *, told: Callable[[], None] = lambda: None
) -> None:
    """Write the papers of a stream, and where they were listed, to the shards that their ids belong to, sorted.

    Args:
        stream: the papers that were read.
        names: the names of all shards.
        work: where the shards are.
        told: is called for each paper.
    """
    shard_papers(stream, names, work, of=len(names), told=told)
    rows: dict[str, Iterable[Listed | Conflict]] = {"listed": stream.listed(), "conflicts": stream.conflicts()}
    for step, found in rows.items():
        lines = ((row.paper, json.dumps(astuple(row)).encode() + b"\n") for row in found)
        files = {name: work.of(step, f"{name}.jsonl") for name in names}
        _write(lines, files, of=len(names), key=json.loads)


def shard_papers(
    stream: "Stream", names: Sequence[str], work: WorkFolder, *, of: int, told: Callable[[], None] = lambda: None
) -> None:
    """Write the papers of a stream that belong to some shards to the files of these, sorted.

    Args:
        stream: the papers that were read.
        names: the names of the shards that are wanted; the papers of others are left out.
        work: where the shards are.
        of: over how many shards all papers are spread.
        told: is called for each paper.
    """
    files = {name: work.papers(name) for name in names}
    papers = (
        paper for paper in _counted(stream.papers(), told) if shard_name(cache.shard_of(paper.id, shards=of)) in files
    )
    _write(((paper.id, cache.paper_line(paper)) for paper in papers), files, of=of, key=cache.paper_of_line)


def _counted(papers: Iterable["Paper"], told: Callable[[], None]) -> Iterator["Paper"]:
    for paper in papers:
        yield paper
        told()


def _write(
    lines: Iterable[tuple[str, bytes]], files: Mapping[str, Path], *, of: int, key: Callable[[Any], Any]
) -> None:
    for path in files.values():
        path.touch()
    for batch in _batches(lines, of):
        for name, some in batch.items():
            with files[name].open("ab") as stream:
                stream.writelines(some)
    for path in files.values():  # by what the lines hold: their bytes order otherwise where characters are escaped
        path.write_bytes(b"".join(sorted(path.read_bytes().splitlines(keepends=True), key=key)))


def _batches(lines: Iterable[tuple[str, bytes]], shards: int) -> Iterator[dict[str, list[bytes]]]:
    """Yield lines by shards, as many as memory is to hold."""
    held, size = defaultdict[str, list[bytes]](list), 0
    for paper, line in lines:
        held[shard_name(cache.shard_of(paper, shards=shards))].append(line)
        size += len(line)
        if size > _HELD:
            yield held
            held, size = defaultdict(list), 0
    yield held
