"""The commands on a build in parts: what they print of the same papers in one piece."""

import gzip
import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from exporters import made
from partitioned import partitioned

from kg import shown, store
from kg.cli.group import cli
from kg.exporters import OUTPUTS, streamed
from kg.json_text import signed

FERN, MOSS = "paper/arxiv-2401.00001", "paper/local-x"
TEXTS = [name for name, output in OUTPUTS.items() if output.kind == "text"]
FOLDERS = [name for name, output in OUTPUTS.items() if output.kind == "folder"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = made.build(tmp_path_factory.mktemp("whole") / "outputs", "rdf", "html", "tables", "graphml")
    (folder / "ids.jsonl").write_text("")
    return folder


@pytest.fixture(scope="module")
def parts(whole, tmp_path_factory):
    return partitioned(whole, tmp_path_factory.mktemp("parts") / "outputs")


@pytest.fixture
def copy(whole, tmp_path):
    return partitioned(whole, tmp_path / "outputs", kept=False)


def run(folder, *words):
    done = CliRunner().invoke(cli, [*words, "--dir", str(folder)])
    return done.exit_code, done.stdout_bytes, done.stderr.replace(str(folder), "DIR")


@pytest.mark.parametrize(
    "words",
    [
        ["show", "LoRA", "--all"],
        ["show", FERN, "--all"],
        ["show", "doi:10.1234/a_b|c", "--format", "json"],
        ["show", "https://github.com/example/fern"],
        ["show", "Fernweh beats LoRA"],
        ["show", "method/low-rank"],
        ["show", "nothing"],
        ["explain", "LoRA"],
        ["explain", FERN, "--format", "json"],
        ["explain", "Fernweh beats LoRA", "LoRA"],
        ["explain", "method/gone"],
        ["stats"],
        ["stats", "--format", "json"],
        ["check", "--format", "tsv"],
        ["check", "--shacl", "--format", "tsv"],
        ["query", "--name", "most-used-datasets"],
        ["query", "SELECT ?p { ?p a kg:Paper } ORDER BY ?p", "--format", "csv"],
        ["review", "--list"],
        ["review", "--list", "--format", "json"],
        ["merge", "LoRA", "Fernweh", "--dry-run"],
        ["view", "--groups"],
        ["export", "svg"],
        *(["export", format] for format in ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")),
        ["export", "nq", "--graph", "entities"],
        ["export", "nt", "--graph", "beta"],
        ["export", "nt", "--rdf12"],
        *(["export", format] for format in TEXTS),
        ["export", "sqlite", "-o", "-"],
    ],
    ids=" ".join,
)
def test_a_command_prints_what_it_prints_of_the_build_in_one_piece(whole, parts, words):
    assert run(parts, *words) == run(whole, *words)


def test_show_tells_what_the_parts_tell(parts):
    assert run(parts, "show", "Fernweh")[1].decode() == (
        "Fernweh  Method  method/fernweh\n"
        "Introduced by (1)\n"
        "  Fernweh beats LoRA  [paper/arxiv-2401.00001]\n"
        "Links (3)\n"
        "  https://github.com/example/fern  (code, own)\n"
        "  https://github.com/example/given  (code, own)\n"
        "  https://github.com/other/again  (code, other)\n"
        "Claimed in the abstract (1)\n"
        "  61.5 % accuracy on Turf | Text  [paper/arxiv-2401.00001]\n"
        "Evidence (2)\n"
        "  0.90  Fernweh beats LoRA  [paper/arxiv-2401.00001]\n"
        "  0.90  We introduce Fernweh.  [paper/arxiv-2401.00001]\n"
    )


@pytest.mark.parametrize("format", FOLDERS)
def test_a_folder_is_exported_as_from_the_build_in_one_piece(whole, parts, tmp_path, format):
    for folder, name in ((whole, "a"), (parts, "b")):
        assert run(folder, "export", format, "-o", str(tmp_path / name))[0] == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "a").rglob("*.*") if p.is_file() and p.name[0] != "."} == {
        p.name: p.read_bytes() for p in (tmp_path / "b").rglob("*.*") if p.is_file() and p.name[0] != "."
    }


@pytest.mark.parametrize("format", ["bibtex", "croissant"])
def test_a_text_of_more_papers_than_memory_holds_is_written(whole, copy, monkeypatch, format):
    expected = run(whole, "export", format)
    monkeypatch.setattr("kg.exporters.stored.graph_of", None)
    assert run(large(copy), "export", format) == expected


@pytest.mark.parametrize("format", ["neo4j", "obsidian"])
def test_a_folder_of_more_papers_than_memory_holds_is_written(whole, copy, tmp_path, monkeypatch, format):
    assert run(whole, "export", format, "-o", str(tmp_path / "a"))[0] == 0
    monkeypatch.setattr("kg.exporters.stored.graph_of", None)
    assert run(large(copy), "export", format, "-o", str(tmp_path / "b"))[0] == 0
    assert content(tmp_path / "b") == content(tmp_path / "a")


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_tables_and_databases_of_more_papers_than_memory_holds_are_written(parts, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.exporters.stored.read", None)
    assert run(parts, "export", "tables", "-o", str(tmp_path / "tables"))[0] == 0
    assert (tmp_path / "tables" / "redirects.csv").read_text() == (
        "old,new\nmethod/gone,\nmethod/low-rank,method/lora\n"
    )
    assert run(parts, "export", "sqlite", "-o", str(tmp_path / "kg.sqlite"))[0] == 0
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as database:
        assert database.execute("SELECT id, year FROM papers ORDER BY id").fetchall() == [(FERN, 2024), (MOSS, None)]


def large(folder):
    path = folder / store.MANIFEST
    raw = json.loads(path.read_text())
    raw["counts"]["papers"] = 120_000
    path.write_text(json.dumps(signed({name: value for name, value in raw.items() if name != "sum"})))
    return folder


def test_what_needs_the_graph_in_memory_is_refused_where_it_is_too_large(copy):
    code, out, told = run(large(copy), "export", "gexf")
    assert (code, out) == (1, b"")
    assert told == (
        "Error: DIR: gexf needs the whole graph in memory, and 120,000 papers are more than the 10,000 of "
        "`graph_limit`; build with `--format html` as well, of which the map shows a part, or choose one of tables, "
        "sqlite, duckdb, bibtex, obsidian, neo4j, croissant, ttl, nt, nq, trig, jsonld, rdfxml, or raise that in "
        "kg.toml (60 MB for each 1,000 papers)\n"
    )
    assert "--shacl needs the whole graph in memory" in run(copy, "check", "--shacl")[2]
    assert run(copy, "export", "nt")[0] == run(copy, "check", "--fail-on", "none")[0] == 0


def test_what_the_page_leaves_out_is_shown_in_the_terminal(copy):
    path = copy / store.MANIFEST
    raw = json.loads(path.read_text())
    raw["parts"]["shown"] = shown.part(papers=2, of_papers=120_000, entities=3, of_entities=9)
    path.write_text(json.dumps(raw))
    whole = (copy / "graph.html").read_text()
    assert run(copy, "view", "Fernweh", "--print", "-o", str(copy.parent / "part.html"))[0] == 0
    assert len(whole) > len((copy.parent / "part.html").read_text()) > 0
    assert run(copy, "view", "method/gone", "--print")[0] == 1
    (copy / "graph.html").write_text((copy.parent / "part.html").read_text())
    code, _, told = run(copy, "view", made.MOSS.id, "--print")
    assert (code, told) == (
        1,
        "Error: DIR: the page shows 2 of 120,000 papers, and not 'paper/local-x'; `kg show paper/local-x` tells about "
        "it\n",
    )


def test_a_part_that_was_changed_is_told_and_not_exported(copy):
    path = copy / "kg/entities.nq.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"LoRA", b"LORA")))
    code, out, told = run(copy, "export", "nt")
    assert (code, out) == (1, b"")
    assert told == "Error: DIR/kg/entities.nq.gz: changed since the build; build again with --fresh\n"
    assert run(copy, "check", "--format", "tsv")[1].decode().splitlines()[1].split("\t")[:3] == [
        "ERROR", "digest", "kg/entities.nq.gz"
    ]  # fmt: skip


def test_a_part_that_is_missing_is_told(copy):
    next((copy / "tables/edges").glob("0*.csv.gz")).unlink()
    code, _, told = run(copy, "export", "tables", "-o", str(copy.parent / "tables"))
    assert code == 1
    assert told.startswith("Error: DIR/tables/edges/0000")
    assert "\n" not in told[:-1]


def test_the_formats_that_are_streamed_are_formats():
    assert set(streamed.FORMATS) < set(OUTPUTS)
