"""Files that are written whole or not at all."""

import os
import tempfile

import pytest

from kg.atomic import replacing, write_atomically


def test_a_failed_atomic_write_leaves_the_old_file_and_no_debris(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("old")

    def refuse(*_):
        raise OSError("no space")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        write_atomically(tmp_path / "a", b"new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}


def test_what_is_not_written_to_its_end_leaves_the_old_file_and_no_debris(tmp_path):
    (tmp_path / "a").write_text("old")

    def write():
        with replacing(tmp_path / "a") as stream:
            stream.write(b"new")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        write()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}


def test_what_is_written_to_its_end_is_the_file(tmp_path):
    with replacing(tmp_path / "new" / "a") as stream:
        stream.write(b"one, ")
        stream.write(b"two")
    assert {path.name: path.read_text() for path in (tmp_path / "new").iterdir()} == {"a": "one, two"}


def test_a_folder_that_takes_no_files_is_told_by_the_name_of_the_file(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(tmp_path / ".part-x"))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(PermissionError) as caught:
        write_atomically(tmp_path / "a.html", b"new")
    assert caught.value.filename == str(tmp_path / "a.html")
