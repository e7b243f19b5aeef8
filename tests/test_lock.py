"""The lock of a folder of outputs, and locks of files."""

import errno
import fcntl

import pytest

from kg import lock
from kg.errors import OutputError


def test_the_lock_of_a_folder_is_held_by_one(tmp_path):
    with lock.held(tmp_path):
        assert lock.is_held(tmp_path)
        with pytest.raises(OutputError, match="another build is writing here"), lock.held(tmp_path):
            pass
    assert not lock.is_held(tmp_path)


def test_a_folder_without_a_lock_is_not_held(tmp_path):
    assert not lock.is_held(tmp_path / "missing")


def test_a_file_system_without_locks_stops_no_build_but_may_have_one(tmp_path, monkeypatch):
    def refused(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    with lock.held(tmp_path):
        assert lock.is_held(tmp_path)
