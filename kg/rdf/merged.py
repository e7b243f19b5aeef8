"""The parts of a graph as one sequence of lines in order, read as streams as often as is needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg import output_files
from kg.errors import OutputError
from kg.multiway_merge import LINES, MOST, Run, few, merge
from kg.rdf.lines import quad
from kg.rdf.terms import Quad, term


@dataclass(frozen=True, slots=True)
class Parts:
    """Sorted files of N-Quads, which may be compressed, as one."""

    runs: Sequence[Run[str]]
    about: Sequence[Path]
    """Those of them with the description of all."""

    def __iter__(self) -> Iterator[str]:
        """Yield the lines of all files in order, none twice.

        Raises:
            OutputError: a file cannot be read.
        """
        return merge(self.runs, once=True)

    def description(self) -> list[Quad]:
        """Return the rows of the named graph that describes all of them."""
        return [row for path in self.about for row in map(quad, _lines(path)) if row[3].endswith("/graph/meta>")]


def merged(paths: Sequence[Path], scratch: Path, *, most: int = MOST) -> Parts:
    """Return files as one; where they are too many to be open at once, groups of them are merged first.

    Args:
        paths: sorted files of N-Quads.
        scratch: a folder for what is merged first, which has to stay as long as the lines are read.
        most: how many files may be open at once.
    """
    runs = few([partial(_lines, path) for path in paths], LINES, scratch, once=True, most=most)
    return Parts(runs, [path for path in paths if path.name == Path(output_files.META).name])


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
