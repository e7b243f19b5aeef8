"""The query store that a build keeps in `store/`: made anew, or from the last one by what changed in its N-Quads.

A store is written in a folder of its own, `store/<digest of the graph>.part`, and renamed when it is whole: a store
that somebody may have open is never written to. What a killed build leaves is cleared by the next, unless it is the
same store half loaded, which is loaded on. Among the files of RocksDB lie the N-Quads of the store, `kg.nq` or its
parts (hard links, which the next build compares with its own, line by line, where their digests differ), `index.json`
(those digests, and the size of each file, by which damage is seen without the engine) and `prefixes.json` (those that a
query need not declare, so that no query has to read the schema).
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from kg import output_files
from kg.digests import sha256
from kg.errors import OutputError
from kg.json_text import from_signed, signed
from kg.query import graph_file, loading, noted_prefixes
from kg.query.difference import is_little

if TYPE_CHECKING:
    import pyoxigraph

FOLDER = "store"
INDEX = "index.json"
PART = ".part"
_DIGITS = 16
_KEPT = 2
_REFUSALS = (OSError, RuntimeError, ValueError)  # RocksDB says `Corruption` with a RuntimeError
# What decides when a copy is worth it was measured at half a million quads: loading costs 9 µs a quad, changing 14,
# compacting 2, and each change that is not compacted slows queries down.
_MAX_CHANGED = 0.4
_MAX_LOOSE = 0.1
_MAX_PATCHES = 4
# At 16 million quads, compacting takes 35 s; queries are 1.4 times as slow after 4 changes as after 16.
_LARGE = 1 << 30
_MAX_PATCHES_OF_LARGE = 16
_RATIO = 15
"""How many bytes of N-Quads a byte of a compressed part stands for."""

Files = Mapping[str, str]
"""The N-Quads files of a build, by name, with their digests: `kg.output_files.graph` returns them."""


def path(folder: Path, digest: str) -> Path:
    """Return where the store of a graph is.

    Args:
        folder: the folder of the build.
        digest: the digest of its graph, as `kg.output_files.graph_digest` returns it.
    """
    return folder / FOLDER / digest[:_DIGITS]


def is_whole(folder: Path, digest: str) -> bool:
    """Tell whether a store is there and no file of it is missing, cut short or changed; the engine is not imported.

    Files that were touched since it was made are read; of changes without a trace the engine's own checksums tell. What
    its N-Quads hold, who compares them with others looks himself: no query reads them.
    """
    place = path(folder, digest)
    try:
        made, index = (place / INDEX).stat().st_mtime_ns, _index(place)
        beside = set(map(_beside, index["graph"]))
        return all(
            _is_as_made(place / name, size, "" if name in beside else index["digests"][name], made)
            for name, size in index["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _is_as_made(file: Path, size: int, digest: str, made: int) -> bool:
    status = file.stat()
    return status.st_size == size and (not digest or status.st_mtime_ns <= made or sha256(file) == digest)


def open_store(folder: Path, digest: str) -> "pyoxigraph.Store":
    """Open the store of a build for reading; where none can be opened, read its N-Quads into memory.

    Raises:
        OutputError: there are none either, or they cannot be read, are too many, or were changed since the build.
    """
    store = kept(folder, digest)
    return graph_file.load(folder, digest=digest) if store is None else store


def kept(folder: Path, digest: str) -> "pyoxigraph.Store | None":
    """Open the store that a build keeps, or return nothing where none can be opened."""
    return _opened(path(folder, digest))


def prefixes(folder: Path, digest: str) -> Mapping[str, str] | None:
    """Return the prefixes that a query of a build need not declare, or nothing where the store does not tell."""
    return noted_prefixes.read(path(folder, digest))


def update(folder: Path, files: Files, *, at: Path | None = None, standing: str = "") -> Path:
    """Make the store of a graph and return where it is; keep the store of before, and no older one.

    Args:
        folder: the folder of the build.
        files: its N-Quads files, without a line twice.
        at: where these are, if not in the folder yet: readers find the store as soon as a build is published.
        standing: the digest of the graph that they replace then, whose store is the one to keep.

    Raises:
        OutputError: the store cannot be written.
    """
    place = path(folder, output_files.graph_digest(files))
    try:
        clear_parts(folder, but=place.name)
        if not _answers(place):
            shutil.rmtree(place, ignore_errors=True)
            _make(place, at or folder, files)
        _note_prefixes(place)
        now = time.time_ns()
        os.utime(place / INDEX, ns=(now, now))  # a file system's own clock may tick too slowly to order stores
        others = [old for old in _stores(place.parent) if old != place]  # the clock may have been set back
        for old in sorted(others, key=lambda old: old != path(folder, standing))[_KEPT - 1 :]:
            shutil.rmtree(old)
    except (SyntaxError, *_REFUSALS) as error:
        why = " ".join(str(error).split())
        raise OutputError(f"{place}: the query store cannot be written ({why}); mend this, and build again") from error
    return place


def clear_parts(folder: Path, *, but: str = "") -> None:
    """Remove what killed builds left of stores.

    Args:
        folder: the folder of the build.
        but: the name of a store; where it is half loaded, that is kept to go on from.
    """
    for part in sorted((folder / FOLDER).glob(f"*{PART}")):
        if part.name != but + PART or not (part / loading.LOADED).exists():
            shutil.rmtree(part)


def remove(folder: Path) -> None:
    """Remove the stores of a folder."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def _opened(place: Path) -> "pyoxigraph.Store | None":
    if not is_whole(place.parent.parent, place.name):
        return None
    import pyoxigraph

    try:
        return pyoxigraph.Store.read_only(str(place))
    except _REFUSALS:
        return None


def _answers(place: Path) -> bool:
    store = _opened(place)
    try:
        return store is not None and bool(graph_file.prefixes(store))
    except _REFUSALS:
        return False


def _stores(stores: Path) -> list[Path]:
    """Return the stores of a folder, the one that was made or needed last first."""
    return sorted(
        (path.parent for path in stores.glob(f"*/{INDEX}")),
        key=lambda place: ((place / INDEX).stat().st_mtime_ns, place.name),
        reverse=True,
    )


def _make(place: Path, folder: Path, files: Files) -> None:
    part = place.with_name(place.name + PART)
    part.parent.mkdir(parents=True, exist_ok=True)
    patches = None if part.exists() else _patch(part, folder, files)
    if patches is None:
        _load(part, folder, files)
    for name in files:
        _link(folder / name, part / _beside(name))
    _write_index(part, files, patches or 0)
    part.rename(place)


def _beside(name: str) -> str:
    return PurePosixPath(name).name  # a file of N-Quads stands beside a store under its own name


def _load(part: Path, folder: Path, files: Files) -> None:
    if part.exists():
        try:
            loading.load(part, folder, files)
        except (SyntaxError, *_REFUSALS):  # whatever is wrong with what a killed build left
            shutil.rmtree(part)
        else:
            return
    loading.load(part, folder, files)


def _patch(part: Path, folder: Path, files: Files) -> int | None:
    """Make a store from the last one, and return how many patches it has that are not compacted.

    Nothing is made, and nothing returned, where there is no usable store or so much changed that loading is faster.
    """
    last = next(iter(_stores(part.parent)), part)
    source = _opened(last)
    before = _index(last).get("graph", {}) if source else {}
    changed = sorted(name for name in {*before, *files} if before.get(name) != files.get(name))
    if source is None or not before or not _are_as_loaded(last, before, changed):
        return None
    total = sum(_size(folder / name) for name in files)
    with tempfile.TemporaryFile(dir=part.parent) as gone, tempfile.TemporaryFile(dir=part.parent) as new:
        pairs = (
            (last / _beside(name) if name in before else None, folder / name if name in files else None)
            for name in changed
        )
        if not is_little(pairs, gone, new, most=_MAX_CHANGED * total):
            return None
        patches: int = _index(last)["patches"] + 1
        most = _MAX_PATCHES if total < _LARGE else _MAX_PATCHES_OF_LARGE
        compact = patches >= most or gone.tell() + new.tell() > _MAX_LOOSE * total
        source.backup(part)
        try:
            _apply(part, gone, new, compact=compact)
        except _REFUSALS:  # damage in the last store that opening it did not show
            shutil.rmtree(part)
            return None
    return 0 if compact else patches


def _are_as_loaded(last: Path, before: Files, changed: Iterable[str]) -> bool:
    """Tell whether the files that are to be compared with are those that a store was loaded from."""
    return all(sha256(last / _beside(name)) == before[name] for name in changed if name in before)


def _size(path: Path) -> int:
    """Return about how many bytes of N-Quads a file holds."""
    return path.stat().st_size * (_RATIO if path.suffix == graph_file.PACKED else 1)


def _apply(part: Path, gone: BinaryIO, new: BinaryIO, *, compact: bool) -> None:
    import pyoxigraph

    nquads = pyoxigraph.RdfFormat.N_QUADS
    store = pyoxigraph.Store(part)
    gone.seek(0)
    for quad in pyoxigraph.parse(gone, format=nquads):
        store.remove(quad)
    new.seek(0)
    while batch := new.read(loading.BATCH):
        store.bulk_load(batch + new.readline(), format=nquads)
    if compact:
        store.optimize()
    store.flush()


def _link(nquads: Path, place: Path) -> None:
    place.unlink(missing_ok=True)
    try:
        place.hardlink_to(nquads)
    except OSError:  # not on this file system
        shutil.copyfile(nquads, place)


def _index(place: Path) -> dict[str, Any]:
    return from_signed((place / INDEX).read_bytes())


def _write_index(part: Path, graph: Files, patches: int) -> None:
    for waste in [*part.glob("LOG*"), part / loading.LOADED]:  # the engine's diary, and ours
        waste.unlink(missing_ok=True)
    files = {file.name: file.stat().st_size for file in sorted(part.iterdir())}
    known = {_beside(name): digest for name, digest in graph.items()}
    digests = {name: known.get(name) or sha256(part / name) for name in files}
    index = {"patches": patches, "graph": dict(graph), "files": files, "digests": digests}
    (part / INDEX).write_text(json.dumps(signed(index), indent=1), encoding="utf-8")


def _note_prefixes(place: Path) -> None:
    import pyoxigraph

    known = dict(graph_file.prefixes(pyoxigraph.Store.read_only(str(place))))
    noted_prefixes.write(place, known, ending=PART)
