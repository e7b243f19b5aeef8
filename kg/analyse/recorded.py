"""A map as the lines of a file, so that the next build can go on from it.

The first line tells the format and the seed, each other one a community: its name, and each member with its position
and its number of neighbours.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.analyse.communities import Community
from kg.analyse.maps import Map
from kg.json_text import from_json

_FORMAT = "kg map 1"
_FAR = 10**6
"""No layout puts a node so far out."""


def map_lines(found: Map, *, seed: int) -> Iterator[str]:
    """Yield the lines of the file."""
    yield _line({"format": _FORMAT, "seed": seed})
    for community in found.communities:
        nodes = [[key, *found.positions[key], found.degrees[key]] for key in community.members]
        yield _line({"community": community.name, "nodes": nodes})


def read_map(path: Path, *, seed: int) -> Map | None:
    """Read a map; return nothing where there is none, it is damaged, or it was made with another seed."""
    try:
        head, *rows = map(from_json, path.read_text(encoding="utf-8").rstrip("\n").split("\n"))
        if head != {"format": _FORMAT, "seed": seed}:
            return None
        nodes = sorted((key, x, y, degree) for row in rows for key, x, y, degree in row["nodes"])
        found = Map(
            {key: (x, y) for key, x, y, _ in nodes},
            tuple(Community(row["community"], tuple(key for key, *_ in row["nodes"])) for row in rows),
            {key: degree for key, _, _, degree in nodes},
        )
        return found if _is_sound(found, len(nodes)) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _is_sound(found: Map, count: int) -> bool:
    numbers = [number for place in found.positions.values() for number in place] + list(found.degrees.values())
    texts = [*found.positions, *(community.name for community in found.communities)]
    return (
        count == len(found.positions)
        and all(type(number) is int and abs(number) < _FAR for number in numbers)
        and all(type(text) is str for text in texts)
    )
