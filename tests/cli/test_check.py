"""`kg check`: its report, its formats, its exit codes."""

import importlib.util
import json
import re

import pytest
from builds import built
from click.testing import CliRunner
from factory import published

from kg.cli.group import cli
from kg.rdf.validation.checks import every_rule

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
CLAIMS = "https://w3id.org/abstract-kg/"
CLEAN = "nothing is wrong"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("outputs"), "rdf")


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Make a build with one finding of each level."""
    folder = built(tmp_path_factory.mktemp("broken"), "rdf")
    text = (folder / "kg.nq").read_text()
    text = text.replace('/method/lora> <http://www.w3.org/2004/02/skos/core#prefLabel> "LoRA"',
                        '/method/lora> <http://www.w3.org/2004/02/skos/core#prefLabel> "Fernweh"')  # fmt: skip
    graph = f"<{CLAIMS}graph/entities>"
    long = "A name that is longer than a table wants to show, for whatever reason\\tit may have"
    text += f'<{CLAIMS}method/lora> <https://schema.org/name> "{long}" {graph} .\n'
    (folder / "kg.nq").write_text(text)
    return folder


def run(*arguments):
    return CliRunner().invoke(cli, ["check", *map(str, arguments)])


def test_nothing_is_found_in_a_whole_build(folder):
    result = run("-d", folder, "--fail-on", "info")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{folder}: {CLEAN}\n")


def test_a_table_has_one_line_a_violation_the_worst_first(broken):
    lines = run("-d", broken).stdout.splitlines()
    assert lines[0].split("  ")[0] == "Level"
    assert lines[0].split() == ["Level", "Rule", "Name", "Subject", "Property", "Value", "Message"]
    (label,) = (
        line.split() for line in lines if " Entity-label " in line and "method:lora" in line and '"LoRA"' in line
    )
    assert label == [
        "ERROR",
        "Entity-label",
        "method:lora",
        "rdfs:label",
        '"LoRA"',
        "the",
        "label",
        "of",
        "an",
        "entity",
        "is",
        "its",
        "name",
    ]
    assert [line.split()[0] for line in lines[2:]] == sorted(
        (line.split()[0] for line in lines[2:]), key=["ERROR", "WARN", "INFO"].index
    )


def test_only_a_table_cuts_long_values_and_shortens_iris(broken):
    (shown,) = (line for line in run("-d", broken).stdout.splitlines() if line.startswith("WARN"))
    assert re.split(" {2,}", shown) == [
        "WARN", "undescribed-property", "method:lora", "schema:name",
        '"A name that is longer than a table wants to show, for what…',
        "the ontology describes each property that is used",
    ]  # fmt: skip
    (row,) = (
        line.split("\t") for line in run("-d", broken, "-f", "tsv").stdout.splitlines() if line.startswith("WARN")
    )
    assert row == [
        "WARN", "undescribed-property", f"{CLAIMS}method/lora", "https://schema.org/name",
        '"A name that is longer than a table wants to show, for whatever reason\\tit may have"',
        "the ontology describes each property that is used",
    ]  # fmt: skip


def test_tsv_has_a_header_always_and_json_a_list(folder, broken):
    assert run("-d", folder, "-f", "tsv").stdout == "Level\tRule Name\tSubject\tProperty\tValue\tMessage\n"
    assert run("-d", folder, "-f", "json").stdout == "[]\n"
    found = json.loads(run("-d", broken, "-f", "json").stdout)
    assert {
        "level": "INFO", "rule": "same-name", "subject": f"{CLAIMS}method/fernweh",
        "property": "http://www.w3.org/2004/02/skos/core#prefLabel", "value": f"<{CLAIMS}method/lora>",
        "message": "the entities of one type have different names",
    } in found  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "level", "code"),
    [("WARN", "error", 0), ("WARN", "warn", 1), ("INFO", "warn", 0), ("INFO", "info", 1), ("ERROR", "none", 0)],
)
def test_the_exit_code_tells_whether_a_level_occurs(monkeypatch, folder, rules, level, code):
    from kg.rdf.validation import checks

    monkeypatch.setattr(checks, "check", lambda _: [checks.Finding(rules, "r", "s", "", "", "m")])
    assert run("-d", folder, "--fail-on", level).exit_code == code


def test_an_error_fails_unless_told_otherwise_and_words_are_counted_by_level(broken):
    result = run("-d", broken)
    assert result.exit_code == 1
    errors = sum(line.startswith("ERROR") for line in result.stdout.splitlines())
    assert result.stderr == f"{broken}: {errors} ERROR, 1 WARN, 1 INFO\n"
    assert run("-d", broken, "--fail-on", "never").exit_code == 2


def test_changed_files_are_found_and_what_stands_outside_of_the_graphs(tmp_path):
    folder = built(tmp_path, "rdf")
    with (folder / "kg.nq").open("a") as stream:
        stream.write(f'<https://example.org/x> {LABEL} "x" .\n')
    found = json.loads(run("-d", folder, "--format", "json").stdout)
    assert {
        "level": "ERROR", "rule": "digest", "subject": "kg.nq", "property": "", "value": "",
        "message": "changed since the build",
    } in found  # fmt: skip
    assert ("named-graph", "https://example.org/x") in [(finding["rule"], finding["subject"]) for finding in found]


def test_it_goes_on_where_the_graph_cannot_be_read(tmp_path):
    folder = built(tmp_path, "rdf")
    (folder / "void.ttl").unlink()
    (folder / "kg.nq").write_text("no graph")
    result = run("-d", folder, "--format", "json")
    found = [(finding["rule"], finding["subject"]) for finding in json.loads(result.stdout)]
    assert (result.exit_code, found) == (1, [("digest", "kg.nq"), ("digest", "void.ttl"), ("readable", "kg.nq")])
    assert result.stderr == f"{folder}: 3 ERROR\n"


def test_the_rules_are_listed_without_a_build(tmp_path):
    listed = json.loads(run("--list", "-d", tmp_path / "none", "-f", "json").stdout)
    assert [rule["rule"] for rule in listed] == [rule.name for rule in every_rule()]
    assert run("--list", "-f", "tsv").stdout.startswith(
        "Level\tRule Name\tMessage\nERROR\tdigest\ta file is as the build wrote it\n"
    )
    assert run("--list").stdout.splitlines()[2].split()[:3] == ["ERROR", "digest", "a"]


# rdflib's and pyshacl's own code uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pyshacl_reports_in_the_same_columns(folder, broken):
    found = json.loads(run("-d", broken, "--shacl", "-f", "json").stdout)
    mine = json.loads(run("-d", broken, "-f", "json").stdout)
    assert [finding for finding in found if finding["rule"].startswith("Entity")] == [
        finding for finding in mine if finding["rule"].startswith("Entity")
    ]
    assert run("-d", folder, "--shacl").stderr == f"{folder}: {CLEAN}\n"


def test_a_missing_pyshacl_is_one_line(folder, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "pyshacl" else find(name, *rest)
    )
    result = run("-d", folder, "--shacl")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: --shacl: pyshacl is not installed; install it with `pip install 'kg[shacl]'`\n",
    )


def test_what_sources_give_differently_is_found_by_its_level(tmp_path):
    folder = built(tmp_path, "tables", "rdf", graph=published())
    result = run("-d", folder, "--format", "json")
    paper = f"{CLAIMS}paper/arxiv-2401.00001"
    found = [tuple(finding.values()) for finding in json.loads(result.stdout)]
    assert found == [
        (
            "WARN",
            "source-identifier",
            paper,
            "http://purl.org/dc/terms/identifier",
            '"doi:10.1/y"',
            "the sources of a paper give it one identifier of each scheme; "
            "'beta' has this, and 'doi:10.1/x' of 'alpha' is kept",
        ),
        (
            "INFO",
            "source-paper",
            paper,
            "",
            f"<{CLAIMS}paper/acl-2023.moss-1>",
            "papers that share a title or an identifier are one paper; "
            "both have 'fernweh of the woods', and other identifiers",
        ),
        (
            "INFO",
            "source-title",
            paper,
            "http://purl.org/dc/terms/title",
            '"Moss\\u001B[2J"',
            "the sources of a paper give it one title; 'beta' has this, and 'Fernweh of the Woods' of 'alpha' is kept",
        ),
    ]
    assert (result.exit_code, result.stderr) == (0, f"{folder}: 1 WARN, 2 INFO\n")
    assert run("-d", folder, "--fail-on", "warn").exit_code == 1
    assert "\x1b" not in run("-d", folder).stdout


def test_a_table_of_conflicts_that_is_damaged_is_one_finding(tmp_path):
    folder = built(tmp_path, "tables", "rdf", graph=published())
    (folder / "tables" / "conflicts.csv").write_text("paper,field\nx\n")
    found = json.loads(run("-d", folder, "--format", "json").stdout)
    assert [(finding["rule"], finding["subject"]) for finding in found] == [("digest", "tables/conflicts.csv")]
