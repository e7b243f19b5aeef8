"""The README: its commands run, and print what it says that they print."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.group import COMMANDS, cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


def steps(block):
    """Return the commands of a console block, each with what it prints."""
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = step.partition("\n")
        yield command, printed


EXECUTED = [pair for block in BLOCKS for pair in steps(block) if pair[1].strip()]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Build the sample where the README's commands look for it."""
    folder = tmp_path_factory.mktemp("readme")
    done = CliRunner().invoke(cli, ["build", "--sample", "--quiet", "--output", str(folder / "outputs")])
    assert done.exit_code == 0
    return folder


@pytest.mark.parametrize(("command", "printed"), EXECUTED, ids=lambda text: text[:60])
def test_a_command_prints_what_the_readme_shows(sample, monkeypatch, command, printed):
    monkeypatch.chdir(sample)
    program, *words = shlex.split(command)

    assert program == "kg"
    assert CliRunner(env={"COLUMNS": "100"}).invoke(cli, words).stdout.rstrip() == printed.rstrip()


def test_the_tour_has_commands_to_execute():
    assert len(EXECUTED) >= 5


def test_the_python_example_runs(sample, monkeypatch, capsys):
    monkeypatch.chdir(sample)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    build_part, _ = code.split("records = ")

    exec(compile(build_part, "README.md", "exec"), {})  # noqa: S102  the README is ours

    assert "introduces LoRA" in capsys.readouterr().out


def test_every_command_that_the_readme_names_exists():
    named = set(re.findall(r"`kg ([a-z]+)", README)) | set(re.findall(r"^\$ kg ([a-z]+)", README, re.MULTILINE))

    assert named <= set(COMMANDS)


def test_the_two_commands_of_the_start_are_there_and_marked():
    assert "<!-- main -->\n```bash\npip install -e . && kg build --sample --open\n```" in README
    assert "<!-- tests -->\n```bash\npip install -e '.[test]' && pytest -n auto\n```" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_ends_in_an_example(name):
    told = CliRunner().invoke(cli, [name, "--help"]).output

    assert f"kg {name}" in told.split("Example")[1]


def test_links_between_documents_lead_somewhere():
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_version_is_the_packages():
    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert f'version = "{kg.__version__}"' in told
