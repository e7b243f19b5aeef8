"""Extraction shard by shard, with an extractor that records what it reads."""

import re
from collections.abc import Iterable, Iterator

import pytest
from factory import extraction

import kg.extract
from kg import cache, shards
from kg.config import Config
from kg.errors import KGError, ModelError
from kg.executors import InProcess
from kg.records import Extraction, Paper
from kg.shard_work import extract_shard
from kg.work_folder import WorkFolder

PAPERS = [Paper(f"paper/{letter}", f"Title {letter}", f"Text of {letter}.") for letter in "abcdefgh"]


@pytest.fixture
def seen(monkeypatch):
    """Replace the extractor by one that finds the title and fails on titles that say so."""
    texts: list[str] = []

    def extract(papers: Iterable[Paper], *, config: Config) -> Iterator[Extraction]:  # noqa: ARG001  the extractor's signature
        for paper in papers:
            if "bug" in paper.title:
                raise ZeroDivisionError("division by zero")
            if "memory" in paper.title:
                raise MemoryError
            if "model" in paper.title:
                raise ModelError("no weights")
            texts.append(paper.id)
            yield extraction(paper.id, (paper.title, "Method"))

    monkeypatch.setattr(kg.extract, "extract", extract)
    monkeypatch.setattr(kg.extract, "load", lambda **_: None)
    return texts


def run(papers, folder, *, count=4, fresh=False):
    errors: list[KGError] = []
    steps: list[tuple[int, int]] = []
    found = shards.extract_cached(
        papers,
        folder=folder,
        config=Config(shards=count),
        executor=InProcess(),
        on_error=errors.append,
        progress=lambda done, total: steps.append((done, total)),
        fresh=fresh,
    )
    return found, [str(error) for error in errors], steps


@pytest.mark.usefixtures("seen")
def test_extractions_come_in_the_order_of_the_papers(tmp_path):
    found, errors, steps = run(PAPERS, tmp_path)
    assert [item.paper for item in found] == [paper.id for paper in PAPERS]
    assert errors == []
    assert steps == [(number, 8) for number in range(1, 9)]


def test_a_text_is_read_once(tmp_path, seen):
    first, *_ = run(PAPERS, tmp_path)
    seen.clear()
    again, _, steps = run(PAPERS, tmp_path)
    assert (again, seen, steps) == (first, [], [])


def test_only_new_and_changed_texts_are_read(tmp_path, seen):
    run(PAPERS[:6], tmp_path)
    seen.clear()
    changed = Paper("paper/b", "Title b", "Another text.")
    run([PAPERS[0], changed, *PAPERS[2:]], tmp_path)
    assert sorted(seen) == ["paper/b", "paper/g", "paper/h"]


def test_everything_is_read_again_on_demand(tmp_path, seen):
    run(PAPERS, tmp_path)
    seen.clear()
    run(PAPERS, tmp_path, fresh=True)
    assert len(seen) == 8


def test_a_damaged_line_is_read_again(tmp_path, seen):
    expected, *_ = run(PAPERS, tmp_path, count=1)
    seen.clear()
    path = tmp_path / "00000.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Title c", b"Title x"))
    assert run(PAPERS, tmp_path, count=1)[0] == expected
    assert seen == ["paper/c"]


@pytest.mark.parametrize("count", [1, 3, 64])
@pytest.mark.usefixtures("seen")
def test_the_number_of_shards_changes_nothing(tmp_path, count):
    assert run(PAPERS, tmp_path, count=count)[0] == run(PAPERS, tmp_path / "other", count=2)[0]


@pytest.mark.usefixtures("seen")
def test_no_list_of_work_is_left(tmp_path):
    run(PAPERS, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if not path.name[:5].isdigit()] == ["shards.json"]


@pytest.mark.usefixtures("seen")
def test_a_paper_that_brings_out_a_bug_costs_only_itself(tmp_path):
    papers = [*PAPERS[:2], Paper("paper/x", "a bug", ""), *PAPERS[2:]]
    found, errors, steps = run(papers, tmp_path, count=1)
    assert [item.paper for item in found] == [paper.id for paper in PAPERS]
    assert len(errors) == 1
    assert re.fullmatch(
        r"paper/x: nothing could be extracted \(ZeroDivisionError at test_shards.py:\d+: division by zero\); "
        "please report this bug",
        errors[0],
    )
    assert steps[-1] == (9, 9)


@pytest.mark.usefixtures("seen")
def test_only_who_reads_a_whole_shard_rewrites_its_file(tmp_path):
    work = WorkFolder(tmp_path / ".work", tmp_path)
    cache.write_papers(work.papers("00000"), PAPERS[:2])
    with cache.appending(work.extracted("00000")) as append:
        for number in range(9):
            append(f"{number:064}", extraction("paper/a", ("Moss", "Model")))
    extract_shard("00000:0-1", work=work, config=Config())
    assert cache.count_lines(work.extracted("00000")) == 10
    extract_shard("00000", work=work, config=Config())
    assert cache.count_lines(work.extracted("00000")) == 2


@pytest.mark.usefixtures("seen")
def test_missing_weights_end_the_build(tmp_path):
    with pytest.raises(ModelError, match="no weights"):
        run([Paper("paper/x", "a model", "")], tmp_path)


@pytest.mark.usefixtures("seen")
def test_want_of_memory_is_not_held_against_a_paper(tmp_path):
    with pytest.raises(MemoryError):
        run([Paper("paper/x", "out of memory", "")], tmp_path)
