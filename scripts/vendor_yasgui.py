"""Put Yasgui, the editor of the query page, into the package, or check that what is there is what the registry has.

The tarballs of Yasgui and of what is bundled in it are pinned in `vendor_yasgui.json`, with the digests that npm's
registry gives them. Their source maps stay out; the licences of all of them go in.
"""

import argparse
import base64
import hashlib
import io
import json
import re
import sys
import tarfile
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "kg" / "serve" / "pages" / "static" / "yasgui"
PINS = Path(__file__).with_suffix(".json")
REGISTRY = "https://registry.npmjs.org"
SCRIPT, STYLE = "yasgui.min.js", "yasgui.min.css"
_SOURCE_MAP = re.compile(rb"\s*//# sourceMappingURL=\S*\s*\Z|\s*/\*# sourceMappingURL=[^*]*\*/\s*\Z")
_TIMEOUT = 120

Pin = Mapping[str, str]
Contents = Mapping[str, bytes]


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file differs")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files are (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        made = files(json.loads(PINS.read_text(encoding="utf-8")), fetched)
    except (OSError, ValueError) as error:
        print(f"{PINS.name}: {error}", file=sys.stderr)
        return 1
    known = {path.name for path in options.folder.iterdir()} if options.folder.is_dir() else set()
    stale = [name for name, data in made.items() if name not in known or (options.folder / name).read_bytes() != data]
    for name in [*stale, *sorted(known - set(made))]:
        told = "not ours" if name not in made else "differs" if options.check else "written"
        print(f"{options.folder / name}: {told}")
    if not options.check:
        options.folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (options.folder / name).write_bytes(made[name])
    return 1 if options.check and (stale or known - set(made)) else 0


def fetched(pin: Pin) -> bytes:
    """Return the tarball of a package from npm's registry."""
    name, version = pin["name"], pin["version"]
    address = f"{REGISTRY}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"
    with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310  the address is https, see REGISTRY
        return bytes(answer.read())


def files(pins: Mapping[str, Any], fetch: Callable[[Pin], bytes]) -> dict[str, bytes]:
    """Return the files to ship.

    Args:
        pins: the package and what is bundled in it.
        fetch: gives the tarball of a pin.

    Raises:
        ValueError: a tarball is not the one that was pinned, or lacks a file.
    """
    whole = opened(pins["yasgui"], fetch)
    made = {name: without_map(part(whole, f"build/{name}", pins["yasgui"])) for name in (SCRIPT, STYLE)}
    terms = [terms_of(pins["yasgui"], whole)] + [terms_of(pin, opened(pin, fetch)) for pin in pins["bundled"]]
    made["LICENSES.txt"] = "\n\n".join(terms).encode()
    made["README.md"] = readme(pins["yasgui"], made).encode()
    return made


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


def without_map(text: bytes) -> bytes:
    """Return a script or a style sheet without the address of its source map, which is not there.

    >>> without_map(b"run()\\n//# sourceMappingURL=x.js.map")
    b'run()\\n'
    """
    return _SOURCE_MAP.sub(b"", text).rstrip() + b"\n"


def part(contents: Contents, path: str, pin: Pin) -> bytes:
    """Return one file of a package.

    Raises:
        ValueError: the package lacks it.
    """
    if path not in contents:
        raise ValueError(f"{pin['name']} {pin['version']} has no {path}")
    return contents[path]


def terms_of(pin: Pin, contents: Contents) -> str:
    """Return the heading and the licence of a package; a package without a licence file says its licence in words."""
    about = json.loads(part(contents, "package.json", pin))
    author = about.get("author") or ""
    name = author if isinstance(author, str) else author.get("name", "")
    told = about.get("license", "MIT").strip("()")
    heading = f"{pin['name']} {pin['version']} ({told}{f', by {name}' if name else ''})"
    path = pin.get("licence", "")
    text = part(contents, path, pin).decode() if path else _mit()
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(["=" * 80, heading, "=" * 80, "", *lines]).rstrip() + "\n"


def readme(pin: Pin, made: Contents) -> str:
    """Return what the folder is, with the digest of each file in it."""
    rows = [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in sorted(made.items())]
    told = [
        f"# {pin['name']} {pin['version']}",
        "",
        "The SPARQL editor of the query page, as npm's registry has it, without source maps. Written by",
        "`python scripts/vendor_yasgui.py`; do not edit. `LICENSES.txt` holds its licence and those of what is in it.",
        "",
        *(f"    {row}" for row in rows),
    ]
    return "\n".join(told) + "\n"


def _mit() -> str:
    """Return the MIT licence, whose words are those of our own, without a name."""
    _, start, rest = (ROOT / "LICENSE").read_text(encoding="utf-8").partition("Permission is hereby")
    return start + rest


if __name__ == "__main__":
    raise SystemExit(main())
