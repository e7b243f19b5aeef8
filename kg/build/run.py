"""What is known of a build while it runs, and what it did in the end."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg import cache, errors, store
from kg.config import Config
from kg.errors import KGError
from kg.work_folder import FOLDER, WorkFolder

OnError = Callable[[KGError], None]
Progress = Callable[[str, int, int], None]
"""Is told a stage, how much of it is done, and of how much; of 0 where nobody knows."""
_TOLD_EACH: Final = 500


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did."""

    folder: Path
    manifest: store.Manifest
    up_to_date: bool = False
    """Whether everything was there already."""
    news: Mapping[str, int] | None = None
    """How many papers, entities and links to code are new, where there was a build to compare with."""


@dataclass(slots=True)
class Run:
    """What is known of a build while it runs."""

    config: Config
    report: OnError
    progress: Progress
    failures: list[KGError] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Return the folder that is built."""
        return Path(self.config.output)

    def on_error(self, error: KGError) -> None:
        """Note and report what cannot be read."""
        self.failures.append(error)
        self.report(error)

    def repeat(self, manifest: store.Manifest) -> None:
        """Say again what went wrong in the build that stands."""
        for item in manifest.errors:
            kind = getattr(errors, item["kind"], KGError)
            self.report(kind(item["message"]))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Note how long a stage takes."""
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)

    def failed(self) -> tuple[Mapping[str, str], ...]:
        """Return what went wrong, as the manifest keeps it."""
        return tuple({"kind": type(error).__name__, "message": str(error)} for error in self.failures)


def ignore(*_: object) -> None:
    """Take what nobody wants to be told."""


@dataclass(slots=True)
class Steps:
    """Tells the progress of what is called for each of very many things, now and then."""

    progress: Progress
    stage: str
    total: int = 0
    """How many there are; 0 where nobody knows."""
    done: int = 0

    def __call__(self) -> None:
        """Count one."""
        self.done += 1
        if self.done % _TOLD_EACH == 0:
            self.progress(self.stage, self.done, self.total)


@contextmanager
def work_folder(output: Path, fingerprint: str) -> Iterator[WorkFolder]:
    """Give the folder for what travels between the steps of a build; it is empty, and vanishes.

    Args:
        output: the folder that is built.
        fingerprint: that of the extractor, which has a cache of its own.
    """
    place = (output / FOLDER).absolute()  # workers may have another current folder
    clear_work(output)
    place.mkdir()
    try:
        yield WorkFolder(place, cache.folder_of(output.absolute(), fingerprint))
    finally:
        clear_work(output)


def clear_work(output: Path) -> None:
    """Remove the folder for what travels between the steps of a build, which one that was killed leaves."""
    shutil.rmtree(output / FOLDER, ignore_errors=True)
