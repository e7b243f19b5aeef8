"""Tables and databases of a build in parts, written as the parts are read: memory does not grow with the build."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg import output_files, schema
from kg.exporters import duckdb, sqlite, stored, table_parts, tables
from kg.exporters.relational import Contents, Row, Table, tables_of
from kg.json_text import from_json
from kg.records import Paper
from kg.table_headers import HEADERS

FORMATS = ("tables", "sqlite", "duckdb")
"""The formats that need no graph in memory."""
_ORDER = {
    "papers": ("id",),
    "listed": ("paper",),
    "conflicts": ("paper",),
    "edges": ("subject", "object", "predicate"),
    "evidence": ("subject", "object", "predicate", "paper"),
    "links": ("paper",),
    "claims": ("paper",),
}
"""What orders the rows of the tables that lie in parts; rows that it does not tell apart are of one part."""


def export(
    format: str, source: Path, outputs: Iterable[str], folder: Path, *, on_open: Callable[[], None] = lambda: None
) -> list[Path]:
    """Write a build in a format, as it would be written from its graph, and return the paths.

    Args:
        format: one of `FORMATS`.
        source: the folder of the build.
        outputs: the files that the build wrote.
        folder: where the format is written.
        on_open: is called whenever a file was opened, to make sure that it still belongs to the same build.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a file is not what a build writes.
    """
    parts = _Parts(source, list(outputs), on_open)
    if format == "tables":
        paths = {name: folder / tables.FOLDER / f"{name}.csv" for name in HEADERS}
        return [tables.write(path, HEADERS[name], parts.rows(name)) for name, path in paths.items()]
    write: Callable[[Iterable[Table], Path], list[Path]] = sqlite.write if format == "sqlite" else duckdb.write
    return write(parts.relations(), folder)


class _Parts:
    """The rows of a build in parts, in the order in which a graph has them."""

    def __init__(self, folder: Path, outputs: list[str], on_open: Callable[[], None]) -> None:
        self._folder = folder
        self._outputs = outputs
        self._on_open = on_open

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a table."""
        rows = [self._part(file) for file in output_files.table(self._outputs, name)]
        key = itemgetter(*map(HEADERS[name].index, _ORDER[name])) if name in _ORDER else None
        return heapq.merge(*rows, key=key) if key else (row for part in rows for row in part)

    def _part(self, file: str) -> Iterator[Row]:
        for row in table_parts.rows(self._folder, [file], on_open=self._on_open):
            yield tuple(row.values())

    def relations(self) -> list[Table]:
        """Return the tables of a database."""
        rows = {name: self.rows(name) for name in HEADERS}
        return tables_of(Contents(self._nodes(), self._papers, rows, self._sentences()))

    def _papers(self) -> Iterator[Paper]:
        files = output_files.records(self._outputs)
        return heapq.merge(*map(self._records, files), key=lambda paper: paper.id)

    def _records(self, file: str) -> Iterator[Paper]:
        for number, line in enumerate(output_files.lines(self._folder / file)):
            if not number:
                self._on_open()
            yield stored.paper(from_json(line))

    def _nodes(self) -> Iterator[Row]:
        papers = ((row[0], "Paper", *row[1:3]) for row in self.rows("papers"))
        entities = ((row[0], row[2], row[1], "") for row in self.rows("entities"))
        return heapq.merge(papers, entities, self._links(), key=itemgetter(0))

    def _links(self) -> Iterator[Row]:
        kinds = schema.load().link_kinds
        rows = (dict(zip(HEADERS["links"], row, strict=True)) for row in self.rows("links"))
        found = {row["url"]: (kinds[row["kind"]].node_class, row["label"], row["address"]) for row in rows}
        yield from ((url, *found[url]) for url in sorted(found))

    def _sentences(self) -> Iterator[Row]:
        """Yield every sentence that is evidence of something, once; those of a paper are in one part."""
        parts = map(self._sentences_of, output_files.table(self._outputs, "evidence"))
        return ((number, *row) for number, (row, _) in enumerate(groupby(heapq.merge(*parts)), 1))

    def _sentences_of(self, file: str) -> Iterator[tuple[str, int, str]]:
        rows = table_parts.rows(self._folder, [file], on_open=self._on_open)
        yield from sorted({(row["paper"], int(row["sentence"]), row["text"]) for row in rows if row["text"]})
