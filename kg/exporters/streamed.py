"""Exports of a build in parts, written as the parts are read: memory does not grow with the texts of the build."""

import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from kg import output_files, schema
from kg.config import Config
from kg.exporters import duckdb, exporter, on_disk, sqlite, stored, table_parts, tables
from kg.exporters.relational import Contents, Row, Table, tables_of
from kg.json_text import from_json
from kg.multiway_merge import Codec, Run, merged, read_lines, write_lines
from kg.records import Paper
from kg.table_headers import HEADERS

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

OF_ROWS = ("tables", "sqlite", "duckdb")
"""The formats that are made of the rows of the tables."""
FORMATS = (*OF_ROWS, "bibtex", "obsidian", "neo4j", "croissant")
"""The formats that need no graph in memory; the others of these ask one in a file."""
_LITTLE = 1 << 16
"""How many bytes are held of each file of many."""
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
_MOST = 100
"""How many files are open at once for a table: several tables are merged side by side, and each file takes memory."""


def export(
    format: str,
    source: Path,
    outputs: Iterable[str],
    folder: Path,
    *,
    config: Config,
    seed: int | None = None,
    on_open: Callable[[], None] = lambda: None,
    progress: on_disk.Progress = lambda *_: None,
) -> list[Path]:
    """Write a build in a format, as it would be written from its graph, and return the paths.

    Args:
        format: one of `FORMATS`.
        source: the folder of the build.
        outputs: the files that the build wrote.
        folder: where the format is written.
        config: the settings of the build.
        seed: the seed of its map; `None` for no map.
        on_open: is called whenever a file was opened, to make sure that it still belongs to the same build.
        progress: is told how far it is.

    Raises:
        KGError: the build or the format lacks what is needed.
        OSError: a file cannot be read or written.
        ValueError: a file is not what a build writes.
    """
    if format not in OF_ROWS:
        read = stored.Source(source, on_open, list(outputs))
        with (
            TemporaryDirectory(prefix="kg-graph-") as scratch,
            on_disk.opened(read, Path(scratch), seed=seed, progress=progress) as graph,
        ):
            return exporter(format)(cast("Graph", graph), folder, config=config)
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
        parts = [partial(self._part, file) for file in output_files.table(self._outputs, name)]
        key = itemgetter(*map(HEADERS[name].index, _ORDER[name])) if name in _ORDER else None
        return _merged(parts, key) if key else (row for part in parts for row in part())

    def _part(self, file: str) -> Iterator[Row]:
        for row in table_parts.rows(self._folder, [file], size=_LITTLE, on_open=self._on_open):
            yield tuple(row.values())

    def relations(self) -> list[Table]:
        """Return the tables of a database."""
        rows = {name: self.rows(name) for name in HEADERS}
        return tables_of(Contents(self._nodes(), self._papers, rows, self._sentences()))

    def _papers(self) -> Iterator[Paper]:
        parts = [partial(self._records, file) for file in output_files.records(self._outputs)]
        return (stored.paper(from_json(line)) for _, line in _merged(parts, itemgetter(0)))

    def _records(self, file: str) -> Iterator[Row]:
        """Yield id and line of each paper record of a part."""
        for number, line in enumerate(output_files.lines(self._folder / file)):
            if not number:
                self._on_open()
            yield from_json(line)["id"], line.decode()

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
        parts = [partial(self._sentences_of, file) for file in output_files.table(self._outputs, "evidence")]
        rows = _merged(parts, tuple)
        return ((number, *row) for number, (row, _) in enumerate(groupby(rows), 1))

    def _sentences_of(self, file: str) -> Iterator[Row]:
        rows = table_parts.rows(self._folder, [file], on_open=self._on_open)
        yield from sorted({(row["paper"], int(row["sentence"]), row["text"]) for row in rows if row["text"]})


def _merged(parts: Sequence[Run[Row]], key: Callable[[Row], Any]) -> Iterator[Row]:
    return merged(parts, _ROWS, key=key, most=_MOST)


def _write(path: Path, rows: Iterable[Row]) -> None:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    write_lines(path, (f"{encode(row)}\n" for row in rows))


def _read(path: Path) -> Iterator[Row]:
    return (tuple(from_json(line)) for line in read_lines(path))


_ROWS = Codec(_write, _read)
