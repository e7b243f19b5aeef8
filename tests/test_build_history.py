"""Builds again and again: what they remember, and that no history shows in what they write."""

import json
import os
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factory import extraction

import kg.extract
from kg import store
from kg.build import build
from kg.config import Config
from kg.errors import OutputError
from kg.history import facts
from kg.history.comparison import diff
from kg.history.past import read_past
from kg.records import Extraction, Paper

LIGHT = Config(formats=("tables",), layout="fresh", decisions="")
SEQUENCES = int(os.environ.get("KG_SEQUENCES", "6"))
"""How many random sequences of builds are tried; 50 take half a minute."""
NAMES = ("Moss/Method", "moss/Method", "Mosses/Method", "Moss/Model", "Fern/Model", "Ivy/Dataset", "growing/Task")


@pytest.fixture(autouse=True)
def reads_names(monkeypatch):
    """Replace the extractor by one that takes `Moss/Method` for a name with its type."""

    def extract(papers: Iterable[Paper], *, config: Config) -> Iterator[Extraction]:  # noqa: ARG001  the extractor's signature
        for paper in papers:
            found = dict.fromkeys(re.findall(r"([A-Za-z]++)/([A-Z][a-z]++)", paper.abstract))
            yield extraction(paper.id, *found, link="https://github.com/o/r" if "code" in paper.abstract else "")

    monkeypatch.setattr(kg.extract, "extract", extract)


def run(folder: Path, *sources: Path, **settings):
    errors = []
    config = replace(LIGHT, output=str(folder), **settings)
    done = build(sources, config=config, on_error=lambda error: errors.append(str(error)))
    return done, errors


def write(path: Path, papers: dict[int, str]) -> Path:
    rows = ({"id": f"p{key}", "title": f"Paper number {key}", "abstract": text} for key, text in papers.items())
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in store.read_manifest(folder).outputs}


def change(papers: dict[int, str], dice: random.Random) -> None:
    """Add, change or remove some papers, and leave at least one."""
    for _ in range(dice.randint(1, 3)):
        key = dice.randrange(8)
        if dice.random() < 0.35 and len(papers) > 1:
            papers.pop(key, None)
        else:
            papers[key] = "We use " + ", ".join(dice.sample(NAMES, dice.randint(1, 3))) + dice.choice((".", "; code."))
    papers.setdefault(9, "We use Fern/Model.")


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_step_by_step_equals_at_once_and_each_earlier_state_comes_back(tmp_path, monkeypatch, seed):
    said: list[frozenset[str]] = []
    told = facts.lines
    monkeypatch.setattr(facts, "lines", lambda graph: said.append(frozenset(told(graph))) or sorted(said[-1]))
    dice, papers, states = random.Random(seed), {1: "We use Moss/Method."}, {}  # noqa: S311  chance is to be the same each time
    for _ in range(4):
        change(papers, dice)
        source = write(tmp_path / "a.jsonl", dict(dice.sample(sorted(papers.items()), len(papers))))
        run(tmp_path / "out", source)
        past = read_past(tmp_path / "out")
        states[past.builds[-1].number] = said[-1]
    (tmp_path / "once").mkdir()
    shutil.copy(tmp_path / "out" / "ids.jsonl", tmp_path / "once")  # ids that were given once are given again
    run(tmp_path / "once", source)
    assert contents(tmp_path / "once") == contents(tmp_path / "out")
    assert {kept.number: frozenset(past.lines(kept.number)) for kept in past.builds} == states


def test_a_build_remembers_what_the_one_before_said_and_counts_what_is_new(tmp_path):
    source = write(tmp_path / "a.jsonl", {1: "We use Moss/Method."})
    assert run(tmp_path / "out", source)[0].news is None
    write(source, {1: "We use Moss/Method.", 2: "We use Ivy/Dataset; code.", 3: "Moss/Method again."})
    done, errors = run(tmp_path / "out", source)
    assert (done.news, errors) == ({"papers": 2, "entities": 1, "code": 1, "gone": 0}, [])
    found = diff(tmp_path / "out")
    assert [one.entity.name for one in found.changes.entities] == ["Ivy"]
    assert [(one.entity.name, one.before, one.after) for one in found.changes.rising] == [("Moss", 1, 2)]
    assert (found.old.number, found.new.number) == (1, 2)
    assert run(tmp_path / "out", source)[0].news is None  # nothing was to do


def test_the_history_is_no_output_and_no_build_removes_it(tmp_path):
    source = write(tmp_path / "a.jsonl", {1: "We use Moss/Method."})
    done, _ = run(tmp_path / "out", source)
    assert not [name for name in done.manifest.outputs if name.startswith("history")]
    assert not run(tmp_path / "out", source, formats=("graphml",))[0].up_to_date
    assert [kept.number for kept in read_past(tmp_path / "out").builds] == [1]  # no fact has changed


def test_a_history_that_is_lost_or_damaged_is_begun_anew_though_nothing_else_changed(tmp_path):
    source = write(tmp_path / "a.jsonl", {1: "We use Moss/Method."})
    run(tmp_path / "out", source)
    shutil.rmtree(tmp_path / "out" / "history")
    with pytest.raises(OutputError, match="nothing is remembered of this folder's builds"):
        diff(tmp_path / "out")
    done, errors = run(tmp_path / "out", source)
    assert (done.up_to_date, errors, done.news) == (False, [], None)
    facts = tmp_path / "out" / "history" / "facts.zst"
    whole = facts.read_bytes()
    facts.write_bytes(b"spoilt")
    done, errors = run(tmp_path / "out", source)  # which says the same: nothing is lost
    assert (done.up_to_date, errors, facts.read_bytes()) == (False, [], whole)
    facts.write_bytes(b"spoilt")
    write(source, {1: "We use Fern/Model."})
    done, errors = run(tmp_path / "out", source)
    assert [error.split(": ")[1] for error in errors] == ["the history was damaged and begins anew with this build"]
    assert run(tmp_path / "out", source)[0].up_to_date


def test_a_publication_that_is_cut_off_is_completed_with_its_history(tmp_path, monkeypatch):
    source = write(tmp_path / "a.jsonl", {1: "We use Moss/Method."})
    run(tmp_path / "out", source)
    write(source, {1: "We use Moss/Method.", 2: "We use Fern/Model."})

    replace_file = os.replace

    def cut_off(source, target):
        if Path(target).name == "facts.zst":
            raise KeyboardInterrupt
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "out", source)
    monkeypatch.setattr(os, "replace", replace_file)
    assert [one.paper.title for one in diff(tmp_path / "out").changes.papers] == ["Paper number 2"]


def test_two_folders_are_compared_by_their_newest_builds(tmp_path):
    one, other = {1: "We use Moss/Method."}, {2: "We use Moss/Method and Fern/Model."}
    run(tmp_path / "one", write(tmp_path / "a.jsonl", one))
    run(tmp_path / "other", write(tmp_path / "b.jsonl", other))
    found = diff(tmp_path / "other", str(tmp_path / "one"))
    assert [paper.title for paper in found.changes.gone_papers] == ["Paper number 1"]
    assert [entity.entity.name for entity in found.changes.entities] == ["Fern"]
    with pytest.raises(OutputError, match="is neither a moment nor a folder"):
        diff(tmp_path / "one", str(tmp_path / "none"))
