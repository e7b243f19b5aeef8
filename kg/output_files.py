"""The output files of a build: which of them hold its graph, a table or its paper records, and their lines.

A small build writes one file of each. A large one writes parts: its N-Quads as `kg/….nq.gz`, a table as
`tables/NAME.csv.gz` or `tables/NAME/….csv.gz`, its records as `papers/….jsonl.gz`. The lines of all parts together are
those of the one file that a small build writes: no line is in two parts, and each part is sorted as that file is.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

GRAPH: Final = "kg.nq"
TABLES: Final = "tables"
RECORDS: Final = "papers.jsonl"
META: Final = "kg/meta.nq.gz"
"""The part of a graph that describes all of it."""
_PIECE: Final = 1 << 22
_LITTLE: Final = 1 << 16
_GZIP: Final = zlib.MAX_WBITS | 16
_GRAPH_PART: Final = re.compile(r"kg/[^/]+\.nq\.gz")
_RECORDS_PART: Final = re.compile(r"papers/[^/]+\.jsonl\.gz")
_SHARD: Final = re.compile(r"(?<![0-9])[0-9]{5}(?=\.)")


def graph(outputs: Mapping[str, str]) -> dict[str, str]:
    """Return the N-Quads files among the outputs of a build, by name, with their digests; none where it has no RDF."""
    if GRAPH in outputs:
        return {GRAPH: outputs[GRAPH]}
    return {name: outputs[name] for name in sorted(outputs) if _GRAPH_PART.fullmatch(name)}


def graph_digest(outputs: Mapping[str, str]) -> str:
    """Return the digest of the graph of a build: that of its one file, or of the list of its parts; or nothing."""
    found = graph(outputs)
    if len(found) <= 1:
        return next(iter(found.values()), "")
    listed = "".join(f"{digest}  {name}\n" for name, digest in found.items())
    return hashlib.sha256(listed.encode()).hexdigest()


def graph_names(folder: Path) -> list[str]:
    """Return the N-Quads files that lie in a folder, for those who have no manifest."""
    if (folder / GRAPH).is_file():
        return [GRAPH]
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("kg/*.nq.gz"))


def table(outputs: Iterable[str], name: str) -> list[str]:
    """Return the files of a table among the outputs of a build, in the order of their names."""
    whole, packed, parts = f"{TABLES}/{name}.csv", f"{TABLES}/{name}.csv.gz", f"{TABLES}/{name}/"
    if whole in outputs:
        return [whole]
    return sorted(file for file in outputs if file == packed or (file.startswith(parts) and file.endswith(".csv.gz")))


def records(outputs: Iterable[str]) -> list[str]:
    """Return the files of the paper records among the outputs of a build."""
    if RECORDS in outputs:
        return [RECORDS]
    return sorted(file for file in outputs if _RECORDS_PART.fullmatch(file))


def shard_in(name: str) -> int | None:
    """Return the number of the shard whose part a file is, or nothing where it is about the whole.

    >>> shard_in("tables/edges/00042.csv.gz"), shard_in("kg/papers-00007.nq.gz"), shard_in("kg/entities.nq.gz")
    (42, 7, None)
    """
    found = _SHARD.search(name)
    return int(found[0]) if found else None


def pieces(path: Path, *, size: int = _PIECE) -> Iterator[bytes]:
    """Yield the content of a file, decompressed where it is a part, in pieces of whole lines.

    Args:
        path: the file.
        size: about how many bytes a piece has at least, but for the last one.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not compressed as a whole.
    """
    with path.open("rb") as stream:
        held: list[bytes] = []
        wanting = size
        for data in (
            _decompressed(stream, step=_step(size)) if path.suffix == ".gz" else iter(lambda: stream.read(size), b"")
        ):
            held.append(data)
            wanting -= len(data)
            if wanting <= 0 and (end := data.rfind(b"\n") + 1):
                held[-1] = data[:end]
                yield b"".join(held)
                held, wanting = [data[end:]], size
        if rest := b"".join(held):
            yield rest


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, each with its end; what `pieces` raises is raised."""
    for piece in pieces(path, size=_LITTLE):  # many files may be read at a time
        yield from piece.splitlines(keepends=True)


def _step(size: int) -> int:
    """Return how many compressed bytes are read at once for pieces of a size: text shrinks to a fifteenth or so."""
    return min(max(size >> 4, 1 << 12), 1 << 16)


def _decompressed(stream: BinaryIO, *, step: int) -> Iterator[bytes]:
    """Yield what a gzip file holds; the standard library's own reader takes small steps and half as long again."""
    packed = zlib.decompressobj(_GZIP)
    try:
        while data := stream.read(step):
            while data:
                if packed.eof:  # a file may be several, one after another
                    packed = zlib.decompressobj(_GZIP)
                yield packed.decompress(data)
                data = packed.unused_data
    except zlib.error as error:
        raise ValueError(f"it is no whole gzip file: {error}") from error
    if not packed.eof:
        raise ValueError("it is no whole gzip file: it ends too early")
