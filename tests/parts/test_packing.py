"""Compressed files."""

import gzip
import time

import pytest

from kg.errors import OutputError
from kg.parts.packing import pack, place, unpack


def test_the_bytes_tell_neither_the_time_nor_the_name(tmp_path, monkeypatch):
    one = pack(tmp_path / "one.gz", ["a\n", "b\u2028c\n"]).read_bytes()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    other = pack(tmp_path / "other.gz", ["a\n", "b\u2028c\n"]).read_bytes()

    assert one == other
    assert one[4:8] == bytes(4)
    assert gzip.decompress(one) == "a\nb\u2028c\n".encode()


def test_lines_come_back_as_they_were_written(tmp_path):
    lines = ["fern\r\n", "moss\u2028\x85\x0b\n", "\n"]

    assert list(unpack(pack(tmp_path / "x.gz", lines))) == lines


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(OutputError, match="cannot be written"):
        pack(tmp_path / "file" / "x.gz", [])


def test_a_file_stands_in_a_second_place_without_taking_more_room(tmp_path):
    source, target = tmp_path / "source", tmp_path / "deep" / "target"
    source.write_text("fern", encoding="utf-8")
    target.parent.mkdir()
    target.write_text("what a killed build left", encoding="utf-8")

    place(source, target)

    assert source.samefile(target)
