"""What answers look like: a table to read, CSV, TSV and JSON for programs, Turtle and N-Triples for graphs."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.errors import QueryError
from kg.query.table import aligned

XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{XSD}string"
_NUMBERS = {f"{XSD}integer", f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}
# What a spreadsheet would run as a formula; full-width signs count (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_SPLIT = re.compile(r"(.*[/#])([\w.%-]*[\w-])", re.DOTALL)

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


def render(result: Result, format: str = "table", *, width: int = 0) -> str:
    """Return an answer as text that ends with a line break.

    Args:
        result: the answer.
        format: `table`, `csv`, `tsv`, `json`, `ttl` or `nt`.
        width: how many columns a table may fill; 0 for as many as it needs.

    Raises:
        QueryError: there is no such format, or it cannot hold the answer.
    """
    if format not in FORMATS:
        raise QueryError(f"unknown format '{format}'; choose from {', '.join(FORMATS)}")
    if format in ("ttl", "nt") and result.kind != "construct":
        raise QueryError(f"format '{format}' holds graphs, the answers to CONSTRUCT; choose table, csv, tsv or json")
    return FORMATS[format](result, width)


def _table(result: Result, width: int) -> str:
    if result.kind == "ask":
        return f"{_truth(result)}\n"
    names = {namespace: prefix for prefix, namespace in result.prefixes.items()}
    rows = [[_shown(node, names) for node in row] for row in result.rows]
    numeric = [all(_is_number(row[i]) for row in result.rows) and bool(rows) for i in range(len(result.variables))]
    return aligned(result.variables, rows, right=numeric, width=width)


def _shown(node: Node, names: Mapping[str, str]) -> str:
    if node is None:
        return ""
    match = _SPLIT.fullmatch(node.value) if _is_iri(node) else None
    prefix = names.get(match[1]) if match else None
    return f"{prefix}:{match[2]}" if match and prefix is not None else str(getattr(node, "value", node))


def _is_iri(node: Node) -> bool:
    return type(node).__name__ == "NamedNode"


def _is_number(node: Node) -> bool:
    return node is None or (type(node).__name__ == "Literal" and node.datatype.value in _NUMBERS)


def _truth(result: Result) -> str:
    return "true" if result.truth else "false"


def _csv(result: Result, width: int) -> str:  # noqa: ARG001  only tables have a width
    if result.kind == "ask":
        return f"{_truth(result)}\n"
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(result.variables)
    writer.writerows([_plain(node) for node in row] for row in result.rows)
    return stream.getvalue()


def _plain(node: Node) -> str:
    text = "" if node is None else str(getattr(node, "value", node))
    harmless = _is_number(node) or _is_iri(node) or not _FORMULA.match(text)
    return text if harmless else f"'{text}"


def _tsv(result: Result, width: int) -> str:  # noqa: ARG001  only tables have a width
    if result.kind == "ask":
        return f"{_truth(result)}\n"
    lines = [[f"?{name}" for name in result.variables]]
    lines += [["" if node is None else str(node).replace("\t", "\\t") for node in row] for row in result.rows]
    return "".join("\t".join(line) + "\n" for line in lines)


def _json(result: Result, width: int) -> str:  # noqa: ARG001  only tables have a width
    document: dict[str, Any] = {"head": {}, "boolean": result.truth}
    if result.kind != "ask":
        bindings = [
            {name: _binding(node) for name, node in zip(result.variables, row, strict=True) if node is not None}
            for row in result.rows
        ]
        document = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _binding(node: Node) -> dict[str, str]:
    if _is_iri(node):
        return {"type": "uri", "value": node.value}
    if type(node).__name__ == "BlankNode":
        return {"type": "bnode", "value": node.value}
    found = {"type": "literal", "value": node.value}
    if node.language:
        return {**found, "xml:lang": node.language}
    return found if node.datatype.value == _STRING else {**found, "datatype": node.datatype.value}


def _ntriples(result: Result, width: int) -> str:  # noqa: ARG001  only tables have a width
    return "".join(sorted(f"{' '.join(map(str, row))} .\n" for row in result.rows))


def _turtle(result: Result, width: int) -> str:  # noqa: ARG001  only tables have a width
    import pyoxigraph

    triples = [pyoxigraph.Triple(*row) for row in result.rows]
    found = "\n".join(node.value for row in result.rows for node in row if _is_iri(node))
    used = {prefix: space for prefix, space in result.prefixes.items() if space in found}
    written = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=used)
    lines = (written or b"").decode().splitlines(keepends=True)
    header = sorted(line for line in lines if line.startswith("@prefix "))
    return "".join([*header, *(line for line in lines if not line.startswith("@prefix "))])


FORMATS: Mapping[str, Callable[[Result, int], str]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "ttl": _turtle,
    "nt": _ntriples,
}
"""What an answer can be written as."""
