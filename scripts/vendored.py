"""Files of packages of npm's registry that are in ours: put there, or checked to be what the registry has."""

import argparse
import base64
import hashlib
import io
import sys
import tarfile
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

REGISTRY = "https://registry.npmjs.org"
_TIMEOUT = 120

Pin = Mapping[str, str]
"""Name and version of a package, and the digest that the registry gives of its tarball."""
Contents = Mapping[str, bytes]


def write_or_check(
    make: Callable[[Contents], Contents],
    folder: Path,
    pins: Path,
    *,
    description: str | None,
    arguments: Sequence[str] | None,
    plain: Callable[[str, bytes], bytes] = lambda _, data: data,
) -> int:
    """Write the files that differ, or with `--check` name them, and return the exit code.

    Args:
        make: returns the files to ship, given those that are there.
        folder: where they are, if the command line does not say so.
        pins: the file of the packages, which errors name.
        description: what the script does.
        arguments: those of the command line; the program's own where they are not given.
        plain: gives what counts of the content of a file.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file differs")
    parser.add_argument("--folder", type=Path, default=folder, help="where the files are (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        found = _found(options.folder)
        made = make(found)
    except (OSError, ValueError) as error:
        print(f"{pins.name}: {error}", file=sys.stderr)
        return 1
    stale = [name for name, data in made.items() if name not in found or plain(name, found[name]) != plain(name, data)]
    strange = sorted(found.keys() - made.keys())
    for name in [*stale, *strange]:
        told = "not ours" if name not in made else "differs" if options.check else "written"
        print(f"{options.folder / name}: {told}")
    if not options.check:
        options.folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (options.folder / name).write_bytes(made[name])
    return 1 if options.check and (stale or strange) else 0


def fetched(pin: Pin) -> bytes:
    """Return the tarball of a package from npm's registry."""
    name, version = pin["name"], pin["version"]
    address = f"{REGISTRY}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"
    with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310  the address is https, see REGISTRY
        return bytes(answer.read())


def opened(pin: Pin, fetch: Callable[[Pin], bytes]) -> dict[str, bytes]:
    """Return the files of a package by their paths in it.

    Raises:
        ValueError: the tarball is not the one that was pinned.
    """
    data = fetch(pin)
    found = f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"
    if found != pin["integrity"]:
        raise ValueError(f"{pin['name']} {pin['version']} is not what was pinned: its digest is {found}")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        streams = {member.name.partition("/")[2]: archive.extractfile(member) for member in archive if member.isfile()}
        return {name: stream.read() for name, stream in streams.items() if stream}


def part(contents: Contents, path: str, pin: Pin) -> bytes:
    """Return one file of a package.

    Raises:
        ValueError: the package lacks it.
    """
    if path not in contents:
        raise ValueError(f"{pin['name']} {pin['version']} has no {path}")
    return contents[path]


def _found(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}
