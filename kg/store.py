"""The folder that a build writes: files are staged, published together and described by `manifest.json`.

A build writes everything into `.staging-…`. Publishing first writes `.commit.json`, which lists what is to be moved,
then moves file by file, the manifest last. A build that is killed before the list stands has changed nothing; one
that is killed after it is completed by the next build.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kg.atomic import remove_parts, write_atomically
from kg.digests import sha256
from kg.errors import OutputError
from kg.json_text import from_json, is_as_signed, signed
from kg.lock import held

MANIFEST = "manifest.json"
JOURNAL = ".commit.json"
STAGING = ".staging-"


@dataclass(frozen=True, slots=True)
class Input:
    """A source of a build."""

    name: str
    sha256: str
    records: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a build writes: equal recipes make equal outputs."""

    version: str
    code: str
    extractor: str
    libraries: Mapping[str, str]
    config: Mapping[str, Any]
    decisions: str
    inputs: tuple[Input, ...]
    unreadable: tuple[str, ...] = ()
    """What was said of each path that could not be read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of and what it wrote."""

    recipe: Recipe
    outputs: Mapping[str, str]
    """The digest of each file, by its path in the folder."""
    counts: Mapping[str, Any]
    errors: tuple[Mapping[str, str], ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    built: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """Of a build in parts: how many there are, and how much of it the files show that hold a graph."""

    def to_json(self) -> str:
        """Return the text of `manifest.json`."""
        recipe = {name: getattr(self.recipe, name) for name in Recipe.__slots__}
        recipe["inputs"] = [{name: getattr(item, name) for name in Input.__slots__} for item in self.recipe.inputs]
        rest = {name: getattr(self, name) for name in Manifest.__slots__ if name != "recipe"}
        return json.dumps(signed(recipe | rest), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Return what the last build of a folder says about itself, or nothing where no whole manifest is there."""
    try:
        raw = from_json((folder / MANIFEST).read_text(encoding="utf-8"))
        inputs = tuple(Input(**item) for item in raw["inputs"])
        given = {name: raw[name] for name in Recipe.__slots__}
        recipe = Recipe(**given | {"inputs": inputs, "unreadable": tuple(raw["unreadable"])})
        told = {"parts": {}} | raw  # a manifest from before there were parts
        rest = {name: told[name] for name in Manifest.__slots__ if name != "recipe"}
        if not isinstance(rest["parts"], dict):
            return None
        manifest = Manifest(recipe=recipe, **rest | {"errors": tuple(rest["errors"])})
        return manifest if all(map(is_inside, manifest.outputs)) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def open_build(folder: Path) -> Manifest:
    """Return the manifest of a build.

    Raises:
        OutputError: the folder holds no build.
    """
    if manifest := read_manifest(folder):
        return manifest
    if (folder / MANIFEST).is_file():
        _listed(folder)  # to build again helps only where the next build will not refuse the folder
        raise OutputError(f"{folder / MANIFEST}: this is damaged, or not what a build writes; build again")
    reason = "no build in this folder; make one" if folder.exists() else "no such folder; make a build"
    raise OutputError(f"{folder}: there is {reason} with `kg build SOURCE -o {folder}`")


def damaged(folder: Path, manifest: Manifest) -> list[str]:
    """Return one line for each output that is missing or is not what the build wrote, and for its manifest."""
    reasons = ((name, _damage(folder / name, wanted)) for name, wanted in sorted(manifest.outputs.items()))
    told = [] if is_as_signed(folder / MANIFEST) else [f"{MANIFEST}: changed since the build"]
    return told + [f"{name}: {reason}" for name, reason in reasons if reason]


def _damage(path: Path, wanted: str) -> str:
    try:
        return "" if sha256(path) == wanted else "changed since the build"
    except OSError:
        return "missing"


def digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the digest of each file of a folder, by its name."""
    return {name: sha256(folder / name) for name in sorted(names)}


def files(folder: Path) -> list[str]:
    """Return the path of each file below a folder, with `/` on every system, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, with the traces of a killed build cleared away.

    Raises:
        OutputError: another build is writing there, the folder cannot be written, or its manifest is none of a build.
    """
    with ExitStack() as stack:
        with reported(folder):
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(folder))
            roll_forward(folder)
            for stage in sorted(folder.glob(f"{STAGING}*")):
                shutil.rmtree(stage)
            remove_parts(folder)
            _listed(folder)  # what the end of the build will refuse is refused at its start
        yield


@contextmanager
def reported(folder: Path, what: str = "cannot be written") -> Iterator[None]:
    """Turn what the system refuses while a folder is written into one line, an `OutputError`."""
    try:
        yield
    except BrokenPipeError:  # who was told of the progress is gone
        raise
    except OSError as error:
        where = error.filename2 or error.filename or folder
        raise OutputError(
            f"{where}: {what} ({error.strerror or error}); mend this, or choose another folder with --output"
        ) from error


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a new folder to write outputs into; what is not published from it vanishes.

    Raises:
        OutputError: something cannot be written.
    """
    with reported(folder):
        stage = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
        try:
            yield stage
        finally:
            # An unfinished publication still needs the folder: the next build completes it.
            if not (folder / JOURNAL).exists():
                shutil.rmtree(stage, ignore_errors=True)


def publish(
    folder: Path,
    stage: Path,
    manifest: Manifest,
    *,
    read: Collection[str] = (),
    beside: Collection[str] = (),
    obsolete: Collection[str] = (),
) -> None:
    """Replace the folder's outputs by the staged ones: all of them, even where the program is killed on the way.

    Args:
        folder: the folder of the build.
        stage: where the new outputs are.
        manifest: what describes them.
        read: outputs that this build goes on from, whoever put them there.
        beside: staged files that are no outputs, such as those of the history.
        obsolete: files that are no outputs and no longer needed.

    Raises:
        OutputError: a file that no build wrote stands where an output has to go, and is not the same.
    """
    known = _listed(folder)
    for name in sorted(set(manifest.outputs) - known - set(read)):
        if (found := _in_the_way(folder, name)) and _damage(folder / name, manifest.outputs[name]):
            raise OutputError(
                f"{found}: this file is in the way and no build wrote it; move it, or choose "
                "another folder with --output"
            )
    write_atomically(stage / MANIFEST, manifest.to_json().encode())
    for name in (*manifest.outputs, *beside):
        _synchronise(stage / name)
    journal = {
        "staging": stage.name,
        "files": [*sorted({*manifest.outputs, *beside}), MANIFEST],
        "obsolete": sorted((known - set(manifest.outputs)) | set(obsolete)),
    }
    write_atomically(folder / JOURNAL, json.dumps(journal, indent=1).encode())
    roll_forward(folder)


def _in_the_way(folder: Path, name: str) -> Path | None:
    """Return what stands where a file is to go, or a folder that holds it."""
    if (folder / name).exists():
        return folder / name
    return next((path for path in map(folder.joinpath, PurePosixPath(name).parents) if path.is_file()), None)


def _listed(folder: Path) -> set[str]:
    """Return the files that the last build wrote, whatever version of kg it was.

    Raises:
        OutputError: the manifest does not tell.
    """
    path = folder / MANIFEST
    try:
        raw = from_json(path.read_text(encoding="utf-8"))
        return {name for name in raw["outputs"] if is_inside(name)}
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(
            f"{path}: this is not what a build writes, so which files are its own cannot be told; restore it, "
            "move it and the outputs away, or choose another folder with --output"
        ) from error


def _synchronise(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def roll_forward(folder: Path) -> None:
    """Complete a publication whose journal stands; do nothing where none does."""
    path = folder / JOURNAL
    if not path.exists():
        return
    journal = _read_journal(path)
    stage = folder / PurePosixPath(journal["staging"]).name
    for name in filter(is_inside, journal["files"]):
        if (stage / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / name, folder / name)  # noqa: PTH105  one name for what the tests interrupt
    for name in filter(is_inside, journal["obsolete"]):
        _remove(folder, name)
    shutil.rmtree(stage, ignore_errors=True)
    path.unlink()


def _read_journal(path: Path) -> dict[str, Any]:
    try:
        raw = from_json(path.read_text(encoding="utf-8"))
        names = {key: list(map(str, raw[key])) for key in ("files", "obsolete")}
        return {"staging": str(raw["staging"])} | names
    except (ValueError, KeyError, TypeError):  # no build leaves a part of it; what a hand or a disk did, digests show
        return {"staging": f"{STAGING}none", "files": [], "obsolete": []}


def _remove(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    for parent in PurePosixPath(name).parents:
        try:
            (folder / parent).rmdir()
        except OSError:  # not empty, or gone
            return


def is_inside(name: str) -> bool:
    """Tell whether a listed path stays in the folder: a listed file is replaced or deleted."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.name != "" and "\\" not in name
