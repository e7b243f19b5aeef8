"""Folders that an export writes again and again, among files of the person who keeps them.

A list beside the files tells which of them an export wrote and with which content. Only these are ever replaced or
removed; one that was changed since, and one that was there before, stays as it is.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.atomic import write_atomically
from kg.errors import OutputError
from kg.exported import LIST
from kg.json_text import from_json

STAGE = ".kg-export-"

Digests = Mapping[str, list[str]]
"""The digests that a file of ours may have, by its path in the folder."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """What writing a folder did."""

    written: int
    """How many files were new or changed."""
    removed: int
    kept: tuple[str, ...]
    """Files that the export would have replaced or removed, but that are the person's."""


@contextmanager
def staging(target: Path, *, format: str) -> Iterator[Path]:
    """Give a folder to write an export into, on the disk of its target; it is gone at the end.

    Raises:
        OutputError: the target holds files that are of no such export.
    """
    _known(target, format=format)
    is_new = not target.exists()
    target.mkdir(parents=True, exist_ok=True)
    for left in sorted(target.glob(f"{STAGE}*")):
        shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=target))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # it holds what was written
                target.rmdir()


def publish(stage: Path, target: Path, *, format: str) -> Deposit:
    """Move the files of a staged export to where they belong, and remove those of the last export that are gone.

    Raises:
        OutputError: the target holds files that are of no such export, or a link that leads out of it.
    """
    known = _known(target, format=format)
    new = {name: [_digest(stage / name)] for name in _files(stage)}
    ours = {name for name, digests in known.items() if _is_one_of(target / name, digests)}
    kept = [name for name in sorted({*known, *new} - ours) if os.path.lexists(target / name)]
    changed = [name for name in new if name not in kept and not _is_one_of(target / name, new[name])]
    gone = sorted(ours - new.keys())
    for name in changed:
        _check_inside(target, name)
    both = {name: sorted({*known.get(name, ()), *new.get(name, ())}) for name in {*known, *new} if name not in kept}
    _write_list(target, format, both | {name: known[name] for name in kept if name in known})
    for name in gone:  # before the new ones: where the case of letters does not count, both may be one file
        _remove(target, name)
    for name in changed:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(stage / name, target / name)  # noqa: PTH105  one name for what the tests interrupt
    still = {name: known[name] for name in kept if name in known and name in new}
    _write_list(target, format, {name: new[name] for name in new if name not in kept} | still)
    return Deposit(len(changed), len(gone), tuple(kept))


def _known(target: Path, *, format: str) -> Digests:
    """Return what the last export wrote there."""
    if target.exists() and not target.is_dir():
        raise OutputError(
            f"{target}: this is a file, and {format} is a folder of files; choose another name with --output"
        )
    if not target.exists() or not any(_foreign(target)):
        return {}
    try:
        raw = from_json((target / LIST).read_text(encoding="utf-8"))
        files = {str(name): [str(digest) for digest in digests] for name, digests in raw["files"].items()}
        wrote = str(raw["format"])
    except FileNotFoundError as error:
        raise OutputError(
            f"{target}: this folder holds files that no export wrote; choose a new or an empty one with --output"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(
            f"{target / LIST}: this list cannot be read, so which files are an export's cannot be told; remove the "
            "files of the export and the list, or choose another folder with --output"
        ) from error
    if wrote != format:
        raise OutputError(f"{target}: this folder holds an export as {wrote}; choose another one with --output")
    return {name: digests for name, digests in files.items() if _is_inside(name)}


def _foreign(target: Path) -> Iterator[Path]:
    """Yield what lies in a folder, but for what a killed export left."""
    return (path for path in target.iterdir() if not path.name.startswith(STAGE))


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_one_of(path: Path, digests: list[str]) -> bool:
    try:
        return not path.is_symlink() and _digest(path) in digests
    except OSError:
        return False


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _check_inside(target: Path, name: str) -> None:
    folder = (target / name).parent.resolve()
    if not folder.is_relative_to(target.resolve()):
        raise OutputError(f"{target / name}: a link leads from here to {folder}; remove it, or choose another folder")


def _write_list(target: Path, format: str, files: Digests) -> None:
    content = {"format": format, "files": dict(sorted(files.items()))}
    write_atomically(target / LIST, (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode())


def _remove(target: Path, name: str) -> None:
    (target / name).unlink(missing_ok=True)
    for parent in list(PurePosixPath(name).parents)[:-1]:
        try:
            (target / parent).rmdir()
        except OSError:  # not empty, or gone
            return
