"""Lines in order and none twice, in a bounded amount of memory: sorted runs in files, which are merged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path

from kg.multiway_merge import LINES, merged, read_lines, write_lines

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
        yield from self.held if self.file is None else read_lines(self.file)

    def move(self, path: Path) -> None:
        """Make the lines a file, after which they can no longer be read here."""
        if self.file is None:
            write_lines(path, self.held)
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
    if len(files) == 1:
        return Lines(file=files[0])
    runs = [partial(_spent, file) for file in files]
    return Lines(file=_saved(merged(runs, LINES, once=True, most=FILES, folder=folder), folder))


def _saved(lines: Iterable[str], folder: Path) -> Path:
    path = folder / f"{next(_numbers)}.lines"
    write_lines(path, lines)
    return path


def _spent(path: Path) -> Iterator[str]:
    """Yield the lines of a file, and remove it: what is sorted is on the disk twice at most."""
    yield from read_lines(path)
    path.unlink()
