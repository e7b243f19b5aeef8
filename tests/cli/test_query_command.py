"""The commands that ask the RDF of a build: query, queries, check."""

import json

import pytest
from builds import built
from click.testing import CliRunner

from kg.cli.group import cli


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
    assert run("query", tmp_path / "names.rq", "-d", folder, "-f", "csv").output == "name\nMoss\nMoss-7B\n"
    assert run("query", "-", "-d", folder, "-f", "csv", stdin=NAMES).output == "name\nMoss\nMoss-7B\n"


def test_an_answer_is_json_or_turtle_on_demand(folder):
    answer = json.loads(run("query", NAMES, "-d", folder, "--format", "json").output)
    assert answer["results"]["bindings"][0] == {"name": {"type": "literal", "value": "Moss"}}
    turtle = run(
        "query", "CONSTRUCT { ?m skos:prefLabel ?n } { ?m a kg:Model ; skos:prefLabel ?n }", "-d", folder, "-f", "nt"
    )
    assert turtle.output.count(" .\n") == 2


def test_a_question_by_name_takes_values(folder):
    result = run("query", "--name", "beats", "--set", "entity=LoRA", "-d", folder, "-f", "csv")
    assert result.output.splitlines()[1].startswith("Fernweh,")


def test_no_answer_is_said(folder):
    result = run("query", "SELECT ?x { ?x a kg:Nothing }", "-d", folder)
    assert (result.exit_code, result.stderr) == (0, "The graph has no answer to this.\n")


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


def test_queries_lists_questions_and_prints_one():
    listing = run("queries")
    assert any(line.split()[0] == "beats" and "entity=TRPO" in line for line in listing.stdout.splitlines()[2:])
    assert "`kg query --name NAME`" in listing.stderr
    assert "SELECT ?better" in run("queries", "beats").stdout
    assert "beats" in [query["name"] for query in json.loads(run("queries", "--format", "json").stdout)]


def test_check_finds_nothing_in_a_whole_build(folder):
    result = run("check", "-d", folder, "--fail-on", "warn")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{folder}: nothing is wrong\n")


def test_check_finds_changed_files_and_broken_rules(tmp_path):
    folder = built(tmp_path, "rdf")
    with (folder / "kg.nq").open("a") as stream:
        stream.write('<https://example.org/x> <http://www.w3.org/2000/01/rdf-schema#label> "x" .\n')
    result = run("check", "-d", folder, "--format", "json")
    findings = json.loads(result.stdout)
    assert result.exit_code == 1
    assert findings[0] == {
        "level": "error", "rule": "digest", "subject": "kg.nq", "message": "changed since the build",
    }  # fmt: skip
    assert ("named-graph", "https://example.org/x") in [(finding["rule"], finding["subject"]) for finding in findings]
    assert run("check", "-d", folder, "--fail-on", "never").exit_code == 0
    assert run("check", "-d", folder).stdout.splitlines()[0].split() == ["level", "rule", "subject", "message"]


def test_check_goes_on_where_the_graph_cannot_be_read(tmp_path):
    folder = built(tmp_path, "rdf")
    (folder / "void.ttl").unlink()
    (folder / "kg.nq").write_text("no graph")
    result = run("check", "-d", folder, "--format", "json")
    found = [(finding["rule"], finding["subject"]) for finding in json.loads(result.stdout)]
    assert (result.exit_code, found) == (1, [("digest", "kg.nq"), ("digest", "void.ttl"), ("readable", "kg.nq")])
    assert result.stderr == f"{folder}: 3 findings\n"


def test_a_build_without_rdf_is_told_from_no_build(tmp_path):
    tables = built(tmp_path / "tables", "tables")
    assert run("query", NAMES, "-d", tables).stderr == (
        f"Error: {tables}: this build has no graph to ask; build with `--format rdf` as well\n"
    )
    assert "there is no such folder" in run("query", NAMES, "-d", tmp_path / "none").stderr
