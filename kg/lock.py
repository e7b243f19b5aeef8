"""Locks that all processes of a machine see, such as that of a folder of outputs: one build at a time writes there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kg.errors import LockedError

try:
    import fcntl
except ImportError:  # Windows has no flock: there, two processes at once are the user's care
    fcntl = None  # type: ignore[assignment]  # the name stands for a module or for nothing

LOCK = ".lock"


def take(stream: IO[Any], *, busy: str = "", on_wait: Callable[[], None] | None = None, shared: bool = False) -> None:
    """Take the lock of an open file, until it is closed; the system frees it even where the program is killed.

    Args:
        stream: the file, open for reading as well where the lock is shared.
        busy: what to say of another process that holds the lock, instead of waiting for it.
        on_wait: called once where another process holds the lock.
        shared: let others share the lock who want it shared as well.

    Raises:
        LockedError: another process holds it, and is not waited for.
    """
    if fcntl is None:
        return
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(stream.fileno(), kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        if busy:
            raise LockedError(busy) from error
        if on_wait:
            on_wait()
        fcntl.flock(stream.fileno(), kind)
    except OSError:
        pass  # a file system without locks, as networks have them: better without one than not at all


@contextmanager
def held(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of a folder.

    Args:
        folder: the folder.
        shared: let others share it: jobs that each fill a part of the cache, beside which no build is to write.

    Raises:
        LockedError: another build holds it.
        OSError: the folder cannot be written.
    """
    with (folder / LOCK).open("a+") as stream:
        take(
            stream,
            busy=f"{folder}: another build is writing here; wait until it ends, or choose another folder with --output",
            shared=shared,
        )
        yield


def wait_until_free(folder: Path) -> None:
    """Wait until no build holds the lock of a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    with (folder / LOCK).open("a+") as stream:
        take(stream)


def is_held(folder: Path) -> bool:
    """Return whether a build holds the lock of a folder; where that cannot be known, one may."""
    if fcntl is None:
        return True
    try:
        with (folder / LOCK).open("rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
