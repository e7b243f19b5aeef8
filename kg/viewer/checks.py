"""Checks of a page's data before anything is made of them: a page from somewhere else may hold anything.

Drawings take colours and names of types as they are, and sums of texts or of huge numbers would take all memory.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.viewer.picture import Row, keys

_NUMBERS = ("type", "x", "y", "community")
_EDGE_NUMBERS = ("predicate", "confidence", "support")
_TYPE_TEXTS = ("name", "plural", "comment", "colour", "dark", "shape")
_PREDICATE_TEXTS = ("name", "label", "heading", "inverse", "comment")
_PART_NUMBERS, _PART_TEXTS = ("papers", "of_papers", "entities", "of_entities"), ("text", "advice")
_LARGEST = 10**9
_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def check_dense(structure: Row, evidence: Row) -> None:
    """Do nothing if the columns of a dense picture hold what they should and are as long as others say.

    Raises:
        ValueError: they do not.
        KeyError, TypeError: they are not even there.
    """
    nodes, edges = structure["nodes"], structure["edges"]
    count, length = len(_texts(nodes["label"], "label")), len(edges["to"])
    for name in _NUMBERS:
        _numbers(nodes[name], name, length=count)
    _numbers(edges["count"], "count", length=count, least=0)
    for name in ("to", *_EDGE_NUMBERS):
        _numbers(edges[name], name, length=length)
    if sum(edges["count"]) != length:
        raise ValueError("edges are missing")
    _evidence(evidence, length)


def check(structure: Row, evidence: Row) -> None:
    """Do nothing if a picture, whose dense form was checked, points to what is there.

    Raises:
        ValueError: it does not.
        KeyError, TypeError: something is not even there.
    """
    nodes, edges = structure["nodes"], structure["edges"]
    _text(structure["title"], "title")
    _legend(structure["types"], _TYPE_TEXTS, "types")
    _legend(structure["predicates"], _PREDICATE_TEXTS, "predicates")
    for look in structure["types"]:
        _matching([look["colour"], look["dark"]], _COLOUR, "colour")
    for name in ("communities", "sources"):
        _texts(structure[name], name)
    count = len(nodes["label"])
    _numbers(nodes["type"], "type", least=0, end=len(structure["types"]))
    _keys(structure, count)
    _numbers(nodes["community"], "community", least=-1, end=len(structure["communities"]))
    _numbers([*nodes["x"], *nodes["y"]], "places")
    _numbers(edges["to"], "to", least=0, end=count)
    _numbers(edges["predicate"], "predicate", least=0, end=len(structure["predicates"]))
    _numbers(edges["confidence"], "confidence", least=0, end=101)
    _numbers(edges["support"], "support", least=0)
    _numbers([structure.get("focus", 0)], "focus", least=0, end=max(count, 1))
    _facts(structure, count)
    _sentences(evidence, count)


def _evidence(evidence: Row, edges: int) -> None:
    sentences, behind = evidence["sentences"], evidence["edges"]
    _numbers(sentences["paper"], "paper", length=len(_texts(sentences["text"], "text")))
    rows = sum(_numbers(behind["count"], "count of evidence", length=edges, least=0))
    for name in ("sentence", "confidence"):
        _numbers(behind[name], name, length=rows)
    spans = sum(_numbers(behind["names"], "names", length=rows, least=0))
    for name in ("start", "length"):
        _numbers(behind[name], name, length=spans, least=0)


def _keys(structure: Row, count: int) -> None:
    given = [key for key in structure["nodes"]["key"] if key != 0]
    _texts(given, "key")
    if len(set(keys(structure))) != count:
        raise ValueError("`key` names nodes twice")


def _facts(structure: Row, count: int) -> None:
    """Check what only some nodes or edges have."""
    for name in ("names", "authors"):
        for texts in _numbered(structure, name, count):
            _texts(texts, name)
    _texts([*_numbered(structure, "dates", count)], "dates")
    for links in _numbered(structure, "links", count):
        for label, url in links:
            _texts([label, url], "links")
    for sources in _numbered(structure, "listings", count):
        _numbers(sources, "listings", least=0, end=len(structure["sources"]))
    if "publications" in structure:
        _publications([*_numbered(structure, "publications", count)])
    if "part" in structure:
        _numbers([structure["part"][name] for name in _PART_NUMBERS], "part", least=0)
        _texts([structure["part"][name] for name in _PART_TEXTS], "part")
        _numbers([*_numbered(structure, "named_by", count)], "named_by", least=0)
    for papers in _numbered(structure, "papers", len(structure["edges"]["to"])):
        _numbers(papers, "papers", least=0, end=count)
    _texts([*structure["redirects"].values()], "redirects")


def _publications(rows: Iterable[Row]) -> None:
    for row in rows:
        _texts([row.get("venue", ""), row.get("status", "")], "publications")
        _texts(row.get("categories", []), "publications")
        _numbers([row.get("votes", 0)], "publications", least=0)


def _sentences(evidence: Row, count: int) -> None:
    sentences = len(evidence["sentences"])
    _numbers([paper for paper, _ in evidence["sentences"]], "paper", least=-1, end=count)
    _numbers([row[0] for rows in evidence["edges"] for row in rows], "sentence", least=0, end=sentences)
    for claim in evidence["claims"]:
        _text(claim["text"], "claims")
        ends = [claim[name] for name in ("paper", "dataset", "subject") if name in claim or name != "subject"]
        _numbers(ends, "claims", least=0, end=count)
        sentence, *rest = claim["e"]
        _numbers([sentence], "claims", least=0, end=sentences)
        _numbers(rest, "claims", least=0)


def _legend(rows: Any, texts: Iterable[str], name: str) -> None:  # noqa: ANN401  it is to be seen what it is
    for row in rows:
        _texts([row[text] for text in texts], name)
        _matching([row["name"]], _NAME, name)
        _numbers([row["count"]], name, least=0)


def _numbered(structure: Row, name: str, count: int) -> Iterable[Any]:
    """Return what stands in a table whose keys are numbers below a bound."""
    table: Mapping[str, Any] = structure[name]
    known = {str(number) for number in range(count)}
    if not isinstance(table, dict) or not known.issuperset(table):
        raise ValueError(f"`{name}` points to nothing")
    return table.values()


def _numbers(column: Any, name: str, *, length: int = -1, least: int = -_LARGEST, end: int = _LARGEST) -> list[int]:  # noqa: ANN401  it is to be seen what it is
    if not isinstance(column, list):
        raise ValueError(f"`{name}` is no column")
    if length not in (-1, len(column)):
        raise ValueError(f"`{name}` has {len(column)} rows and not {length}")
    if not all(type(value) is int and least <= value < end for value in column):
        raise ValueError(f"`{name}` points to nothing")
    return column


def _texts(column: Any, name: str) -> list[str]:  # noqa: ANN401  it is to be seen what it is
    if not isinstance(column, list) or not all(isinstance(value, str) for value in column):
        raise ValueError(f"`{name}` are no texts")
    return column


def _text(value: Any, name: str) -> None:  # noqa: ANN401  it is to be seen what it is
    _texts([value], name)


def _matching(texts: Iterable[str], pattern: re.Pattern[str], name: str) -> None:
    if not all(pattern.fullmatch(text) for text in texts):
        raise ValueError(f"`{name}` is none that a page has")
