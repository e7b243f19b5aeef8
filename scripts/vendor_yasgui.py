"""Put Yasgui, the editor of the query page, into the package, or check that what is there is what the registry has.

The tarballs of Yasgui and of what is bundled in it are pinned in `vendor_yasgui.json`, with the digests that npm's
registry gives them. Their source maps stay out; the licences of all of them go in.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vendored import Contents, Pin, fetched, opened, part, write_or_check

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "kg" / "serve" / "pages" / "static" / "yasgui"
PINS = Path(__file__).with_suffix(".json")
SCRIPT, STYLE = "yasgui.min.js", "yasgui.min.css"
_SOURCE_MAP = re.compile(rb"\s*//# sourceMappingURL=\S*\s*\Z|\s*/\*# sourceMappingURL=[^*]*\*/\s*\Z")


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files, and return the exit code."""
    return write_or_check(
        lambda _: files(json.loads(PINS.read_text(encoding="utf-8")), fetched),
        FOLDER,
        PINS,
        description=__doc__,
        arguments=arguments,
    )


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


def without_map(text: bytes) -> bytes:
    """Return a script or a style sheet without the address of its source map, which is not there.

    >>> without_map(b"run()\\n//# sourceMappingURL=x.js.map")
    b'run()\\n'
    """
    return _SOURCE_MAP.sub(b"", text).rstrip() + b"\n"


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
