"""Folders that an export writes again and again."""

import json
import os

import pytest

from kg.errors import OutputError
from kg.exported import LIST
from kg.exporters import deposit


def write(target, files, *, format="obsidian"):
    with deposit.staging(target, format=format) as stage:
        made = stage / "made"
        for name, text in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(text)
        made.mkdir(exist_ok=True)
        return deposit.publish(made, target, format=format)


def content(target):
    found = (path for path in target.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(target).as_posix(): path.read_text() for path in sorted(found)}


def test_files_are_written_replaced_and_removed(tmp_path):
    target = tmp_path / "vault"
    assert write(target, {"a.md": "1", "sub/b.md": "2", "gone/c.md": "3"}) == deposit.Deposit(3, 0, ())
    assert write(target, {"a.md": "1", "sub/b.md": "new"}) == deposit.Deposit(1, 1, ())
    assert content(target) == {"a.md": "1", "sub/b.md": "new"}
    assert not (target / "gone").exists()
    assert write(target, {"a.md": "1", "sub/b.md": "new"}) == deposit.Deposit(0, 0, ())


def test_a_person_s_files_survive(tmp_path):
    target = tmp_path / "vault"
    write(target, {"a.md": "1", "b.md": "2", "c.md": "3"})
    (target / "mine.md").write_text("mine")
    (target / ".obsidian").mkdir()
    (target / ".obsidian" / "app.json").write_text("{}")
    (target / "a.md").write_text("1 and a word of mine")
    (target / "b.md").write_text("2 and a word of mine")
    (target / "new.md").write_text("mine as well")
    (target / "c.md").unlink()
    done = write(target, {"a.md": "changed", "c.md": "3", "new.md": "ours"})
    assert done == deposit.Deposit(1, 0, ("a.md", "b.md", "new.md"))
    assert content(target) == {
        ".obsidian/app.json": "{}",
        "a.md": "1 and a word of mine",
        "b.md": "2 and a word of mine",
        "c.md": "3",
        "mine.md": "mine",
        "new.md": "mine as well",
    }
    (target / "a.md").unlink()
    assert write(target, {"a.md": "changed", "c.md": "3"}).kept == ()
    assert content(target)["a.md"] == "changed"


def test_a_folder_of_other_files_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(OutputError, match="holds files that no export wrote; choose a new or an empty one"):
        write(tmp_path, {"a.md": "1"})
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
    with pytest.raises(OutputError, match="this is a file, and obsidian is a folder"):
        write(tmp_path / "thesis.tex", {"a.md": "1"})


def test_an_empty_folder_is_taken_and_an_export_in_another_format_is_not(tmp_path):
    write(tmp_path, {"a.md": "1"})
    with pytest.raises(OutputError, match="this folder holds an export as obsidian; choose another one"):
        write(tmp_path, {"a.csv": "1"}, format="neo4j")


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "obsidian"}', '{"format": "obsidian", "files": []}'])
def test_a_list_that_cannot_be_read_is_one_line(tmp_path, text):
    write(tmp_path, {"a.md": "1"})
    (tmp_path / LIST).write_text(text)
    with pytest.raises(OutputError, match="this list cannot be read"):
        write(tmp_path, {"a.md": "2"})
    assert content(tmp_path) == {"a.md": "1"}


def test_a_list_that_somebody_changed_removes_nothing_outside(tmp_path):
    target, other = tmp_path / "vault", tmp_path / "other.md"
    other.write_text("mine")
    write(target, {"a.md": "mine"})
    listed = json.loads((target / LIST).read_text())
    digests = listed["files"]["a.md"]
    listed["files"] |= {"../other.md": digests, str(other): digests, "..\\other.md": digests, "C:other.md": digests}
    (target / LIST).write_text(json.dumps(listed))
    write(target, {})
    assert other.read_text() == "mine"
    assert content(target) == {}


def test_a_link_that_leads_out_is_not_followed(tmp_path):
    target, other = tmp_path / "vault", tmp_path / "other"
    other.mkdir()
    write(target, {"a.md": "1"})
    (target / "Papers").symlink_to(other)
    with pytest.raises(OutputError, match="a link leads from here to"):
        write(target, {"a.md": "1", "Papers/b.md": "2"})
    assert list(other.iterdir()) == []


def test_what_a_killed_export_left_is_completed_by_the_next(tmp_path, monkeypatch):
    target = tmp_path / "vault"
    write(target, {"a.md": "1", "b.md": "1", "c.md": "1"})
    replace, calls = os.replace, []

    def killed(source, to):
        calls.append(to)
        if len(calls) == 3:  # the list, then a file, then the end
            raise KeyboardInterrupt
        replace(source, to)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(target, {"a.md": "2", "b.md": "2", "d.md": "2"})
    monkeypatch.undo()
    (target / f"{deposit.STAGE}left").mkdir()
    assert write(target, {"a.md": "2", "b.md": "2", "d.md": "2"}).kept == ()
    assert content(target) == {"a.md": "2", "b.md": "2", "d.md": "2"}
    assert sorted(path.name for path in target.iterdir()) == [LIST, "a.md", "b.md", "d.md"]


def test_an_export_that_fails_leaves_no_empty_folder(tmp_path):
    with pytest.raises(ZeroDivisionError), deposit.staging(tmp_path / "vault", format="obsidian"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
