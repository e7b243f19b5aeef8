"""The parts of a graph as one sequence of lines in order, read as streams as often as is needed."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import output_files
from kg.errors import OutputError
from kg.open_files import most_open
from kg.rdf.lines import quad
from kg.rdf.sorting import FILES, distinct
from kg.rdf.terms import Quad, term

_OPEN: Final = most_open()


@dataclass(frozen=True, slots=True)
class Parts:
    """Sorted files of N-Quads, which may be compressed, as one."""

    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[str]:
        """Yield the lines of all files in order, none twice.

        Raises:
            OutputError: a file cannot be read.
        """
        return distinct(heapq.merge(*map(_lines, self.paths)))

    def description(self) -> list[Quad]:
        """Return the rows of the named graph that describes all of them."""
        about = [path for path in self.paths if path.name == Path(output_files.META).name]
        return [row for path in about for row in map(quad, _lines(path)) if row[3].endswith("/graph/meta>")]


def merged(paths: Sequence[Path], scratch: Path) -> Parts:
    """Return files as one; where they are too many to be open at once, groups of them are merged first.

    Args:
        paths: sorted files of N-Quads.
        scratch: a folder for what is merged first, which has to stay as long as the lines are read.
    """
    if len(paths) <= _OPEN:
        return Parts(tuple(paths))
    groups = [paths[start : start + FILES] for start in range(0, len(paths), FILES)]
    made = []
    for number, group in enumerate(groups):
        made.append(scratch / f"{number}.nq")
        with made[-1].open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(Parts(tuple(group)))
    about = [path for path in paths if path.name == Path(output_files.META).name]
    return Parts((*made, *about))


def homes(description: Sequence[Quad]) -> frozenset[str]:
    """Return the named graphs that a description tells of, and its own."""
    told = {row[2] for row in description if row[1] == term("void:subset")}
    return frozenset(told | {row[3] for row in description})


def _lines(path: Path) -> Iterator[str]:
    try:
        yield from map(bytes.decode, output_files.lines(path))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path}: the graph cannot be read ({reason}); build it again") from error
