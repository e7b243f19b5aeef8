"""What the command line promises whatever the command."""

import io
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from kg.cli import group
from kg.cli.group import COMMANDS, Terminated, cli
from kg.errors import OutputError

HEAVY = ("networkx", "numpy", "pycrfsuite", "pyoxigraph", "pyvis", "rdflib", "rich", "spacy", "yaml")


@pytest.fixture
def broken(monkeypatch):
    """Make `kg view` raise what a test wants."""

    def install(error):
        def fail(**_):
            raise error

        command = click.Command("view", callback=fail)
        monkeypatch.setattr(group.Commands, "get_command", lambda *_: command)

    return install


@pytest.mark.parametrize("module", ["kg", "kg.cli", *(f"kg.cli.{name}" for name in COMMANDS), "kg.build"])
def test_the_start_imports_nothing_heavy(module):
    code = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_help_lists_every_command_in_order_and_ends_in_an_example():
    text = CliRunner().invoke(cli, ["--help"]).output
    positions = [text.index(f"\n  {name} ") for name in COMMANDS]
    assert positions == sorted(positions)
    assert "kg build --sample" in text.split("Examples:")[1]
    assert "_KG_COMPLETE=bash_source" in text


def test_the_help_lists_the_commands_in_sections():
    text = CliRunner().invoke(cli, ["--help"]).output
    assert "\n\nFollow:\n  diff       Tell what is new since another build.\n  digest     Write" in text


def test_the_list_of_commands_and_its_completion_import_none_of_them():
    code = (
        "import sys; from kg.cli.group import cli; context = cli.make_context('kg', [], resilient_parsing=True)\n"
        "print(cli.get_help(context).count('Correct:'), [item.value for item in cli.shell_complete(context, 're')])\n"
        f"print([name for name in {list(COMMANDS)} if f'kg.cli.{{name}}' in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "1 ['review', 'rename', 'retype']\n[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_ends_in_an_example(name):
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert f"  kg {name}" in result.output.split("Examples:\n")[1]


def test_the_version():
    assert CliRunner().invoke(cli, ["--version"]).output == "kg 0.1.0\n"


def test_an_error_of_kg_is_one_line_and_exit_code_1(broken):
    broken(OutputError("outputs: no build\x1b[31m\nhere"))
    result = CliRunner().invoke(cli, ["view"])
    assert (result.exit_code, result.stderr, result.stdout) == (1, "Error: outputs: no build[31m here\n", "")


def test_a_wrong_word_is_exit_code_2():
    result = CliRunner().invoke(cli, ["buidl"])
    assert result.exit_code == 2
    assert "Error: No such command 'buidl'; did you mean 'build'?" in result.stderr


def test_ctrl_c_is_one_line_and_exit_code_130(broken):
    broken(KeyboardInterrupt())
    result = CliRunner().invoke(cli, ["view"])
    assert (result.exit_code, result.stderr) == (130, "Stopped; what was there before is as it was.\n")


def test_being_ended_is_one_line_and_exit_code_143(broken):
    broken(Terminated())
    result = CliRunner().invoke(cli, ["view"])
    assert (result.exit_code, result.stderr) == (143, "Stopped; what was there before is as it was.\n")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "cannot be read or written (No space left on device)"),
        (PermissionError(13, "Permission denied", "a.csv"), "a.csv: cannot be read or written (Permission denied)"),
    ],
)
def test_what_the_system_refuses_is_no_bug(broken, error, said):
    broken(error)
    result = CliRunner().invoke(cli, ["view"])
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}; mend this and run it again\n")


def test_a_bug_is_one_line(broken):
    broken(ValueError("it broke\nbadly"))
    result = CliRunner().invoke(cli, ["view"])
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: kg failed in a way it should not (ValueError: it broke badly); run it again with --verbose and report "
        "what it prints\n",
    )


@pytest.mark.parametrize(
    "error", [MemoryError(), ImportError("a.so: failed to map segment from shared object")], ids=["data", "library"]
)
def test_too_little_memory_is_no_bug(broken, error):
    broken(error)
    result = CliRunner().invoke(cli, ["view"])
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: there is not enough memory; end other programs, raise the limit (`ulimit -v`), or take fewer "
        "--workers\n",
    )


@pytest.mark.parametrize(("arguments", "environment"), [(["--verbose", "view"], {}), (["view"], {"KG_DEBUG": "1"})])
def test_a_bug_shows_its_traceback_on_demand(broken, arguments, environment):
    broken(ValueError("it broke"))
    result = CliRunner().invoke(cli, arguments, env=environment)
    assert "Traceback (most recent call last)" in result.stderr
    assert result.stderr.endswith("run it again with --verbose and report what it prints\n")


def test_any_text_is_written_whatever_the_encoding_of_the_system(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(group, "cli", lambda **_: stream.write("β-VAE 模型 \ud800\n"))
    group.main()
    stream.flush()
    assert stream.buffer.getvalue() == "β-VAE 模型 ?\n".encode()


def test_a_reader_that_goes_away_is_no_error():
    code = (
        "import click, kg.cli.group as g\n"
        "def flood():\n"
        "    for _ in range(100000): click.echo('line')\n"
        "g.Commands.get_command = lambda *_: click.Command('view', callback=flood)\n"
        "g.cli(['view'])"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"line\n"
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_a_standard_output_that_is_closed_is_no_error():
    code = (
        "import sys; sys.stdout = None  # as Python has it after `>&-`\n"
        "import click, kg.cli.group as g\n"
        "g.Commands.get_command = lambda *_: click.Command('view', callback=lambda: click.echo('line'))\n"
        "sys.argv = ['kg', 'view']; g.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
