#!/usr/bin/env python3
"""Measure what each stage of a build takes as papers grow in number, and say what more of them would take.

    python scripts/bench_scale.py                                            1,000 and 3,000 papers, in some minutes
    python scripts/bench_scale.py --sizes 1000,10000,100000 --record FILE    a long run, whose figures are kept
    python scripts/bench_scale.py --from FILE --markdown                     the tables of a run that was kept
    python scripts/bench_scale.py --corpus papers.jsonl.gz                   real papers in place of invented ones

It builds as a user does, with `kg build`, and looks at the processes meanwhile. Times that are predicted are CPU
seconds: those of the workers are shared by as many as there are, those of the build's own process are not. Memory is
that of the largest process. What a build of ten papers takes counts as the constant part; the rest of a stage's time
follows a power law, and what memory takes, a line. Less than half a second shows no growth, and is taken to grow as the
papers do; of two sizes no error is known. Sizes near those that are predicted say most: 10,000 and more, not 1,000.
"""

import argparse
import gzip
import json
import math
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from bench.growth import Line, Power, line, power
from bench.processes import FailedError
from bench.stages import Disk, Measure, Measured, measure
from invented.endless import lines

from kg import __version__

Table = list[list[str]]
ALL = [2_800_000, 250_000_000]
"""Of arXiv, and of OpenAlex."""
FEWEST = 10
"""So few that what they take is what a build takes at least."""
_SHOWS = 0.5
_TELLING = 0.8
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNIT = 1000


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, or read what was measured, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_numbers, default=[1000, 3000], help="numbers of papers (1000,3000)")
    parser.add_argument("--corpus", type=Path, help="a file of papers as JSON Lines, perhaps with gzip")
    parser.add_argument("--from", dest="source", type=Path, help="a file that --record wrote: nothing is measured")
    parser.add_argument("--record", type=Path, help="a file for the figures; sizes that it has are kept in it")
    parser.add_argument("--predict", type=_numbers, default=ALL, help="numbers of papers to predict")
    parser.add_argument("--workers", type=_numbers, default=[16, 64], help="numbers of workers to predict (16,64)")
    parser.add_argument("--build-workers", type=int, default=2, help="workers of the builds measured (%(default)s)")
    parser.add_argument("--graph-limit", type=int, default=0, help="up to how many papers a build is in memory (0)")
    parser.add_argument("--folder", type=Path, help="where to build; the last build stays there")
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    given = parser.parse_args(arguments)
    record = _read(given.source) if given.source else _measured(given)
    shown = _markdown if given.markdown else _text
    print("\n\n".join(f"{title}\n\n{shown(rows)}" for title, rows in tables(record, given.predict, given.workers)))


def _numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _measured(given: argparse.Namespace) -> dict[str, Any]:
    record = _read(given.record) if given.record and given.record.exists() else _empty(given)
    known = {row["papers"] for row in record["stages"]}
    with tempfile.TemporaryDirectory(prefix="kg-scale-") as temporary:
        for size in (FEWEST, *given.sizes):
            if size in known:
                continue
            print(f"{size:,} papers", file=sys.stderr)
            papers = _papers(size, given.corpus, Path(temporary))
            folder = given.folder or Path(temporary) / "build"
            try:
                found = measure(papers, size, folder, workers=given.build_workers, graph_limit=given.graph_limit)
            except FailedError as error:
                sys.exit(str(error))
            _add(record, found)
            if given.record:
                given.record.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return record


def _empty(given: argparse.Namespace) -> dict[str, Any]:
    return {
        "kg": __version__,
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "papers": "real" if given.corpus else "invented",
        "build_workers": given.build_workers,
        "graph_limit": given.graph_limit,
        "stages": [],
        "disk": [],
    }


def _add(record: dict[str, Any], found: Measured) -> None:
    record["stages"] += map(asdict, found.stages)
    record["disk"] += map(asdict, found.disk)


def _read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _papers(size: int, corpus: Path | None, folder: Path) -> Path:
    path = folder / f"{size}.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        written = sum(stream.write(text) > 0 for text in (islice(_lines(corpus), size) if corpus else lines(size)))
    if written < size:
        sys.exit(f"{corpus}: has {written:,} papers only; give smaller --sizes")
    return path


def _lines(corpus: Path) -> Iterator[str]:
    with (
        gzip.open(corpus, "rt", encoding="utf-8") if corpus.suffix == ".gz" else corpus.open(encoding="utf-8") as stream
    ):
        yield from stream


def tables(record: Mapping[str, Any], predicted: Sequence[int], workers: Sequence[int]) -> Iterator[tuple[str, Table]]:
    """Yield titles and tables: what was measured, how it grows, and what more papers would take."""
    stages = [Measure(**row) for row in record["stages"]]
    disk = [Disk(**row) for row in record["disk"]]
    sizes = sorted({row.papers for row in stages} - {FEWEST})
    told = f"kg {record['kg']}, {record['papers']} papers, {record['build_workers']} workers, {record['machine']}"
    yield f"Measured: CPU seconds of the build and of its workers, and memory in MB ({told})", _stages(stages, sizes)
    yield "Growth: CPU seconds by the number of papers, n", _growth(stages, predicted)
    yield "Disk: bytes by the number of papers", _sizes(disk, sizes, predicted)
    yield (
        "Predicted: time by the number of workers, memory of the largest process, disk",
        list(_predicted(stages, disk, predicted, workers)),
    )


def _stages(stages: Sequence[Measure], sizes: Sequence[int]) -> Table:
    head = ["stage", *(text for size in sizes for text in (f"{size:,}: build", "workers", "wall", "MB"))]
    return [head, *([name, *_row(stages, name, sizes)] for name in _names(stages)), ["all", *_sums(stages, sizes)]]


def _row(stages: Sequence[Measure], name: str, sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        found = [row for row in stages if (row.stage, row.papers) == (name, size)]
        for row in found[:1]:
            yield from (f"{row.cpu:.1f}", f"{row.workers:.1f}", f"{row.wall:.1f}", f"{row.largest:.0f}")
        if not found:
            yield from [""] * 4


def _sums(stages: Sequence[Measure], sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        rows = [row for row in stages if row.papers == size]
        for name in ("cpu", "workers", "wall"):
            yield f"{sum(getattr(row, name) for row in rows):.1f}"
        yield f"{max(row.largest for row in rows):.0f}"


def _growth(stages: Sequence[Measure], predicted: Sequence[int]) -> Table:
    rows = [["stage", "divides by workers", "grows as", *(f"at {papers:,}" for papers in predicted)]]
    for name in _names(stages):
        for kind, which in (("cpu", "no"), ("workers", "yes")):
            if (found := _fit(stages, name, kind)) is not None:
                rows.append([name, which, f"n^{found.power:.2f}", *(_told(found, papers) for papers in predicted)])
    return rows


def _told(found: Power, papers: int) -> str:
    error = found.error(papers)
    return f"{duration(found.at(papers))}" + ("" if math.isnan(error) else f", ×÷ {error:.1f}")


def _fit(stages: Sequence[Measure], name: str, kind: str) -> Power | None:
    """Return how a stage grows; nothing where there is nothing to tell of."""
    known = {row.papers: float(getattr(row, kind)) for row in stages if row.stage == name}
    return _law(known, least=_SHOWS) if max(known.values()) >= _SHOWS / 10 else None


def _law(known: Mapping[int, float], *, least: float = 0.0) -> Power:
    points = [(float(papers), value) for papers, value in known.items() if papers != FEWEST]
    return power(points, base=known.get(FEWEST, 0.0), least=least)


def _sizes(disk: Sequence[Disk], sizes: Sequence[int], predicted: Sequence[int]) -> Table:
    rows = [["what", *(f"{size:,}" for size in sizes), "grows as", *(f"at {papers:,}" for papers in predicted)]]
    for what in dict.fromkeys(row.what for row in disk):
        known = {row.papers: float(row.size) for row in disk if row.what == what}
        found = _law(known)
        told = [volume(known[size]) if size in known else "" for size in sizes]
        rows.append([what, *told, f"n^{found.power:.2f}", *(volume(found.at(papers)) for papers in predicted)])
    return rows


def _predicted(
    stages: Sequence[Measure], disk: Sequence[Disk], predicted: Sequence[int], workers: Sequence[int]
) -> Iterator[list[str]]:
    counts = sorted({1, *workers})
    yield ["papers", *(f"{count} worker{'s' * (count > 1)}" for count in counts), "error", "memory", "disk"]
    own, shared = _fits(stages, "cpu"), _fits(stages, "workers")
    memory, most = _memory(stages), _law({row.papers: float(row.size) for row in disk if row.what == "at most"})
    for papers in predicted:
        alone, together = (sum(found.at(papers) for found in fits) for fits in (own, shared))
        times = [duration(alone + together / count) for count in counts]
        largest = max(found.at(papers) for found in memory)
        yield [
            f"{papers:,}",
            *times,
            _error([*own, *shared], papers),
            volume(largest * _UNIT**2),
            volume(most.at(papers)),
        ]


def _error(fits: Iterable[Power], papers: int) -> str:
    """Return by what factor a sum may be wrong, as if all its parts were wrong in the same direction.

    Parts of which that is not known count as the others do, where they are a fifth of the sum at most.
    """
    parts = [(found.at(papers), found.error(papers)) for found in fits]
    known = sum(value for value, error in parts if not math.isnan(error))
    if known < _TELLING * sum(value for value, _ in parts):
        return "unknown"
    return f"×÷ {sum(value * error for value, error in parts if not math.isnan(error)) / known:.1f}"


def _fits(stages: Sequence[Measure], kind: str) -> list[Power]:
    return [found for name in _names(stages) if (found := _fit(stages, name, kind)) is not None]


def _memory(stages: Sequence[Measure]) -> list[Line]:
    names = _names(stages)
    return [line([(float(row.papers), row.largest) for row in stages if row.stage == name]) for name in names]


def _names(stages: Sequence[Measure]) -> list[str]:
    return list(dict.fromkeys(row.stage for row in stages))


def duration(seconds: float) -> str:
    """Return a time as people say it.

    >>> duration(0.5), duration(90), duration(5000), duration(90_000), duration(1_000_000)
    ('0.5 s', '90 s', '83 min', '25 h', '12 days')
    """
    bounds = ((10, "{:.1f} s", 1), (2 * _MINUTE, "{:.0f} s", 1), (2 * _HOUR, "{:.0f} min", _MINUTE))
    for bound, form, unit in (*bounds, (3 * _DAY, "{:.0f} h", _HOUR)):
        if seconds < bound:
            return form.format(seconds / unit)
    return f"{seconds / _DAY:,.0f} days"


def volume(size: float) -> str:
    """Return a number of bytes as people say it.

    >>> volume(900_000), volume(2_500_000_000), volume(5_000_000_000_000)
    ('0.9 MB', '2.5 GB', '5 TB')
    """
    for unit in ("MB", "GB"):
        size /= _UNIT**2 if unit == "MB" else _UNIT
        if size < _UNIT:
            return f"{size:.1f} {unit}" if size < 10 else f"{size:.0f} {unit}"
    return f"{size / _UNIT:.3g} TB"


def _text(rows: Table) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_aligned(row, widths) for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells: Iterable[tuple[str, int]] = zip(row, widths, strict=True)
    pads: Sequence[Callable[[str, int], str]] = (str.ljust, *[str.rjust] * (len(row) - 1))
    return "  ".join(pad(cell, width) for pad, (cell, width) in zip(pads, cells, strict=True))


def _markdown(rows: Table) -> str:
    head, *rest = rows
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rest))


if __name__ == "__main__":
    main()
