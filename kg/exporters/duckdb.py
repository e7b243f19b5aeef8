"""A DuckDB database: the same tables and views as the SQLite one, for questions that read many rows.

DuckDB writes an identifier of its own into each file, so that no two files are equal: no output of a build.
"""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config
from kg.errors import ConfigError, OutputError
from kg.exporters.relational import VIEWS, Table, relations

if TYPE_CHECKING:
    import duckdb
    import networkx

    Graph = networkx.MultiDiGraph[str]

FILE = "kg.duckdb"
# One thread, so that rows keep their order. Without a sample, a column of which the first thousand rows are empty is no
# column of nothing.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "pandas_analyze_sample": 0,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_AT_ONCE = 100_000
"""How many rows are held in memory."""
_MISSING = "the format duckdb needs the package duckdb; install it with `pip install 'kg[duckdb]'`, or choose sqlite"


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the database and return the path.

    Raises:
        ConfigError: the package duckdb is not installed.
    """
    return write(relations(graph), folder)


def write(tables: Iterable[Table], folder: Path) -> list[Path]:
    """Write the database of some tables and return the path.

    Raises:
        ConfigError: the package duckdb is not installed.
        OutputError: the database cannot be written.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ConfigError(_MISSING) from error
    path = folder / FILE
    path.unlink(missing_ok=True)
    try:
        with duckdb.connect(path, config=_SETTINGS) as database:
            for table in tables:
                _fill(database, table)
            for name, select in VIEWS.items():
                database.execute(f"CREATE VIEW {name} AS {select}")
    except duckdb.Error as error:
        (reason, *_) = str(error).splitlines() or [""]
        raise OutputError(
            f"{folder}: a database cannot be written here ({reason}); make room, or set TMPDIR to another folder"
        ) from error
    return [path]


def _fill(database: "duckdb.DuckDBPyConnection", table: Table) -> None:
    """Create a table and fill it column by column: row by row is a thousand times slower."""
    import numpy

    database.execute(table.create(references=True))
    values = [f'CAST("{name}" AS {kind})' for name, kind in zip(table.columns, table.types, strict=True)]
    rows = table.typed_rows()
    while columns := list(zip(*islice(rows, _AT_ONCE), strict=True)):
        staged = {name: numpy.array(cells, object) for name, cells in zip(table.columns, columns, strict=True)}
        database.register("staged", staged)
        database.execute(f"INSERT INTO {table.name} SELECT {', '.join(values)} FROM staged")  # noqa: S608  names are ours
        database.unregister("staged")
