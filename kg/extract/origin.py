"""Where another spaCy pipeline comes from: a folder or an installed package. Nothing heavy is imported to tell."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from kg.config import Config
from kg.errors import ModelError

_NEEDED = ("config.cfg", "meta.json")


@dataclass(frozen=True, slots=True)
class Origin:
    """A folder that holds a pipeline, or a package that does."""

    given: str
    """What the user called it."""
    name: str
    """The name of the package or, without what leads to it, of the folder."""
    version: str = ""
    """The version of the package."""
    folder: Path | None = None
    files: tuple[tuple[str, int, int], ...] = ()
    """For each file of the folder its path, size and time of change."""

    @property
    def by(self) -> str:
        """Return what the provenance of a mention calls the pipeline: `model:en_plants`."""
        return "model:" + re.sub(r"[^\w.-]+", "-", self.name)


def find(model: str) -> Origin:
    """Return where a pipeline comes from; a folder goes before a package of its name, for a folder is no code.

    Raises:
        ModelError: there is no such folder and no such package, or the folder holds no pipeline.
    """
    path = Path(model)
    if path.is_dir():
        return _in_folder(model, path.resolve())
    if path.exists():
        raise ModelError(f"{model}: this is a file; name a folder that spaCy's nlp.to_disk wrote, or a package")
    try:
        version = metadata.version(model)
    except (metadata.PackageNotFoundError, ValueError) as error:
        raise ModelError(
            f"{model}: no such folder, and no package of this name is installed; correct the path, or pip install it"
        ) from error
    return _in_package(model, version)


def _in_package(model: str, version: str) -> Origin:
    """Return a package as an origin; what is no pipeline is refused without running its code."""
    name = re.sub(r"[-.]", "_", model)
    module = find_spec(name)
    places = (module and module.submodule_search_locations) or ()
    if not any((Path(place) / "meta.json").is_file() for place in places):
        raise ModelError(f"{model}: this package is no spaCy pipeline; name one, or a folder that nlp.to_disk wrote")
    return Origin(model, name, version)


def _in_folder(model: str, folder: Path) -> Origin:
    if missing := [name for name in _NEEDED if not (folder / name).is_file()]:
        raise ModelError(
            f"{model}: this folder holds no spaCy pipeline ({missing[0]} is missing); name one that nlp.to_disk wrote"
        )
    found = ((path.relative_to(folder).as_posix(), path.stat()) for path in folder.rglob("*") if path.is_file())
    files = tuple(sorted((name, state.st_size, state.st_mtime_ns) for name, state in found))
    return Origin(model, folder.name, folder=folder, files=files)


@lru_cache(maxsize=8)
def _digest(folder: Path, files: tuple[tuple[str, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, *_ in files:
        with (folder / name).open("rb") as stream:
            digest.update(name.encode() + b"\0" + hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def fingerprint(*, config: Config) -> str:
    """Return a text that changes with the pipeline's name and content, with spaCy and with the map of labels.

    The content is that of all files of a folder, and the version of a package.

    Raises:
        ModelError: the pipeline is not there.
    """
    found = find(config.model)
    content = _digest(found.folder, found.files) if found.folder else found.version
    return json.dumps([found.name, content, metadata.version("spacy"), sorted(config.labels.items())])
