"""Files of object stores, tried on the one that fsspec keeps in memory."""

import pytest

from kg import remote
from kg.errors import SourceError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def store():
    """Give a function that writes files into an empty store, which is this process's own."""
    memory = fsspec.filesystem("memory")

    def write(**files):
        for name, content in files.items():
            memory.pipe(f"/moss/{name.replace('__', '/')}", content)
        return memory

    yield write
    memory.store.clear()


def test_urls_are_no_paths_of_this_machine():
    for url in ("s3://bucket/a.jsonl", "gs://bucket", "hdfs://host:8020/papers", "https://x.org/a", "memory://a"):
        assert remote.is_url(url)
    for path in ("a.jsonl", "/a/b", "-", r"C:\papers", "C:/papers", "a:b", "://"):
        assert not remote.is_url(path)


def test_a_folder_a_pattern_and_a_file_mean_their_files(store):
    store(b=b"1", sub__a=b"22", sub__deep__c=b"333")
    names = [file.url.removeprefix("memory:///moss/") for file in remote.files("memory://moss")]
    assert names == ["b", "sub/a", "sub/deep/c"]
    assert [file.url for file in remote.files("memory://moss/*/a")] == ["memory:///moss/sub/a"]
    assert [(file.url, file.size) for file in remote.files("memory://moss/sub/deep/c")] == [
        ("memory:///moss/sub/deep/c", 3)
    ]
    with pytest.raises(FileNotFoundError, match="there is no file at memory://moss/none"):
        remote.files("memory://moss/none")


def test_a_file_has_another_version_once_it_is_written_again(store):
    store(a=b"1")
    (listed,) = remote.files("memory://moss")
    assert listed == remote.file("memory:///moss/a")
    assert len(listed.version) == 64
    store(a=b"2")
    assert remote.file("memory:///moss/a").version != listed.version


def test_copies_with_one_etag_have_one_version_wherever_they_are():
    told = {"name": "bucket/a", "size": 7, "ETag": '"9b"', "LastModified": "yesterday"}
    assert remote._version("s3://bucket/a", told) == remote._version("s3://other/b", told | {"LastModified": "today"})
    assert remote._version("s3://bucket/a", told) != remote._version("s3://bucket/a", told | {"ETag": '"9c"'})
    assert remote._version("s3://bucket/a", {"name": "bucket/a", "size": 7}) == ""


def test_files_are_written_read_and_removed(store, tmp_path):
    memory = store()
    (tmp_path / "fern").write_bytes(b"fern" * 600_000)
    file = remote.write("memory://moss/sub/fern", tmp_path / "fern")
    assert (file.url, file.size) == ("memory:///moss/sub/fern", 2_400_000)
    assert b"".join(remote.blocks("memory://moss/sub/fern")) == b"fern" * 600_000
    remote.remove("memory://moss/sub/fern")
    remote.remove("memory://moss/sub/fern")
    assert memory.find("/moss") == []


def test_what_is_no_store_is_refused_in_one_line():
    with pytest.raises(SourceError) as caught:
        remote.files("HTTPS://x.org/a.jsonl")
    assert str(caught.value) == (
        "HTTPS://x.org/a.jsonl: pages of the web are not read; download the file, or see `kg fetch`, and name it"
    )
    with pytest.raises(SourceError, match=r"^ftp://x\.org/a: ftp:// is not read; known are s3://, "):
        remote.files("ftp://x.org/a")
    with pytest.raises(SourceError, match=r"file:// is not read"):
        remote.files("file:///etc/passwd")
    with pytest.raises(SourceError, match=r"two colons are read as two URLs"):
        remote.files("memory://a::https://x.org/a")


def test_errors_of_stores_become_ones_of_the_system(monkeypatch, store):
    memory = store(a=b"1")

    def fail(*_, **__):
        raise ValueError("no\n  credentials")

    monkeypatch.setattr(type(memory), "find", fail)
    with pytest.raises(OSError, match=r"^no credentials$"):
        remote.files("memory://moss")
