import gzip
import hashlib
import io
import os
import sys

from kg.readers.files import spooling
from kg.readers.files.spooling import Spool
from kg.readers.sources import Source, expand


def found(paths):
    errors = []
    return expand(paths, on_error=errors.append), [str(error) for error in errors]


def content(source):
    return b"".join(source.blocks())


def test_folders_are_read_in_order_without_what_is_hidden(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".hidden.txt", ".git/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    sources, errors = found([tmp_path])
    assert [source.name for source in sources] == ["b.txt", "y.txt", "z.txt"]
    assert sources[0].digest == hashlib.sha256(b"b.txt").hexdigest()
    assert errors == []


def test_names_do_not_depend_on_the_machine(tmp_path):
    for name, content in (("1/daily.txt", "x"), ("2/daily.txt", "y"), ("3/daily.txt", "x"), ("4/other.txt", "x")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content)
    sources, _ = found([tmp_path])
    x, y = (hashlib.sha256(content).hexdigest() for content in (b"x", b"y"))
    assert {(source.name, source.digest) for source in sources} == {
        (f"daily.txt~{x[:4]}", x),
        (f"daily.txt~{y[:4]}", y),
    }
    assert found([tmp_path / "2", tmp_path / "1/daily.txt", str(tmp_path / "4")])[0] == sources


def test_the_same_file_twice_is_one_source(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    sources, _ = found([tmp_path, tmp_path / "a.txt", str(tmp_path)])
    assert [source.name for source in sources] == ["a.txt"]
    assert found(sources)[0] == sources


def test_standard_input_and_pipes_are_held(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text")))
    sources, errors = found(["-"])
    assert (sources[0].name, content(sources[0]), errors) == ("stdin", b"text", [])
    read_end, write_end = os.pipe()
    os.write(write_end, b"piped")
    os.close(write_end)
    sources, errors = found([f"/dev/fd/{read_end}"])
    os.close(read_end)
    assert (content(sources[0]), errors) == (b"piped", [])


def test_paths_that_cannot_be_read_are_reported_and_the_rest_is_found(tmp_path):
    (tmp_path / "good.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    sources, errors = found(
        [tmp_path / "missing\n.txt", tmp_path / "empty", tmp_path / "good.txt", "/dev/null", "a\0b"]
    )
    assert [source.name for source in sources] == ["good.txt"]
    assert errors == [
        f"{tmp_path}/missing .txt: cannot be read (No such file or directory); check the path",
        f"{tmp_path}/empty: the folder holds no files; give files of papers or another folder",
        "/dev/null: cannot be read (it is no file); check the file",
        "ab: cannot be read (no path holds a null character); check the path",
    ]


def test_a_hostile_name_is_one_line(tmp_path):
    path = tmp_path / os.fsdecode(b"a\n\x1b[31m\xff.txt")
    path.write_text("x")
    sources, _ = found([tmp_path])
    assert sources[0].name == "a [31m\ufffd.txt"
    assert "\n" not in sources[0].where
    assert content(sources[0]) == b"x"


def test_a_folder_says_in_one_line_what_it_passes_over(tmp_path):
    for name in ("list.bib", "storage/1/Fern.pdf", "storage/2/Moss.pdf", "storage/2/page.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    sources, errors = found([tmp_path])
    assert [(source.name, source.folder) for source in sources] == [("list.bib", str(tmp_path))]
    assert errors == [f"{tmp_path}: 3 files of no use are passed over (2 .pdf, 1 .png); name those that hold papers"]
    assert [source.name for source in found([tmp_path / "storage/1/Fern.pdf"])[0]] == ["Fern.pdf"]


def test_much_of_standard_input_is_kept_in_a_file(monkeypatch):
    data = b"fern" * (5 << 20)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    sources, errors = found(["-"])
    assert isinstance(sources[0].content, Spool)
    assert (content(sources[0]), sources[0].digest, errors) == (data, hashlib.sha256(data).hexdigest(), [])


def test_what_never_ends_is_reported(monkeypatch):
    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    monkeypatch.setattr(spooling, "MOST_HELD", 1 << 16)
    monkeypatch.setattr(spooling, "MOST_SPOOLED", 1 << 20)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    told = "cannot be read (it goes on after 0.0 GB, and no more is kept); save it as a file, and name that"
    assert found(["-"]) == ([], [f"standard input: {told}"])


def test_links_out_of_a_folder_are_not_followed_unless_they_are_named(tmp_path):
    for name in ("in/a.txt", "in/sub/b.txt", "out/c.txt", "out/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    folder = tmp_path / "in"
    (folder / "inner.txt").symlink_to("sub/b.txt")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "link.txt").symlink_to(tmp_path / "out/c.txt")
    sources, errors = found([folder])
    assert sorted(source.path for source in sources) == [f"{folder}/a.txt", f"{folder}/sub/b.txt"]
    assert errors == [f"{folder}: a link leads out of it and is not followed (link.txt); name it if it holds papers"]
    (folder / "sub" / "deep").symlink_to(tmp_path / "out/d")
    (folder / ".hidden").symlink_to(tmp_path / "out/d")
    assert found([folder])[1] == [
        f"{folder}: 2 links lead out of it and are not followed (deep, link.txt); name what holds papers"
    ]
    assert len(found([folder, folder / "link.txt"])[0]) == 3
    (tmp_path / "alias").symlink_to(folder)
    assert len(found([tmp_path / "alias"])[0]) == 2


def test_standard_input_that_cannot_be_read_is_reported(monkeypatch):
    class Broken(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, _):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Broken())))
    assert found(["-"]) == ([], ["standard input: cannot be read (Input/output error); check it"])


def test_the_digest_is_of_the_bytes_on_disk(tmp_path):
    data = gzip.compress(b"fern")
    (tmp_path / "papers.jsonl.gz").write_bytes(data)
    sources, _ = found([tmp_path])
    assert sources == [Source("papers.jsonl.gz", f"{tmp_path}/papers.jsonl.gz", hashlib.sha256(data).hexdigest())]
