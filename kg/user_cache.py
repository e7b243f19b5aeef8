"""The folder for what may be lost, and is made again where it is."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg.remote import is_url, name_of


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder for what may be lost: `KG_CACHE_DIR`, or the platform's own place."""
    if given := environment.get("KG_CACHE_DIR"):
        return Path(given)
    try:
        home = Path.home()
    except RuntimeError:  # an account without a home
        return Path(tempfile.gettempdir()) / "kg-cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "kg"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kg" / "Cache"
    given = environment.get("XDG_CACHE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else home / ".cache") / "kg"


def folder_of_outputs(output: str) -> Path:
    """Return the folder of this machine in which outputs are made: itself, or for a URL one of its own."""
    if not is_url(output):
        return Path(output)
    key = hashlib.sha256(output.rstrip("/").encode()).hexdigest()[:16]
    return cache_folder(os.environ) / "outputs" / f"{name_of(output) or 'outputs'}-{key}"
