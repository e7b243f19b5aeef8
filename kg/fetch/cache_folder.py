"""The folder for what is kept between fetches, readable by its owner alone, and the locks in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError
from kg.lock import take
from kg.user_cache import cache_folder

__all__ = ["cache_folder", "locked", "private_folder"]


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner reads.

    Raises:
        OutputError: it cannot be made, or is there and another account's.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{path}: cannot be made ({reason}); set KG_CACHE_DIR to a folder that can") from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise OutputError(f"{path}: may not be read and written by you; set KG_CACHE_DIR to a folder that may")
    return path


@contextmanager
def locked(path: Path, *, on_wait: Callable[[], None] | None = None, busy: str = "") -> Iterator[BinaryIO]:
    """Hold a lock, and give the file that it is; the system frees it even where the program is killed.

    Args:
        path: the file; made where it is not there.
        on_wait: called once where another process holds the lock.
        busy: what to say of another process that holds it, instead of waiting for it.

    Raises:
        OutputError: another process holds it, or the file cannot be written.
    """
    private_folder(path.parent)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{path}: cannot be written ({reason}); set KG_CACHE_DIR to another folder") from error
    with os.fdopen(handle, "r+b") as stream:
        take(stream, busy=busy, on_wait=on_wait)
        yield stream
