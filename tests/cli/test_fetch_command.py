"""`kg fetch` as a person types it, against a server on loopback; and what `kg build` makes of what it wrote."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from replay import FakeClock, as_json, daily, entry, feed, replaying, status, work, works

from kg.cli.group import cli
from kg.fetch import session
from kg.readers import read

ROOT = Path(__file__).parents[2]
CONTACT = ("--contact", "ada@moss.org")
TABLES = "'fetch' must be tables; write [[fetch]], with two brackets, above each"


@pytest.fixture(scope="module")
def server():
    with replaying() as running:
        yield running


@pytest.fixture(autouse=True)
def apart(server, tmp_path, monkeypatch):
    """Work in a folder, a cache and an environment of the test's own, on a Saturday that only counts."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name in ("KG_CONTACT", "KG_OFFLINE", "OPENALEX_API_KEY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(session, "SystemClock", lambda: server.clock)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    server.clock = FakeClock()
    server.script(as_json([daily("2611.00001"), daily("2611.00002")]))


def run(*arguments):
    return CliRunner().invoke(cli, ["fetch", *map(str, arguments)])


def fetch(server, *arguments):
    return run(*arguments, "--url", server.url)


def test_a_day_is_fetched_and_the_next_command_named(server):
    result = fetch(server, "daily-papers", "--date", "2026-11-20", *CONTACT)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "Fetching from Daily Papers: 1 of 1\n"
        "Fetched 2 papers (2 new, 0 changed) to papers/daily-papers-2026-11-20.jsonl\n"
        "Next    kg build papers\n"
    )


def test_a_span_of_days_is_summed_up(server):
    result = fetch(server, "daily-papers", "--since", "2d", "-o", "my papers", *CONTACT)
    assert result.stderr.splitlines()[-2:] == [
        "Fetched 6 papers (6 new, 0 changed) to 3 files in my papers",
        "Next    kg build 'my papers'",
    ]


def test_nothing_is_told_with_the_day_of_the_week(server):
    server.script(as_json([]))
    result = fetch(server, "daily-papers", *CONTACT)
    assert result.stderr.splitlines()[-1] == "Fetched 0 papers: Daily Papers lists none on 2026-11-21, a Saturday"
    server.script(feed(total=0))
    assert (
        "arXiv lists none from 2026-11-14 to 2026-11-21"
        in fetch(server, "arxiv", "moss", "--since", "7d", *CONTACT).stderr
    )
    assert "arXiv lists none for this" in fetch(server, "arxiv", "moss", *CONTACT).stderr


def test_standard_output_takes_the_records_and_nothing_else(server):
    result = fetch(server, "daily-papers", "-o", "-", *CONTACT)
    assert [json.loads(line)["paper"]["id"] for line in result.stdout.splitlines()] == ["2611.00001", "2611.00002"]
    assert result.stderr.splitlines()[-1] == "Fetched 2 papers to standard output"
    assert not Path("papers").exists()


def test_quiet_says_nothing(server):
    assert fetch(server, "daily-papers", "-q", *CONTACT).output == ""


def test_the_requests_of_a_dry_run_are_printed_and_not_made(server):
    server.script(as_json([]))
    result = fetch(server, "daily-papers", "--since", "yesterday", "--dry-run")
    assert result.stdout == (
        f"GET {server.url}/api/daily_papers?date=2026-11-20&limit=100\n"
        f"GET {server.url}/api/daily_papers?date=2026-11-21&limit=100\n"
    )
    assert result.stderr == "Daily Papers would be asked this as kg/0.1.0, at most once in 0.6 s; written to papers\n"
    assert server.requests == []
    assert run("arxiv", "2401.12345v2", "hep-th/9901001", "--dry-run", *CONTACT).stdout == (
        "GET https://export.arxiv.org/api/query?id_list=2401.12345v2,hep-th/9901001&max_results=2\n"
    )


@pytest.mark.parametrize("how", [("--offline",), ()])
def test_offline_refuses_at_once(server, monkeypatch, how):
    server.script(as_json([]))
    if not how:
        monkeypatch.setenv("KG_OFFLINE", "1")
    result = fetch(server, "daily-papers", *how)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: the network is not to be used (--offline, KG_OFFLINE); leave that out to fetch\n",
    )
    assert server.requests == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("daily-papers", "--date", "2027-01-01"), "2027-01-01 is still to come; today is 2026-11-21."),
        (("arxiv", "2401.12345", "moss"), "'moss' is no arXiv id, and others are; ask for ids and for a query apart."),
        (("arxiv", "moss", "--max", "0"), "'max' must be a whole number of at least 1."),
        (("openalex",), "OpenAlex needs a query or a filter."),
        (("daily-papers", "--url", "moss"), "the url moss: it is no address of the web; write it as https://mirror.example.org."),
        ((), "Nothing to fetch: name a service as `kg fetch --help` shows, or write a [[fetch]] table into kg.toml."),
    ],
)  # fmt: skip
def test_words_that_are_wrong_are_exit_code_2(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {said}"


def test_a_service_that_is_away_is_one_line_and_exit_code_1(server):
    server.script(status(503))
    result = fetch(server, "daily-papers", *CONTACT)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        f"Error: Daily Papers ({server.url}/api/daily_papers): answers 503 (Service Unavailable) after 6 tries; "
        "try again later"
    )
    assert not Path("papers").exists()


def test_what_a_service_says_does_not_steer_the_terminal(server):
    server.script(as_json({"error": "\x1b]0;moss\x07\u202egnp"}, status=404))
    assert fetch(server, "daily-papers", *CONTACT).stderr.splitlines()[-1] == (
        "Error: Daily Papers refuses the request (404: ]0;mossgnp); change the request"
    )


def test_the_tables_of_the_settings_are_fetched_and_one_that_fails_stops_no_other(server):
    Path("kg.toml").write_text(
        f'contact = "bo@fern.org"\n[[fetch]]\nservice = "openalex"\nquery = "moss"\nurl = "{server.url}"\n'
        f'[[fetch]]\nservice = "daily-papers"\nsince = "last"\nto = "mine"\nurl = "{server.url}"\n'
    )
    server.script(lambda request: status(404) if request.path == "/works" else as_json([daily("2611.00001")]))
    result = run()
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "No earlier fetch from Daily Papers is there, so this one starts 7 days ago, on 2026-11-14",
        "Fetching from Daily Papers: 8 of 8",
        "Fetched 8 papers (8 new, 0 changed) to 8 files in mine",
        f"Error: OpenAlex ({server.url}/works): answers with text/plain instead of JSON; try again later",
    ]
    assert {request.headers["user-agent"] for request in server.requests} == {"kg/0.1.0 (mailto:bo@fern.org)"}


def test_since_last_asks_for_the_newest_day_again(server):
    Path("kg.toml").write_text(
        f'contact = "bo@fern.org"\n[[fetch]]\nservice = "daily-papers"\nsince = "last"\nurl = "{server.url}"\n'
    )
    server.script(lambda request: as_json([daily("2611.00001")] if request.query["date"] < "2026-11-21" else []))
    run()
    server.requests.clear()
    result = run()
    assert [request.query["date"] for request in server.requests] == ["2026-11-20", "2026-11-21"]
    assert result.stderr.splitlines()[-2:] == [
        "Fetched 1 paper (0 new, 0 changed) to papers/daily-papers-2026-11-20.jsonl",
        "Next    kg build papers",
    ]


def test_the_folder_of_a_table_starts_from_its_settings(server, tmp_path):
    (tmp_path / "there").mkdir()
    settings = tmp_path / "there" / "kg.toml"
    settings.write_text(f'contact = "bo@fern.org"\n[[fetch]]\nservice = "daily-papers"\nurl = "{server.url}"\n')
    assert run("--config", settings).exit_code == 0
    assert (tmp_path / "there" / "papers" / "daily-papers-2026-11-21.jsonl").is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fetch = "arxiv"', "kg.toml: 'fetch' must be tables; write [[fetch]], with two brackets, above each"),
        (
            '[fetch]\nservice = "arxiv"',
            "kg.toml: 'fetch' must be tables; write [[fetch]], with two brackets, above each",
        ),
        (
            '[[fetch]]\nservice = "daily-papers"\ncontact = "a@b.org"',
            "kg.toml: [[fetch]] number 1: 'contact' is no part of it; write it above the first line [[fetch]]",
        ),
        (
            '[[fetch]]\nservice = "daily-papers"\nsince = "monday"',
            "kg.toml: [[fetch]] number 1: 'monday' is no date; write it as 2026-11-20, or 7d, 2w, today, yesterday",
        ),
    ],
)
def test_settings_that_are_wrong_are_exit_code_1(text, said):
    Path("kg.toml").write_text(text)
    result = run()
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}\n")


def test_options_before_the_service_count_too(server):
    result = run("--url", server.url, *CONTACT, "-o", "mine", "daily-papers", "--date", "2026-11-20")
    assert "to mine/daily-papers-2026-11-20.jsonl" in result.stderr


def test_what_all_services_give_is_read_by_a_build(server):
    server.script(as_json([daily("2611.00001", "Moss Net")]))
    fetch(server, "daily-papers", *CONTACT)
    server.script(feed(entry("2611.00002v2", "Fern Net", doi="10.1000/net", comment="https://github.com/fern/net")))
    fetch(server, "arxiv", "2611.00002", *CONTACT)
    server.script(works(work(7, "Shade Net")))
    fetch(server, "openalex", "shade", *CONTACT)
    errors = []
    papers = {paper.title: paper for paper in read(["papers"], on_error=errors.append).papers}
    assert errors == []
    assert sorted(papers) == ["Fern Net", "Moss Net", "Shade Net"]
    assert papers["Moss Net"].identifiers == ("arXiv:2611.00001",)
    assert papers["Fern Net"].identifiers == ("arXiv:2611.00002", "doi:10.1000/net")
    assert papers["Fern Net"].authors == ("Ada Moore", "Bo Lind")
    assert papers["Fern Net"].categories == ("cs.CL", "cs.LG")
    assert papers["Fern Net"].code == ("https://github.com/fern/net",)
    assert papers["Shade Net"].abstract == "We grow Fern."


def test_ctrl_c_keeps_what_came_and_ends_with_130(server, tmp_path):
    def hang(_):
        process.send_signal(signal.SIGINT)
        process.wait(30)
        return as_json([daily("2611.00009")])

    server.script(as_json([daily("2611.00001")]), hang)
    # Where tests run in the background, Ctrl-C is ignored unless a program asks for it.
    start = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kg.cli import main; main()"
    words = ["fetch", "daily-papers", "--since", "1d", "--url", server.url, *CONTACT]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", start, *words], stderr=subprocess.PIPE, text=True, env=environment
    )
    process.wait(30)
    assert process.stderr.read() == "Stopped; what came is kept, and the same command goes on from there\n"
    process.stderr.close()
    assert process.returncode == 130
    assert len(list((tmp_path / "cache" / "fetching").rglob("*.page"))) == 1


def test_the_commands_of_services_have_examples():
    group = cli.get_command(click.Context(cli), "fetch")
    for name in ("daily-papers", "arxiv", "openalex"):
        assert f"  kg fetch {name}" in run(name, "--help").output.split("Examples:\n")[1]
    assert list(group.commands) == ["daily-papers", "arxiv", "openalex"]
