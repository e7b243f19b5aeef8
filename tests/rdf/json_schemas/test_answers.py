"""The JSON Schemas of what commands print: they describe what the commands do print."""

import json

import pytest
from builds import built
from click.testing import CliRunner
from json_schemas import problems

from kg import schema
from kg.cli.group import cli
from kg.evaluate import Report, Score
from kg.rdf.json_schemas import answers


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = built(tmp_path_factory.mktemp("build"), "rdf", "tables")
    with (folder / "kg.nq").open("a") as stream:
        stream.write('<https://x.org/a> <https://schema.org/name> "a\\tname" .\n')
    return folder


def described(name):
    return json.loads(getattr(answers, f"{name}_schema")(schema.load()))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("questions", ["queries"]),
        ("findings", ["check", "--fail-on", "none"]),
        ("rules", ["check", "--list"]),
        ("card", ["show", "LoRA"]),
        ("card", ["show", "arXiv:2401.00001"]),
        ("card", ["show", "https://github.com/example/fernweh"]),
        ("explanation", ["explain", "LoRA"]),
        ("explanation", ["explain", "Fernweh", "LoRA"]),
        ("statistics", ["stats"]),
    ],
)
def test_what_a_command_prints_is_described(folder, name, words):
    place = [] if words[0] == "queries" else ["--dir", str(folder)]
    printed = CliRunner().invoke(cli, [*words, *place, "--format", "json"])
    assert printed.exit_code == 0
    found = json.loads(printed.stdout)
    assert found
    assert problems(found, described(name)) == []


def test_scores_are_described():
    report = Report(missing=("A title",), papers=2)
    report.types["Method"] = Score(predicted=2, right=1, wanted=3, found=1)
    assert problems(report.to_dict(), described("scores")) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("findings", [{"level": "error", "rule": "r", "subject": "s", "property": "", "value": "", "message": "m"}],
         ["$[0].level: enum"]),
        ("rules", [{"level": "WARN", "rule": "r"}], ["$[0]: required"]),
        ("questions", [{"name": "n", "title": "t", "explanation": "e", "parameters": [], "text": "", "otherwise": ""}],
         ["$[0].text: minLength"]),
    ],
)  # fmt: skip
def test_what_no_command_prints_is_not(name, value, said):
    assert problems(value, described(name)) == said
