"""Texts that end the process that reads them: found, named, left out; everything else is kept."""

import sys
from collections.abc import Iterator

import pytest
from mortals import Died, Lethal, Mortal, die, killing

import kg.extract
from kg import cache, quarantine, shards
from kg.config import Config
from kg.errors import KGError
from kg.executors import InProcess
from kg.executors.processes import Processes
from kg.records import Extraction, Paper
from kg.work_folder import FOLDER, WorkFolder, shard_name

CONFIG = Config(shards=2)


@pytest.fixture
def mortal(monkeypatch):
    monkeypatch.setattr(kg.extract, "extract", killing(die))
    monkeypatch.setattr(kg.extract, "load", lambda **_: None)
    return Mortal([])


def papers(count, *poison):
    return [
        Paper(f"paper/{number:03d}", f"{'A poison' if number in poison else 'Fern'} {number}", "Text.")
        for number in range(count)
    ]


def run(folder, papers, executor, *, fresh=False):
    """Extract the papers as one shard; return what each says, what was reported and the steps of the progress."""
    work = WorkFolder(folder / FOLDER, folder / "cache")
    cache.write_papers(work.papers(shard_name(0)), papers)
    errors, steps = [], []
    shards.extract_shards(
        work,
        [shard_name(0)],
        config=CONFIG,
        executor=executor,
        on_error=lambda error: errors.append(str(error)),
        progress=lambda done, total: steps.append((done, total)),
        fresh=fresh,
    )
    return [found.paper for found in shards.extractions(work, shard_name(0))], errors, steps


def without(papers, *places):
    return [paper.id for place, paper in enumerate(papers) if place not in places]


LINE = (
    "paper/017 “A poison 17”: left out, for its text ends the process that reads it (killed by signal 9, SIGKILL); "
    "please report this bug; --fresh tries it again"
)


def test_the_paper_that_kills_is_named_and_left_out_alone(tmp_path, mortal):
    given = papers(60, 17)
    found, errors, steps = run(tmp_path, given, mortal)
    assert found == without(given, 17)
    assert errors == [LINE]
    assert steps[-1] == (60, 60)
    assert mortal.tried == ["00000", "00000", "00000:17-18", "00000:17-18", "00000:18-39", "00000:39-60"]


@pytest.mark.parametrize("poison", [[0], [59], [0, 1, 2], [10, 11, 40, 59]])
def test_many_that_kill_are_all_found(tmp_path, mortal, poison):
    given = papers(60, *poison)
    found, errors, _ = run(tmp_path, given, mortal)
    assert found == without(given, *poison)
    assert [line.split()[0] for line in errors] == [given[place].id for place in poison]


def test_the_next_build_says_it_again_and_reads_nothing(tmp_path, mortal):
    given = papers(20, 17)
    run(tmp_path, given, mortal)
    mortal.tried.clear()
    found, errors, steps = run(tmp_path, given, mortal)
    assert found == without(given, 17)
    assert (errors, steps, mortal.tried) == ([LINE], [], [])


def test_a_paper_whose_text_has_changed_is_tried_again(tmp_path, mortal):
    run(tmp_path, papers(20, 17), mortal)
    found, errors, _ = run(tmp_path, papers(20), mortal)
    assert (found, errors) == (without(papers(20)), [])


def test_fresh_tries_all_again(tmp_path, mortal, monkeypatch):
    given = papers(20, 17)
    run(tmp_path, given, mortal)
    monkeypatch.setattr(kg.extract, "extract", lambda papers, **_: (Extraction(paper.id) for paper in papers))
    found, errors, steps = run(tmp_path, given, mortal, fresh=True)
    assert (found, errors) == (without(given), [])
    assert steps[-1] == (20, 20)


def test_where_everything_kills_it_is_no_matter_of_the_papers(tmp_path, mortal, monkeypatch):
    monkeypatch.setattr(shards, "MOST_QUARANTINED", 3)
    with pytest.raises(KGError) as caught:
        run(tmp_path, papers(10, *range(10)), mortal)
    assert str(caught.value) == (
        "4 papers ended the processes that read them (killed by signal 9, SIGKILL), more than can be the fault of "
        "the papers; see that there is enough memory, try fewer --workers, or install kg anew"
    )
    assert quarantine.read(tmp_path / "cache") == {}


def test_a_paper_that_others_killed_with_them_is_kept(tmp_path, mortal, monkeypatch):
    """A process that holds too much dies of no paper in particular: parts of the shard go through."""
    read = []

    def hungry(papers, *, config):  # noqa: ARG001  the extractor's signature
        read.append(0)
        for paper in papers:
            read[-1] += 1
            if read[-1] > 8 and paper.id == "paper/012":
                raise Died
            yield Extraction(paper.id)

    monkeypatch.setattr(kg.extract, "extract", hungry)
    found, errors, _ = run(tmp_path, papers(20), mortal)
    assert (found, errors) == (without(papers(20)), [])


def test_the_build_after_one_that_a_text_killed_reads_in_a_process_beside(tmp_path, mortal):
    given = papers(3, 1)
    (tmp_path / "cache").mkdir()
    with pytest.raises(Died):
        run(tmp_path, given, InProcess())
    assert not (tmp_path / "cache" / shards.READING).exists()
    assert list(_chosen(InProcess(), tmp_path)) == [InProcess()]
    (tmp_path / shards.READING).touch()
    assert list(_chosen(InProcess(), tmp_path)) == [Processes(1)]
    (tmp_path / shards.READING).touch()
    assert list(_chosen(mortal, tmp_path)) == [mortal]


class Forgetful(InProcess):
    """Takes a line away from the file of a shard after each of the first times that it was worked on."""

    def __init__(self, times):
        object.__setattr__(self, "left", [None] * times)

    def map(self, work, shards, **rest):
        for report in InProcess.map(self, work, shards, **rest):
            if self.left:
                self.left.pop()
                path = work.keywords["work"].extracted("00000")
                path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
            yield report


def test_what_was_read_and_is_not_in_the_cache_is_read_again(tmp_path, mortal):  # noqa: ARG001  the extractor
    given = papers(9)
    found, errors, steps = run(tmp_path, given, Forgetful(3))
    assert (found, errors, steps[-1]) == (without(given), [], (9, 9))
    with pytest.raises(
        KGError, match=r"cache: what was read of 1 papers is not there; see what else writes in this folder"
    ):
        run(tmp_path / "other", given, Forgetful(4))


def test_a_paper_that_cannot_be_read_is_not_looked_for_again(tmp_path, monkeypatch):
    tries = []

    def faulty(papers, *, config):  # noqa: ARG001  the extractor's signature
        for paper in papers:
            tries.append(paper.id)
            if paper.id == "paper/004":
                raise ZeroDivisionError
            yield Extraction(paper.id)

    monkeypatch.setattr(kg.extract, "extract", faulty)
    monkeypatch.setattr(kg.extract, "load", lambda **_: None)
    found, errors, _ = run(tmp_path, papers(6), InProcess())
    assert found == without(papers(6), 4)
    assert [line.split(":")[0] for line in errors] == ["paper/004"]
    assert tries.count("paper/004") == 2  # with the others, and alone


def _chosen(executor, folder) -> Iterator[object]:
    with shards._beside_after_kill(executor, folder) as chosen:
        yield chosen


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_real_processes_are_killed_by_a_paper_and_all_others_are_kept(tmp_path):
    given = papers(20, 7)
    found, errors, steps = run(tmp_path, given, Lethal(1))
    assert found == without(given, 7)
    assert errors == [LINE.replace("17", "7").replace("/07", "/007")]
    assert steps[-1] == (20, 20)
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})
