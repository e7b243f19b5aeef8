"""`kg serve` before it serves: what it needs, what it refuses, what its help tells."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from builds import built
from click.testing import CliRunner

from kg.cli.group import cli
from kg.serve import server
from kg.serve.limits import Limits


def run(*arguments):
    with ThreadPoolExecutor(1) as threads:  # a browser that is open in this thread keeps a loop running in it
        return threads.submit(CliRunner().invoke, cli, ["serve", *map(str, arguments)]).result()


def test_there_has_to_be_a_build_with_a_graph(tmp_path):
    result = run(tmp_path, "--port", "0")
    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: {tmp_path}: there is no build in this folder; make one with `kg build SOURCE -o {tmp_path}`\n",
    )
    tables = built(tmp_path / "tables", "tables")
    assert run(tables, "--port", "0").stderr == (
        f"Error: {tables}: this build has no graph to serve; build with `--format rdf` as well\n"
    )


def test_a_graph_that_cannot_be_read_is_one_line(tmp_path):
    folder = built(tmp_path / "build", "rdf")
    (folder / "kg.nq").write_text("nonsense")
    result = run(folder, "--port", "0")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert re.match(r"Error: .*kg\.nq:1: the graph cannot be read \(.*\); build it again", result.stderr)


@pytest.mark.parametrize(
    "arguments",
    [("--port", "65536"), ("--timeout", "0"), ("--max-rows", "0"), ("--workers", "0"), ("--max-nesting", "1001")],
)
def test_numbers_have_bounds(arguments):
    result = run(*arguments)
    assert (result.exit_code, "is not in the range" in result.stderr) == (2, True)


@pytest.mark.parametrize("origin", ["example.org", "https://a.org/path", "https://a.org\r\nX: y", ""])
def test_an_origin_has_a_form(origin):
    result = run("--cors", origin)
    assert (result.exit_code, "is no origin such as https://example.org" in result.stderr) == (2, True)


def test_a_host_that_is_none_is_one_line(tmp_path):
    result = run(built(tmp_path / "build", "rdf"), "--host", "no host")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: no host:8000: no server can listen here (")


@pytest.fixture
def settings(monkeypatch):
    found = []

    def serve(setting, *, ready, write, report):
        found.append((setting, write, report))
        ready("http://127.0.0.1:1/")

    monkeypatch.setattr(server, "serve", serve)
    return found


def test_the_defaults_of_the_options_are_those_of_the_limits(settings):
    result = run("somewhere")
    setting, write, report = settings[0]
    assert (setting.limits, setting.host, setting.port, setting.cors) == (Limits(), "127.0.0.1", 8000, "*")
    assert (write is not None, report) == (True, None)
    assert result.stderr == (
        "Serving somewhere on http://127.0.0.1:1/ (SPARQL at http://127.0.0.1:1/sparql; Ctrl-C stops it)\n"
    )


def test_options_become_settings(settings):
    numbers = (
        "--timeout 1.5 --max-rows 2 --max-answer 3 --memory 64 --max-query 5 --max-nesting 6 --workers 7 --waiting 8"
    )
    run("x", *numbers.split(), "--grace", "9", "--cors", "none", "--root-path", "a/b/", "--no-access-log", "-v")
    setting, write, report = settings[0]
    mib = 1024 * 1024
    expected = Limits(
        timeout=1.5,
        rows=2,
        answer_bytes=3 * mib,
        memory=64 * mib,
        query_bytes=5 * 1024,
        depth=6,
        workers=7,
        waiting=8,
        grace=9,
    )
    assert (setting.limits, setting.cors, setting.root_path, write) == (expected, "", "/a/b", None)
    assert report is not None


def test_quiet_means_no_log(settings):
    assert run("x", "--quiet").stderr == ""
    assert settings[0][1] is None


@pytest.mark.usefixtures("settings")
def test_other_machines_are_warned_about():
    assert run("x", "--host", "192.0.2.1").stderr.startswith("Warning: whoever reaches 192.0.2.1 reads this graph;")
    assert "Warning" not in run("x", "--host", "localhost").stderr


def test_every_limit_has_a_unit_in_the_help():
    text = run("--help").output
    for unit in ("SECONDS", "ROWS", "MIB", "KIB", "LEVELS", "PROCESSES", "REQUESTS"):
        assert unit in text
