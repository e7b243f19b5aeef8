"""The prefixes that a query of a build need not declare, noted beside its store: no query has to read the schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.json_text import digest, from_json

FILE: Final = "prefixes.json"


def read(place: Path) -> Mapping[str, str] | None:
    """Return what is noted beside a store, or nothing where that is missing or damaged.

    With one letter wrong, a query would find nothing, and say so of the papers.
    """
    try:
        raw = from_json((place / FILE).read_bytes())
        known: dict[str, str] = raw["known"]
        return known if raw["sum"] == digest(known) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(place: Path, known: dict[str, str], *, ending: str) -> None:
    """Note prefixes; somebody may be reading those of before.

    Args:
        place: the folder of the store.
        known: the namespaces by their prefixes.
        ending: that of a file that is not whole yet.
    """
    part = place / f"{FILE}{ending}"
    part.write_text(json.dumps({"known": known, "sum": digest(known)}, indent=1), encoding="utf-8")
    part.replace(place / FILE)
