"""Work that is kept: files made of inputs, by the digest of these inputs, so that nothing is made twice.

A folder of what is kept appears whole or not at all: a build that was killed goes on with what it had finished.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg import store
from kg.digests import sha256
from kg.errors import OutputError
from kg.json_text import from_json
from kg.work_folder import WorkFolder

FOLDER: Final = "parts"
_INDEX: Final = "kept.json"
_UNFINISHED: Final = ".unfinished-"

Told = Mapping[str, Any]
"""What work tells of itself: plain data for JSON."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made of a shard."""

    folder: Path
    files: Mapping[str, str]
    """The digests of its files by their paths in the folder."""
    told: Told
    again: bool
    """Whether it was there already."""


def keep(work: WorkFolder, step: str, shard: str, *, key: str, make: Callable[[Path], Told]) -> Kept:
    """Return what a step made of a shard; it is made where it is not there, or damaged, or of other inputs.

    Args:
        work: the folders of the build.
        step: the name of the step.
        shard: the name of the shard.
        key: the digest of the inputs.
        make: writes files into a new folder, and returns what is to be told of them.

    Raises:
        OutputError: the files cannot be written.
    """
    home = _home(work) / step / shard
    if found := _read(home / key):
        return found
    try:
        home.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home))
        _make(made, make)
        _publish(made, home / key)
    except OSError as error:
        raise OutputError(f"{error.filename or home}: cannot be written ({error.strerror or error})") from error
    if found := _read(home / key):
        return Kept(found.folder, found.files, found.told, again=False)
    raise OutputError(f"{home / key}: something else changes this folder; build again")


def prune(work: WorkFolder, shards: Iterable[str]) -> None:
    """Remove what is kept of other shards than these, and what killed builds left."""
    wanted = {*shards}
    for home in sorted(_home(work).glob("*/*")):
        if home.name not in wanted:
            shutil.rmtree(home, ignore_errors=True)
        for unfinished in sorted(home.glob(f"{_UNFINISHED}*")):
            shutil.rmtree(unfinished, ignore_errors=True)


def forget(work: WorkFolder) -> None:
    """Remove all that is kept, of which a build that is not in parts has no use."""
    shutil.rmtree(_home(work), ignore_errors=True)


def key_of(paths: Iterable[Path], *settings: str) -> str:
    """Return the digest of files, there or not, and of settings."""
    parts = [*(sha256(path) if path.is_file() else "" for path in paths), *settings]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _home(work: WorkFolder) -> Path:
    return work.extractions.parent / FOLDER


def _make(folder: Path, make: Callable[[Path], Told]) -> None:
    told = make(folder)
    files = store.digests(folder, store.files(folder))
    index = {"files": files, "told": told, "sum": _sum(files, told)}
    (folder / _INDEX).write_text(json.dumps(index), encoding="utf-8")


def _sum(files: Mapping[str, str], told: Told) -> str:
    """Return the digest of an index: what work tells of itself stands nowhere else."""
    return hashlib.sha256(json.dumps([files, told]).encode()).hexdigest()


def _publish(made: Path, target: Path) -> None:
    """Give a finished folder its name, and remove those that it replaces."""
    for other in target.parent.iterdir():
        if not other.name.startswith(_UNFINISHED) and (other != target or _read(target) is None):
            shutil.rmtree(other, ignore_errors=True)
    try:
        os.replace(made, target)  # noqa: PTH105  one name for what is atomic, here and in `kg.atomic`
    except OSError:  # an engine may give one shard to two workers, the other of which was faster
        shutil.rmtree(made, ignore_errors=True)
        if not target.is_dir():
            raise


def _read(folder: Path) -> Kept | None:
    """Return what is kept in a folder, where it is whole."""
    try:
        index = from_json((folder / _INDEX).read_bytes())
        files: dict[str, str] = index["files"]
        is_whole = index["sum"] == _sum(files, index["told"]) and all(
            sha256(folder / name) == digest for name, digest in files.items()
        )
        return Kept(folder, files, index["told"], again=True) if is_whole else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
