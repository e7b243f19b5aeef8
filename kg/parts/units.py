"""Units: what the papers of a shard call one thing, kept for as long as these say the same."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kg import resolve, shards
from kg.parts.kept import Told, keep, key_of
from kg.parts.packing import place
from kg.work_folder import WorkFolder

_FILE: Final = "units.jsonl"


def write_units(shard: str, *, work: WorkFolder, code: str) -> str:
    """Write what the papers of a shard call one thing, for `read_units`, and return the shard's name.

    Args:
        shard: the name of the shard.
        work: where its papers and what they say are.
        code: the digest of the code.
    """
    key = key_of([], shards.content_digest(work, shard), code)
    kept = keep(work, "units", shard, key=key, make=partial(_make, shard, work))
    place(kept.folder / _FILE, _place(shard, work))
    return shard


def read_units(shard: str, *, work: WorkFolder) -> Iterator[str]:
    """Yield the lines that `write_units` wrote."""
    with _place(shard, work).open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def _make(shard: str, work: WorkFolder, folder: Path) -> Told:
    with (folder / _FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(map(resolve.unit_line, shards.extractions(work, shard)))
    return {}


def _place(shard: str, work: WorkFolder) -> Path:
    return work.of("units", f"{shard}.jsonl")
