"""Building and extracting with another spaCy pipeline, from the command line to the files."""

import json

import pytest
from click.testing import CliRunner
from factory import ruler

import kg
from kg.cli.group import cli

LIGHT = ("-q", "--format", "tables,graphml")
PAPER = {
    "title": "Fern: A Study",
    "abstract": "We introduce Fern. Fern outperforms Weh on Mossbank. Code: https://github.com/fernlab/fern.",
}
UNMAPPED = (
    "Error: plants: the label 'LAB' is no type of kg; this pipeline's labels are DATASET, LAB, PLANT; map those that "
    'count at the end of kg.toml, with the lines `[labels]` and `LAB = "Method"` (types are Method, Model, Dataset, '
    "Task; the other labels are ignored)\n"
)


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    """Work in a folder with a paper and a pipeline that marks two plants, a data set and a word of an address."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(json.dumps(PAPER) + "\n")
    ruler(tmp_path / "plants", PLANT="Fern | Weh", DATASET="Mossbank", LAB="fernlab | Study")


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def settings(tmp_path, text):
    (tmp_path / "kg.toml").write_text(text)


def entities(line):
    return {(one["name"], one["type"], one["role"]) for one in json.loads(line)["entities"]}


FOUND = {("Fern", "Method", "introduces"), ("Weh", "Method", "compares"), ("Mossbank", "Dataset", "uses")}


def test_extract_prints_what_the_pipeline_found(tmp_path):
    settings(tmp_path, '[labels]\nPLANT = "Method"\n')
    result = run("extract", "a.jsonl", "-q", "--model", "plants")
    assert (result.exit_code, result.stderr) == (0, "")
    assert entities(result.stdout) == FOUND
    record = json.loads(result.stdout)
    assert {place["by"] for one in record["entities"] for place in one["mentions"]} == {"model:plants"}
    assert [(one["url"], one["of"]) for one in record["links"]] == [("https://github.com/fernlab/fern", "own")]


def test_build_writes_a_graph_whose_evidence_names_the_pipeline(tmp_path):
    settings(tmp_path, 'model = "plants"\n[labels]\nPLANT = "Method"\nLAB = ""\n')
    assert run("build", "a.jsonl", *LIGHT).exit_code == 0
    assert entities((tmp_path / "outputs" / "papers.jsonl").read_text()) == FOUND
    graph = kg.load("outputs").graph
    by = {(left, data["predicate"], right): data["by"] for left, right, data in graph.edges(data=True)}
    (paper,) = (node for node in graph if node.startswith("paper/"))
    assert by[paper, "introduces", "method/fern"] == "model:plants"
    assert by["method/fern", "outperforms", "method/weh"] == "model:relations"


def test_builds_with_other_models_or_labels_do_not_mix(tmp_path):
    def built(*options, labels='PLANT = "Method"'):
        settings(tmp_path, f"[labels]\n{labels}\n")
        result = run("build", "a.jsonl", "--format", "tables", *options)
        assert result.exit_code == 0
        return "Up to date" in result.stderr, entities((tmp_path / "outputs" / "papers.jsonl").read_text())

    own = built()
    assert own[1] != FOUND
    assert built("--model", "plants") == (False, FOUND)
    assert built("--model", "./plants") == (True, FOUND)
    ruled = {("Fern", "Model", "introduces"), ("Weh", "Model", "compares"), ("Mossbank", "Dataset", "uses")}
    assert built("--model", "plants", labels='PLANT = "Model"') == (False, ruled)
    ruler(tmp_path / "plants", PLANT="Fern", DATASET="Mossbank")
    assert built("--model", "plants") == (False, FOUND - {("Weh", "Method", "compares")})
    assert built() == own


@pytest.mark.parametrize("command", [("build", *LIGHT), ("extract", "-q")])
@pytest.mark.parametrize(
    ("model", "text", "said"),
    [
        ("plants", "", UNMAPPED),
        (
            "plants",
            '[labels]\nPLANTS = "Method"\n',
            "Error: plants: [labels] of kg.toml names 'PLANTS', which is no label of this pipeline; its labels are "
            "DATASET, LAB, PLANT\n",
        ),
        (
            "plants",
            '[labels]\nPLANT = "Plant"\n',
            "Error: kg.toml: the label 'PLANT' is mapped to 'Plant', which is no type; map it to Method, Model, "
            'Dataset, Task, or to "" to ignore it\n',
        ),
        (
            "en_nowhere",
            "",
            "Error: en_nowhere: no such folder, and no package of this name is installed; correct the path, or pip "
            "install it\n",
        ),
        (
            ".",
            "",
            "Error: .: this folder holds no spaCy pipeline (config.cfg is missing); name one that nlp.to_disk wrote\n",
        ),
    ],
)
def test_what_does_not_fit_is_one_line(tmp_path, command, model, text, said):
    settings(tmp_path, text)
    result = run(*command, "a.jsonl", "--model", model)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
    assert not (tmp_path / "outputs" / "manifest.json").exists()


def test_python_takes_a_model_and_its_labels():
    config = kg.Config(model="plants", labels={"PLANT": "Method"}, output="mine", formats=("graphml",))
    (record,) = kg.extract_records(["a.jsonl"], config=config)
    assert {(one["name"], one["type"], one["role"]) for one in record["entities"]} == FOUND
    assert kg.build_graph(["a.jsonl"], config=config).manifest.counts["entities"] == {"Dataset": 1, "Method": 2}
