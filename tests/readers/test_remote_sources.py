"""Sources on object stores."""

import gzip
import json

import pytest

from kg import readers
from kg.readers.sources import expand

fsspec = pytest.importorskip("fsspec")

MOSS = {"title": "Moss and Fern", "abstract": "We use Moss.", "id": "one"}
FERN = {"title": "Fern alone", "abstract": "We use Fern.", "id": "two"}


@pytest.fixture
def store():
    memory = fsspec.filesystem("memory")

    def write(name, *records, content=None):
        text = "".join(json.dumps(record) + "\n" for record in records).encode()
        memory.pipe(f"/papers/{name}", text if content is None else content)

    yield write
    memory.store.clear()


def read(*urls):
    errors = []
    reading = readers.read(urls, on_error=lambda error: errors.append(str(error)))
    return [paper.title for paper in reading.papers], errors


def test_files_of_a_store_are_read_as_those_of_a_disk_are(store, tmp_path):
    store("a.jsonl", MOSS)
    store("deep/b.jsonl.gz", content=gzip.compress(json.dumps(FERN).encode()))
    assert read("memory://papers") == (["Moss and Fern", "Fern alone"], [])
    assert read("memory://papers/a.jsonl") == (["Moss and Fern"], [])
    assert read("memory://papers/**/*.gz") == (["Fern alone"], [])
    assert [source.name for source in expand(["memory://papers"], on_error=print)] == ["a.jsonl", "b.jsonl.gz"]
    (tmp_path / "a.jsonl").write_text(json.dumps(MOSS) + "\n")
    here, there = (readers.read([path], on_error=print) for path in (tmp_path / "a.jsonl", "memory://papers/a.jsonl"))
    assert here == there


def test_what_is_of_no_use_hidden_or_of_a_build_is_passed_over(store):
    store("a.jsonl", MOSS)
    store("figure.pdf", content=b"%PDF")
    store(".hidden/b.jsonl", FERN)
    for name in ("manifest.json", "ids.jsonl", "tables/papers.csv"):
        store(f"graph/{name}", FERN)
    assert read("memory://papers") == (
        ["Moss and Fern"],
        ["memory://papers: 1 file of no use is passed over (1 .pdf); name it if it holds papers"],
    )
    assert read("memory://papers/**/*")[0] == ["Moss and Fern"]


def test_what_cannot_be_read_is_told_in_a_line(store):
    store("a.jsonl", MOSS)
    assert read("memory://none", "memory://papers/a.jsonl", "https://x.org/a.jsonl") == (
        ["Moss and Fern"],
        [
            "memory://none: cannot be read (there is no file at memory://none); check the URL",
            "https://x.org/a.jsonl: pages of the web are not read; download the file, or see `kg fetch`, and name it",
        ],
    )


def test_a_file_that_changes_while_it_is_read_is_told(store):
    store("a.jsonl", MOSS)
    sources = expand(["memory://papers/a.jsonl"], on_error=print)
    store("a.jsonl", FERN)
    assert read(*sources)[1] == ["memory:///papers/a.jsonl: changed while it was read; build again"]


def test_a_file_whose_store_tells_no_version_is_known_by_its_bytes(store, monkeypatch):
    import hashlib

    monkeypatch.setattr("kg.remote._version", lambda *_: "")
    store("a.jsonl", MOSS)
    (source,) = expand(["memory://papers"], on_error=print)
    assert source.digest == hashlib.sha256(json.dumps(MOSS).encode() + b"\n").hexdigest()
    assert read(source) == (["Moss and Fern"], [])
