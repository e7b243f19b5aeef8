import gc
import hashlib
import io
import shutil

import pytest

from kg.errors import SourceError
from kg.readers.files import spooling
from kg.readers.files.spooling import Spool, held


def test_what_is_small_is_held_in_memory():
    assert held(io.BytesIO(b"fern")) == (b"fern", hashlib.sha256(b"fern").hexdigest())
    assert held(io.BytesIO()) == (b"", hashlib.sha256().hexdigest())


def test_what_never_ends_is_given_up_and_leaves_no_file(monkeypatch, tmp_path):
    monkeypatch.setattr(spooling, "MOST_HELD", 1000)
    monkeypatch.setattr(spooling, "MOST_SPOOLED", 3 << 27)
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 1 << 20))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(SourceError, match=r"^it goes on after 0\.0 GB, and no more is kept$"):
        held(io.BytesIO(b"fern" * 200_000))
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_what_is_large_goes_to_a_file_that_goes_away(monkeypatch, tmp_path):
    monkeypatch.setattr(spooling, "MOST_HELD", 1000)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = b"fern" * 200_000
    content, digest = held(io.BytesIO(data))
    assert isinstance(content, Spool)
    assert content.path.read_bytes() == data
    assert digest == hashlib.sha256(data).hexdigest()
    del content
    gc.collect()
    assert list(tmp_path.iterdir()) == []
