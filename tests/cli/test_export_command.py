"""`kg export`: what is written where, and what is said about it."""

import subprocess
import sys

import pytest
from builds import built
from click.testing import CliRunner

from kg import store
from kg.cli.group import cli
from kg.rdf.formats import FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("export") / "outputs", "rdf")


def export(folder, *words):
    return CliRunner().invoke(cli, ["export", "--dir", str(folder), *words])


def test_turtle_is_the_default_and_is_what_the_build_wrote(folder):
    done = export(folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout_bytes == (folder / "kg.ttl").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_standard_output_and_a_file_hold_the_same(folder, tmp_path, format):
    path = tmp_path / "graph"
    done = export(folder, format, "-o", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"Wrote {path}\n")
    assert path.read_bytes() == export(folder, format, "-o", "-").stdout_bytes != b""
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "format"), [("a.nq", "nq"), ("a.JSONLD", "jsonld"), ("a.rdf", "rdfxml"), ("a.trig", "trig"), ("a", "ttl")]
)
def test_the_ending_of_the_file_tells_the_form(folder, tmp_path, name, format):
    export(folder, "--output", str(tmp_path / name))
    assert (tmp_path / name).read_bytes() == export(folder, format).stdout_bytes


def test_one_graph_and_rdf_1_2_are_options(folder):
    done = export(folder, "nt", "--graph", "alpha", "--rdf12")
    assert "rdf-syntax-ns#reifies> <<( <https://w3id.org/abstract-kg/paper/" in done.stdout
    assert "<https://w3id.org/abstract-kg/about/kg> " not in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["n3"], 2, "'n3' is not one of 'ttl', 'nt', 'nq', 'trig', 'jsonld', 'rdfxml'"),
        (["jsonld", "--rdf12"], 1, "Error: JSON-LD cannot hold RDF 1.2; choose one of ttl, nt, nq, trig, or leave out"),
        (["--graph", "gamma"], 1, "Error: no graph is named 'gamma'; choose from alpha, beta, entities, meta"),
    ],
)
def test_what_cannot_be_written_is_one_line(folder, words, code, told):
    done = export(folder, *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr


def test_a_failed_export_leaves_the_old_file(folder, tmp_path):
    (tmp_path / "a.nt").write_text("old")
    assert export(folder, "-o", str(tmp_path / "a.nt"), "--graph", "gamma").exit_code == 1
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.nt": "old"}


def test_a_file_of_the_build_is_not_written_over(folder):
    before = (folder / "kg.nq").read_bytes()
    done = export(folder, "nt", "--output", str(folder / "queries" / ".." / "kg.nq"))
    assert done.exit_code == 1
    assert done.stderr.endswith("kg.nq: the build wrote this itself; choose another name with --output\n")
    assert (folder / "kg.nq").read_bytes() == before


def test_a_build_without_rdf_and_a_folder_without_a_build_are_errors(tmp_path):
    plain = built(tmp_path / "plain", "tables")
    told = f"Error: {plain}: this build has no graph to export; build with `--format rdf` as well\n"
    assert export(plain).stderr == told
    assert "make a build with `kg build SOURCE" in export(tmp_path / "none").stderr


def test_what_xml_cannot_hold_is_told(tmp_path):
    folder = built(tmp_path / "outputs", "rdf")
    lines = '<http://a> <http://b/1> "c" <http://g> .\n<http://a> <http://b/c> "\\u0000\\u0001" <http://g> .\n'
    (folder / "kg.nq").write_text(lines)
    done = export(folder, "rdfxml")
    assert done.stderr == (
        "Left out: 1 triple whose predicate is no name in XML; other formats have it.\n"
        "Replaced by U+FFFD: 2 characters that XML forbids; other formats keep them.\n"
    )
    assert export(folder, "rdfxml", "--quiet").stderr == ""
    assert export(folder, "nt").stderr == ""


def test_a_pipe_is_written_to_and_not_replaced(folder):
    code = "import sys; from kg.cli import main; main()"
    words = [sys.executable, "-c", code, "export", "nt", "--dir", str(folder), "--output", "/dev/stdout"]
    done = subprocess.run(words, capture_output=True, check=True)
    assert done.stdout == export(folder, "nt").stdout_bytes


def test_a_graph_that_was_damaged_is_an_error_that_names_the_line(tmp_path):
    folder = built(tmp_path / "outputs", "rdf")
    with (folder / "kg.nq").open("a") as stream:
        stream.write("<http://a> <http://b> <no iri> <http://g> .\n")
    count = len((folder / "kg.nq").read_bytes().splitlines())
    done = export(folder)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"kg.nq:{count}: the graph cannot be read" in done.stderr
    assert store.read_manifest(folder) is not None
