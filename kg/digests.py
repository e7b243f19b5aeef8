"""Digests of files."""

from pathlib import Path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hex digits."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
