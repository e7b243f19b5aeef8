"""The query store that a build keeps in `store/`: made anew, or from the last one by what changed in `kg.nq`.

A store is written in a folder of its own, `store/<digest of kg.nq>.part`, and renamed when it is whole: a store that
somebody may have open is never written to, and what a killed build leaves is cleared by the next. Among the files of
RocksDB lie the `kg.nq` of the store (a hard link, which the next build compares with its own, line by line),
`index.json` (the size of each file, by which damage is seen without the engine) and `prefixes.json` (those that a query
need not declare, so that no query has to read the schema).
"""

import json
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.json_text import from_json
from kg.query import graph_file

if TYPE_CHECKING:
    import pyoxigraph

FOLDER = "store"
INDEX = "index.json"
PREFIXES = "prefixes.json"
PART = ".part"
_DIGITS = 16
_KEPT = 2
_REFUSALS = (OSError, RuntimeError, ValueError)  # RocksDB says `Corruption` with a RuntimeError
# What decides when a copy is worth it was measured at half a million quads: loading costs 9 µs a quad, changing 14,
# compacting 2, and each change that is not compacted slows queries down.
_MAX_CHANGED = 0.4
_MAX_LOOSE = 0.1
_MAX_PATCHES = 4


def path(folder: Path, digest: str) -> Path:
    """Return where the store of a `kg.nq` is.

    Args:
        folder: the folder of the build.
        digest: the SHA-256 of `kg.nq`, as the manifest has it.
    """
    return folder / FOLDER / digest[:_DIGITS]


def is_whole(folder: Path, digest: str) -> bool:
    """Tell whether a store is there and no file of it is missing or cut short; the engine is not imported."""
    place = path(folder, digest)
    try:
        sizes = from_json((place / INDEX).read_bytes())["files"]
        return all((place / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def open_store(folder: Path, digest: str) -> "pyoxigraph.Store":
    """Open the store of a build for reading; where none can be opened, read `kg.nq` into memory.

    Raises:
        OutputError: there is no `kg.nq` either, or it cannot be read.
    """
    store = _opened(path(folder, digest))
    return graph_file.load(folder) if store is None else store


def prefixes(folder: Path, digest: str) -> Mapping[str, str] | None:
    """Return the prefixes that a query of a build need not declare, or nothing where the store does not tell."""
    try:
        known: dict[str, str] = from_json((path(folder, digest) / PREFIXES).read_bytes())
        return known
    except (OSError, ValueError):
        return None


def update(folder: Path, nquads: Path, digest: str) -> Path:
    """Make the store of a `kg.nq` and return where it is; keep the store of before, and no older one.

    Args:
        folder: the folder of the build.
        nquads: the `kg.nq`, without a line twice.
        digest: the SHA-256 of `kg.nq`.

    Raises:
        OutputError: the store cannot be written.
    """
    place = path(folder, digest)
    try:
        clear_parts(folder)
        if not _answers(place):
            shutil.rmtree(place, ignore_errors=True)
            _make(place, nquads)
        _note_prefixes(place)
        now = time.time_ns()
        os.utime(place / INDEX, ns=(now, now))  # a file system's own clock may tick too slowly to order stores
        for old in _stores(place.parent)[_KEPT:]:
            shutil.rmtree(old)
    except (SyntaxError, *_REFUSALS) as error:
        reason = " ".join(str(error).split())
        raise OutputError(
            f"{place}: the query store cannot be written ({reason}); mend this, and build again"
        ) from error
    return place


def clear_parts(folder: Path) -> None:
    """Remove what killed builds left of stores."""
    for part in sorted((folder / FOLDER).glob(f"*{PART}")):
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


def _make(place: Path, nquads: Path) -> None:
    part = place.with_name(place.name + PART)
    part.parent.mkdir(parents=True, exist_ok=True)
    patches = _patch(part, nquads)
    if patches is None:
        _load(part, nquads)
    _link(nquads, part / graph_file.FILE)
    _write_index(part, patches or 0)
    part.rename(place)


def _load(part: Path, nquads: Path) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(part)
    store.bulk_load(path=nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def _patch(part: Path, nquads: Path) -> int | None:
    """Make a store from the last one, and return how many patches it has that are not compacted.

    Nothing is made, and nothing returned, where there is no usable store or so much changed that loading is faster.
    """
    last = next(iter(_stores(part.parent)), part)
    source = _opened(last)
    if source is None or _digest(last / graph_file.FILE)[:_DIGITS] != last.name:
        return None
    difference = _difference(last / graph_file.FILE, nquads, most=_MAX_CHANGED * nquads.stat().st_size)
    if difference is None:
        return None
    gone, new = difference
    patches: int = from_json((last / INDEX).read_bytes())["patches"] + 1
    loose = sum(map(len, gone)) + sum(map(len, new))
    compact = patches >= _MAX_PATCHES or loose > _MAX_LOOSE * nquads.stat().st_size
    source.backup(part)
    try:
        _apply(part, gone, new, compact=compact)
    except _REFUSALS:  # damage in the last store that opening it did not show
        shutil.rmtree(part)
        return None
    return 0 if compact else patches


def _apply(part: Path, gone: Iterable[bytes], new: Iterable[bytes], *, compact: bool) -> None:
    import pyoxigraph

    nquads = pyoxigraph.RdfFormat.N_QUADS
    store = pyoxigraph.Store(part)
    for quad in pyoxigraph.parse(b"".join(gone), format=nquads):
        store.remove(quad)
    store.bulk_load(b"".join(new), format=nquads)
    if compact:
        store.optimize()
    store.flush()


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _difference(before: Path, after: Path, *, most: float) -> tuple[list[bytes], list[bytes]] | None:
    """Return the lines that only the first of two sorted files has and those that only the second has.

    Nothing is returned where they have more bytes than `most`.
    """
    gone: list[bytes] = []
    new: list[bytes] = []
    with before.open("rb") as left, after.open("rb") as right:
        old, line = next(left, b""), next(right, b"")
        while (old or line) and most >= 0:
            if old == line:
                old, line = next(left, b""), next(right, b"")
            elif not line or b"" < old < line:
                gone.append(old)
                most -= len(old)
                old = next(left, b"")
            else:
                new.append(line)
                most -= len(line)
                line = next(right, b"")
    return (gone, new) if most >= 0 else None


def _link(nquads: Path, place: Path) -> None:
    place.unlink(missing_ok=True)
    try:
        place.hardlink_to(nquads)
    except OSError:  # not on this file system
        shutil.copyfile(nquads, place)


def _write_index(part: Path, patches: int) -> None:
    for log in sorted(part.glob("LOG*")):  # the engine's diary
        log.unlink()
    files = {file.name: file.stat().st_size for file in sorted(part.iterdir())}
    (part / INDEX).write_text(json.dumps({"patches": patches, "files": files}, indent=1), encoding="utf-8")


def _note_prefixes(place: Path) -> None:
    import pyoxigraph

    known = dict(graph_file.prefixes(pyoxigraph.Store.read_only(str(place))))
    part = place / f"{PREFIXES}{PART}"
    part.write_text(json.dumps(known, indent=1), encoding="utf-8")
    part.replace(place / PREFIXES)  # somebody may be reading the old one
