"""Put Oxigraph, the SPARQL engine of the page, into the package, or check that what is there is what the registry has.

The tarball is pinned in `vendor_oxigraph.json` with the digest that npm's registry gives it. The WebAssembly goes in
compressed; of the script around it goes in what a worker without network and without modules can run. The package has
no text of its licences: these are those of its repository, pinned by their digests, and stay as they are in the folder.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vendored import Contents, fetched, opened, part, write_or_check

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "kg" / "viewer" / "oxigraph"
PINS = Path(__file__).with_suffix(".json")
ENGINE, GLUE, CRATES = "oxigraph.wasm.gz", "oxigraph.js", "CRATES.txt"
_EXPORT = re.compile(r"^export (?=class |function )|^export \{[^}]*\};\n?", re.MULTILINE)
_LOADERS = re.compile(r"^async function __wbg_(?:load|init)\(.*?^\}\n+", re.MULTILINE | re.DOTALL)
_NETWORK = re.compile(r"\bfetch\(|\bimport\b|\bXMLHttpRequest\b")
# Where a crate can fail, the engine holds the path of its source.
_CRATE = re.compile(rb"/([a-zA-Z][a-zA-Z0-9_-]*)-(\d+\.\d+\.\d+)/src/")

Pins = Mapping[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files, and return the exit code."""
    return write_or_check(
        lambda found: files(json.loads(PINS.read_text(encoding="utf-8")), fetched, found),
        FOLDER,
        PINS,
        description=__doc__,
        arguments=arguments,
        plain=plain,
    )


def files(pins: Pins, fetch: Callable[[Mapping[str, str]], bytes], found: Contents) -> dict[str, bytes]:
    """Return the files to ship.

    Args:
        pins: the package, its licences and those of the crates in it.
        fetch: gives the tarball of a package.
        found: the files that are in the folder, of which the licences are taken.

    Raises:
        ValueError: the tarball is not the one that was pinned, lacks a file, or holds what was not looked at.
    """
    pin = pins["oxigraph"]
    package = opened(pin, fetch)
    engine = part(package, "web_bg.wasm", pin)
    made = {name: _licence(name, digest, found) for name, digest in pins["licences"].items()}
    made[ENGINE] = gzip.compress(engine, 9, mtime=0)
    made[GLUE] = glue(part(package, "web.js", pin).decode()).encode()
    made[CRATES] = crates(engine, pins["crates"]).encode()
    made["README.md"] = readme(pin, made).encode()
    return made


def glue(text: str) -> str:
    """Return the script around the engine as one that is no module and starts from bytes only.

    Raises:
        ValueError: it could ask the network nevertheless.
    """
    reduced = _LOADERS.sub("", _EXPORT.sub("", text)).strip() + "\n"
    if left := _NETWORK.search(reduced):
        raise ValueError(f"the script around the engine still says '{left[0]}'; look at it, and mend `glue`")
    return reduced


def crates(engine: bytes, licences: Mapping[str, str]) -> str:
    """Return the crates that are known to be in the engine, with their licences.

    Raises:
        ValueError: there is one whose licence nobody has looked up.
    """
    found = sorted({(name.decode(), version.decode()) for name, version in _CRATE.findall(engine)})
    if missing := sorted({name for name, _ in found} - set(licences)):
        raise ValueError(f"look up the licence of the crate {missing[0]} and add it to `crates`")
    rows = [f"{name} {version}: {licences[name]}" for name, version in found]
    told = [
        "The Rust crates of which the engine tells that they are in it, with their licences.",
        "All of them may be used under the terms of the MIT licence, which are those of LICENSE-MIT.",
    ]
    return "\n".join([*told, "", *rows]) + "\n"


def readme(pin: Mapping[str, str], made: Contents) -> str:
    """Return what the folder is, with the digest of each file in it; of the engine, before it was compressed."""
    rows = [f"{hashlib.sha256(plain(name, data)).hexdigest()}  {name}" for name, data in sorted(made.items())]
    told = [
        f"# {pin['name']} {pin['version']}",
        "",
        "The SPARQL engine of the page: Oxigraph (https://github.com/oxigraph/oxigraph), compiled to WebAssembly, as",
        "npm's registry has it (the package's `web` build). `oxigraph.js` is without what imports and fetches. Written",
        "by `python scripts/vendor_oxigraph.py`; do not edit. Licence: MIT or Apache-2.0; see also `CRATES.txt`.",
        "The digests are those of the files, of the engine without its compression:",
        "",
        *(f"    {row}" for row in rows),
    ]
    return "\n".join(told) + "\n"


def plain(name: str, data: bytes) -> bytes:
    """Return the content of a file without its compression, whose bytes differ with the version of zlib."""
    return gzip.decompress(data) if name.endswith(".gz") else data


def _licence(name: str, digest: str, found: Contents) -> bytes:
    if name not in found:
        raise ValueError(f"{name} is missing: take it from the repository of Oxigraph")
    if hashlib.sha256(found[name]).hexdigest() != digest:
        raise ValueError(f"{name} is not the text that was pinned")
    return found[name]


if __name__ == "__main__":
    raise SystemExit(main())
