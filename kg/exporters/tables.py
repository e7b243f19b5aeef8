"""Tables for spreadsheets and data frames: one CSV file for each kind of thing.

The files follow RFC 4180 with line feeds, and a row is a line. A cell that a spreadsheet would run as a
formula gets a leading `'`.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from kg.config import Config
from kg.names import normal_form
from kg.records import LINK_TYPES, Alias
from kg.table_headers import HEADERS

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FOLDER = "tables"
SEPARATOR = " | "
OF_PAPERS = ("papers", "listed", "conflicts", "edges", "evidence", "links", "claims")
"""The tables in which a row is of one paper, but for the edges between entities."""
# Full-width signs count: some spreadsheets fold them (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")
_STARTS = frozenset("'=+-@\t＝＋－＠")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t＝＋－＠]")
_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")

Row = tuple[Any, ...]


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the tables of a graph and return their paths."""
    rows = rows_of(graph)
    return [write(folder / FOLDER / f"{name}.csv", HEADERS[name], rows[name]) for name in HEADERS]


def rows_of(graph: "Graph") -> dict[str, Iterable[Row]]:
    """Return the rows of each table, as they are before cells are made harmless for spreadsheets."""
    return {
        "papers": _papers(graph),
        "listed": map(astuple, graph.graph.get("listed", ())),
        "conflicts": map(astuple, graph.graph.get("conflicts", ())),
        "entities": _entities(graph),
        "aliases": _aliases(graph),
        "redirects": ((redirect.old, redirect.new) for redirect in graph.graph.get("redirects", ())),
        "rulings": map(astuple, graph.graph.get("rulings", ())),
        "doubts": map(astuple, graph.graph.get("doubts", ())),
        "edges": _edges(graph),
        "evidence": _evidence(graph),
        "links": _links(graph),
        "claims": _claims(graph),
    }


def rows_of_papers(graph: "Graph") -> dict[str, Iterable[Row]]:
    """Return the rows of the tables in which each row is of one paper."""
    papers = [key for key, node in graph.nodes(data=True) if node["type"] == "Paper"]
    rows = rows_of(graph) | {"edges": _edges(graph, papers)}
    return {name: rows[name] for name in OF_PAPERS}


def write(path: Path, header: Row, rows: Iterable[Row]) -> Path:
    """Write a table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_to(stream, header, rows)
    return path


def write_to(stream: TextIO, header: Row, rows: Iterable[Row]) -> None:
    """Write a table to a stream that leaves line breaks as they are."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(map(neutral, rows))


def read(path: Path, *, having: Iterable[str] = ()) -> Iterator[dict[str, str]]:
    """Yield the rows of a table as they were before cells were made harmless.

    Args:
        path: the table.
        having: texts that a row has to contain, in whatever column; the other rows are not even parsed.
    """
    needles = tuple(text.replace('"', '""') for text in having)
    with path.open(encoding="utf-8", newline="\n") as stream:
        header = next(csv.reader([next(stream, "")]))
        lines = (line for line in stream if all(needle in line for needle in needles))
        for row in csv.reader(lines):
            yield dict(zip(header, map(original, row), strict=True))


def neutral(row: Row) -> Row:
    """Return a row that is one line and whose cells no spreadsheet runs as a formula.

    >>> neutral(("=1+1", "a=b", 2))
    ("'=1+1", 'a=b', 2)
    """
    return tuple([_neutral(cell) if isinstance(cell, str) else cell for cell in row])


def _neutral(cell: str) -> str:
    if cell.isprintable() and cell[:1] not in _STARTS:  # so are most
        return cell
    cell = _LINE_BREAKS.sub(" ", cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def original(cell: str) -> str:
    """Return what a cell was before `neutral`.

    >>> original("'=1+1"), original("'t Hooft")
    ('=1+1', "'t Hooft")
    """
    return cell[1:] if cell[:1] == "'" and _QUOTED_FORMULA.match(cell) else cell


def _join(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _papers(graph: "Graph") -> Iterator[Row]:
    for key, node in graph.nodes(data=True):
        if node["type"] == "Paper":
            paper = node["paper"]
            kinds = Counter(_kind(graph, target, data) for _, target, data in graph.out_edges(key, data=True))
            entities = len({t for _, t in graph.out_edges(key) if graph.nodes[t]["type"] not in LINK_TYPES})
            yield (
                key,
                paper.title,
                paper.url,
                paper.published,
                _join(paper.authors),
                _join(paper.identifiers),
                _join(paper.sources),
                entities,
                kinds["introduces"],
                kinds["link"],
                paper.venue,
                _join(paper.categories),
                paper.upvotes,
                paper.status,
            )


def _kind(graph: "Graph", target: str, data: dict[str, Any]) -> str:
    return "link" if graph.nodes[target]["type"] in LINK_TYPES else data["predicate"]


def _entities(graph: "Graph") -> Iterator[Row]:
    for key, node in graph.nodes(data=True):
        if "entity" in node:
            said: dict[str, set[str]] = defaultdict(set)
            facts = graph.out_degree(key)
            for source, _, data in graph.in_edges(key, data=True):
                if graph.nodes[source]["type"] == "Paper":
                    said[source].add(data["predicate"])
                else:
                    facts += 1
            introduced = sorted(paper for paper, predicates in said.items() if "introduces" in predicates)
            yield entity_row(key, node, papers=len(said), introduced=introduced, facts=facts)


def entity_row(key: str, node: Mapping[str, Any], *, papers: int, introduced: Iterable[str], facts: int) -> Row:
    """Return the row of an entity.

    Args:
        key: its id.
        node: its node in the graph.
        papers: how many papers name it.
        introduced: the papers that introduce it, sorted.
        facts: how many relations it has.
    """
    forms = sorted({alias.form for alias in node.get("aliases", ())} - {node["label"]})
    return key, node["label"], node["type"], _join(forms), papers, _join(introduced), facts


def _aliases(graph: "Graph") -> Iterator[Row]:
    for _, node in graph.nodes(data=True):
        yield from map(alias_row, node.get("aliases", ()))


def alias_row(alias: Alias) -> Row:
    """Return the row of a form of an entity."""
    return alias.entity, alias.form, normal_form(alias.form), alias.reason, alias.detail


def _edges(graph: "Graph", subjects: Iterable[str] | None = None) -> Iterator[Row]:
    for subject, object, data in graph.edges(subjects, data=True):
        labels = graph.nodes[subject]["label"], graph.nodes[object]["label"]
        yield subject, labels[0], data["predicate"], object, labels[1], data["confidence"], len(data["evidence"])


def _evidence(graph: "Graph") -> Iterator[Row]:
    for subject, object, data in graph.edges(data=True):
        for item in data["evidence"]:
            yield (
                subject,
                data["predicate"],
                object,
                item.paper,
                item.sentence,
                item.start,
                item.end,
                item.text,
                _join(item.surfaces),
                item.confidence,
                item.by,
                " ".join(f"{start}-{end}" for start, end in item.spans),
            )


def _links(graph: "Graph") -> Iterator[Row]:
    for paper, url, data in graph.edges(data=True):
        node = graph.nodes[url]
        if node["type"] in LINK_TYPES:
            yield (
                url,
                node["kind"],
                node["label"],
                data["predicate"],
                data.get("of", ""),
                paper,
                graph.nodes[paper]["label"],
                data["confidence"],
                node["url"],
            )


def _claims(graph: "Graph") -> Iterator[Row]:
    for key, node in graph.nodes(data=True):
        for result in node.get("results", ()):
            yield (
                key,
                node["label"],
                result.dataset,
                graph.nodes[result.dataset]["label"],
                result.subject,
                graph.nodes[result.subject]["label"] if result.subject else "",
                result.text,
                result.metric,
                result.number,
                result.unit,
                result.qualifier,
                result.kind,
                result.better,
                result.evidence.sentence,
                result.start,
                result.end,
                result.evidence.text,
                result.evidence.confidence,
                result.evidence.by,
            )
