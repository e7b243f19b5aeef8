"""A picture as a page holds it: differences instead of large numbers, columns instead of rows. It packs smaller.

`data.js` undoes it; `docs/page.md` describes it.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, islice, pairwise
from typing import Any

from kg.viewer.picture import Picture, Row


def dense(picture: Picture) -> Picture:
    """Return the dense form of a picture."""
    nodes, edges = picture.structure["nodes"], picture.structure["edges"]
    places = {"x": _differences(nodes["x"]), "y": _differences(nodes["y"])}
    return Picture(
        picture.structure | {"nodes": nodes | places, "edges": edges | {"to": _steps(edges["count"], edges["to"])}},
        picture.evidence
        | {
            "sentences": _sentences(picture.evidence["sentences"]),
            "edges": _evidence(picture.evidence["edges"], edges["confidence"]),
        },
    )


def loose(picture: Picture) -> Picture:
    """Return a picture of which the dense form is given.

    Raises:
        ValueError: columns are not as long as others say.
        TypeError, KeyError: it is no picture.
    """
    nodes, edges = picture.structure["nodes"], picture.structure["edges"]
    places = {"x": [*accumulate(nodes["x"])], "y": [*accumulate(nodes["y"])]}
    return Picture(
        picture.structure | {"nodes": nodes | places, "edges": edges | {"to": _ends(edges["count"], edges["to"])}},
        picture.evidence
        | {
            "sentences": _loose_sentences(picture.evidence["sentences"]),
            "edges": _loose_evidence(picture.evidence["edges"], edges["confidence"]),
        },
    )


def _differences(values: Iterable[int]) -> list[int]:
    return [after - before for before, after in pairwise(chain([0], values))]


def _steps(counts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return how far each edge's end is from that of the edge before, the first of a node from the node itself."""
    each = iter(ends)
    lists = (chain([node], islice(each, count)) for node, count in enumerate(counts))
    return [after - before for some in lists for before, after in pairwise(some)]


def _ends(counts: Sequence[int], steps: Sequence[int]) -> list[int]:
    if sum(counts) != len(steps):
        raise ValueError("edges are missing")
    each = iter(steps)
    lists = (accumulate(islice(each, count), initial=node) for node, count in enumerate(counts))
    return [end for some in lists for end in islice(some, 1, None)]


def _sentences(rows: Sequence[Sequence[Any]]) -> Row:
    return {"paper": _differences(row[0] for row in rows), "text": [row[1] for row in rows]}


def _loose_sentences(columns: Row) -> list[list[Any]]:
    return [list(row) for row in zip(accumulate(columns["paper"]), columns["text"], strict=True)]


def _evidence(edges: Sequence[Sequence[Sequence[int]]], sure: Sequence[int]) -> Row:
    """Return columns; `confidence` is how much less sure a sentence is than its edge."""
    rows = [row for some in edges for row in some]
    spans = [row[at : at + 2] for row in rows for at in range(2, len(row), 2)]
    return {
        "count": [len(some) for some in edges],
        "sentence": _differences(row[0] for row in rows),
        "confidence": [most - row[1] for some, most in zip(edges, sure, strict=True) for row in some],
        "names": [len(row) // 2 - 1 for row in rows],
        "start": [start for start, _ in spans],
        "length": [end - start for start, end in spans],
    }


def _loose_evidence(columns: Row, sure: Sequence[int]) -> list[list[list[int]]]:
    spans = ([start, start + length] for start, length in zip(columns["start"], columns["length"], strict=True))
    parts = zip(accumulate(columns["sentence"]), columns["confidence"], columns["names"], strict=True)
    edges = [
        [
            [sentence, most - less, *chain.from_iterable(islice(spans, names))]
            for sentence, less, names in islice(parts, count)
        ]
        for count, most in zip(columns["count"], sure, strict=True)
    ]
    if next(parts, None) is not None:
        raise ValueError("evidence of no edge")
    return edges
