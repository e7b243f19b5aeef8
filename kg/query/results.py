"""Answers: rows of terms, and the table that shows them; the formats of the W3C are the engine's (`kg.query.job`)."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from kg.query.table import aligned

RESULTS = ("csv", "tsv", "json", "xml")
"""The formats of the W3C for answers to SELECT and ASK."""
GRAPHS = ("ttl", "nt", "jsonld", "rdfxml")
"""The formats of graphs, the answers to CONSTRUCT and DESCRIBE."""
FORMATS = ("table", *RESULTS, *GRAPHS)
"""What an answer can be printed as."""

XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{XSD}integer", f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}
_SPLIT = re.compile(r"(.*[/#])([\w%~](?:[\w.%~-]*[\w%~-])?)", re.DOTALL)
# Numbers stay numbers here, and nothing reads these cells back; `kg.exporters.tables` has neither excuse.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_LONGEST_CELL = (1 << 31) - 1  # what C can count; a GROUP_CONCAT of all names is longer than the 128 KiB that are usual
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF")

Node = Any
"""A term of pyoxigraph, or nothing where a variable is not bound."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query."""

    kind: str
    """`select`, `ask` or `construct`."""
    variables: tuple[str, ...] = ()
    """The columns; of a CONSTRUCT query `subject`, `predicate` and `object`."""
    rows: tuple[tuple[Node, ...], ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    truth: bool = False
    """The answer to an ASK query."""


def table(result: Result, *, width: int = 0) -> str:
    """Return an answer as aligned columns, with prefixed names for links.

    Args:
        result: the answer.
        width: how many columns of the terminal there are; 0 for as many as needed.
    """
    if result.kind == "ask":
        return "true\n" if result.truth else "false\n"
    names = {namespace: prefix for prefix, namespace in result.prefixes.items()}
    rows = [[_shown(node, names) for node in row] for row in result.rows]
    numeric = [all(_is_number(row[i]) for row in result.rows) and bool(rows) for i in range(len(result.variables))]
    return aligned(result.variables, rows, right=numeric, width=width)


def without_formulas(stream: BinaryIO) -> Iterator[bytes]:
    r"""Yield the lines of CSV in which no spreadsheet takes a text for a formula: such a text gets a quote before it.

    >>> list(without_formulas(io.BytesIO(b"a,b\r\n=1+1,-2.5\r\n")))
    [b'a,b\r\n', b"'=1+1,-2.5\r\n"]
    """
    line = io.StringIO()
    writer = csv.writer(line)
    usual = csv.field_size_limit(_LONGEST_CELL)  # one for all readers of this program
    try:
        for row in csv.reader(io.TextIOWrapper(stream, "utf-8", newline="")):
            writer.writerow([_harmless(cell) for cell in row])
            yield line.getvalue().encode()
            line.seek(0)
            line.truncate()
    finally:
        csv.field_size_limit(usual)


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _shown(node: Node, names: Mapping[str, str]) -> str:
    if node is None:
        return ""
    match = _SPLIT.fullmatch(node.value) if _is_iri(node) else None
    prefix = names.get(match[1]) if match else None
    if match is None or prefix is None:
        return f"_:{node.value}" if type(node).__name__ == "BlankNode" else str(getattr(node, "value", node))
    local = match[2].replace("~", r"\~")  # as SPARQL wants it in a prefixed name
    return f"{prefix}:{local}"


def _is_iri(node: Node) -> bool:
    return type(node).__name__ == "NamedNode"


def _is_number(node: Node) -> bool:
    return node is None or (type(node).__name__ == "Literal" and node.datatype.value in _NUMBERS)
