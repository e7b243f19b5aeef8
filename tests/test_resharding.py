"""The cache, moved to another number of files."""

import pytest
from factory import extraction

from kg import cache, resharding
from kg.work_folder import shard_name

PAPERS = [f"paper/{letter}" for letter in "abcdefghij"]
DIGEST = "d" * 64


def entry(paper):
    return DIGEST, extraction(paper, (f"Fern {paper[-1]}", "Method"))


@pytest.fixture
def folder(tmp_path):
    """Make a folder of two files, as they were once named."""
    for number in range(2):
        papers = [paper for paper in PAPERS if cache.shard_of(paper, shards=2) == number]
        cache.write(tmp_path / f"{number:03d}.jsonl", {paper: entry(paper) for paper in papers})
    return tmp_path


def homes(shards):
    found = {}
    for paper in PAPERS:
        found.setdefault(shard_name(cache.shard_of(paper, shards=shards)), {})[paper] = entry(paper)
    return found


def contents(folder):
    return {path.stem: cache.read(path) for path in folder.glob("[0-9]*.jsonl")}


@pytest.mark.parametrize("shards", [1, 2, 3, 4])
def test_each_paper_comes_into_the_file_of_its_hash(folder, shards):
    resharding.reshard(folder, 2)
    resharding.reshard(folder, shards)
    assert contents(folder) == homes(shards)
    assert resharding.remembered(folder) == shards


def test_the_number_stands_in_the_folder_and_nothing_is_done_again(folder):
    resharding.reshard(folder, 4)
    (folder / "00009.jsonl").write_bytes(b"")
    resharding.reshard(folder, 4)
    assert (folder / "00009.jsonl").exists()
    assert resharding.remembered(folder) == 4


@pytest.mark.parametrize("damage", [b"", b"{", b"[4]"])
def test_a_damaged_number_is_none(folder, damage):
    (folder / resharding.FILE).write_bytes(damage)
    assert resharding.remembered(folder) == 0
    resharding.reshard(folder, 4)
    assert contents(folder) == homes(4)


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("call", ["append_lines", "replacing", "write_atomically"])
@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("shards", [2, 3, 4])
def test_a_kill_at_any_step_loses_nothing(folder, monkeypatch, call, number, shards):
    resharding.reshard(folder, 2)
    holder = cache if call == "append_lines" else resharding
    real, left = getattr(holder, call), [number]

    def killing(*arguments):
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(holder, call, killing)
        try:
            resharding.reshard(folder, 4)
        except Killed:
            assert resharding.remembered(folder) == 0
    resharding.reshard(folder, shards)
    assert contents(folder) == homes(shards)


def test_many_lines_are_moved_in_parts(folder, monkeypatch):
    monkeypatch.setattr(resharding, "_HELD", 1)
    resharding.reshard(folder, 3)
    assert contents(folder) == homes(3)
