"""Watching: waits until the files that a build depends on have changed, and stopped changing.

The system only wakes us; what decides is how the files are: so a file that another one replaces, a file that is still
growing, and events of files that are none of ours need no special care.
"""

import glob
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg import inputs
from kg.config import Config

SETTLED: Final = 0.5
"""For how many seconds no file may change before a build."""
_LONGEST: Final = 60.0
"""How many seconds to wait for files that never stop changing."""
_LOOK: Final = 2.0
"""How often to look without being woken: not every file system tells of changes."""

Stamps = dict[Path, tuple[int, int, int]]


class Watch:
    """The files behind sources, as they were when they were last looked at."""

    def __init__(self, sources: Sequence[str | Path], *, config: Config, settings: Path) -> None:
        """Look at the files.

        Args:
            sources: files, folders and patterns.
            config: the settings; what lies in `config.output` is never watched.
            settings: the file of the settings, there or not.
        """
        self._sources, self._config, self._settings = sources, config, settings
        self._woken = threading.Event()
        self._stamps = self._look()

    def wait(self, *, settled: float = SETTLED, longest: float = _LONGEST) -> list[Path]:
        """Wait until files have changed and stopped changing, and return which."""
        while True:
            self._woken.wait(_LOOK)
            self._woken.clear()
            if (now := self._look()) != self._stamps:
                now = self._when_settled(now, settled, longest)
                changed = sorted(dict(now.items() ^ self._stamps.items()))
                self._stamps = now
                if changed:
                    return changed

    def _when_settled(self, last: Stamps, settled: float, longest: float) -> Stamps:
        end = time.monotonic() + longest
        while time.monotonic() < end:
            time.sleep(settled)
            if (now := self._look()) == last:
                break
            last = now
        return last

    def _look(self) -> Stamps:
        stamps: Stamps = {}
        for path in (*inputs.files(self._sources, config=self._config), self._settings):
            try:
                status = path.stat()
            except OSError:  # gone since it was listed
                continue
            stamps[path] = status.st_mtime_ns, status.st_size, status.st_ino
        return stamps

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Be woken by the system as long as this lasts; where it does not tell of changes, look now and then."""
        stop = threading.Event()
        deep, flat = places(self._sources, config=self._config, settings=self._settings)
        threads = [
            threading.Thread(target=self._listen, args=(paths, is_deep, stop), daemon=True)
            for paths, is_deep in ((deep, True), (flat, False))
            if paths
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(_LOOK)

    def _listen(self, paths: Sequence[Path], is_deep: bool, stop: threading.Event) -> None:
        import watchfiles

        output = str(Path(self._config.output).resolve())
        try:
            for _ in watchfiles.watch(
                *paths,
                recursive=is_deep,
                stop_event=stop,
                raise_interrupt=False,
                debounce=200,
                rust_timeout=500,
                yield_on_timeout=False,
                watch_filter=lambda _, path: not path.startswith(output),
            ):
                self._woken.set()
        except (OSError, RuntimeError):  # such as too many watches: then `wait` looks every few seconds
            return


def places(sources: Iterable[str | Path], *, config: Config, settings: Path) -> tuple[list[Path], list[Path]]:
    """Return the folders to be watched with all that is in them, and those to be watched by themselves.

    A file is watched by its folder: programs that save it put a new one in its place.
    """
    deep: set[Path] = set()
    flat = {_existing(settings.parent)}
    if config.decisions:
        flat.add(_existing(Path(config.decisions).parent))
    for path in map(Path, sources):
        if inputs.is_pattern(path):
            fixed = next(folder for folder in path.parents if not glob.has_magic(str(folder)))
            (flat if fixed == path.parent else deep).add(_existing(fixed))
        elif path.is_dir():
            deep.add(path)
        else:
            flat.add(_existing(path.parent))
    return sorted(deep), sorted(flat - deep)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path())
