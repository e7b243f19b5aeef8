"""The commands of every day: init, build with a kg.toml, diff, digest, watch."""

import json
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import plants

import kg.extract
from kg import config, lock
from kg.cli import init
from kg.cli.group import cli
from kg.config import Config

LIGHT = 'formats = ["tables"]\n'


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    """Work in a folder of papers, with an extractor that finds two plants."""

    monkeypatch.setattr(kg.extract, "extract", plants)
    monkeypatch.chdir(tmp_path)
    write("papers/a.jsonl", "Moss alone")


def write(name, *titles):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    rows = ({"title": title, "abstract": f"{title}."} for title in titles)
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows))


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def two_builds():
    Path("kg.toml").write_text(f'sources = ["papers/*.jsonl"]\n{LIGHT}')
    run("build")
    write("papers/b.jsonl", "Moss and Fern", "Fern alone")
    return run("build")


def test_init_writes_settings_for_what_lies_there():
    write("feed.jsonl", "Moss alone")
    Path("papers/notes.pdf").write_bytes(b"%PDF-1.7")
    Path("readme.xyz").write_text("nothing of use")
    result = run("init")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Wrote kg.toml: reads feed.jsonl, papers\nNext    kg build\n"
    assert config.load() == Config(sources=("feed.jsonl", "papers"))


def test_init_names_folders_since_listings_of_other_formats_may_come_and_patterns_for_what_lies_beside_kg_toml():
    for name in ("a.jsonl", "b.jsonl", "papers/2026/c.json", "more/2026/d.jsonl"):
        write(name, "Moss alone")
    assert init.sources(Path()) == ["*.jsonl", "more/2026", "papers"]


def test_init_of_an_empty_folder_gives_an_example_and_never_overwrites():
    result = run("init", "my papers")
    assert result.stderr == (
        "Wrote my papers/kg.toml: there is no listing of papers here yet; it reads the folder papers, as an example\n"
        "Next    put papers into my papers/papers, then cd 'my papers' && kg build\n"
    )
    assert tomllib.loads(Path("my papers/kg.toml").read_text())["sources"] == ["papers"]
    again = run("init", "my papers")
    assert again.exit_code == 1
    assert again.stderr == "Error: my papers/kg.toml: is there already; edit it, or delete it and run this again\n"


def test_every_line_that_init_comments_out_is_a_setting_when_it_is_not():
    text = re.sub(r"^# (?=\w+ = )", "", init.text(["a.jsonl"]), flags=re.MULTILINE)
    found = config.override(Config(), tomllib.loads(text))
    fetch = ({"service": "daily-papers", "since": "last"},)
    assert found == Config(sources=("a.jsonl",), follow=("LoRA", "task/question-answering"), fetch=fetch)


def test_init_names_files_with_odd_names_as_they_are():
    assert tomllib.loads(init.text(['a"b\\c\x7f\n.jsonl']))["sources"] == ['a"b\\c\x7f\n.jsonl']


def test_build_alone_reads_kg_toml_and_says_what_is_new():
    result = two_builds()
    assert result.exit_code == 0
    assert "New since the last build: 2 papers, 1 entity; `kg diff` tells which" in result.stderr.splitlines()
    write("papers/a.jsonl", "Moss at last")
    assert "New since the last build: 1 paper, 1 paper gone; `kg diff` tells which" in run("build").stderr
    Path("kg.toml").write_text('sources = ["papers"]\nformats = ["graphml"]\n')
    assert "New since the last build: nothing\n" in run("build").stderr


def test_a_kg_toml_elsewhere_means_the_files_beside_it(tmp_path, monkeypatch):
    Path("kg.toml").write_text(f'sources = ["papers/*.jsonl"]\n{LIGHT}')
    Path("decisions.txt").write_text("drop method/moss\n")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert run("build").exit_code == 2  # the settings of the folder above are not looked for
    result = run("build", "--config", "../kg.toml")
    assert "Built 1 paper, 0 entities" in result.stderr
    assert (tmp_path / "outputs" / "manifest.json").exists()
    assert run("build", "--config", "../kg.toml", "-o", "mine").exit_code == 0
    assert (tmp_path / "below" / "mine" / "manifest.json").exists()


def test_diff_tells_what_the_last_build_brought():
    two_builds()
    result = run("diff")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert re.fullmatch(r"From build 1 of \S+ \S+ to build 2 of \S+ \S+", lines[0])
    assert lines[1] == "2 new papers, 1 new entity, 1 known name in more papers."
    assert lines[3:6] == ["New papers (2)", "  Fern alone", "      uses Fern"]
    assert "  Moss (Method) – 1 → 2 papers" in lines
    assert lines[-1] == "In all 3 papers (+2), 2 entities (+1)"


def test_diff_shows_the_first_of_long_lists_and_all_on_demand():
    two_builds()
    write("papers/c.jsonl", *(f"Moss number {n}" for n in range(10, 30)))
    run("build")
    assert "  … and 12 more; --all lists them" in run("diff").stdout
    assert "more; --all" not in run("diff", "--all").stdout
    assert "## New papers (20)" in run("diff", "--format", "markdown").stdout
    assert run("diff", "2", "1").stdout.splitlines()[1].startswith("2 new papers")


def test_diff_as_json_is_complete():
    two_builds()
    found = json.loads(run("diff", "--format", "json").stdout)
    assert [found[side]["build"] for side in ("old", "new")] == [1, 2]
    assert [one["paper"]["title"] for one in found["papers"]] == ["Fern alone", "Moss and Fern"]
    assert found["rising"] == [
        {"entity": {"id": "method/moss", "name": "Moss", "type": "Method"}, "before": 1, "after": 2}
    ]
    assert found["counts"]["papers"] == {"before": 1, "after": 3}


def test_diff_has_an_exit_code_for_scripts_and_the_option_of_the_digest():
    two_builds()
    assert run("diff", "--since", "1").stdout == run("diff").stdout
    assert run("diff", "--since", "last", "last", "--exit-code").exit_code == 0
    assert run("diff", "--since", "last", "last", "last").exit_code == 2
    assert run("diff", "--exit-code").exit_code == 1
    assert run("diff", "last", "last", "--exit-code").exit_code == 0
    same = run("diff", "0", "0", "--exit-code")
    assert (same.exit_code, "Nothing changed." in same.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("9",), "outputs: the history goes back 1 build, not 9; choose fewer, or a date"),
        (("nowhere",), "nowhere: is neither a moment nor a folder; write `last`, 3 (builds back), 12h, 7d, 2w, "),
        (("papers",), "papers: there is no build in this folder; make one with `kg build SOURCE -o papers`"),
        (("--dir", "none"), "none: there is no such folder; make a build with `kg build SOURCE -o none`"),
    ],
)
def test_what_cannot_be_compared_is_one_line(arguments, said):
    two_builds()
    result = run("diff", *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {said}")
    assert result.stderr.count("\n") == 1


def test_a_digest_is_markdown_on_stdout_and_a_page_with_its_text_in_a_file():
    two_builds()
    text = run("digest").stdout
    assert text.startswith("# 2 new papers since ")
    result = run("digest", "--since", "1", "-o", "mail/week.html", "--title", "My week")
    assert (result.exit_code, result.stdout) == (0, "mail/week.html\n")
    assert "<h1" in Path("mail/week.html").read_text()
    assert Path("mail/week.md").read_text().startswith("# My week\n")
    assert run("digest", "--format", "html").stdout.startswith("<!doctype html>")
    assert run("digest", "--format", "text").stdout.splitlines()[1].startswith("2 new papers, 1 new entity")
    assert run("digest", "-o", "today.eml").stdout == "today.eml\n"
    assert run("digest", "--format", "email").stdout == Path("today.eml").read_text()
    assert Path("today.eml").read_text().startswith("Subject: 2 new papers since ")
    assert not Path("today.md").exists()


def test_a_digest_follows_names_of_the_settings_and_of_the_command_line():
    two_builds()
    with Path("kg.toml").open("a") as stream:
        stream.write('follow = ["Moss"]\n')
    result = run("digest", "--follow", "Stone")
    assert result.stderr == "Nothing in this build is called 'Stone', which you follow\n"
    assert result.stdout.index("Moss and Fern") < result.stdout.index("Fern alone")
    assert "You follow **Moss**" in result.stdout


def test_a_diff_and_a_digest_take_settings_of_elsewhere(tmp_path, monkeypatch):
    two_builds()
    Path("kg.toml").write_text(f'sources = ["papers/*.jsonl"]\noutput = "graph"\nfollow = ["Moss"]\n{LIGHT}')
    Path("outputs").rename("graph")
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")
    assert "2 new papers" in run("diff", "--config", "../kg.toml").stdout
    assert "You follow **Moss**" in run("digest", "--config", "../kg.toml").stdout
    assert "You follow **Moss**" in run("digest", "--config", "../kg.toml", "--dir", "../graph").stdout
    assert "You follow" not in run("digest", "--dir", "../graph").stdout


def test_a_quiet_digest_prints_nothing_where_it_writes_a_file():
    two_builds()
    result = run("digest", "--quiet", "-o", "digest.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert Path("digest.md").exists()


def test_a_digest_of_nothing_is_left_out_on_demand():
    two_builds()
    result = run("digest", "--since", "0", "--skip-empty", "-o", "digest.html")
    assert (result.stdout, result.stderr) == ("", "Nothing is new; nothing is written\n")
    assert not Path("digest.html").exists()
    assert "Nothing is new." in run("digest", "--since", "0").stdout


def test_watch_needs_something_to_watch():
    assert run("watch").exit_code == 2
    assert "Standard input cannot be watched" in run("watch", "-").stderr


def test_watch_builds_again_survives_a_failure_and_ends_with_a_line(tmp_path):
    Path("kg.toml").write_text(f'sources = ["papers/*.jsonl"]\n{LIGHT}')
    Path("papers/c.jsonl").write_text('{"title": "Sorrel"}\n')  # has no abstract, and is told of once
    code = (
        "import kg.extract, sys; from factory import extraction\n"
        "kg.extract.extract = lambda papers, *, config: (extraction(one.id, ('Moss', 'Method')) for one in papers)\n"
        # A shell lets what it runs in the background ignore Ctrl-C.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from kg.cli import main; sys.argv = ['kg', 'watch']; main()"
    )
    tests = str(Path(__file__).parents[1])
    running = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {tests!r})\n{code}"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    try:
        lines = iter(running.stderr.readline, "")
        assert next(lines).startswith("Skipped: papers/c.jsonl:1: ")
        assert "Built 1 paper, 1 entity in " in next(lines)
        with lock.held(Path("outputs")):
            write("papers/b.jsonl", "Moss and Fern")
            assert "Waiting: outputs: another build is writing here; " in next(lines)
        assert next(lines).endswith("; new: 1 paper\n")
        Path("kg.toml").write_text("outputt = 1\n")
        assert next(lines).endswith("Not built: kg.toml: unknown setting 'outputt'; did you mean 'output'?\n")
        Path("kg.toml").write_text(f'sources = ["papers/a.jsonl"]\n{LIGHT}')
        assert next(lines).endswith("; new: 1 paper gone\n")
        running.send_signal(signal.SIGINT)
        assert next(lines) == "Stopped watching; the last build stands\n"
        assert running.wait(30) == 130
    finally:
        running.kill()
        running.wait()
        running.stderr.close()
