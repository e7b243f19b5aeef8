"""The DuckDB database."""

import sys

import duckdb as library
import pytest
from exporters import made
from factory import literature
from rdf.hostile import hostile

from kg.config import Config
from kg.errors import ConfigError
from kg.exporters import EXPORTERS, duckdb
from kg.exporters.relational import VIEWS, relations


def ask(path, query):
    with library.connect(path, read_only=True) as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize("graph", [literature, lambda: made.graph()[0], hostile], ids=["plain", "made", "hostile"])
def test_it_has_the_rows_of_the_sqlite_database(tmp_path, graph):
    (path,) = duckdb.export(graph(), tmp_path, config=Config())
    for table in relations(graph()):
        assert ask(path, f"SELECT * FROM {table.name}") == list(table.typed_rows())  # noqa: S608  names are ours


def test_it_has_the_views_of_the_sqlite_database(tmp_path):
    (path,) = duckdb.export(literature(), tmp_path, config=Config())
    assert ask(path, "SELECT name, papers FROM most_used_datasets ORDER BY papers DESC") == [
        ("PaperStack", 2),
        ("TurfText", 1),
    ]
    for view in VIEWS:
        assert ask(path, f"SELECT COUNT(*) FROM {view}")[0][0] > 0  # noqa: S608  names are ours


def test_columns_have_types(tmp_path):
    (path,) = duckdb.export(literature(), tmp_path, config=Config())
    query = "SELECT typeof(year), typeof(title), typeof(upvotes) FROM papers LIMIT 1"
    assert ask(path, query) == [("INTEGER", "VARCHAR", "INTEGER")]
    assert ask(path, "SELECT typeof(value), value FROM claims") == [("DOUBLE", 61.5)]


def test_it_is_no_output_of_a_build():
    assert "duckdb" not in EXPORTERS


def test_without_the_package_there_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigError, match=r"install it with `pip install 'kg\[duckdb\]'`, or choose sqlite"):
        duckdb.export(literature(), tmp_path, config=Config())
