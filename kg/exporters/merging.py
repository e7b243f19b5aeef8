"""Rows of many sorted files in order, with few of the files open at a time."""

import heapq
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from kg.json_text import from_json

Row = tuple[Any, ...]
Part = Callable[[], Iterator[Row]]
"""Opens a file and yields its rows, each of texts and numbers."""
OPEN: Final = 100
"""How many files are open at once: systems allow 1,024 or only 256, several tables are merged side by side, and each
file takes memory."""


def merged(parts: Sequence[Part], *, key: Callable[[Row], Any], most: int = OPEN) -> Iterator[Row]:
    """Yield the rows of sorted files in order; where they are too many, groups of them are merged into files first.

    Args:
        parts: what opens the files, which is called when their turn comes.
        key: gives what orders the rows; rows that it does not tell apart come in the order of their files.
        most: how many files may be open at once.
    """
    if len(parts) <= most:
        yield from heapq.merge(*(part() for part in parts), key=key)
        return
    groups = [parts[start : start + most] for start in range(0, len(parts), most)]
    with TemporaryDirectory(prefix="kg-merged-") as folder:
        files = [Path(folder) / f"{number}.jsonl" for number in range(len(groups))]
        made = [_kept(path, merged(group, key=key, most=most)) for path, group in zip(files, groups, strict=True)]
        yield from merged(made, key=key, most=most)


def _kept(path: Path, rows: Iterator[Row]) -> Part:
    """Write rows into a file, and return what reads them again."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{encode(row)}\n" for row in rows)

    def read() -> Iterator[Row]:
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from (tuple(from_json(line)) for line in stream)

    return read
