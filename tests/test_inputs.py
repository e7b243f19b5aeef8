"""The files behind the sources of a build."""

import json
import os

import pytest

from kg import inputs
from kg.config import Config
from kg.exported import LIST, MARK

MOSS = json.dumps({"title": "Moss", "abstract": "We use Moss."})


@pytest.fixture
def found(tmp_path, monkeypatch):
    """Give a function that makes files, and returns which of them some sources mean, and what cannot be read."""
    monkeypatch.chdir(tmp_path)

    def find(names, *sources, config=None):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f"{name}\n{MOSS}")
        config = config or Config()
        made, unreadable = inputs.expand(sources, config=config)
        assert {source.path for source in made} <= {str(path) for path in inputs.files(sources, config=config)}
        return sorted(source.path for source in made), [str(error) for error in unreadable]

    return find


def test_patterns_mean_the_files_that_match(found):
    names = ["papers/a.jsonl", "papers/b.jsonl", "papers/c.txt", "papers/deep/d.jsonl"]
    assert found(names, "papers/*.jsonl") == (["papers/a.jsonl", "papers/b.jsonl"], [])
    assert found(names, "papers/**/*.jsonl")[0] == ["papers/a.jsonl", "papers/b.jsonl", "papers/deep/d.jsonl"]
    assert found(names, "papers/*.bib") == (
        [],
        ["papers/*.bib: no file matches this pattern; correct it, or add files"],
    )


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(found):
    assert found(["a[1].jsonl", "a1.jsonl"], "a[1].jsonl") == (["a[1].jsonl"], [])


def test_links_out_of_a_folder_are_not_followed_where_outputs_lie_in_it_either(found, tmp_path):
    found(["in/a.jsonl", "in/sub/b.jsonl", "out/c.jsonl"])
    (tmp_path / "in" / "link.jsonl").symlink_to(tmp_path / "out" / "c.jsonl")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    told = "in: 2 links lead out of it and are not followed (folder, link.jsonl); name what holds papers"
    assert found([], "in") == (["in/a.jsonl", "in/sub/b.jsonl"], [told])
    assert found([], "in", config=Config(output="in/outputs")) == (["in/a.jsonl", "in/sub/b.jsonl"], [told])
    assert found([], "in/*.jsonl") == (["in/a.jsonl", "in/link.jsonl"], [])


def test_what_builds_wrote_matches_no_pattern(found, tmp_path):
    from builds import built

    built(tmp_path / "outputs")
    assert found(["a.jsonl"], "**/*.csv", "**/*.jsonl")[0] == ["a.jsonl"]


def test_settings_and_decisions_are_no_papers_unless_they_are_named(found):
    names = ["in/a.jsonl", "in/decisions.txt", "in/kg.toml", "mine.txt"]
    config = Config(decisions="in/decisions.txt")
    assert found(names, "in", config=config)[0] == ["in/a.jsonl"]
    assert found(names, "in/*", config=config)[0] == ["in/a.jsonl"]
    assert found(names, "in/decisions.txt", config=config)[0] == ["in/decisions.txt"]
    assert found(names, "in", config=Config(decisions=""))[0] == ["in/a.jsonl", "in/decisions.txt"]


def test_files_are_listed_unread(found, tmp_path):
    found(["in/a.jsonl", "in/.hidden", "decisions.txt"])
    os.mkfifo(tmp_path / "in" / "pipe")
    config = Config(decisions="decisions.txt")
    assert [str(path) for path in inputs.files(["in", "none.txt"], config=config)] == [
        *("in/a.jsonl", f"{tmp_path}/decisions.txt"),
    ]


def test_what_exports_wrote_is_read_only_where_it_is_named(found, tmp_path):
    names = ["in/a.jsonl", "in/vault/Fern.jsonl", "in/vault/deep/b.jsonl", "in/refs.jsonl"]
    found(names)
    (tmp_path / "in/vault" / LIST).write_text("{}")
    (tmp_path / "in/refs.jsonl").write_text(f"% {MARK}\n\n{MOSS}")
    told = "in/refs.jsonl: kg wrote it, and it is passed over; name it to have it read"
    for sources in (["in"], ["in/*.jsonl"], ["in/**/*.jsonl"]):
        assert found([], *sources) == (["in/a.jsonl"], [told])
    assert found([], "in/refs.jsonl") == (["in/refs.jsonl"], [])
    assert found([], "in/vault/Fern.jsonl") == (["in/vault/Fern.jsonl"], [])
