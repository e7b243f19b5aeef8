"""Damage to a query store that no time stamp shows: found by reading all of it, where a query went wrong."""

import os
from pathlib import Path

from kg.digests import sha256
from kg.json_text import from_json
from kg.query import triplestore

_LATER = 10**9


def noted(folder: Path, digest: str) -> str:
    """Return the name of a file of a store that is not as it was made, or nothing.

    The file is touched: so no one opens the store any more, and the next build makes it again.

    Args:
        folder: the folder of the build.
        digest: the digest of its graph.
    """
    place = triplestore.path(folder, digest)
    try:
        digests = from_json((place / triplestore.INDEX).read_bytes())["digests"]
        made = (place / triplestore.INDEX).stat().st_mtime_ns
        damaged = next((name for name in digests if sha256(place / name) != digests[name]), "")
        if damaged:
            os.utime(place / damaged, ns=(made + _LATER, made + _LATER))
    except (OSError, ValueError, KeyError, TypeError):  # no one opens a store without an index
        return ""
    return damaged
