"""Watching: woken by changes of the files that a build depends on, and by no others."""

import threading
from pathlib import Path

import pytest

from kg.config import Config
from kg.watching import Watch, places

LONG = 20.0
"""More seconds than any change takes to be noticed."""


@pytest.fixture
def watch(tmp_path, monkeypatch):
    """Give a function that watches a folder of papers, does something, and returns what has changed."""
    monkeypatch.chdir(tmp_path)
    Path("papers").mkdir()
    Path("papers/a.txt").write_text("one")

    def changed(*actions, sources=("papers",)):
        found = []
        watch = Watch(sources, config=Config(output="papers/out"), settings=Path("kg.toml"))
        with watch.listening():
            waiting = threading.Thread(target=lambda: found.extend(watch.wait(settled=0.05)), daemon=True)
            waiting.start()
            for action in actions:
                action()
            waiting.join(LONG)
        assert not waiting.is_alive()
        return sorted({path.name for path in found})

    return changed


def write(name, text):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def replace(name):
    write(f".{Path(name).name}", "another")
    Path(f".{Path(name).name}").replace(name)


@pytest.mark.parametrize(
    ("action", "names"),
    [
        (lambda: write("papers/b.txt", "new"), ["b.txt"]),
        (lambda: replace("papers/a.txt"), ["a.txt"]),
        (lambda: Path("papers/a.txt").unlink(), ["a.txt"]),
        (lambda: write("papers/deep/c.txt", "new"), ["c.txt"]),
        (lambda: write("kg.toml", ""), ["kg.toml"]),
        (lambda: write("decisions.txt", ""), ["decisions.txt"]),
    ],
)
def test_each_change_of_a_source_or_of_the_settings_is_noticed(watch, action, names):
    assert watch(action) == names


def test_what_a_build_writes_and_what_is_hidden_wakes_nobody(watch):
    assert watch(
        lambda: write("papers/out/graph.html", "x"),
        lambda: write("papers/.hidden", "x"),
        lambda: write("other.txt", "x"),
        lambda: write("papers/b.txt", "x"),
    ) == ["b.txt"]


def test_a_file_that_grows_is_awaited(watch):
    def grow():
        with Path("papers/b.txt").open("w") as stream:
            for _ in range(20):
                stream.write("line\n" * 100)
                stream.flush()
                threading.Event().wait(0.01)

    assert watch(grow) == ["b.txt"]


def test_a_pattern_and_a_file_are_watched_by_their_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("papers/deep").mkdir(parents=True)
    write("one/a.txt", "")
    sources = ["papers/*.txt", "one/a.txt", "papers/**/*.xml", "none/here/b.txt"]
    deep, flat = places(sources, config=Config(decisions="notes/decisions.txt"), settings=Path("kg.toml"))
    assert ([str(path) for path in deep], [str(path) for path in flat]) == (["papers"], [".", "one"])
    assert places(["papers"], config=Config(decisions=""), settings=Path("kg.toml")) == ([Path("papers")], [Path()])
