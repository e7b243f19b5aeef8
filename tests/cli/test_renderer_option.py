"""What draws the page, as the command line chooses it."""

import json

import pytest
from click.testing import CliRunner

import kg.cli.build
from kg.cli.group import cli


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Moss", "abstract": "We use ImageNet."}) + "\n")


def run(*options):
    return CliRunner().invoke(cli, ["build", "a.jsonl", "--format", "html", *options])


def test_pyvis_draws_the_page_where_it_is_asked_to(tmp_path):
    assert run("--renderer", "pyvis").exit_code == 0
    assert 'id="vis-options"' in (tmp_path / "outputs" / "graph.html").read_text(encoding="utf-8")


def test_a_renderer_that_there_is_not_is_refused():
    result = run("--renderer", "webgl")
    assert result.exit_code == 2
    assert "'webgl' is not one of 'auto', 'canvas', 'pyvis'" in result.stderr


def test_a_large_graph_for_pyvis_is_built_with_a_word_of_advice(monkeypatch):
    advice = "slowly; `--renderer canvas` is faster\n"
    assert advice not in run("--renderer", "pyvis").stderr
    monkeypatch.setattr(kg.cli.build, "PYVIS_UP_TO", 1)
    assert advice in run("--renderer", "pyvis", "--fresh").stderr
    assert advice not in run("--renderer", "canvas").stderr
