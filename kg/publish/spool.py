"""The spool: the triples of a build apart by named graph, on disk, in a bounded amount of memory.

Lines are sorted by subject, so that those of a graph stand anywhere. Each graph has a buffer; when all buffers together
are full, the largest are packed and appended to the files of their graphs, one open at a time.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.publish.quads import Line, iri

HELD: Final = 64 << 20
"""How many bytes all buffers hold."""
LEVEL: Final = 1
"""How hard gzip works: the least is the best bargain for lines that are read once."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph of a build."""

    iri: str
    triples: int
    digest: str
    """Of its triples, as lines, in their order."""
    file: Path | None
    """Where its triples are, if they were kept."""

    def lines(self) -> Iterator[bytes]:
        """Yield its triples as lines of N-Triples."""
        if self.file is not None:
            with gzip.open(self.file) as stream:
                yield from stream


@dataclass(slots=True)
class _Buffer:
    iri: str
    file: Path | None
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    triples: int = 0
    sum: Any = field(default_factory=hashlib.sha256)

    def flush(self) -> None:
        data = b"".join(self.lines)
        self.sum.update(data)
        if self.file is not None and data:
            with self.file.open("ab") as stream:
                stream.write(gzip.compress(data, LEVEL, mtime=0))
        self.triples += len(self.lines)
        self.lines.clear()
        self.size = 0


def apart(lines: Iterable[Line], folder: Path, *, keep: Callable[[str], bool], held: int = HELD) -> dict[str, Graph]:
    """Return the named graphs of some quads, by their IRIs, sorted.

    Args:
        lines: the quads.
        folder: where the files of the graphs are written; whoever gives it removes it.
        keep: tells of an IRI whether the triples of its graph are kept, and not only summed up.
        held: how many bytes are held in memory.

    Raises:
        OutputError: a graph has no IRI that can be sent.
    """
    buffers: dict[bytes, _Buffer] = {}
    total = 0
    for graph, triple in lines:
        buffer = buffers.get(graph)
        if buffer is None:
            name = iri(graph)
            buffer = buffers[graph] = _Buffer(name, folder / f"{len(buffers)}.gz" if keep(name) else None)
        buffer.lines.append(triple)
        buffer.size += len(triple)
        total += len(triple)
        if total > held:
            total -= _relieve(buffers.values(), total // 2)
    for buffer in buffers.values():
        buffer.flush()
    found = sorted(buffers.values(), key=lambda buffer: buffer.iri)
    return {one.iri: Graph(one.iri, one.triples, one.sum.hexdigest(), one.file) for one in found}


def _relieve(buffers: Iterable[_Buffer], least: int) -> int:
    """Flush the largest buffers until so many bytes are free, and return how many are."""
    free = 0
    for buffer in sorted(buffers, key=lambda one: one.size, reverse=True):
        if free >= least:
            break
        free += buffer.size
        buffer.flush()
    return free
