"""`kg export` of the graph of a build: texts, files and folders."""

import csv
import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import bibtexparser
import pytest
from builds import built
from click.testing import CliRunner
from exporters import made

from kg import store
from kg.cli.group import cli
from kg.exporters import EXPORTERS, OUTPUTS
from kg.rdf.formats import FORMATS

TEXTS = [name for name, output in OUTPUTS.items() if output.kind == "text"]
FILES = [name for name, output in OUTPUTS.items() if output.kind == "binary"]
FOLDERS = [name for name, output in OUTPUTS.items() if output.kind == "folder"]
SAME = sorted(EXPORTERS.keys() & OUTPUTS.keys())
"""The formats whose files are the same whoever writes them."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made.build(
        tmp_path_factory.mktemp("deposits") / "outputs", *(name for name in SAME if name != "sqlite"), "sqlite"
    )


def export(folder, *words):
    return CliRunner().invoke(cli, ["export", "--dir", str(folder), *words])


def digests(folder):
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".kg-export"))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.parametrize("format", sorted({*SAME} & {*TEXTS, *FILES}))
def test_a_file_is_what_the_build_writes(folder, tmp_path, format):
    path = tmp_path / "made"
    done = export(folder, format, "--output", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"Wrote {path}\n")
    assert path.read_bytes() == (folder / OUTPUTS[format].name).read_bytes()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("format", FOLDERS)
def test_a_folder_is_what_the_build_writes(folder, tmp_path, format):
    target = tmp_path / "made"
    done = export(folder, format, "--output", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert digests(target) == digests(folder / OUTPUTS[format].name)
    assert done.stderr == f"{target}: {len(digests(target))} files written\n"
    assert export(folder, format, "--output", str(target)).stderr == f"{target}: nothing has changed\n"


@pytest.mark.parametrize("format", TEXTS)
def test_texts_go_to_standard_output(folder, format):
    done = export(folder, format)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout_bytes == (folder / OUTPUTS[format].name).read_bytes()


@pytest.mark.parametrize("format", [*FILES, *FOLDERS])
def test_files_and_folders_have_names_of_their_own(folder, tmp_path, monkeypatch, format):
    monkeypatch.chdir(tmp_path)
    assert export(folder, format).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [OUTPUTS[format].name]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.bib", b"% Written by kg"),
        ("a.gexf", b"<?xml"),
        ("a.SQLITE", b"SQLite format 3"),
        ("a.graphml", b"<?xml"),
        ("a.db", b"SQLite"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(folder, tmp_path, name, start):
    assert export(folder, "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_what_tools_read_is_what_the_build_says(folder, tmp_path):
    export(folder, "sqlite", "-o", str(tmp_path / "a.sqlite"))
    export(folder, "neo4j", "-o", str(tmp_path / "neo4j"))
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        assert database.execute("SELECT name FROM entities WHERE id = 'task/x'").fetchall() == [(made.HOSTILE,)]
    with (tmp_path / "neo4j" / "tasks.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == [made.HOSTILE]
    assert len(bibtexparser.parse_string(export(folder, "bibtex").stdout).entries) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["obsidian", "-o", "-"], "Error: obsidian is a folder of files; name one with --output"),
        (["bibtex", "LoRA"], "Error: bibtex has no use for NAME; leave it out, or choose svg or png"),
        (["gexf", "--rdf12"], "Error: gexf has no use for --rdf12; leave it out, or choose ttl or nt"),
        (["sqlite", "-o", "{folder}/kg.sqlite"], "kg.sqlite: the build wrote this itself; choose another name"),
        (["bibtex", "-o", "{folder}/manifest.json"], "manifest.json: the build wrote this itself"),
        (["obsidian", "-o", "{folder}/obsidian"], "obsidian: the build wrote this itself"),
        (["obsidian", "-o", "{folder}"], "outputs: the build wrote this itself"),
        (["neo4j", "-o", "{folder}/.."], "{folder}/..: this folder holds files that no export wrote"),
        (["tables", "-o", "{folder}/tables/../tables"], "the build wrote this itself"),
        (["bibtex", "-o", "{folder}/tables"], "the build wrote this itself"),
    ],
)
def test_what_cannot_be_written_is_one_line(folder, words, told):
    before = digests(folder)
    done = export(folder, *(word.format(folder=folder) for word in words))
    assert (done.exit_code, done.stdout) == (1, "")
    assert told.format(folder=folder) in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert digests(folder) == before


def test_the_outputs_of_another_build_are_not_written_over(folder, tmp_path):
    other = made.build(tmp_path / "other")
    done = export(folder, "graphml", "-o", str(other / "graph.graphml"))
    assert "graph.graphml: the build wrote this itself" in done.stderr


def test_a_person_s_notes_are_told_and_kept(folder, tmp_path):
    vault = tmp_path / "vault"
    export(folder, "obsidian", "-o", str(vault))
    (vault / "Mine.md").write_text("mine")
    (vault / "Methods" / "LoRA.md").write_text("changed")
    (vault / "Index.md").unlink()
    done = export(folder, "obsidian", "-o", str(vault))
    assert done.stderr == (
        f"{vault}: 1 file written\nKept, as an export did not write them so: 1 file (Methods/LoRA.md)\n"
    )
    assert (vault / "Mine.md").read_text() == "mine"
    assert (vault / "Methods" / "LoRA.md").read_text() == "changed"
    assert export(folder, "obsidian", "-o", str(vault), "--quiet").stderr == ""


def test_a_build_without_tables_and_a_damaged_one_are_one_line(tmp_path):
    plain = built(tmp_path / "plain", "graphml")
    told = f"Error: {plain}: this build has no tables to read; build with `--format tables` as well\n"
    assert export(plain, "bibtex").stderr == told
    assert "make a build with `kg build SOURCE" in export(tmp_path / "none", "bibtex").stderr
    older = made.build(tmp_path / "older")
    manifest = (older / store.MANIFEST).read_text()
    (older / store.MANIFEST).write_text(manifest.replace("tables/doubts.csv", "tables/other.csv"))
    assert export(older, "bibtex").stderr == (
        f"Error: {older}: this build is of an older kg and has no tables/doubts.csv; build again\n"
    )
    folder = made.build(tmp_path / "damaged")
    (folder / "papers.jsonl").write_text("{")
    assert "papers.jsonl: cannot be read (JSONDecodeError" in export(folder, "bibtex").stderr


def test_a_failed_export_leaves_the_old_file(tmp_path):
    folder = made.build(tmp_path / "outputs")
    (folder / "tables" / "edges.csv").unlink()
    (tmp_path / "a.bib").write_text("old")
    assert export(folder, "-o", str(tmp_path / "a.bib")).exit_code == 1
    assert (tmp_path / "a.bib").read_text() == "old"


def test_the_base_of_the_build_is_that_of_the_export(tmp_path):
    folder = made.build(tmp_path / "outputs")
    manifest = (folder / store.MANIFEST).read_text()
    (folder / store.MANIFEST).write_text(manifest.replace('"base": ""', '"base": "https://example.org/kg/"'))
    assert '"@id": "https://example.org/kg/about/datasets"' in export(folder, "croissant").stdout


def test_a_pipe_is_written_to_and_not_replaced(folder):
    code = "import sys; from kg.cli import main; main()"
    words = [sys.executable, "-c", code, "export", "bibtex", "--dir", str(folder), "--output", "/dev/stdout"]
    done = subprocess.run(words, capture_output=True, check=True)
    assert done.stdout == (folder / "references.bib").read_bytes()


def test_help_tells_every_format_and_where_it_goes():
    told = CliRunner().invoke(cli, ["export", "--help"]).output
    for name, output in OUTPUTS.items():
        goes = {"text": "stdout", "binary": output.name, "folder": f"folder {output.name}"}[output.kind]
        assert any(line.split()[:1] == [name] and line.endswith(f"[{goes}]") for line in told.splitlines()), name
    for name in FORMATS:
        assert any(line.split()[:1] == [name] for line in told.splitlines())


def test_an_ending_that_tells_no_format_is_refused_and_nothing_is_written(folder, tmp_path):
    done = export(folder, "-o", str(tmp_path / "graph.nt.gz"))
    assert done.exit_code == 1
    assert done.stderr.endswith(
        "graph.nt.gz: this ending tells no format; name one as well, such as `kg export ttl -o …`\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_with_the_name_of_the_file(folder):
    done = export(folder, "bibtex", "-o", "/dev/full")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: /dev/full: cannot be read or written (No space left on device)")
