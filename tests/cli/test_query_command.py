"""The commands that ask the RDF of a build: query, queries."""

import errno
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from builds import built
from click.testing import CliRunner

from kg.cli.group import cli
from kg.cli.queries import _folded
from kg.query import triplestore
from kg.query.named import NamedQuery, Parameter
from kg.store import open_build


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(built(tmp_path_factory.mktemp("outputs"), "rdf"))


def run(*arguments, stdin=None):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)


NAMES = "SELECT ?name { ?model a kg:Model ; skos:prefLabel ?name } ORDER BY ?name"


def test_sparql_is_answered_as_a_table(folder):
    assert run("query", NAMES, "-d", folder).output == "name\n-------\nMoss\nMoss-7B\n"


def test_a_query_comes_from_a_file_or_standard_input(folder, tmp_path):
    (tmp_path / "names.rq").write_text(NAMES)
    assert run("query", tmp_path / "names.rq", "-d", folder, "-f", "tsv").output == '?name\n"Moss"\n"Moss-7B"\n'
    assert run("query", "-", "-d", folder, "-f", "tsv", stdin=NAMES).output == '?name\n"Moss"\n"Moss-7B"\n'


def test_an_answer_is_json_or_turtle_on_demand(folder):
    written = run("query", NAMES, "-d", folder, "--format", "json").output
    assert written.endswith("}\n")
    answer = json.loads(written)
    assert answer["results"]["bindings"][0] == {"name": {"type": "literal", "value": "Moss"}}
    turtle = run(
        "query", "CONSTRUCT { ?m skos:prefLabel ?n } { ?m a kg:Model ; skos:prefLabel ?n }", "-d", folder, "-f", "nt"
    )
    assert turtle.output.count(" .\n") == 2


def test_a_question_by_name_takes_values(folder):
    result = run("query", "--name", "beat", "--set", "entity=LoRA", "-d", folder, "-f", "csv")
    assert result.output.splitlines()[1].startswith("Fernweh,")


def test_an_answer_for_which_there_is_no_room_is_no_failure_of_the_engine(folder, monkeypatch):
    class Full(BytesIO):
        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda *_, **__: Full())
    monkeypatch.setattr(tempfile, "tempdir", "/spool")
    result = run("query", NAMES, "-d", folder, "-f", "json")
    said = "no room for the answer; ask for less, for instance with LIMIT, or set TMPDIR to a folder with more room"
    assert (result.exit_code, result.output) == (1, f"Error: /spool: {said}\n")


@pytest.mark.parametrize("format", ["table", "json"])
def test_where_standard_output_is_closed_nothing_is_printed(folder, format):
    code = (
        "import sys; sys.stdout = sys.__stdout__ = None  # as Python has it after `>&-`\n"
        "import kg.cli.group as g; g.main()"
    )
    command = [sys.executable, "-c", code, "query", NAMES, "-d", folder, "-f", format]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_no_spreadsheet_runs_what_csv_holds(folder):
    written = run("query", "SELECT ('=HYPERLINK()' AS ?a) (-2.5 AS ?b) {}", "-d", folder, "-f", "csv").output
    assert written.split() == ["a,b", "'=HYPERLINK(),-2.5"]
    assert "\t-2.5" in run("query", "SELECT ('=1' AS ?a) (-2.5 AS ?b) {}", "-d", folder, "-f", "tsv").output


def test_no_answer_is_said(folder):
    result = run("query", "SELECT ?x { ?x a kg:Nothing }", "-d", folder)
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        ["The graph has no answer to this.", "kg:Nothing is no class or property of the ontology."],
    )


def test_a_question_without_an_answer_leads_to_another(folder):
    result = run("query", "--name", "connection", "--set", "first=Fernweh", "--set", "second=Moss", "-d", folder)
    assert result.stderr.splitlines() == [
        "The graph has no answer to this.",
        "Perhaps `kg query --name bridges --set first=Fernweh --set second=Moss` has.",
    ]
    plain = run("query", "--name", "new-in-year", "--set", "year=1066", "-d", folder)
    assert plain.stderr == "The graph has no answer to this.\n"


def test_a_mistake_is_shown_where_it_is(folder):
    result = run("query", "SELECT ?x { ?x a }", "-d", folder)
    assert result.exit_code == 1
    *shown, error = result.stderr.splitlines()
    assert shown[0] == "  SELECT ?x { ?x a }"
    assert shown[1].strip() == "^"
    assert error.startswith("Error: query:1:")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give one query: a file, SPARQL, or --name NAME; `kg queries` lists the names."),
        (("ASK {}", "--name", "find"), "Give one query: a file, SPARQL, or --name NAME; `kg queries` lists the names."),
        (("ASK {}", "--set", "a=b"), "--set sets a parameter of a named question; give --name NAME as well."),
        (("--name", "find", "--set", "adapt"), "'adapt' is not of the form NAME=VALUE."),
    ],
)
def test_wrong_words(folder, arguments, words):
    result = run("query", *arguments, "-d", folder)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"{words}\n")


def test_a_missing_file_is_named(folder):
    result = run("query", "none.rq", "-d", folder)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: none.rq: the query cannot be read (No such file or directory); check the path\n",
    )


def test_a_question_that_is_not_known_is_named(folder):
    result = run("query", "--name", "beets", "-d", folder)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: no question is named 'beets'; did you mean beats, redirects, descendants?\n",
    )


@pytest.mark.parametrize("text", ["beats", "beat", "Most used data", "most-used-datasets"])
def test_the_name_of_a_question_is_no_query(folder, text):
    result = run("query", text, "-d", folder)
    name = "beats" if text.startswith("beat") else "most-used-datasets"
    told = f"Error: '{text}' is no SPARQL; ask a question that comes with kg with `kg query --name {name}`\n"
    assert (result.exit_code, result.stderr) == (1, told)


def test_a_folder_is_no_query(folder, tmp_path):
    result = run("query", tmp_path, "-d", folder)
    told = f"Error: '{tmp_path}' is a folder; give the folder of a build with `--dir {tmp_path}`, and a query\n"
    assert (result.exit_code, result.stderr) == (1, told)


def test_the_store_of_the_build_answers(folder, monkeypatch):
    digest = open_build(Path(folder)).outputs["kg.nq"]
    triplestore.update(Path(folder), {"kg.nq": digest})
    monkeypatch.setattr("kg.query.graph_file.load", None)
    assert run("query", NAMES, "-d", folder).output == "name\n-------\nMoss\nMoss-7B\n"
    assert run("query", "-n", "most-used-d", "-d", folder).output.splitlines()[2].split() == [
        "dataset:paperstack",
        "PaperStack",
        "2",
    ]


def test_queries_lists_questions_and_prints_one():
    listing = run("queries")
    assert any(line.split()[0] == "beats" and "entity=TRPO" in line for line in listing.stdout.splitlines()[2:])
    assert "`kg query --name NAME`" in listing.stderr
    assert "SELECT ?better" in run("queries", "beats").stdout
    assert "beats" in [query["name"] for query in json.loads(run("queries", "--format", "json").stdout)]


def test_a_build_without_rdf_is_told_from_no_build(tmp_path):
    tables = built(tmp_path / "tables", "tables")
    assert run("query", NAMES, "-d", tables).stderr == (
        f"Error: {tables}: this build has no kg.nq; build with `--format rdf` as well\n"
    )
    assert "there is no such folder" in run("query", NAMES, "-d", tmp_path / "none").stderr


def test_a_terminal_shows_questions_folded_to_its_width():
    question = NamedQuery("a-name", "Title", "Is this a question of many words?", (Parameter("x", "y z", "text"),), "")
    assert list(_folded([question, replace(question, name="b", parameters=())], 28)) == [
        "a-name  Is this a question",
        "        of many words? [x=y",
        "        z]",
        "b       Is this a question",
        "        of many words?",
    ]
