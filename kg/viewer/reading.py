"""A picture out of the page that shows it: a page carries all its data."""

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.viewer.dense import loose
from kg.viewer.embed import read_block
from kg.viewer.picture import Picture, Row

_COLUMNS = ("type", "x", "y", "community", "key")
_EDGE_COLUMNS = ("predicate", "confidence", "support")


def read(page: Path) -> Picture:
    """Return the picture that a page shows.

    Raises:
        OutputError: the file cannot be read, is no page of kg, or is damaged.
    """
    try:
        text = page.read_text(encoding="utf-8")
        picture = Picture(_table(text, "graph-data"), _table(text, "graph-evidence"))
    except OSError as error:
        raise OutputError(f"{page}: the page cannot be read ({error.strerror}); mend this, or build again") from error
    except LookupError as error:
        raise OutputError(f"{page}: this is no page of this version of kg ({error.args[0]}); build again") from error
    except (ValueError, EOFError, zlib.error) as error:
        raise OutputError(f"{page}: the page is damaged ({error}); build again with --fresh") from error
    try:
        picture = loose(picture)
        _check(picture.structure, picture.evidence)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(f"{page}: the page's data do not fit together ({error}); build again with --fresh") from error
    return picture


def _table(page: str, identifier: str) -> Row:
    value = read_block(page, identifier)
    if not isinstance(value, dict):
        raise ValueError(f"`{identifier}` is no table")
    return value


def _check(structure: Row, evidence: Row) -> None:
    """Raise ValueError, KeyError or TypeError where a column is missing, too short, or points to nothing."""
    nodes, edges = structure["nodes"], structure["edges"]
    count, length = len(nodes["label"]), len(edges["to"])
    _texts(nodes["label"], "labels")
    _texts([structure["title"], *structure["communities"], *structure["sources"]], "names")
    for name in _COLUMNS:
        _length(nodes[name], count, name)
    for name in _EDGE_COLUMNS:
        _length(edges[name], length, name)
    _length(edges["count"], count, "count")
    _within(edges["count"], 0, length + 1, "count")
    if sum(edges["count"]) != length:
        raise ValueError("edges are missing")
    _within(edges["to"], 0, count, "to")
    _within(edges["predicate"], 0, len(structure["predicates"]), "predicate")
    _within(nodes["type"], 0, len(structure["types"]), "type")
    _within(nodes["community"], -1, len(structure["communities"]), "community")
    _within([*nodes["x"], *nodes["y"]], -(10**9), 10**9, "places")
    for name in ("names", "dates", "authors", "links", "listings", "papers", "redirects"):
        structure[name].items()
    _length(evidence["edges"], length, "evidence")
    rows = [row for rows in evidence["edges"] for row in rows] + [claim["e"] for claim in evidence["claims"]]
    _within([row[0] for row in rows], 0, len(evidence["sentences"]), "sentences")


def _length(column: Sequence[Any], length: int, name: str) -> None:
    if len(column) != length:
        raise ValueError(f"`{name}` has {len(column)} rows and not {length}")


def _within(column: Sequence[Any], least: int, end: int, name: str) -> None:
    if not all(type(value) is int and least <= value < end for value in column):
        raise ValueError(f"`{name}` points to nothing")


def _texts(values: Sequence[Any], name: str) -> None:
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"`{name}` are no texts")
