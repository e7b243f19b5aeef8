"""Outputs on a store: a build is made in a folder of this machine, and what changed in it is copied to a URL.

A store has no folder that is replaced as one: the manifest is copied last, so who reads files that have not the
digests that it lists reads again. What a build goes on from, and another machine made, is fetched first; what is kept
only to be faster, the cache and the query store, stays here.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from kg import lock, remote, store
from kg.atomic import replacing, write_atomically
from kg.digests import sha256
from kg.errors import OutputError, SourceError
from kg.history.past import FOLDER as HISTORY
from kg.json_text import from_json

COPIED: Final = ".copied.json"
"""In the folder of this machine: what is at the URL as it is here, by name."""
_STAYS: Final = ("cache", "store")


class Copy(NamedTuple):
    """A file that is the same here and there."""

    digest: str
    """The SHA-256 of its bytes."""
    version: str
    """What the store tells of it."""


def fetch(url: str, folder: Path) -> None:
    """Bring a build that is at a URL and is none that was copied from here.

    Raises:
        OutputError: the URL cannot be read, or holds a manifest that is of no build, or the folder cannot be written.
    """
    with _reported(url):
        remote.check(url)
    with _reported(url), _locked(folder):
        there, copied = _listed(url), _copied(folder)
        if store.MANIFEST not in there or _is_copied(copied.get(store.MANIFEST), there[store.MANIFEST]):
            return
        names = _of_a_build(there)
        for name in sorted(names, key=_manifest_last):
            if not (_is_copied(copied.get(name), there[name]) and (folder / name).exists()):
                with replacing(folder / name) as stream:
                    stream.writelines(remote.blocks(there[name].url))
                copied[name] = Copy(sha256(folder / name), _version(there[name]))
        for name in sorted(copied.keys() - names):
            (folder / name).unlink(missing_ok=True)
        _note(folder, {name: copied[name] for name in names})


def copy(folder: Path, url: str, *, told: Callable[[int, int], None]) -> int:
    """Copy what changed in a folder to a URL, the manifest last; then remove there what is here no more.

    Args:
        folder: the folder of a build.
        url: where its outputs are to be.
        told: is told how many files are copied, of how many.

    Returns:
        How many files were copied.

    Raises:
        OutputError: the URL cannot be written, or holds a file in the way that no build wrote.
    """
    with _reported(url), _locked(folder):
        there, copied = _listed(url), _copied(folder)
        digests = {name: sha256(folder / name) for name in _outputs(folder)}
        written = (_of_a_build(there) if store.MANIFEST in there else set()) | copied.keys()
        if in_the_way := sorted((digests.keys() & there.keys()) - written):
            raise OutputError(
                f"{there[in_the_way[0]].url}: this file is in the way and no build wrote it; move it, or choose "
                "another place with --output"
            )
        changed = [
            name for name, digest in digests.items() if not _is_copied(copied.get(name), there.get(name), digest)
        ]
        try:
            for number, name in enumerate(sorted(changed, key=_manifest_last), 1):
                copied[name] = Copy(
                    digests[name], _version(remote.write(f"{remote.canonical(url)}/{name}", folder / name))
                )
                told(number, len(changed))
            for name in sorted((written & there.keys()) - digests.keys()):
                remote.remove(there[name].url)
        finally:
            _note(folder, {name: copied[name] for name in copied.keys() & digests.keys()})
        return len(changed)


def _is_copied(copied: Copy | None, file: remote.RemoteFile | None, digest: str = "") -> bool:
    """Return whether a file there is what was copied, and, where a digest is given, what is here."""
    return copied is not None and file is not None and copied == Copy(digest or copied.digest, _version(file))


def _version(file: remote.RemoteFile) -> str:
    return file.version or f"{file.size} bytes"


def _manifest_last(name: str) -> tuple[bool, str]:
    return name == store.MANIFEST, name


def _outputs(folder: Path) -> Iterator[str]:
    """Yield what is to be copied, by its path in the folder."""
    for name in store.files(folder):
        parts = PurePosixPath(name).parts
        if parts[0] not in _STAYS and not any(part.startswith(".") for part in parts):
            yield name


def _of_a_build(there: Mapping[str, remote.RemoteFile]) -> set[str]:
    """Return which of the files at a URL a build wrote.

    Raises:
        OutputError: the manifest does not tell.
    """
    url = there[store.MANIFEST].url
    try:
        outputs = from_json(b"".join(remote.blocks(url)).decode())["outputs"]
        listed = {store.MANIFEST, *outputs}
    except (ValueError, KeyError, TypeError) as error:
        raise OutputError(
            f"{url}: this is not what a build writes; move it away, or choose another place with --output"
        ) from error
    history = {name for name in there if PurePosixPath(name).parts[:1] == (HISTORY,)}
    return {name for name in (listed | history) & there.keys() if store.is_inside(name)}


def _listed(url: str) -> dict[str, remote.RemoteFile]:
    """Return the files below a URL by their names there; none where there is nothing yet."""
    root = f"{remote.canonical(url)}/"
    try:
        return {file.url.removeprefix(root): file for file in remote.files(root) if file.url.startswith(root)}
    except FileNotFoundError:
        return {}


def _copied(folder: Path) -> dict[str, Copy]:
    try:
        raw = from_json((folder / COPIED).read_text(encoding="utf-8"))
        return {name: Copy(str(digest), str(version)) for name, (digest, version) in raw.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _note(folder: Path, copied: Mapping[str, Copy]) -> None:
    write_atomically(folder / COPIED, json.dumps(copied, indent=0, sort_keys=True).encode())


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with lock.held(folder):
        yield


@contextmanager
def _reported(url: str) -> Iterator[None]:
    try:
        yield
    except SourceError as error:
        raise OutputError(str(error)) from error
    except OSError as error:
        raise OutputError(
            f"{url}: the outputs cannot be copied ({error.strerror or error}); mend this and build again, which goes on"
        ) from error
