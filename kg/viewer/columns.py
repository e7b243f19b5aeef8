"""The columns of a picture as rows: which nodes an edge joins, and how many edges a node has."""

from collections.abc import Iterator, Mapping
from typing import Any


def ends(structure: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield the subject and the object of each edge, in the order of the columns.

    >>> list(ends({"edges": {"count": [2, 0, 1], "to": [1, 2, 0]}}))
    [(0, 1), (0, 2), (2, 0)]
    """
    objects = iter(structure["edges"]["to"])
    for subject, count in enumerate(structure["edges"]["count"]):
        for _ in range(count):
            yield subject, next(objects)


def degrees(structure: Mapping[str, Any]) -> list[int]:
    """Return the number of edges that touch each node."""
    found = [0] * len(structure["nodes"]["label"])
    for subject, object_ in ends(structure):
        found[subject] += 1
        found[object_] += subject != object_
    return found


def neighbours(structure: Mapping[str, Any]) -> list[set[int]]:
    """Return what each node has an edge with, in either direction."""
    found: list[set[int]] = [set() for _ in structure["nodes"]["label"]]
    for subject, object_ in ends(structure):
        if subject != object_:
            found[subject].add(object_)
            found[object_].add(subject)
    return found


def members(structure: Mapping[str, Any]) -> list[list[int]]:
    """Return the nodes of each community."""
    found: list[list[int]] = [[] for _ in structure["communities"]]
    for number, community in enumerate(structure["nodes"]["community"]):
        if community >= 0:
            found[community].append(number)
    return found
