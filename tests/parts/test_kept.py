"""What is kept of earlier builds, and what is made anew."""

import os
import shutil
from dataclasses import replace

import pytest
from parts.sharded import CONFIG, in_shards, settle
from parts.woods import PAPERS, woods

from kg.cache import shard_of
from kg.errors import OutputError
from kg.parts import part
from kg.parts.kept import keep, prune
from kg.work_folder import WorkFolder, shard_name

SHARDS = 8


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def shard(paper):
    return shard_name(shard_of(paper.id, shards=SHARDS))


def of_shard(files, name):
    return {path for path in files if name in path}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    in_shards(woods(), folder, shards=SHARDS, stage="one")
    return folder


@pytest.fixture
def folder(built, tmp_path):
    return shutil.copytree(built, tmp_path, dirs_exist_ok=True)


def test_an_unchanged_build_makes_no_part_again(folder):
    again = in_shards(woods(), folder, shards=SHARDS, stage="two")

    assert again.kept == SHARDS
    assert contents(folder / "two") == contents(folder / "one")


def test_other_builds_of_the_same_papers_have_the_same_bytes(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    records = woods()

    in_shards(
        replace(records, papers=records.papers[::-1], extractions=records.extractions[::-1]), other, shards=SHARDS
    )

    assert contents(other / "stage") == contents(folder / "one")


def test_a_part_is_made_again_where_one_of_its_papers_has_changed(folder):
    records = woods()
    papers = [replace(paper, venue="Journal of Moss") if paper.id == "paper/e" else paper for paper in PAPERS]

    again = in_shards(replace(records, papers=papers), folder, shards=SHARDS, stage="two")

    old, new = contents(folder / "one"), contents(folder / "two")
    changed = {path for path in new if new[path] != old.get(path) and not path.startswith("void")}
    assert again.kept == SHARDS - 1
    assert f"kg/papers-{shard(PAPERS[4])}.nq.gz" in changed
    assert changed <= {*of_shard(new, shard(PAPERS[4])), "kg/meta.nq.gz"}


def test_a_part_is_made_again_where_the_paper_of_another_shard_tells_what_its_link_is(folder):
    records = woods()
    own = records.extractions[1]
    other = replace(own, links=tuple(replace(link, kind="project") for link in own.links))

    again = in_shards(
        replace(records, extractions=[*records.extractions[:1], other, *records.extractions[2:]]),
        folder,
        shards=SHARDS,
        stage="two",
    )

    old, new = contents(folder / "one"), contents(folder / "two")
    links = f"tables/links/{shard(PAPERS[0])}.csv.gz"
    assert shard(PAPERS[0]) != shard(PAPERS[1])
    assert new[links] != old[links]
    assert again.kept == SHARDS - len({shard(PAPERS[0]), shard(PAPERS[1])})


def test_a_part_with_a_damaged_file_is_made_again(folder):
    before = contents(folder / "one")
    (path,) = (folder / "cache" / "parts" / "part" / shard(PAPERS[1])).glob("*/tables/edges/*.csv.gz")
    path.write_bytes(b"edited")

    again = in_shards(woods(), folder, shards=SHARDS, stage="two")

    assert again.kept == SHARDS - 1
    assert contents(folder / "two") == before


def test_a_part_whose_count_was_changed_is_made_again(folder):
    (path,) = (folder / "cache" / "parts" / "part" / shard(PAPERS[1])).glob("*/kept.json")
    edited = path.read_text(encoding="utf-8").replace('"papers": ', '"papers": 7')
    path.write_text(edited, encoding="utf-8")

    again = in_shards(woods(), folder, shards=SHARDS, stage="two")

    assert again.kept == SHARDS - 1
    assert again.tally["papers"] == len(PAPERS)


def test_a_build_that_was_killed_goes_on_at_the_shard(tmp_path, monkeypatch):
    made = []

    def killed(name, *rest):
        made.append(name)
        if len(made) == 3:
            raise KeyboardInterrupt
        return make(name, *rest)

    config = replace(CONFIG, formats=("tables",))
    make = part._make
    monkeypatch.setattr(part, "_make", killed)
    with pytest.raises(KeyboardInterrupt):
        in_shards(woods(), tmp_path, shards=SHARDS, config=config)
    monkeypatch.setattr(part, "_make", make)

    again = in_shards(woods(), tmp_path, shards=SHARDS, config=config)

    assert again.kept == 2
    assert not list(tmp_path.glob("cache/parts/*/*/.unfinished-*"))


def test_files_are_copied_where_there_are_no_links(folder, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    in_shards(woods(), folder, shards=SHARDS, stage="two")

    assert contents(folder / "two") == contents(folder / "one")


def test_what_is_kept_of_shards_that_are_no_more_is_removed(folder):
    work, names = settle(woods(), folder, shards=SHARDS)
    prune(work, names[:3])

    assert sorted(path.name for path in (folder / "cache" / "parts" / "part").iterdir()) == names[:3]


def test_of_two_workers_on_one_shard_the_faster_one_counts(tmp_path):
    work = WorkFolder(tmp_path / ".work", tmp_path / "cache" / "0")

    def make(folder):
        (folder / "file").write_text("fern", encoding="utf-8")
        keep(work, "step", "00000", key="k", make=alone)
        return {"by": "the slower"}

    def alone(folder):
        (folder / "file").write_text("fern", encoding="utf-8")
        return {"by": "the faster"}

    kept = keep(work, "step", "00000", key="k", make=make)

    assert kept.told == {"by": "the faster"}
    assert [path.name for path in (tmp_path / "cache" / "parts" / "step" / "00000").iterdir()] == ["k"]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    work = WorkFolder(tmp_path / ".work", tmp_path / "cache" / "0")

    with pytest.raises(OutputError, match=r"cache.*cannot be written"):
        keep(work, "step", "00000", key="k", make=lambda _: {})


def test_only_the_formats_that_are_wanted_are_written(tmp_path):
    in_shards(woods(), tmp_path, shards=1, config=replace(CONFIG, formats=("html",)))

    assert {path.name for path in (tmp_path / "stage").iterdir()} == {"papers"}
