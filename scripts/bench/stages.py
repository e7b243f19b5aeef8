"""What each stage of a build takes: the processes' figures, laid over the seconds that manifest.json tells."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import Sample, watch

ORDER = ("read", "spread", "extract", "resolve", "assemble", "write", "page", "history")
"""Stages follow each other like this; others are put behind them."""
PUBLISH, STORE = "publish", "store"
"""What follows the stages that manifest.json tells of: the outputs are moved, and the query store is made."""
_LOOK_AT_DISK = 2.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What a stage took."""

    papers: int
    stage: str
    wall: float
    cpu: float
    """Of the build's own process: more workers make no less of it."""
    workers: float
    """CPU seconds of the worker processes, which more of them share."""
    largest: float
    """Megabytes of memory of the process that had most."""
    all: float


@dataclass(frozen=True, slots=True)
class Disk:
    """How many bytes something takes in the folder of a build."""

    papers: int
    what: str
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One build."""

    stages: tuple[Measure, ...]
    disk: tuple[Disk, ...]


def measure(papers: Path, number: int, folder: Path, *, workers: int, graph_limit: int) -> Measured:
    """Build papers and return what each stage took.

    Args:
        papers: the file of papers.
        number: how many there are.
        folder: where to build; what is there is removed.
        workers: the number of processes that share the work.
        graph_limit: up to how many papers the whole graph is held in memory.

    Raises:
        FailedError: the build ended with an error.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    outputs = folder / "outputs"
    (folder / "kg.toml").write_text(f"graph_limit = {graph_limit}\n", encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(papers.resolve()), "--output", str(outputs), "--quiet"]
    peak = _Peak(outputs)
    start = _start_up(folder)
    samples = watch([*command, "--workers", str(workers)], folder=folder, also=peak.look)
    manifest = json.loads((outputs / "manifest.json").read_text(encoding="utf-8"))
    written = (outputs / "manifest.json").stat().st_mtime
    return Measured(
        tuple(_stages(number, manifest["seconds"], samples, start, written)),
        tuple(_disk(number, outputs, manifest, peak.most)),
    )


def _start_up(folder: Path) -> float:
    samples = watch([sys.executable, "-c", "import kg.build, kg.cli.build"], folder=folder, every=0.01)
    return samples[-1].at - samples[0].at


def _stages(
    papers: int, seconds: dict[str, float], samples: Sequence[Sample], start: float, written: float
) -> Iterator[Measure]:
    names = sorted(seconds, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    at, end = samples[0].at, samples[-1].at
    windows = [("start", start), *((name, seconds[name]) for name in names)]
    for name, length in windows:
        yield _within(papers, name, samples, at, min(at + length, end))
        at = min(at + length, end)
    written = min(max(written, at), end)
    yield _within(papers, PUBLISH, samples, at, written)
    yield _within(papers, STORE, samples, written, end)


def _within(papers: int, name: str, samples: Sequence[Sample], begin: float, end: float) -> Measure:
    before = [sample for sample in samples if sample.at < begin][-1:]
    inside = [sample for sample in samples if begin <= sample.at <= end] or before
    return Measure(
        papers=papers,
        stage=name,
        wall=round(end - begin, 3),
        cpu=round(_at(samples, end, "own") - _at(samples, begin, "own"), 3),
        workers=round(_at(samples, end, "others") - _at(samples, begin, "others"), 3),
        largest=round(max((sample.largest for sample in inside), default=0.0), 1),
        all=round(max((sample.all for sample in inside), default=0.0), 1),
    )


def _at(samples: Sequence[Sample], moment: float, name: str) -> float:
    """Return a figure at a moment between two looks."""
    before = after = samples[0]
    for sample in samples:
        before, after = after, sample
        if sample.at >= moment:
            break
    low, high = float(getattr(before, name)), float(getattr(after, name))
    if after.at <= before.at or moment >= after.at:
        return high
    return low + (high - low) * max(moment - before.at, 0.0) / (after.at - before.at)


class _Peak:
    """The most that a folder ever held."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.most = 0
        self._next = 0.0

    def look(self) -> None:
        if time.monotonic() < self._next:
            return
        self.most = max(self.most, size(self.folder))
        self._next = time.monotonic() + _LOOK_AT_DISK


def size(folder: Path) -> int:
    """Return how many bytes the files below a folder have; one that vanishes meanwhile has none."""
    total = 0
    for place, _, names in os.walk(folder):  # unlike rglob, it goes on where a folder vanishes
        for name in names:
            with suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total


def _disk(papers: int, outputs: Path, manifest: dict[str, Any], peak: int) -> Iterator[Disk]:
    named = sum((outputs / name).stat().st_size for name in manifest["outputs"])
    yield Disk(papers, "outputs", named)
    for name in ("store", "cache", "history"):
        if (outputs / name).is_dir():
            yield Disk(papers, name, size(outputs / name))
    yield Disk(papers, "at most", max(peak, size(outputs)))
