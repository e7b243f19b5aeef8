"""SPARQL results and graphs: read by rdflib, compared as bags but for the names of blank nodes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import rdflib
from rdflib.query import Result
from rdflib.term import BNode, Literal, Node

RESULTS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"
CSV, TSV, TURTLE = "text/csv", "text/tab-separated-values", "text/turtle"
READERS = {XML: "xml", JSON: "json", TSV: "tsv"}
GRAPHS = {
    TURTLE: "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
NUMBERS = re.compile(r"XMLSchema#(decimal|float|double|\w*(integer|Integer|int|Int|long|Long|short|Short|byte|Byte))$")

Row = tuple[Hashable, ...]


@dataclass(frozen=True)
class Table:
    """What a SELECT gives; what an ASK gives is the truth alone."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Node | None], ...]
    truth: bool | None = None


def answered(body: bytes, media_type: str) -> Table:
    """Read a result in one of the four formats."""
    if media_type == CSV:
        return _csv(body)
    result = Result.parse(io.BytesIO(body), format=READERS[media_type])
    columns = tuple(str(name) for name in result.vars or ())
    rows = () if result.type == "ASK" else result.bindings
    return Table(columns, tuple({str(name): term for name, term in row.items()} for row in rows), result.askAnswer)


def _csv(body: bytes) -> Table:
    header, *rows = csv.reader(io.StringIO(body.decode()))
    cells = ([BNode(cell) if cell.startswith("_:") else Literal(cell) for cell in row] for row in rows)
    return Table(tuple(header), tuple(dict(zip(header, row, strict=True)) for row in cells))


def described(path: Path, base: str) -> Table:
    """Read a result that is told in the vocabulary for result sets."""
    graph = rdflib.Graph().parse(path, publicID=base)
    rows = tuple(
        {
            str(graph.value(cell, RESULTS.variable)): graph.value(cell, RESULTS.value)
            for cell in graph.objects(solution, RESULTS.binding)
        }
        for solution in graph.objects(None, RESULTS.solution)
    )
    truth = graph.value(None, RESULTS.boolean)
    columns = sorted(str(name) for name in graph.objects(None, RESULTS.resultVariable))
    return Table(tuple(columns), rows, None if truth is None else str(truth) == "true")


def difference(expected: Table, found: Table, *, ordered: bool) -> str:
    """Return how two results differ, or nothing.

    Args:
        expected: the result that is right.
        found: the one to judge.
        ordered: whether the order of the columns counts.
    """
    if expected.truth is not found.truth:
        return f"expected {expected.truth}, got {found.truth}"
    columns = [table.columns if ordered else tuple(sorted(table.columns)) for table in (expected, found)]
    if columns[0] != columns[1]:
        return f"expected the columns {' '.join(columns[0])}, got {' '.join(columns[1])}"
    rows = ([_key(row.get(name) for name in expected.columns) for row in table.rows] for table in (expected, found))
    return _difference(*rows)


def difference_of_graphs(expected: rdflib.Graph, found: rdflib.Graph) -> str:
    """Return how two graphs differ, or nothing."""
    return _difference([_key(triple) for triple in expected], [_key(triple) for triple in found])


def _key(row: Iterable[Node | None]) -> Row:
    return tuple(map(_comparable, row))


def _comparable(term: Node | None) -> Hashable:
    """Return what a term is compared by: of numbers and truths the value, of a text its language in small letters."""
    if not isinstance(term, Literal):
        return term
    datatype = str(term.datatype or rdflib.XSD.string)
    if datatype == str(rdflib.XSD.boolean):
        return datatype, str(term) in ("true", "1")
    if NUMBERS.search(datatype):
        try:
            return datatype, (float if datatype.endswith(("float", "double")) else Decimal)(str(term))
        except (ValueError, InvalidOperation):
            pass  # ill-typed: compared as it is written
    return datatype, str(term), (term.language or "").lower()


def _difference(expected: Sequence[Row], found: Sequence[Row]) -> str:
    if _match(expected, found):
        return ""
    missing, surplus = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    return f"expected {_shown(missing)}; got {_shown(surplus)}"


def _shown(rows: Iterable[Row]) -> str:
    shown = sorted(" ".join(str(one[1]) if isinstance(one, tuple) else str(one) for one in row) for row in rows)
    return " | ".join(shown[:4]) if shown else "no other row"


def _match(expected: Sequence[Row], found: Sequence[Row]) -> bool:
    ground = [Counter(row for row in rows if not _is_blank(row)) for rows in (expected, found)]
    return ground[0] == ground[1] and _pair([*filter(_is_blank, expected)], [*filter(_is_blank, found)], {})


def _is_blank(row: Row) -> bool:
    return any(isinstance(one, BNode) for one in row)


def _pair(expected: list[Row], found: list[Row], names: Mapping[BNode, BNode]) -> bool:
    """Find a renaming of blank nodes, one to one, that makes one bag the other; the tests' bags are small."""
    if not expected or len(expected) != len(found):
        return len(expected) == len(found)
    for place, row in enumerate(found):
        renamed = _rename(expected[0], row, names)
        if renamed is not None and _pair(expected[1:], found[:place] + found[place + 1 :], renamed):
            return True
    return False


def _rename(expected: Row, found: Row, names: Mapping[BNode, BNode]) -> Mapping[BNode, BNode] | None:
    renamed = dict(names)
    for one, other in zip(expected, found, strict=True):
        if isinstance(one, BNode) and isinstance(other, BNode):
            if renamed.setdefault(one, other) != other:
                return None
        elif one != other:
            return None
    return renamed if len({*renamed.values()}) == len(renamed) else None
