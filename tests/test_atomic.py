"""Files that are written whole or not at all."""

import os

import pytest

from kg.atomic import write_atomically


def test_a_failed_atomic_write_leaves_the_old_file_and_no_debris(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("old")

    def refuse(*_):
        raise OSError("no space")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        write_atomically(tmp_path / "a", b"new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}
