"""What differs between two sorted files."""

import gzip
import random

import pytest

from kg.query import difference as module
from kg.query.difference import difference


def written(path, lines):
    text = "".join(sorted(lines)).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


def test_lines_of_one_file_alone_are_told(tmp_path):
    before = written(tmp_path / "a", ["a\n", "b\n", "d\n"])
    after = written(tmp_path / "b.gz", ["b\n", "c\n", "d\n", "e\n"])
    assert list(difference(before, after)) == [(b"a\n", False), (b"c\n", True), (b"e\n", True)]
    assert list(difference(None, after)) == [(line, True) for line in (b"b\n", b"c\n", b"d\n", b"e\n")]
    assert list(difference(before, None)) == [(line, False) for line in (b"a\n", b"b\n", b"d\n")]


@pytest.mark.parametrize("seed", range(5))
def test_any_two_files_differ_by_what_sets_of_their_lines_do(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(module, "_LEAST", 16)
    chance = random.Random(seed)  # noqa: S311  no secret
    lines = [f"{number:05} {'x' * chance.randrange(60)}\n" for number in range(3000)]
    old = {line for line in lines if chance.random() > 0.01}
    new = {line for line in lines if chance.random() > 0.01} | {f"{number:05}+\n" for number in range(0, 3000, 500)}
    found = list(difference(written(tmp_path / "a", old), written(tmp_path / "b", new)))
    assert {line.decode() for line, is_new in found if not is_new} == old - new
    assert {line.decode() for line, is_new in found if is_new} == new - old
    assert len(found) == len(old ^ new)
