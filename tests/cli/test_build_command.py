"""The commands that read papers: build, extract, evaluate."""

import json
import webbrowser

import pytest
from click.testing import CliRunner
from factory import plants

import kg.extract
from kg.cli.group import cli

LIGHT = ("--format", "tables,graphml")


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    """Work in a folder with two papers, with an extractor that finds two plants."""

    monkeypatch.setattr(kg.extract, "extract", plants)
    monkeypatch.chdir(tmp_path)
    papers = [
        {"title": "Moss and Fern", "abstract": "We use Moss."},
        {"title": "Fern alone", "abstract": "We use Fern."},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers))


def run(*arguments, stdin=None):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)


def test_a_build_says_what_it_made_and_what_to_do_next():
    result = run("build", "a.jsonl", *LIGHT)
    assert result.exit_code == 0
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[:5] == [
        "Reading sources: 2 of 2",
        "Extracting from papers: 2 of 2",
        "Resolving names: 2 of 2",
        "Assembling the graph: 4 of 4",
        "Writing outputs: 2 of 2",
    ]
    assert lines[5].startswith("Built 2 papers, 2 entities (2 Method), 3 edges, 0 links in ")
    assert lines[6:] == ["Next    kg stats"]  # this build has neither a page nor RDF


def test_a_second_build_says_that_nothing_was_to_do():
    run("build", "a.jsonl", *LIGHT, "-o", "mine")
    assert run("build", "a.jsonl", *LIGHT, "-o", "mine").stderr == (
        "Up to date: 2 papers, 2 entities (2 Method), 3 edges, 0 links\nNext    kg stats --dir mine\n"
    )


def test_the_next_commands_are_those_that_work():
    assert run("build", "a.jsonl", "--format", "html,rdf", "-o", "my graph").stderr.splitlines()[-4:] == [
        "Page    my graph/graph.html",
        "Next    kg view 'my graph'",
        "        kg stats --dir 'my graph'",
        "        kg query --name most-used-datasets --dir 'my graph'",
    ]


@pytest.mark.parametrize("arguments", [("--quiet", "build"), ("build", "-q")])
def test_quiet_prints_errors_only(tmp_path, arguments):
    (tmp_path / "b.jsonl").write_text('{"title": "Fern", "abstract": "x"}\n{"title": \n')
    result = run(*arguments, "b.jsonl", *LIGHT)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Skipped: b.jsonl:2: ")
    assert result.stderr.count("\n") == 1


def test_a_quiet_build_tells_of_a_record_once_and_of_a_source_each_time(tmp_path):
    def told(*arguments):
        result = run("build", *arguments, *LIGHT)
        return [line[9:18] for line in result.stderr.splitlines() if line.startswith("Skipped: ")]

    quiet = ("b.jsonl", "c.jsonl", "--quiet")
    (tmp_path / "b.jsonl").write_text('{"title": "Fern", "abstract": "x"}\n{"title": "Moss"}\n')
    assert told(*quiet) == ["c.jsonl: ", "b.jsonl:2"]
    assert told(*quiet) == ["c.jsonl: "]
    with (tmp_path / "b.jsonl").open("a") as stream:
        stream.write('{"title": "Sorrel"}\n')
    assert told(*quiet) == ["c.jsonl: ", "b.jsonl:3"]
    assert told("b.jsonl", "c.jsonl") == told(*quiet, "--fresh") == ["c.jsonl: ", "b.jsonl:2", "b.jsonl:3"]


def test_papers_come_from_standard_input(tmp_path):
    assert run("build", "-", *LIGHT, stdin=(tmp_path / "a.jsonl").read_text()).exit_code == 0
    assert json.loads((tmp_path / "outputs" / "manifest.json").read_text())["counts"]["papers"] == 2


def test_nothing_to_build_from_is_a_matter_of_words():
    result = run("build")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Error: Nothing to build from: name files or folders with papers, let `kg init` write a kg.toml that does, "
        "or try `kg build --sample`.\n"
    )


def test_sources_and_settings_come_from_the_settings_file(tmp_path):
    (tmp_path / "kg.toml").write_text('sources = ["a.jsonl"]\noutput = "graph"\nformats = ["tables"]\n')
    assert run("build").exit_code == 0
    assert run("stats").stdout.splitlines()[2].split() == ["papers", "2"]
    assert run("build", "-o", "other", "--format", "graphml").exit_code == 0
    assert (tmp_path / "other" / "graph.graphml").is_file()


def test_a_wrong_settings_file_is_one_line(tmp_path):
    (tmp_path / "kg.toml").write_text("sorces = 3\n")
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: kg.toml: unknown setting 'sorces'; did you mean 'sources'?")


def test_an_unknown_format_is_a_matter_of_words():
    result = run("build", "a.jsonl", "--format", "tables,xls")
    assert result.exit_code == 2
    assert "'xls' is not one of rdf, html, tables, graphml, gexf, " in result.stderr


def test_a_missing_source_makes_the_exit_code_1_and_the_others_are_built(tmp_path):
    result = run("build", "a.jsonl", "none.jsonl", *LIGHT, "-q")
    assert result.exit_code == 1
    assert result.stderr == ("Skipped: none.jsonl: cannot be read (No such file or directory); check the path\n")
    assert (tmp_path / "outputs" / "manifest.json").is_file()


def test_a_day_without_papers_is_named_and_costs_nothing(tmp_path):
    (tmp_path / "days").mkdir()
    (tmp_path / "a.jsonl").rename(tmp_path / "days" / "1.jsonl")
    (tmp_path / "days" / "2.jsonl").write_text("\n")
    for number, source in enumerate(("days", "days/*.jsonl")):
        result = run("build", source, *LIGHT, "-o", f"daily{number}", "--quiet")
        assert (result.exit_code, result.stderr) == (0, "Skipped: days/2.jsonl: is empty; give a file of papers\n")


def test_a_file_of_which_a_crash_left_zeros_makes_the_exit_code_1(tmp_path):
    (tmp_path / "b.jsonl").write_bytes(b"\0" * 4096)
    result = run("build", "a.jsonl", "b.jsonl", *LIGHT, "--quiet")
    assert (result.exit_code, result.stderr) == (1, "Skipped: b.jsonl: is empty; give a file of papers\n")


def test_a_source_that_cannot_be_read_at_all_is_one_line():
    result = run("build", "none.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "Error: none.jsonl: cannot be read (No such file or directory); check the path\n",
    )


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    result = run("build", "a.jsonl", "-o", "file")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: file: cannot be written (File exists); mend this, or choose another folder with --output\n",
    )


def test_open_opens_the_page(tmp_path, monkeypatch):
    addresses = []
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or True)
    result = run("build", "a.jsonl", "--format", "html", "--open", "-q")
    assert (result.exit_code, addresses) == (0, [(tmp_path / "outputs" / "graph.html").as_uri()])


def test_extract_prints_a_record_a_paper(tmp_path):
    result = run("extract", "a.jsonl", "-q")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert {record["title"]: [entity["name"] for entity in record["entities"]] for record in records} == {
        "Moss and Fern": ["Moss", "Fern"],
        "Fern alone": ["Fern"],
    }
    assert result.exit_code == 0
    assert not (tmp_path / "outputs").exists()


def test_extract_reads_standard_input_and_names_what_is_missing(tmp_path):
    result = run("extract", "-", "none.jsonl", "-q", stdin=(tmp_path / "a.jsonl").read_text())
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 2)
    assert result.stderr == "Skipped: none.jsonl: cannot be read (No such file or directory); check the path\n"


@pytest.fixture
def gold(tmp_path):
    """Annotate the two papers: Moss is right, Fern is a model, Root is nowhere."""
    records = [
        {
            "title": "Moss and Fern",
            "abstract": "We use Moss.",
            "entities": [
                {"name": "Moss", "type": "Method", "role": "uses", "surfaces": ["Moss"], "must": True},
                {"name": "Fern", "type": "Model", "role": "uses", "surfaces": ["Fern"], "must": True},
            ],
            "links": [{"url": "https://github.com/moss/moss", "kind": "code", "of": "own"}],
        },
        {"title": "Root", "abstract": "Nothing.", "entities": [{"name": "Root", "type": "Method"}], "links": []},
    ]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return tmp_path / "gold.jsonl"


def test_evaluate_prints_a_table(gold):
    result = run("evaluate", gold, "-q")
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["precision", "recall", "F1", "predicted", "wanted"],
        ["----------", "---------", "------", "-----", "---------", "------"],
        ["Method", "0.500", "0.500", "0.500", "2", "2"],
        ["Model", "0.000", "0.000", "0.000", "0", "1"],
        ["micro", "0.500", "0.333", "0.400", "2", "3"],
        ["introduces", "0.000", "0.000", "0.000", "0", "0"],
        ["links", "0.000", "0.000", "0.000", "0", "1"],
        ["role", "accuracy", "1.000", "over", "1", "found", "entities"],
    ]


def test_evaluate_joins_annotations_with_abstracts_by_title(gold):
    result = run("evaluate", gold, "--source", "a.jsonl", "--format", "json", "-v")
    report = json.loads(result.stdout)
    assert (report["papers"], report["missing"], report["types"]["Method"]["right"]) == (2, ["Root"], 1)
    assert "1 annotated papers are not in the source; they count as found nothing\n" in result.stderr


def test_evaluate_says_what_is_wrong_with_the_annotations(tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"title": "x"}\n')
    result = run("evaluate", "bad.jsonl")
    assert (result.exit_code, result.stderr) == (
        1,
        'Error: bad.jsonl:1: not an annotated record; it takes a JSON object with "title" and "entities", each entity '
        'with "name" and "type"\n',
    )


def test_evaluate_asks_for_abstracts_that_the_annotations_lack(tmp_path):
    (tmp_path / "bare.jsonl").write_text('{"title": "x", "entities": []}\n')
    result = run("evaluate", "bare.jsonl")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: bare.jsonl: the annotated records hold no abstracts; name the papers with --source\n",
    )
