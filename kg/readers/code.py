"""The code that reads, as a digest: what is kept of a reading holds for one version of it."""

import hashlib
import sys
import unicodedata
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

PARTS: Final = ("readers", "latex", "addresses.py", "arxiv_ids.py", "errors.py", "exported.py", "records.py",
                "remote.py", "tags.py", "text.py")  # fmt: skip
"""The parts of `kg` on which it depends what a source says."""
LIBRARIES: Final = ("bibtexparser", "lxml", "pyarrow", "pyyaml", "zstandard")


def digest() -> str:
    """Return the digest of the code that reads sources, and of the versions of what it stands on."""
    package = Path(__file__).resolve().parents[1]
    found = hashlib.sha256(f"{sys.version_info[:3]} {unicodedata.unidata_version}".encode())
    for name in LIBRARIES:
        found.update(f"{name} {_version(name)}\n".encode())
    for path in sorted(path for part in PARTS for path in _modules(package / part)):
        found.update(f"{path.relative_to(package).as_posix()}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _modules(path: Path) -> Iterator[Path]:
    return path.rglob("*.py") if path.is_dir() else iter([path])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # such as pyarrow, which is optional
        return ""
