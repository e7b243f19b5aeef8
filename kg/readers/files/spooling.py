"""Spooling: what can be read only once, or only from its start, in a temporary file that goes away by itself."""

import hashlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import SourceError
from kg.readers.files.unpacking import BLOCK

MOST_HELD: Final = 16 << 20
"""How many bytes of standard input are held in memory rather than written to a file."""
MOST_SPOOLED: Final = 4 << 30
"""How many bytes of standard input are read; where it never ends, the disk would."""
_OF_FREE: Final = 2
"""One part of so many of what is free on the disk may be filled."""


class Spool:
    """A temporary file, removed with the last reference to it or at the end of the process."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        """Write blocks to a new file.

        Raises:
            OSError: it cannot be written.
        """
        handle, name = tempfile.mkstemp(prefix="kg-")
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as stream:
            for block in blocks:
                stream.write(block)


def held(stream: BinaryIO) -> tuple[bytes | Spool, str]:
    """Return the bytes of a stream that can be read once, as they are or in a file, and their SHA-256.

    Raises:
        OSError: it cannot be read, or the file not written.
        SourceError: it goes on for longer than is kept.
    """
    digest = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        while block := stream.read(BLOCK):
            digest.update(block)
            yield block

    blocks, first, size = hashed(), [], 0
    for block in blocks:
        first.append(block)
        size += len(block)
        if size > MOST_HELD:
            return Spool(_bounded(chain(first, blocks))), digest.hexdigest()
    return b"".join(first), digest.hexdigest()


def _bounded(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield blocks as long as the disk has room for them and for others."""
    left = most = min(MOST_SPOOLED, shutil.disk_usage(tempfile.gettempdir()).free // _OF_FREE)
    for block in blocks:
        if (left := left - len(block)) < 0:
            raise SourceError(f"it goes on after {most / (1 << 30):.1f} GB, and no more is kept")
        yield block
