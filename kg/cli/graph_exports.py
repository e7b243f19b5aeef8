"""What `kg export` makes of the graph of a build by its exporters: a text, a file or a folder."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import in_memory
from kg.cli.outputs import STDOUT, refuse_outputs, stream
from kg.cli.terminal import say
from kg.errors import ConfigError, OutputError
from kg.exporters import OUTPUTS, exporter
from kg.numbers import counted
from kg.query.table import printable
from kg.rdf.formats import FORMATS

if TYPE_CHECKING:
    import networkx

    from kg.config import Config
    from kg.exporters.deposit import Deposit
    from kg.standing import Standing

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
        (made,) = write(Path(scratch))
        with made.open("rb") as source, stream(where) as file:
            shutil.copyfileobj(source, file)


def _writer(format: str, folder: Path) -> Callable[[Path], list[Path]]:
    """Return what writes a build in a format into a folder: from its graph, or from its parts where that is enough."""
    from kg.exporters import streamed
    from kg.standing import open_standing

    standing = open_standing(folder)
    if standing.manifest.parts and format in streamed.FORMATS:
        _refuse_missing(folder, standing.manifest.outputs)
        return lambda target: streamed.export(format, folder, standing.manifest.outputs, target, on_open=standing.check)
    make = exporter(format)
    graph, config = _read(standing, format)
    return lambda target: make(graph, target, config=config)


def _read(standing: "Standing", format: str) -> tuple["Graph", "Config"]:
    """Return the graph of a build, and the settings that it was built with as far as they matter."""
    from kg.config import Config, override
    from kg.exporters import stored, streamed

    folder, outputs, told = standing.folder, standing.manifest.outputs, standing.manifest.recipe.config
    _refuse_missing(folder, outputs)
    able = ", ".join((*streamed.FORMATS, *FORMATS))
    in_memory.refuse_large(folder, standing.manifest, format, f"choose one of {able}")
    config = override(Config(), {name: told[name] for name in ("base", "seed") if name in told})
    seed = config.seed if stored.MAP in outputs else None
    graph = stored.read(folder, seed=seed, outputs=outputs, on_open=standing.check)
    standing.check()
    return graph, config


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

    with deposit.staging(target, format=format) as stage:
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
