"""Jobs that each read a share of the texts of a build."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from factory import plants

import kg.extract
from kg import lock, store
from kg.build import build, jobs
from kg.build.jobs import Share, extract_share
from kg.config import Config
from kg.errors import OutputError
from kg.executors import InProcess

PAPERS = [{"title": f"Fern {number}", "abstract": "We use Moss.", "id": str(number)} for number in range(12)]


@pytest.fixture
def seen(monkeypatch):
    """Replace the extractor by one that finds plants, and say which texts it reads."""
    titles: list[str] = []

    def extract(papers, *, config):
        for paper in papers:
            titles.append(paper.title)
            yield from plants([paper], config=config)

    monkeypatch.setattr(kg.extract, "extract", extract)
    monkeypatch.setattr(jobs, "Processes", lambda _: InProcess())  # other processes have the extractor as it is
    return titles


@pytest.fixture
def source(tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS))
    return tmp_path / "a.jsonl"


def test_the_shares_are_all_and_the_build_reads_no_text_again(seen, source, tmp_path):
    config = Config(output=str(tmp_path / "out"), formats=("tables",))
    shares = [extract_share([source], number, 3, config=config) for number in range(3)]
    assert [(share.shards, share.of) for share in shares] == [(22, 64), (21, 64), (21, 64)]
    assert sum(share.papers for share in shares) == sum(share.read for share in shares) == 12
    assert sorted(seen) == sorted(paper["title"] for paper in PAPERS)
    seen.clear()
    build([source], config=config)
    assert seen == []
    other = replace(config, output=str(tmp_path / "other"))
    build([source], config=other)
    outputs = [store.read_manifest(Path(one.output)).outputs for one in (config, other)]
    assert outputs[0] == outputs[1]


def test_a_job_that_runs_again_reads_only_what_is_missing(seen, source, tmp_path):
    config = Config(output=str(tmp_path / "out"))
    extract_share([source], 0, 1, config=config)
    seen.clear()
    assert extract_share([source], 0, 1, config=config) == Share(64, 64, 12, 0)
    assert seen == []


def test_more_jobs_than_shards_have_nothing_to_do(seen, source, tmp_path):
    assert extract_share([source], 80, 100, config=Config(output=str(tmp_path / "out"))) == Share(0, 64, 0, 0)
    assert seen == []


def test_jobs_work_beside_jobs_and_not_beside_a_build(seen, source, tmp_path):  # noqa: ARG001  the extractor
    config = Config(output=str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    with lock.held(tmp_path / "out", shared=True):
        extract_share([source], 0, 1, config=config)
        with pytest.raises(OutputError, match="another build is writing here"):
            build([source], config=config)
    with lock.held(tmp_path / "out"), pytest.raises(OutputError, match="another build is writing here"):
        extract_share([source], 0, 1, config=config)


def test_a_job_with_other_sources_is_refused_while_one_is_at_work(seen, source, tmp_path, monkeypatch):  # noqa: ARG001  the extractor
    config = Config(output=str(tmp_path / "out"))
    other = tmp_path / "b.jsonl"
    other.write_text(json.dumps(PAPERS[0]) + "\n")
    work = jobs._extract

    def beside(*given, **named):
        monkeypatch.setattr(jobs, "_extract", work)
        assert extract_share([source], 1, 2, config=config).shards == 32
        with pytest.raises(
            OutputError, match=r"out: a job with other sources, other shards or another version of kg is at"
        ):
            extract_share([other], 0, 2, config=config)
        with pytest.raises(OutputError, match="a job with other sources, other shards"):
            extract_share([source], 1, 2, config=replace(config, shards=32))
        return work(*given, **named)

    monkeypatch.setattr(jobs, "_extract", beside)
    assert extract_share([source], 0, 2, config=config).shards == 32
    assert extract_share([other], 0, 1, config=config).papers == 1


def test_nothing_of_a_job_is_left_but_the_cache(seen, source, tmp_path):  # noqa: ARG001  the extractor
    extract_share([source], 0, 1, config=Config(output=str(tmp_path / "out")))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".lock", "cache"]


def test_jobs_share_a_folder_and_no_url(source):
    with pytest.raises(OutputError, match=r"^s3://bucket/graph: jobs share a folder, not a URL"):
        extract_share([source], 0, 1, config=Config(output="s3://bucket/graph"))
