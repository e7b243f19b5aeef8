"""Files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PART = ".part-"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    with replacing(path) as stream:
        stream.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become the file at the end, or nothing does where that is never reached."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, name = tempfile.mkstemp(prefix=PART, dir=path.parent)
    except OSError as error:
        error.filename = str(path)  # the name that somebody gave, not that of the part
        raise
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101  mkstemp gives a text and makes private files; outputs are to be shared
        os.replace(name, path)  # noqa: PTH105  the counterpart of mkstemp's text
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_parts(folder: Path) -> None:
    """Remove what killed writers left in a folder."""
    for part in sorted(folder.glob(f"{PART}*")):
        part.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
