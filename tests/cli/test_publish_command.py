"""`kg publish`: what a person reads, and what is never printed."""

import json

import pytest
from click.testing import CliRunner
from graph_store import running
from publish_builds import FERN, META, MOSS, make, quads

from kg.cli.group import cli


@pytest.fixture
def server():
    with running() as found:
        yield found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "KG_PUBLISH_USER",
        "KG_PUBLISH_PASSWORD",
        "KG_PUBLISH_TOKEN",
        "KG_OFFLINE",
        "http_proxy",
        "HTTP_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    return make(tmp_path / "outputs", {"kg.nq": quads()})


def run(url, folder, *words, code=0):
    done = CliRunner().invoke(cli, ["publish", url, "--dir", str(folder), *words])
    assert done.exit_code == code, done.output
    return done


def test_a_dry_run_says_what_would_be_done_and_asks_nobody(server, folder):
    done = run(f"{server.url}/store", folder, "--dry-run", "--triples", "4")
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows == [[FERN, "3", "1", "send"], [META, "1", "1", "send"], [MOSS, "6", "2", "send"]]
    assert done.stderr == f"Would send 3 graphs (10 triples)  {server.url}/store\n"
    assert server.asked == []
    assert not (folder / ".published").exists()


def test_what_was_sent_is_printed_and_the_next_time_nothing_is(server, folder):
    done = run(f"{server.url}/store", folder)
    assert done.stdout == f"sent  {FERN}\nsent  {META}\nsent  {MOSS}\n"
    assert done.stderr == f"Sending triples: 10 of 10\nSent 3 graphs (10 triples)  {server.url}/store\n"
    done = run(f"{server.url}/store", folder)
    assert (done.stdout, done.stderr) == ("", f"Up to date, 3 graphs unchanged  {server.url}/store\n")


def test_the_report_is_json_where_a_program_reads_it(server, folder):
    run(f"{server.url}/store", folder, "--quiet")
    make(folder, {"kg.nq": quads(moss=0, meta=2)})
    done = run(f"{server.url}/store", folder, "--format", "json", "--delete")
    assert json.loads(done.stdout) == [
        {"graph": FERN, "action": "unchanged", "triples": 3, "requests": 0},
        {"graph": META, "action": "send", "triples": 2, "requests": 1},
        {"graph": MOSS, "action": "delete", "triples": 6, "requests": 1},
    ]


def test_graphs_that_stay_although_they_are_gone_are_told_of(server, folder):
    run(f"{server.url}/store", folder)
    make(folder, {"kg.nq": quads(moss=0)})
    done = run(f"{server.url}/store", folder)
    assert done.stdout == f"no longer in the build  {MOSS}\n"
    assert done.stderr == (
        f"Up to date, 2 graphs unchanged  {server.url}/store\n"
        "1 graph of the last publication left there; --delete removes what is gone\n"
    )


def test_a_password_is_never_printed_and_not_taken_from_the_command_line(server, folder, monkeypatch):
    monkeypatch.setenv("KG_PUBLISH_USER", "ada")
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", "s3cret")
    server.guard = lambda _: (("WWW-Authenticate", "Basic realm=x"),)
    done = run(f"{server.url}/store", folder, "--verbose", code=1)
    assert "does not accept the name and the password (401)" in done.stderr
    assert "s3cret" not in done.output
    done = run(server.url.replace("//", "//ada:s3cret@"), folder, code=1)
    assert "s3cret" not in done.output


def test_nothing_is_sent_where_the_network_is_not_to_be_used(server, folder, monkeypatch):
    monkeypatch.setenv("KG_OFFLINE", "1")
    done = run(f"{server.url}/store", folder, code=1)
    assert done.stderr == "Error: the network is not to be used (KG_OFFLINE); leave that out to publish\n"
    assert server.asked == []


def test_what_a_server_says_cannot_steer_the_terminal(server, folder):
    server.faults, server.words = [400, 400], b"\x1b]0;moss\x07\x1b[2J no \xe2\x80\xae fern"
    done = run(f"{server.url}/store", folder, code=1)
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
