"""The word lists of the extractor, kept as data in `words.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parent / "words.toml"


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


@cache
def load(name: str) -> frozenset[str]:
    """Return a word list by its name; a dot parts the name of a table from that of its list."""
    found: Any = _lists()
    for part in name.split("."):
        found = found[part]
    return frozenset(found)
