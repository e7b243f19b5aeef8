"""Multiway merge: many sorted runs as one sequence in order, with few of them open at a time."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, Final, Generic, TypeVar

from kg.open_files import most_open

Item = TypeVar("Item")
Run = Callable[[], Iterator[Item]]
"""Opens a sorted run, and yields what is in it."""
Key = Callable[[Item], Any]
"""Gives what orders items; without it they order themselves."""
MOST: Final = most_open()


@dataclass(frozen=True, slots=True)
class Codec(Generic[Item]):
    """How the items of a run are written into a file, and read from it again."""

    write: Callable[[Path, Iterable[Item]], object]
    read: Callable[[Path], Iterator[Item]]


def merged(
    runs: Sequence[Run[Item]],
    codec: Codec[Item],
    *,
    key: Key[Item] | None = None,
    once: bool = False,
    most: int = MOST,
    folder: Path | None = None,
) -> Iterator[Item]:
    """Return the items of sorted runs in order; where the runs are too many, groups are merged into files first.

    Args:
        runs: what opens them, which is called when their turn comes.
        codec: writes and reads the files.
        key: gives what orders the items; those that it does not tell apart come in the order of their runs.
        once: leave out what is equal to the item before it.
        most: how many runs may be open at once.
        folder: where there is room for the files, which are removed at the end; by default the system's.
    """
    if len(runs) <= most:
        return merge(runs, key=key, once=once)

    def in_groups() -> Iterator[Item]:
        with TemporaryDirectory(prefix=".kg-merge-", dir=folder) as scratch:
            yield from merge(few(runs, codec, Path(scratch), key=key, once=once, most=most), key=key, once=once)

    return in_groups()


def few(
    runs: Sequence[Run[Item]],
    codec: Codec[Item],
    folder: Path,
    *,
    key: Key[Item] | None = None,
    once: bool = False,
    most: int = MOST,
) -> Sequence[Run[Item]]:
    """Return runs that have the same items and may all be open at once.

    Args:
        runs, codec, key, once, most: as `merged` takes them.
        folder: where groups of the runs are merged into files, which have to stay as long as the runs are read.
    """
    if len(runs) <= most:
        return runs
    home, numbers = Path(mkdtemp(prefix="merged-", dir=folder)), count()
    while len(runs) > most:
        groups = [runs[start : start + most] for start in range(0, len(runs), most)]
        files = [home / str(next(numbers)) for _ in groups]
        for path, group in zip(files, groups, strict=True):
            codec.write(path, merge(group, key=key, once=once))
        runs = [partial(codec.read, path) for path in files]
    return runs


def merge(runs: Iterable[Run[Item]], *, key: Key[Item] | None = None, once: bool = False) -> Iterator[Item]:
    """Return the items of sorted runs in order, all of which are open until they end."""
    items: Iterator[Item] = heapq.merge(*(run() for run in runs), key=key)  # type: ignore[arg-type]  # or none
    return _distinct(items) if once else items


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines, each with its line break."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, each with its line break."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


LINES: Final = Codec(write_lines, read_lines)


def _distinct(items: Iterable[Item]) -> Iterator[Item]:
    last: Item | None = None
    for item in items:
        if item != last:
            yield item
        last = item
