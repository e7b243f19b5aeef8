"""The cache of extractions."""

import pytest
from factory import extraction

from kg import cache
from kg.records import ClaimedResult, Extraction, Paper

DIGEST = "d" * 64


@pytest.fixture
def path(tmp_path):
    entries = {
        "paper/a": (DIGEST, extraction("paper/a", ("LoRA", "Method"), link="https://github.com/a/b")),
        "paper/b": (DIGEST, extraction("paper/b", ('ÉCLAIR \u2028 "x"', "Model"))),
    }
    cache.write(tmp_path / "00000.jsonl", entries)
    return tmp_path / "00000.jsonl"


def test_extractions_come_back_as_they_were(path):
    found = cache.read(path)
    assert found["paper/a"] == (DIGEST, extraction("paper/a", ("LoRA", "Method"), link="https://github.com/a/b"))
    assert found["paper/b"] == (DIGEST, extraction("paper/b", ('ÉCLAIR \u2028 "x"', "Model")))


def test_claimed_results_come_back_as_they_were(tmp_path):
    claims = (
        ClaimedResult("paper/a", 3, 7, 0, "F1", 61.5, "%", "", "absolute", "higher", None, 1, 0.81, "claim:on"),
        ClaimedResult("paper/a", 9, 12, 0, "", 2.0, "x", "about", "gain", "", 4, 1, 0.7, "claim:fronted"),
    )
    cache.write(tmp_path / "00000.jsonl", {"paper/a": (DIGEST, Extraction("paper/a", claims=claims))})
    assert cache.read(tmp_path / "00000.jsonl")["paper/a"][1].claims == claims


def test_a_paper_has_one_line(path):
    assert path.read_bytes().count(b"\n") == 2


@pytest.mark.parametrize(
    "damage", [lambda line: line[:-9], lambda line: line.replace(b"LoRA", b"QoRA"), lambda _: b"\xff{"]
)
def test_a_damaged_line_is_a_miss_and_the_others_are_not(path, damage):
    first, second, _ = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join((damage(first), second, b"")))
    assert list(cache.read(path)) == ["paper/b"]


def test_the_heads_tell_which_texts_are_known(path):
    assert [line.text for line in cache.lines(path)] == [("paper/a", DIGEST), ("paper/b", DIGEST)]


@pytest.mark.parametrize(
    "paper", ['paper/local-"digest":"x"', "paper/local-\\", "paper/local-é\n", 'paper/","digest":"']
)
def test_any_id_comes_back_from_a_head(tmp_path, paper):
    cache.write(tmp_path / "00000.jsonl", {paper: (DIGEST, extraction(paper, ("LoRA", "Method")))})
    (line,) = cache.lines(tmp_path / "00000.jsonl")
    assert line.text == (paper, DIGEST)
    assert line.extraction() == extraction(paper, ("LoRA", "Method"))
    assert line.to_bytes() == (tmp_path / "00000.jsonl").read_bytes()


def test_what_is_added_after_a_torn_line_is_whole(path):
    path.write_bytes(path.read_bytes()[:-20])
    with cache.appending(path) as append:
        append("e" * 64, extraction("paper/c", ("Moss", "Model")))
    assert [line.text for line in cache.lines(path)] == [("paper/a", DIGEST), ("paper/c", "e" * 64)]
    assert cache.count_lines(path) == 3


def test_each_line_stands_in_the_file_before_the_next_is_read(tmp_path):
    with cache.appending(tmp_path / "new" / "00000.jsonl") as append:
        append(DIGEST, extraction("paper/c", ("Moss", "Model")))
        assert list(cache.read(tmp_path / "new" / "00000.jsonl")) == ["paper/c"]


def test_later_lines_win(path):
    with cache.appending(path) as append:
        append("e" * 64, extraction("paper/a", ("Moss", "Model")))
    assert cache.read(path)["paper/a"] == ("e" * 64, extraction("paper/a", ("Moss", "Model")))


def test_compacting_keeps_of_each_paper_the_text_that_is_wanted_else_the_latest(path):
    with cache.appending(path) as append:
        for paper in ("paper/b", "paper/a"):
            append("e" * 64, extraction(paper, ("Moss", "Model")))
            append("f" * 64, extraction(paper, ("Fern", "Model")))
    cache.compact(path, {("paper/b", "e" * 64)})
    assert [line.text for line in cache.lines(path)] == [("paper/a", "f" * 64), ("paper/b", "e" * 64)]
    assert cache.count_lines(path) == 2


def test_a_missing_file_holds_nothing(tmp_path):
    assert cache.read(tmp_path / "00000.jsonl") == {}


def test_the_digest_follows_the_text_and_nothing_else():
    known = Paper("paper/a", "A title", "Some words.")
    assert cache.text_digest(known) == cache.text_digest(Paper("paper/z", "A title", "Some words.", url="x"))
    assert cache.text_digest(known) != cache.text_digest(Paper("paper/a", "A title", "Other words."))


def test_papers_travel_to_a_worker_unchanged(tmp_path):
    papers = [Paper("paper/a", "α\u2028β", "", ("x", "y")), Paper('paper/"b', "", "", authors=("N. N.",))]
    cache.write_papers(tmp_path / "todo", papers)
    assert cache.read_papers(tmp_path / "todo") == papers
    assert cache.read_papers(tmp_path / "todo", [1]) == papers[1:]
    assert cache.read_texts(tmp_path / "todo") == [(paper.id, cache.text_digest(paper)) for paper in papers]


def test_no_file_of_papers_is_no_paper(tmp_path):
    assert cache.read_texts(tmp_path / "todo") == []


def test_folders_of_other_versions_are_removed_and_nothing_else(tmp_path):
    kept, old = cache.folder_of(tmp_path, "new"), cache.folder_of(tmp_path, "old")
    for folder in (kept, old, tmp_path / "cache" / "notes"):
        folder.mkdir(parents=True)
    cache.prune(kept)
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted([kept.name, "notes"])
