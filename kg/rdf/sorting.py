"""Lines in order and none twice, in a bounded amount of memory: sorted runs in files, which are merged."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

RUN = 200_000
"""How many lines are held in memory."""
FILES = 64
"""How many files are merged at once."""
_numbers = count()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in order, which can be read any number of times."""

    held: tuple[str, ...] = ()
    file: Path | None = None
    """Where they are, if they are too many to be held."""

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        if self.file is None:
            yield from self.held
            return
        with self.file.open(encoding="utf-8", newline="\n") as stream:
            yield from stream

    def move(self, path: Path) -> None:
        """Make the lines a file, after which they can no longer be read here."""
        if self.file is None:
            _write(self.held, path)
        else:
            self.file.replace(path)


def sort(lines: Iterable[str], folder: Path, *, run: int = RUN) -> Lines:
    """Return lines in the order of their characters, none twice.

    Args:
        lines: each ends with a line break, and has no other.
        folder: where files may be written; whoever gives it removes it, once the lines are no longer read.
        run: how many lines are held in memory at most.
    """
    rest = iter(lines)
    held: set[str] = set()
    files: list[Path] = []
    for line in rest:
        held.add(line)
        held.update(islice(rest, run - len(held)))
        if len(held) >= run:
            files.append(_saved(sorted(held), folder))
            held.clear()
    if not files:
        return Lines(tuple(sorted(held)))
    if held:
        files.append(_saved(sorted(held), folder))
    while len(files) > 1:
        files = [*files[FILES:], _merged(files[:FILES], folder)]
    return Lines(file=files[0])


def distinct(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines that are in order, none twice."""
    last = None
    for line in lines:
        if line != last:
            yield line
        last = line


def _saved(lines: Iterable[str], folder: Path) -> Path:
    path = folder / f"{next(_numbers)}.lines"
    _write(lines, path)
    return path


def _write(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def _merged(files: Sequence[Path], folder: Path) -> Path:
    with ExitStack() as opened:
        streams = [opened.enter_context(file.open(encoding="utf-8", newline="\n")) for file in files]
        merged = _saved(distinct(heapq.merge(*streams)), folder)
    for file in files:
        file.unlink()
    return merged
