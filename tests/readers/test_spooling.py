import gc
import hashlib
import io

from kg.readers import spooling
from kg.readers.spooling import Spool, held


def test_what_is_small_is_held_in_memory():
    assert held(io.BytesIO(b"fern")) == (b"fern", hashlib.sha256(b"fern").hexdigest())
    assert held(io.BytesIO()) == (b"", hashlib.sha256().hexdigest())


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
