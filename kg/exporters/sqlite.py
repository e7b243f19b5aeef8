"""An SQLite database: the tables with types, keys, views and full-text search, for `sqlite3`, Datasette and others."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config
from kg.errors import OutputError
from kg.exporters.database_errors import reported
from kg.exporters.relational import VIEWS, Table, relations

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FILE = "kg.sqlite"
_SEARCH = {"papers": ("title", "abstract"), "sentences": ("text",), "entities": ("name", "aliases")}
"""What can be searched: `SELECT … FROM papers_fts WHERE papers_fts MATCH 'words'`."""
_SETTINGS = ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "encoding = 'UTF-8'", "cache_size = -65536")


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the database and return the path; equal graphs make equal bytes.

    Raises:
        OutputError: this Python's SQLite has no full-text search.
    """
    return write(relations(graph), folder)


def write(tables: Iterable[Table], folder: Path) -> list[Path]:
    """Write the database of some tables and return the path.

    Raises:
        OutputError: this Python's SQLite has no full-text search, or the database cannot be written.
    """
    path = folder / FILE
    path.unlink(missing_ok=True)
    with reported(path), closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for table in tables:
            _fill(database, table)
        for name, select in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {select}")
        _index_texts(database)
        database.execute("COMMIT")
    return [path]


def _fill(database: sqlite3.Connection, table: Table) -> None:
    database.execute(table.create(references=True))
    places = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {table.name} VALUES ({places})", table.typed_rows())  # noqa: S608  names are ours
    for statement in table.indices():
        database.execute(statement)


def _index_texts(database: sqlite3.Connection) -> None:
    try:
        for table, columns in _SEARCH.items():
            names = ", ".join(columns)
            # Datasette knows the table by its name in such quotes, and has a field for searching it then.
            options = f"content=\"{table}\", tokenize='unicode61 remove_diacritics 2'"
            database.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, {options})")
            database.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")  # noqa: S608  names are ours
    except sqlite3.OperationalError as error:
        raise OutputError(
            f"{FILE}: this Python's SQLite cannot search texts ({error}); leave out the format sqlite, or use "
            "a Python whose SQLite has FTS5"
        ) from error
