"""The SQLite database."""

import sqlite3
from contextlib import closing

import pytest
from exporters import made
from factory import literature
from rdf.hostile import hostile

from kg.config import Config
from kg.errors import OutputError
from kg.exporters import sqlite
from kg.exporters.relational import VIEWS, relations
from kg.table_headers import HEADERS


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    (path,) = sqlite.export(literature(), tmp_path_factory.mktemp("sqlite"), config=Config())
    with closing(sqlite3.connect(path)) as found:
        yield found


def ask(database, query):
    return database.execute(query).fetchall()


def test_every_table_of_the_build_is_there_with_its_columns(database):
    for name, header in HEADERS.items():
        columns = [row[1] for row in ask(database, f"PRAGMA table_info({name})")]
        assert columns[: len(header)] == list(header)


def test_numbers_are_numbers_and_what_is_not_there_is_null(database):
    assert ask(database, "SELECT value, start, subject, typeof(confidence) FROM claims") == [
        (61.5, 274, "method/fernweh", "real")
    ]
    assert ask(database, "SELECT old, new FROM redirects ORDER BY old") == [
        ("method/low-rank-adaptation", "method/lora"),
        ("method/nothing", None),
    ]
    assert ask(database, "SELECT year, upvotes FROM papers WHERE id = 'paper/arxiv-2401.00001'") == [(2024, 0)]


@pytest.mark.parametrize("graph", [literature, lambda: made.graph()[0], hostile], ids=["plain", "made", "hostile"])
def test_keys_hold_and_the_file_is_sound(tmp_path, graph):
    (path,) = sqlite.export(graph(), tmp_path, config=Config())
    with closing(sqlite3.connect(path)) as database:
        assert ask(database, "PRAGMA foreign_key_check") == []
        assert ask(database, "PRAGMA integrity_check") == [("ok",)]
        assert ask(database, "SELECT COUNT(*) FROM nodes") == [(len(graph()),)]


def test_views_answer_common_questions(database):
    assert ask(database, "SELECT name, papers FROM most_used_datasets ORDER BY papers DESC, name") == [
        ("PaperStack", 2),
        ("TurfText", 1),
    ]
    assert ask(database, "SELECT name, title FROM introductions WHERE type = 'Model'") == [
        ("Moss", "Moss: A Model Family Trained on TurfText")
    ]
    assert ask(database, "SELECT url FROM code ORDER BY url") == [
        ("https://github.com/example/fernweh",),
        ("https://github.com/example/moss",),
    ]
    assert ask(
        database, "SELECT papers FROM used_together WHERE entity = 'method/fernweh' AND other LIKE 'task/%'"
    ) == [(2,)]
    for view in VIEWS:
        assert ask(database, f"SELECT COUNT(*) FROM {view}")[0][0] > 0  # noqa: S608  names are ours


def test_texts_can_be_searched(database):
    found = ask(
        database,
        "SELECT papers.id FROM papers_fts JOIN papers ON papers.rowid = papers_fts.rowid "
        "WHERE papers_fts MATCH 'title: adapters'",
    )
    assert found == [("paper/arxiv-2401.00001",)]
    found = ask(database, "SELECT text FROM sentences_fts WHERE sentences_fts MATCH 'moss NOT https' ORDER BY text")
    assert found == [
        ("It is built on Moss-7B.",),
        ("Moss is evaluated on PaperStack against LoRA.",),
        ("We present Moss, trained on TurfText.",),
    ]
    assert ask(database, "SELECT name FROM entities_fts WHERE entities_fts MATCH 'rank'") == [("LoRA",)]


def test_a_formula_is_data_and_no_row_of_the_tables_is_missing(tmp_path):
    graph, _ = made.graph()
    (path,) = sqlite.export(graph, tmp_path, config=Config())
    with closing(sqlite3.connect(path)) as database:
        assert ask(database, "SELECT name FROM entities WHERE id = 'task/x'") == [(made.HOSTILE,)]
        for table in relations(graph):
            rows = ask(database, f"SELECT COUNT(*) FROM {table.name}")  # noqa: S608  names are ours
            assert rows == [(len(list(table.rows)),)]


def test_datasette_knows_which_table_an_index_is_of(database):
    found = ask(
        database, "SELECT name FROM sqlite_master WHERE sql LIKE '%VIRTUAL TABLE%USING FTS%content=\"papers\"%'"
    )
    assert found == [("papers_fts",)]


def test_a_disk_that_is_full_is_one_line(tmp_path):
    with pytest.raises(OutputError, match=r"none: a database cannot be written here \(unable to open database file\)"):
        sqlite.export(literature(), tmp_path / "none", config=Config())
