"""Where a command writes to: a file, a pipe, standard output; never over what a build wrote."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.cli.terminal import say
from kg.errors import OutputError

STDOUT = "-"


@contextmanager
def stream(output: str) -> Iterator[BinaryIO]:
    """Give a stream that becomes a file at the end, or `-`, standard output."""
    path = Path(output).expanduser()
    if output == STDOUT:
        yield sys.stdout.buffer
        return
    with named(path):
        yield from _file(path)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Name a file or a folder in what the system refuses without naming one, such as to write on a full disk."""
    try:
        yield
    except OSError as error:
        if error.filename is None and not isinstance(error, BrokenPipeError):
            error.filename = str(path)
        raise


def _file(path: Path) -> Iterator[BinaryIO]:
    from kg.atomic import replacing

    if path.is_dir():
        raise OutputError(f"{path}: this is a folder; name a file with --output")
    if path.exists() and not path.is_file():  # a pipe or a device is to be written to, not to be replaced
        with path.open("wb") as stream:
            yield stream
    else:
        with replacing(path) as stream:
            yield stream
        say(f"Wrote {path}")


def refuse_outputs(path: Path) -> None:
    """Do nothing unless a path is, or holds, what a build wrote.

    Raises:
        OutputError: it does.
    """
    from kg import store
    from kg.lock import LOCK

    full = path.expanduser().resolve()
    for folder in (full, *full.parents):
        manifest = store.read_manifest(folder) if (folder / store.MANIFEST).is_file() else None
        names = (*manifest.outputs, store.MANIFEST, store.JOURNAL, LOCK) if manifest else ()
        written = [(folder / name).resolve() for name in names]
        if any(output == full or full in output.parents for output in written):
            raise OutputError(f"{path}: the build wrote this itself; choose another name with --output")
