"""A build as it stands: reading several of its files without ever mixing those of two builds.

A publication moves its files one by one while its journal stands, and the manifest last. So a file that was opened when
no journal stood, and with the manifest of the beginning still in its place, is of the same build. No lock is taken:
readers never hold a build up, and folders that cannot be written can be read.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import store
from kg.errors import OutputError
from kg.lock import is_held
from kg.store import Manifest

WAIT: Final = 10.0
"""How many seconds a reader waits for a publication to end, which takes milliseconds."""
_PAUSE: Final = 0.01

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A build that is being read."""

    folder: Path
    manifest: Manifest
    stamp: Stamp
    """What tells its manifest from that of any other build."""

    def check(self) -> None:
        """Make sure that what was opened so far is of this build.

        Raises:
            OutputError: another build has replaced it, or is doing so.
        """
        if _is_publishing(self.folder) or _stamp(self.folder) != self.stamp:
            raise OutputError(f"{self.folder}: a new build has just replaced the one that was read; run this again")


def open_standing(folder: Path, *, wait: float = WAIT) -> Standing:
    """Open the build of a folder, after a publication that is under way.

    Args:
        folder: the folder of the build.
        wait: how many seconds to wait at most.

    Raises:
        OutputError: the folder holds no build, or one that was cut off while it was published.
    """
    end = time.monotonic() + wait
    while True:
        if not _is_publishing(folder):
            stamp = _stamp(folder)
            manifest = store.open_build(folder)
            if not _is_publishing(folder) and _stamp(folder) == stamp:
                return Standing(folder, manifest, stamp)
        elif not _is_being_written(folder):
            _complete(folder)
            continue
        if time.monotonic() > end:
            raise OutputError(f"{folder}: a build is being published here all the time; run this again later")
        time.sleep(_PAUSE)


def _complete(folder: Path) -> None:
    """Complete a publication whose program was killed, as the next build would."""
    try:
        with store.writing(folder):  # clears away what the killed build left
            pass
    except OutputError as error:
        if _is_publishing(folder) and not _is_being_written(folder):
            raise OutputError(
                f"{folder}: a build was cut off while it was published; run `kg build` where the folder can be written"
            ) from error


def _is_publishing(folder: Path) -> bool:
    return (folder / store.JOURNAL).exists()


def _is_being_written(folder: Path) -> bool:
    return is_held(folder)


def _stamp(folder: Path) -> Stamp:
    try:
        status = os.stat(folder / store.MANIFEST)  # noqa: PTH116  one name for what the tests interrupt
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
