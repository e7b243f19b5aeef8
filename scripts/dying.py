"""Run `kg`, and kill it just before its step NUMBER, from 0, in a folder: a file opened for writing, renamed, linked,
removed, given a time, made to reach the disk; a folder made or removed. Where it does not come to that step, the number
of its steps is printed.

    python scripts/dying.py 212 /tmp/out build papers/ --output /tmp/out
"""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES: Final = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "os.chmod", "os.truncate"}


def main() -> None:
    """Run the command line that follows the number and the folder."""
    number, folder, *arguments = sys.argv[1:]
    steps = count()
    root = str(Path(folder).resolve())

    def step(place: object) -> None:
        if _is_inside(place, root) and next(steps) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    def changed(event: str, told: tuple[object, ...]) -> None:
        if event == "os.mkdir" and Path(str(told[0])).is_dir():
            return
        if event in _CHANGES or (event == "open" and isinstance(told[2], int) and told[2] & _WRITING):
            step(told[0])

    sys.addaudithook(changed)
    os.fsync = partial(_synchronised, os.fsync, told=lambda: step(root))  # no event tells of it
    from kg.cli import cli

    sys.argv = ["kg", *arguments]
    cli(standalone_mode=False)
    print(next(steps))


def _is_inside(place: object, root: str) -> bool:
    """Tell whether a path is in a folder; `shutil.rmtree` names files by what stands in an open folder."""
    if not isinstance(place, (str, bytes, os.PathLike)):
        return False
    path = os.fsdecode(place)
    return path.startswith(root) or not Path(path).is_absolute()


def _synchronised(fsync: Callable[[Any], None], handle: Any, *, told: Callable[[], None]) -> None:  # noqa: ANN401  a number or what has one
    told()
    fsync(handle)


if __name__ == "__main__":
    main()
