"""Record lines: a record as a line of JSON, with what it is as a paper where no other record shares a key with it.

A line holds two arrays with a tab between them, `[id, key, sources, identifiers, url]` and `[format, place, paper …]`.
What the first of them says can be told without reading a whole abstract.
"""

import json
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Final

from kg.provenance import Listed
from kg.readers.listing import Record
from kg.readers.merging.naming import key_of, named_alone
from kg.records import Paper

_ROW: Final = attrgetter(*Paper.__slots__)
_FIRST: Final = "first"
_encode: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


def line_of(record: Record, *, place: str = "") -> tuple[bytes, str]:
    """Return the line of a record, and the id of the paper that it is alone.

    Args:
        record: what a source says.
        place: the source as a message shows it, which the line is not to depend on.
    """
    paper = record.paper
    name, identifiers, url = named_alone(paper)
    alone = _encode((name, key_of(paper), paper.sources, identifiers, url))
    where = record.where.removeprefix(f"{place}:") if place else ""
    shown: int | str = int(where) if where.isascii() and where.isdecimal() and where[0] != "0" else record.where
    return f"{alone}\t{_encode((record.format, shown, *_ROW(paper)))}\n".encode("ascii"), name


def record_in(line: bytes, *, place: str = "") -> Record:
    """Return the record of a line."""
    format, where, *row = json.loads(line[line.index(b"\t") :])
    return Record(_paper(row), format, f"{place}:{where}" if isinstance(where, int) else where)


def paper_in(line: bytes) -> Paper:
    """Return the paper that the record of a line is alone."""
    first, _, second = line.partition(b"\t")
    name, _, sources, identifiers, url = json.loads(first)
    row = json.loads(second)
    row[2], row[5], row[6], row[7] = name, sources, identifiers, url
    return _paper(row[2:])


def listed_in(line: bytes) -> Iterator[Listed]:
    """Yield where the paper of a line is listed, where its record is alone."""
    name, key, sources, *_ = json.loads(line[: line.index(b"\t")])
    return (Listed(name, source, key, _FIRST) for source in dict.fromkeys(sources))


def paper_line(paper: Paper) -> bytes:
    """Return a paper as a line of its own."""
    return _encode(_ROW(paper)).encode("ascii") + b"\n"


def paper_of(line: bytes) -> Paper:
    """Return the paper that `paper_line` wrote."""
    return _paper(json.loads(line))


def _paper(row: list[Any]) -> Paper:
    values: list[Any] = [tuple(value) if type(value) is list else value for value in row]
    return Paper(*values)
