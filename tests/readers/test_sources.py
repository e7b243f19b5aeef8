import hashlib
import io
import os
import sys

import pytest

from kg.errors import SourceError
from kg.readers.sources import Source, decode, expand


def found(paths):
    errors = []
    return expand(paths, on_error=errors.append), [str(error) for error in errors]


def text_of(path, data):
    path.write_bytes(data)
    errors = []
    sources, _ = found([path])
    return decode(sources[0], on_error=errors.append), [str(error) for error in errors]


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
    assert (sources[0].name, sources[0].read(), errors) == ("stdin", b"text", [])
    read_end, write_end = os.pipe()
    os.write(write_end, b"piped")
    os.close(write_end)
    sources, errors = found([f"/dev/fd/{read_end}"])
    os.close(read_end)
    assert (sources[0].read(), errors) == (b"piped", [])


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
    assert sources[0].read() == b"x"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfFern", "Fern"),
        ("Fern é".encode("utf-16"), "Fern é"),
        ("Fern é".encode("utf-32"), "Fern é"),
        (b"Fern" * 40 + b"\x00", "Fern" * 40 + "\x00"),
    ],
)
def test_encodings(tmp_path, data, text):
    assert text_of(tmp_path / "a.txt", data) == (text, [])


def test_other_bytes_are_windows_1252_and_reported(tmp_path):
    text, errors = text_of(tmp_path / "a.txt", b"one\nit\x92s caf\xe9")
    assert text == "one\nit’s café"
    assert errors == [f"{tmp_path}/a.txt:2: is not UTF-8; read as Windows-1252, save it as UTF-8 if letters are wrong"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is empty; give a file of papers"),
        (b"\xef\xbb\xbf \n\n", "is empty; give a file of papers"),
        (b"\x1f\x8b\x08abc", "is compressed (gzip); unpack it first"),
        (b"%PDF-1.7", "is a PDF; give its title and abstract as text or JSON"),
        (bytes(range(256)) * 4, "is binary, not text; give a file of papers"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, data, complaint):
    with pytest.raises(SourceError) as error:
        text_of(tmp_path / "a.bin", data)
    assert str(error.value) == f"{tmp_path}/a.bin: {complaint}"


def test_a_file_that_goes_away(tmp_path):
    with pytest.raises(SourceError, match=r"gone.txt: cannot be read \(No such file or directory\)"):
        decode(Source("gone.txt", str(tmp_path / "gone.txt"), "0"), on_error=print)
