"""Resharding: the lines of the cache of extractions, moved where it gets another number of files.

A line belongs into the file that the hash of its paper names. Lines that stand elsewhere are moved: added to their
own file first, and only then taken away. A kill between the two leaves a line twice, which does no harm, and the next
build goes on with the moving.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Final

from kg import cache
from kg.atomic import replacing, write_atomically
from kg.work_folder import shard_name

FILE: Final = "shards.json"
_HELD = 1 << 25
"""The bytes of lines that are held in memory at most."""


def remembered(folder: Path) -> int:
    """Return how many files a folder is for; 0 where it is not known, or the moving was not completed."""
    try:
        number = json.loads((folder / FILE).read_bytes())
    except (FileNotFoundError, ValueError):
        return 0
    return number if isinstance(number, int) else 0


def reshard(folder: Path, shards: int) -> None:
    """Move the lines of a folder to so many files, also those of files that earlier versions of kg named."""
    if remembered(folder) == shards:
        return
    (folder / FILE).unlink(missing_ok=True)
    for path in sorted(folder.glob("[0-9]*.jsonl")):
        _move_strays(path, shards)
    write_atomically(folder / FILE, json.dumps(shards).encode())


def _move_strays(path: Path, shards: int) -> None:
    own = homes = 0
    held, strays = 0, defaultdict[str, list[cache.Line]](list)
    for line in cache.lines(path):
        home = shard_name(cache.shard_of(line.paper, shards=shards))
        if home == path.stem:
            own += 1
            continue
        homes += 1
        strays[home].append(line)
        held += len(line.body)
        if held > _HELD:
            _bring_home(path.parent, strays)
            held = 0
    _bring_home(path.parent, strays)
    if homes:
        _keep_own(path, shards) if own else path.unlink()


def _bring_home(folder: Path, strays: dict[str, list[cache.Line]]) -> None:
    for home in sorted(strays):
        cache.append_lines(folder / f"{home}.jsonl", strays[home])
    strays.clear()


def _keep_own(path: Path, shards: int) -> None:
    with replacing(path) as stream:
        for line in cache.lines(path):
            if shard_name(cache.shard_of(line.paper, shards=shards)) == path.stem:
                stream.write(line.to_bytes())
