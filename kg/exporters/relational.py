"""The tables of a build as a relational database has them: with types, keys, indices and views for common questions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.exporters import tables
from kg.exporters.facts import papers, year
from kg.records import LINK_TYPES, Paper
from kg.table_headers import HEADERS

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

Row = tuple[Any, ...]

_INTEGERS = ("entities", "introduces", "links", "upvotes", "papers", "facts", "evidence", "sentence", "start", "end")
_REALS = ("confidence", "value")
_PRIMARY = {
    "nodes": ("id",),
    "sentences": ("id",),
    "papers": ("id",),
    "entities": ("id",),
    "aliases": ("entity", "form"),
    "redirects": ("old",),
    "edges": ("subject", "predicate", "object"),
}
_FOREIGN = {
    "listed": {"paper": "papers(id)"},
    "conflicts": {"paper": "papers(id)"},
    "papers": {"id": "nodes(id)"},
    "entities": {"id": "nodes(id)"},
    "aliases": {"entity": "entities(id)"},
    "redirects": {"new": "entities(id)"},
    "edges": {"subject": "nodes(id)", "object": "nodes(id)"},
    "evidence": {"paper": "papers(id)", "subject, predicate, object": "edges(subject, predicate, object)"},
    "links": {"paper": "papers(id)", "url": "nodes(id)"},
    "claims": {"paper": "papers(id)", "dataset": "entities(id)", "subject": "entities(id)"},
    "sentences": {"paper": "papers(id)"},
    "authors": {"paper": "papers(id)"},
    "identifiers": {"paper": "papers(id)"},
    "categories": {"paper": "papers(id)"},
}
_NULLABLE = ("new", "subject", "dataset")
"""References that are empty where there is nothing to refer to."""
_INDICES = {
    "edges": ("object", "predicate"),
    "evidence": ("subject, predicate, object", "paper"),
    "aliases": ("key",),
    "entities": ("name", "type"),
    "links": ("paper", "url"),
    "claims": ("dataset", "subject", "paper"),
    "listed": ("paper",),
    "conflicts": ("paper",),
    "papers": ("published",),
    "authors": ("name",),
    "identifiers": ("identifier",),
    "categories": ("category",),
    "nodes": ("label",),
}
VIEWS = {
    "introductions": """SELECT n.id AS entity, n.label AS name, n.type, p.id AS paper, p.title, p.published,
  e.confidence
FROM edges e JOIN papers p ON p.id = e.subject JOIN nodes n ON n.id = e.object
WHERE e.predicate = 'introduces'""",
    "paper_entities": """SELECT p.id AS paper, p.title, p.published, e.predicate, n.id AS entity, n.label AS name,
  n.type, e.confidence
FROM edges e JOIN papers p ON p.id = e.subject JOIN entities x ON x.id = e.object JOIN nodes n ON n.id = e.object""",
    "most_named": """SELECT n.id AS entity, n.label AS name, n.type, COUNT(DISTINCT e.subject) AS papers
FROM edges e JOIN papers p ON p.id = e.subject JOIN entities x ON x.id = e.object JOIN nodes n ON n.id = e.object
GROUP BY n.id, n.label, n.type""",
    "most_used_datasets": """SELECT n.id AS dataset, n.label AS name, COUNT(DISTINCT e.subject) AS papers
FROM edges e JOIN papers p ON p.id = e.subject JOIN nodes n ON n.id = e.object
WHERE n.type = 'Dataset' AND e.predicate = 'uses'
GROUP BY n.id, n.label""",
    "code": """SELECT p.id AS paper, p.title, p.published, l.url, l.address, l.confidence
FROM links l JOIN papers p ON p.id = l.paper
WHERE l.predicate = 'hasCode' AND l.of = 'own'""",
    "by_year": """SELECT n.id AS entity, n.label AS name, n.type, p.year, COUNT(DISTINCT p.id) AS papers
FROM edges e JOIN papers p ON p.id = e.subject JOIN entities x ON x.id = e.object JOIN nodes n ON n.id = e.object
WHERE p.year IS NOT NULL
GROUP BY n.id, n.label, n.type, p.year""",
    "used_together": """SELECT a.object AS entity, b.object AS other, COUNT(DISTINCT a.subject) AS papers
FROM edges a JOIN edges b ON b.subject = a.subject AND b.object > a.object
WHERE a.predicate IN ('introduces', 'uses') AND b.predicate IN ('introduces', 'uses')
GROUP BY a.object, b.object""",
    "relations": """SELECT s.id AS subject, s.label AS name, e.predicate, o.id AS object, o.label AS object_name,
  e.confidence
FROM edges e JOIN nodes s ON s.id = e.subject JOIN nodes o ON o.id = e.object
WHERE s.type <> 'Paper'""",
}
"""Answers to common questions, by name: SQL that both databases know."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]

    @property
    def types(self) -> tuple[str, ...]:
        """Return the type of each column."""
        return tuple(self._type(column) for column in self.columns)

    def _type(self, column: str) -> str:
        whole = column in _INTEGERS or column in ("year", "position") or (self.name, column) == ("sentences", "id")
        return "INTEGER" if whole else "DOUBLE" if column in _REALS else "TEXT"

    def create(self, *, references: bool) -> str:
        """Return what creates the table.

        Args:
            references: whether its foreign keys are told.
        """
        keys = _PRIMARY.get(self.name, ())
        lines = [f'"{column}" {kind}' for column, kind in zip(self.columns, self.types, strict=True)]
        if keys:
            lines.append(f"PRIMARY KEY ({', '.join(keys)})")
        if references:
            lines += [f"FOREIGN KEY ({key}) REFERENCES {to}" for key, to in _FOREIGN.get(self.name, {}).items()]
        inside = ",\n  ".join(lines)
        return f"CREATE TABLE {self.name} (\n  {inside}\n)"

    def indices(self) -> Iterator[str]:
        """Yield what creates the indices."""
        for columns in _INDICES.get(self.name, ()):
            yield f"CREATE INDEX {self.name}_{columns.replace(', ', '_')} ON {self.name} ({columns})"

    def typed_rows(self) -> Iterator[Row]:
        """Yield the rows with numbers as numbers; what is not there is `None` where it would be one, or a reference."""
        kinds = [
            _TYPED[kind] if not (column in _FOREIGN.get(self.name, {}) and column in _NULLABLE) else _reference
            for column, kind in zip(self.columns, self.types, strict=True)
        ]
        return (tuple([typed(cell) for typed, cell in zip(kinds, row, strict=True)]) for row in self.rows)


def _integer(cell: Any) -> int | None:  # noqa: ANN401  cells are of any type
    return None if cell == "" else int(cell)


def _real(cell: Any) -> float | None:  # noqa: ANN401  cells are of any type
    return None if cell == "" else float(cell)


def _text(cell: Any) -> str:  # noqa: ANN401  cells are of any type
    text = str(cell)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _reference(cell: Any) -> str | None:  # noqa: ANN401  cells are of any type
    return _text(cell) or None


_TYPED: dict[str, Callable[[Any], Any]] = {"INTEGER": _integer, "DOUBLE": _real, "TEXT": _text}


@dataclass(frozen=True, slots=True)
class Contents:
    """What the tables are made of."""

    nodes: Iterable[Row]
    """Id, type, label and address of each node."""
    papers: Callable[[], Iterator[Paper]]
    """Gives the papers, each time anew, in the order of their rows."""
    rows: Mapping[str, Iterable[Row]]
    """The rows of each table of `HEADERS`."""
    sentences: Iterable[Row]
    """Number, paper, index and text of each sentence that is evidence."""


def relations(graph: "Graph") -> list[Table]:
    """Return the tables of a graph, those first that others refer to."""
    return tables_of(Contents(_nodes(graph), partial(papers, graph), tables.rows_of(graph), _sentences(graph)))


def tables_of(contents: Contents) -> list[Table]:
    """Return the tables, those first that others refer to."""
    rows = contents.rows
    full = ((*row, paper.abstract, year(paper)) for row, paper in zip(rows["papers"], contents.papers(), strict=True))
    found = [
        Table("nodes", ("id", "type", "label", "url"), contents.nodes),
        Table("papers", (*HEADERS["papers"], "abstract", "year"), full),
        Table("authors", ("paper", "position", "name"), _lists(contents.papers(), "authors")),
        Table("identifiers", ("paper", "position", "identifier"), _lists(contents.papers(), "identifiers")),
        Table("categories", ("paper", "position", "category"), _lists(contents.papers(), "categories")),
    ]
    order = ("entities", "aliases", "redirects", "listed", "conflicts", "edges", "evidence", "links", "claims")
    found += [Table(name, HEADERS[name], rows[name]) for name in dict.fromkeys((*order, *HEADERS)) if name != "papers"]
    return [*found, Table("sentences", ("id", "paper", "sentence", "text"), contents.sentences)]


def _nodes(graph: "Graph") -> Iterator[Row]:
    for key, node in graph.nodes(data=True):
        url = node["url"] if node["type"] in LINK_TYPES else node["paper"].url if "paper" in node else ""
        yield key, node["type"], node["label"], url


def _lists(papers: Iterable[Paper], field: str) -> Iterator[Row]:
    for paper in papers:
        for position, value in enumerate(getattr(paper, field), 1):
            yield paper.id, position, value


def _sentences(graph: "Graph") -> Iterator[Row]:
    """Yield every sentence that is evidence of something, once."""
    found = {
        (item.paper, item.sentence, item.text)
        for *_, data in graph.edges(data=True)
        for item in data["evidence"]
        if item.text
    }
    return ((number, *row) for number, row in enumerate(sorted(found), 1))
