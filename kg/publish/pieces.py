"""Pieces: a graph as the bodies of requests, each in a file, so that a request can be made again."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from kg.publish.spool import LEVEL, Graph

TRIPLES: Final = 500_000
"""How many triples a request holds."""
TYPE: Final = "application/n-triples"
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request."""

    file: Path
    """Packed with gzip: one member, since some servers read no more."""
    size: int
    """Unpacked, in bytes."""
    triples: int
    packed: bool = True
    """Whether it is sent as the file is."""

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that describe it."""
        if self.packed:
            length = self.file.stat().st_size
            return {"content-type": TYPE, "content-encoding": "gzip", "content-length": str(length)}
        return {"content-type": TYPE, "content-length": str(self.size)}

    def unpacked(self) -> "Body":
        """Return the body as servers take it that know no gzip."""
        return replace(self, packed=False)

    def chunks(self) -> Iterator[bytes]:
        """Yield what is sent, from the start."""
        with self.file.open("rb") if self.packed else gzip.open(self.file) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def count_of(graph: Graph, size: int) -> int:
    """Return into how many pieces a graph is cut."""
    return max(1, -(-graph.triples // size))


def bodies(graph: Graph, folder: Path, *, size: int, first: int = 0) -> Iterator[Body]:
    """Yield the pieces of a graph; each is there until the next is asked for.

    Args:
        graph: the graph, whose triples were kept.
        folder: where the file is written.
        size: how many triples a piece has, the last one perhaps fewer.
        first: the piece to begin with.
    """
    lines = islice(graph.lines(), first * size, None)
    path = folder / "body.gz"
    for _ in range(first, count_of(graph, size)):
        yield _written(path, islice(lines, size))
        path.unlink(missing_ok=True)


def _written(path: Path, lines: Iterator[bytes]) -> Body:
    size = count = 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as stream:
        for line in lines:
            size += stream.write(line)
            count += 1
    return Body(path, size, count)
