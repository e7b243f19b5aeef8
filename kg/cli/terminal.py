"""What the user sees: words on stderr, tables, progress; texts of papers never steer the terminal."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from kg.cli.pace import Pace
from kg.errors import KGError, RecordError, SourceError
from kg.query.table import aligned, printable

MAX_MESSAGES = 20
PLAIN_SECONDS = 30.0
STAGES = {
    "read": "Reading sources",
    "spread": "Spreading over shards",
    "extract": "Extracting from papers",
    "resolve": "Resolving names",
    "assemble": "Assembling the graph",
    "write": "Writing outputs",
    "store": "Making the query store",
    "copy": "Copying the outputs",
}

UNITS = {"read": "records", "spread": "papers", "extract": "papers"}
"""What the long stages are counted in; their rate and the time left are shown."""

Progress = Callable[[str, int, int], None]


def setting(name: str) -> bool:
    """Tell whether a global option such as `quiet` is on."""
    context = click.get_current_context(silent=True)
    return bool(context and (context.find_root().obj or {}).get(name))


def say(text: str) -> None:
    """Print words on stderr, unless the user wants quiet."""
    if not setting("quiet"):
        click.echo(text, err=True)


def print_json(value: object) -> None:
    """Print a document of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return aligned columns; numbers stand to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    numeric = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(header))]
    return aligned(header, cells, right=numeric).rstrip("\n")


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit() or not cell


class Messages:
    """Prints what was skipped, as it happens, and counts the rest; many records keep no source from being named."""

    def __init__(self, known: Collection[str] = ()) -> None:
        """Start with no message.

        Args:
            known: what somebody was told of records before, and is not told again.
        """
        self.count = 0
        self.sources = 0
        self.of_records: set[str] = set()
        self.write: Callable[[str], None] = lambda line: click.echo(line, err=True)
        self._known = known
        self._told: Counter[str] = Counter()

    def __call__(self, error: KGError) -> None:
        """Take an error that costs a record or a source."""
        self.count += 1
        is_source = isinstance(error, SourceError)
        self.sources += is_source
        if isinstance(error, RecordError):
            self.of_records.add(str(error))
            if str(error) in self._known:
                return
        self._tell(error, "more sources" if is_source else "more")

    def _tell(self, error: KGError, more: str) -> None:
        self._told[more] += 1
        if self._told[more] <= MAX_MESSAGES:
            self.write(f"Skipped: {printable(str(error))}")
        elif self._told[more] == MAX_MESSAGES + 1:
            self.write(f"Skipped: {more}, which are not shown")


@contextmanager
def progress(messages: Messages) -> Iterator[Progress]:
    """Show how far the work is: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""
    if setting("quiet"):
        yield lambda stage, done, total: None  # noqa: ARG005  the signature of `Progress`
    elif sys.stderr.isatty():
        with _bars(messages) as report:
            yield report
    else:
        yield _plain()


@contextmanager
def _bars(messages: Messages) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[pace]}", markup=False),
    )
    console = Console(stderr=True)
    before = messages.write
    messages.write = lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True)
    tasks: dict[str, Any] = {}
    words = _pace()
    try:
        with Bars(*columns, console=console, transient=True) as bars:

            def report(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(STAGES.get(stage, stage), total=total or None, pace="")
                bars.update(tasks[stage], completed=done, total=total or None, pace=words(stage, done, total))

            yield report
    finally:
        messages.write = before


def _plain() -> Progress:
    last = time.monotonic()
    words = _pace()

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last
        pace = words(stage, done, total)
        if done == total or time.monotonic() - last > PLAIN_SECONDS:
            last = time.monotonic()
            of = f" of {total}" if total else ""
            click.echo(f"{STAGES.get(stage, stage)}: {done}{of}" + (pace and f", {pace}"), err=True)

    return report


def _pace() -> Callable[[str, int, int], str]:
    """Return a function that takes the progress of a stage, and gives its rate and the time left in words."""
    paces: dict[str, Pace] = {}

    def words(stage: str, done: int, total: int) -> str:
        if stage not in UNITS:
            return ""
        pace = paces.setdefault(stage, Pace(UNITS[stage]))
        pace.note(done)
        return pace.words(done, total)

    return words
