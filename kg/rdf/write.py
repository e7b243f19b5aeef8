"""Rows and texts to files, and a strict reading of what was written."""

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from kg.errors import OutputError
from kg.rdf import turtle
from kg.rdf.lines import line, quad, triples
from kg.rdf.sorting import RUN, sort


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give a folder for what does not fit into memory, beside what is written; it vanishes.

    Raises:
        OutputError: the place cannot be written.
    """
    with _reported(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sort-", dir=folder) as name:
            yield Path(name)


def write_rows(rows: Iterable[Sequence[str]], path: Path, *, run: int = RUN) -> Path:
    """Write triples as N-Triples, or quads as N-Quads, sorted and none twice, and return the path.

    Args:
        rows: terms as N-Triples writes them, in any order.
        path: the file.
        run: how many rows are held in memory at most.

    Raises:
        OutputError: the place cannot be written.
    """
    with scratch(path.parent) as folder:
        lines = sort(map(line, rows), folder, run=run)
        with _reported(path):
            lines.move(path)
    return path


def write_dataset(lines: Iterable[str], nquads: Path, union: Path, prefixes: Mapping[str, str]) -> None:
    """Write rows as N-Quads, and their triples as Turtle, in one pass.

    Args:
        lines: the rows as lines of N-Quads, in order and none twice.
        nquads: the file of the N-Quads.
        union: the file of the Turtle.
        prefixes: the namespaces that have a prefix; those that are used are declared.

    Raises:
        OutputError: a place cannot be written.
    """
    names = turtle.Names(prefixes)
    with _writing(nquads) as quads, _writing(union) as stream:
        body = turtle.blocks(triples(map(quad, _also(lines, quads))), names)
        headed(body, partial(turtle.header, names), stream.buffer, folder=union.parent)


def _also(lines: Iterable[str], stream: TextIO) -> Iterator[str]:
    for text in lines:
        stream.write(text)
        yield text


def headed(body: Iterable[str], header: Callable[[], str], stream: BinaryIO, *, folder: Path) -> None:
    """Write a text whose header is known only after its body.

    Args:
        body: the parts of the text, which go to a temporary file first.
        header: gives what stands before them.
        stream: where all goes to.
        folder: where the temporary file may be.
    """
    with tempfile.TemporaryFile(dir=folder) as parts:
        parts.writelines(part.encode() for part in body)
        parts.seek(0)
        stream.write(header().encode())
        shutil.copyfileobj(parts, stream)


@contextmanager
def _writing(path: Path) -> Iterator[TextIO]:
    with _reported(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error


def written(path: Path, text: str, *, count: int | None = None) -> Path:
    """Write a Turtle or N-Quads file, read it back strictly, and return its path.

    Args:
        path: the file; its ending tells the format.
        text: what it is to hold.
        count: how many triples the text states, where that is known.

    Raises:
        OutputError: the place cannot be written, or a strict reader does not find that many triples in it.
    """
    return reread(saved(path, text), count=count)


def reread(path: Path, *, count: int | None = None) -> Path:
    """Read an RDF file strictly, and return its path.

    Args:
        path: the file; its ending tells the format, and whether it is compressed.
        count: how many triples it is to hold, where that is known.

    Raises:
        OutputError: a strict reader does not find that many triples in it.
    """
    try:
        read = _size(path)
    except (OSError, EOFError, zlib.error, SyntaxError, UnicodeError) as error:
        raise OutputError(
            f"{place(path, error)}: kg wrote what is not valid RDF ({reason(error)}); please report it"
        ) from error
    if count is not None and read != count:
        raise OutputError(f"{path}: kg wrote {count} triples, but the file reads as {read}; please report it")
    return path


def _size(path: Path) -> int:
    """Return how many triples a file holds."""
    import pyoxigraph

    if path.suffix != ".gz":
        return sum(1 for _ in pyoxigraph.parse(path=path))
    ending = path.suffixes[-2].removeprefix(".")
    with gzip.open(path, "rb") as stream:
        return sum(
            1 for _ in pyoxigraph.parse(cast("BinaryIO", stream), format=pyoxigraph.RdfFormat.from_extension(ending))
        )


def saved(path: Path, text: str) -> Path:
    """Write a text and return its path.

    Raises:
        OutputError: the place cannot be written.
    """
    with _writing(path) as stream:
        stream.write(text)
    return path


def place(path: Path, error: Exception) -> str:
    """Return the file, and the line if it is known, that a parser refused."""
    line = getattr(error, "lineno", None)
    return f"{path}:{line}" if line else str(path)


def reason(error: Exception) -> str:
    """Return what a parser says in one line."""
    return " ".join(str(getattr(error, "msg", "") or error).split())
