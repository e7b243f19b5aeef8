"""What `kg export` makes of the graph of a build by its exporters: a text, a file or a folder."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg import shown
from kg.cli import in_memory
from kg.cli.outputs import STDOUT, named, refuse_outputs, stream
from kg.cli.terminal import PLAIN_SECONDS, Messages, progress, say
from kg.errors import ConfigError, OutputError
from kg.exporters import OUTPUTS, exporter
from kg.numbers import counted
from kg.query.table import printable
from kg.rdf.formats import FORMATS

if TYPE_CHECKING:
    import networkx

    from kg.cli.terminal import Progress
    from kg.config import Config
    from kg.exporters.deposit import Deposit
    from kg.standing import Standing
    from kg.store import Manifest

    Graph = networkx.MultiDiGraph[str]

_NAMED = 5
"""How many files that were kept are named."""


def export(format: str, folder: Path, output: str | None) -> None:
    """Write a build in a format.

    Args:
        format: one of `OUTPUTS`.
        folder: the folder of the build.
        output: the file or folder to write, `-` for standard output; nothing for the usual one.

    Raises:
        KGError: the build lacks what is needed, or something else stands where it would be written.
    """
    name, kind, _ = OUTPUTS[format]
    where = output or (STDOUT if kind == "text" else name)
    if where == STDOUT and kind == "folder":
        raise ConfigError(f"{format} is a folder of files; name one with --output")
    if where == STDOUT and kind == "binary" and sys.stdout.isatty():
        raise OutputError(f"{format} is no text for a terminal; name a file with --output")
    if where != STDOUT:
        refuse_outputs(Path(where))
    write = _writer(format, folder)
    if kind == "folder":
        _write_folder(format, write, Path(where).expanduser())
        return
    with tempfile.TemporaryDirectory(prefix="kg-export-") as scratch:
        with named(Path(scratch)):
            (made,) = write(Path(scratch))
        with made.open("rb") as source, stream(where) as file:
            shutil.copyfileobj(source, file)


def _writer(format: str, folder: Path) -> Callable[[Path], list[Path]]:
    """Return what writes a build in a format into a folder: from its graph, or from its parts where that is enough."""
    from kg.exporters import streamed
    from kg.standing import open_standing

    standing = open_standing(folder)
    _refuse_missing(folder, standing.manifest.outputs)
    config, seed = _settings(standing)
    if standing.manifest.parts and format in streamed.FORMATS:
        return lambda target: _stream(format, standing, target, config, seed)
    make, graph = exporter(format), _read(standing, format, seed)
    return lambda target: make(graph, target, config=config)


def _settings(standing: "Standing") -> tuple["Config", int | None]:
    """Return the settings that a build was made with as far as they matter, and the seed of its map if it has one."""
    from kg.config import Config, override
    from kg.exporters import stored

    told = standing.manifest.recipe.config
    config = override(Config(), {name: told[name] for name in ("base", "seed") if name in told})
    return config, config.seed if stored.MAP in standing.manifest.outputs else None


def _stream(format: str, standing: "Standing", target: Path, config: "Config", seed: int | None) -> list[Path]:
    from kg.exporters import streamed

    folder, outputs = standing.folder, standing.manifest.outputs
    with _progress() as report:
        made = streamed.export(
            *(format, folder, outputs, target),
            config=config,
            seed=seed,
            on_open=standing.check,
            progress=report,
        )
    if format == "obsidian" and _is_cut(standing.manifest):
        say("Without notes of groups: the map shows only a part of this build.")
    return made


def _is_cut(manifest: "Manifest") -> bool:
    part = manifest.parts.get("shown", {})
    return bool(part) and (part["papers"], part["entities"]) != (part["of_papers"], part["of_entities"])


@contextmanager
def _progress() -> "Iterator[Progress]":
    """Show how far an export is, but on no terminal say nothing of one that is done soon."""
    start = time.monotonic()
    with progress(Messages()) as report:
        is_seen = sys.stderr.isatty()

        def late(stage: str, done: int, total: int) -> None:
            if is_seen or time.monotonic() - start > PLAIN_SECONDS:
                report(stage, done, total)

        yield late


def _read(standing: "Standing", format: str, seed: int | None) -> "Graph":
    """Return the graph of a build, or of the part that its map shows where it is too large for memory."""
    from kg.exporters import shown_part, stored

    folder, outputs = standing.folder, standing.manifest.outputs
    if seed is not None and _is_cut(standing.manifest) and in_memory.is_large(standing.manifest):
        graph = shown_part.read(folder, seed=seed, outputs=outputs, on_open=standing.check)
        if graph is not None:
            graph.graph[shown.PART] = standing.manifest.parts["shown"]
            say(shown.in_words(standing.manifest.parts["shown"]))
            standing.check()
            return graph
    instead = f"build with `--format html` as well, of which the map shows a part, or choose one of {_able()}"
    in_memory.refuse_large(folder, standing.manifest, format, instead)
    graph = stored.read(folder, seed=seed, outputs=outputs, on_open=standing.check)
    standing.check()
    return graph


def _able() -> str:
    from kg.exporters import streamed

    return ", ".join((*streamed.FORMATS, *FORMATS))


def _refuse_missing(folder: Path, outputs: Collection[str]) -> None:
    """Refuse a build without the tables that a graph is read from."""
    from kg import output_files
    from kg.exporters import stored

    missing = [name for name in stored.TABLES if not output_files.table(outputs, name)]
    if missing and len(missing) < len(stored.TABLES):
        raise OutputError(f"{folder}: this build is of an older kg and has no tables/{missing[0]}.csv; build again")
    if missing:
        raise OutputError(f"{folder}: this build has no tables to read; build with `--format tables` as well")


def _write_folder(format: str, write: Callable[[Path], list[Path]], target: Path) -> None:
    from kg.exporters import deposit

    with named(target), deposit.staging(target, format=format) as stage:
        write(stage)
        done = deposit.publish(stage / OUTPUTS[format].name, target, format=format)
    for line in _told(target, done):
        say(line)


def _told(target: Path, done: "Deposit") -> Sequence[str]:
    changed = f"{counted(done.written, 'file')} written" if done.written else "nothing has changed"
    removed = f", {done.removed} removed" if done.removed else ""
    lines = [f"{target}: {changed}{removed}"]
    if done.kept:
        names = ", ".join(printable(name) for name in done.kept[:_NAMED]) + (", …" if len(done.kept) > _NAMED else "")
        lines.append(f"Kept, as an export did not write them so: {counted(len(done.kept), 'file')} ({names})")
    return lines
