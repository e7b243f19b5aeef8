"""`kg extract --shard`: the texts of a build read by many jobs."""

import json

import pytest
from click.testing import CliRunner

from kg.build import jobs
from kg.build.jobs import Share
from kg.cli.group import cli


@pytest.fixture
def asked(monkeypatch):
    """Replace the work by a note of what was asked for."""
    found = []

    def extract_share(sources, number, of, *, config, **_):
        found.append((sources, number, of, config.output, config.workers))
        return Share(2, 64, 1500, 7 if number else 0)

    monkeypatch.setattr(jobs, "extract_share", extract_share)
    return found


def run(*arguments):
    return CliRunner().invoke(cli, ["extract", *arguments])


def test_a_job_is_told_its_number_and_how_many_there_are(asked):
    done = run("papers", "-o", "out", "--shard", "3/64", "--workers", "2")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Job 3 of 64: 1,500 papers in 2 of 64 shards, 7 texts read\n"
    assert asked == [(("papers",), 3, 64, "out", 2)]
    assert run("papers", "--shard", "0/1").stderr == (
        "Job 0 of 1: 1,500 papers in 2 of 64 shards, all texts read before\n"
    )


@pytest.mark.parametrize("share", ["64/64", "3", "-1/4", "a/b", "1/0", "0/0", "1/2/3", "99999999/999999999"])
def test_a_share_that_is_none_is_a_wrong_option(asked, share):
    done = run("papers", "--shard", share)
    assert done.exit_code == 2
    assert f"'{share}' is no share; write the number of the job, from 0, and how many: 3/64." in done.stderr
    assert asked == []


def test_what_is_for_jobs_is_refused_without_one(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"title": "Moss", "abstract": "We use Moss."}]))
    done = run(str(tmp_path / "a.json"), "-o", "out")
    assert done.exit_code == 2
    assert "--output and --workers are for jobs; say which with --shard, such as --shard 0/64." in done.stderr
