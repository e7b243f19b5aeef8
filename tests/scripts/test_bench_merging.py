"""The benchmark of merging: each kind of record is counted, and what is found is what merging gives."""

import pytest
from script_modules import imported


@pytest.fixture
def bench():
    with imported("bench_merging") as module:
        yield module


def test_pairs_are_counted_by_kind(bench, capsys):
    bench.main(["--sizes", "400"])
    out = capsys.readouterr().out
    assert "400 records\n" in out
    kinds = [line[:34].strip() for line in out.splitlines()]
    assert "no identifier" in kinds
    assert "DOI of the volume" in kinds


def test_precision_and_recall_are_of_all_pairs(bench):
    some = list(bench.records(None, 40, 0))[:40]
    alone = {bench._source(one): str(number) for number, one in enumerate(some)}
    together = dict.fromkeys(alone, "one")
    right, found, true = bench._totals(some, together)
    assert (right, found) == (true, 40 * 39 // 2)
    assert bench._totals(some, alone)[:2] == (0, 1)


def test_a_stream_finds_what_merging_at_once_finds(bench, monkeypatch):
    some = list(bench.records(None, 300, 1))[:300]
    listed, conflicts, _ = bench.run(some)
    monkeypatch.setattr(bench, "STREAMED", 100)
    monkeypatch.setattr(bench, "_A_SOURCE", 70)
    streamed, told, _ = bench.run(some)
    assert sorted(streamed) == sorted(listed)
    assert sorted(told) == sorted(conflicts)
