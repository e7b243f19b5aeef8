"""What a page shows, as data: columns that pack well and that scripts read at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
SMALLEST_COMMUNITY = 3
"""Fewer nodes are no group on the map."""
_BETWEEN = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph with its map, as JSON.

    `docs/page.md` lists what the columns hold.
    """

    structure: Row
    """Nodes, edges, types, relations, groups: all that the map needs."""
    evidence: Row
    """Sentences, and which of them stand behind each edge."""


def usual_key(kind: str, label: str) -> str:
    """Return the key that most entities of a type and name have; `data.js` makes the same.

    >>> usual_key("Method", "Low-Rank Adaptation (LoRA)")
    'method/low-rank-adaptation-lora'
    """
    return f"{kind.lower()}/{_BETWEEN.sub('-', label.lower()).strip('-')}"


def keys(structure: Mapping[str, Any]) -> list[str]:
    """Return the key of each node of a structure."""
    nodes, names = structure["nodes"], [kind["name"] for kind in structure["types"]]
    rows = zip(nodes["key"], nodes["type"], nodes["label"], strict=True)
    return [key or usual_key(names[kind], label) for key, kind, label in rows]
