"""The benchmark of sizes: what a command took, how that grows, and the tables that are made of it."""

import importlib
import json
import math
import sys
import tracemalloc

import pytest
from script_modules import imported

SIZES = (1000, 2000, 4000)


@pytest.fixture(scope="module")
def script():
    with imported("bench_scale"):
        yield importlib.import_module


def stage(papers, name, *, cpu, workers=0.0, largest=300.0):
    return {
        "papers": papers,
        "stage": name,
        "wall": cpu,
        "cpu": cpu,
        "workers": workers,
        "largest": largest,
        "all": 0.0,
    }


@pytest.fixture
def record(tmp_path):
    """Write figures that grow by rule: reading as the papers, resolving by the power 1.5, extracting in the workers."""
    rows = [
        stage(10, "read", cpu=1.0),
        stage(10, "extract", cpu=0.0, workers=2.0, largest=200.0),
        stage(10, "resolve", cpu=0.0, largest=101.0),
    ]
    for size in SIZES:
        rows.append(stage(size, "read", cpu=1.0 + size / 1000))
        rows.append(stage(size, "extract", cpu=0.0, workers=2.0 + size / 100, largest=200.0))
        rows.append(stage(size, "resolve", cpu=(size / 1000) ** 1.5, largest=100.0 + size / 10))
    disk = [{"papers": size, "what": "at most", "size": 100_000 * size} for size in SIZES]
    path = tmp_path / "record.json"
    told = {"kg": "0.1.0", "papers": "invented", "build_workers": 2, "machine": "2 cores", "stages": rows, "disk": disk}
    path.write_text(json.dumps(told))
    return path


def test_a_law_is_found_and_told_how_sure_it_is(script):
    growth = script("bench.growth")
    found = growth.power([(n, 0.5 * n**1.2) for n in SIZES])
    assert found.power == pytest.approx(1.2)
    assert found.at(10_000) == pytest.approx(0.5 * 10_000**1.2)
    assert found.error(10_000) == pytest.approx(1.0)
    assert math.isnan(growth.power([(1000, 1.0), (2000, 2.0)]).error(4000))
    shaken = growth.power([(1000, 1.0), (2000, 2.3), (4000, 3.9)])
    assert 1.0 < shaken.error(4000) < shaken.error(1_000_000)


def test_what_is_too_little_to_show_growth_is_taken_to_grow_as_the_papers_do(script):
    found = script("bench.growth").power([(1000, 0.2), (2000, 0.3), (4000, 1.2)], base=0.2, least=0.5)
    assert found.power == 1.0
    assert found.at(40_000) == pytest.approx(10.2)
    assert math.isnan(found.error(40_000))


def test_memory_is_a_line_that_neither_falls_nor_begins_below_nothing(script):
    line = script("bench.growth").line
    assert line([(1000, 300.0), (2000, 290.0)]) == line([(1000, 295.0)])
    assert line([(1000, 10.0), (2000, 30.0)]).base == 0.0


def test_the_tables_say_what_was_measured_and_what_more_papers_take(script, record, capsys):
    script("bench_scale").main(["--from", str(record), "--predict", "1000000", "--workers", "10"])
    printed = capsys.readouterr().out
    rows = {tuple(line.split()[:2]): line.split() for line in printed.splitlines() if line}
    assert rows["read", "no"][2:] == ["n^1.00", "17", "min,", "×÷", "1.0"]
    assert rows["resolve", "no"][2:] == ["n^1.50", "9", "h,", "×÷", "1.0"]
    assert rows["extract", "yes"][2:] == ["n^1.00", "3", "h,", "×÷", "1.0"]
    # 1,001 s of reading, 31,623 s of resolving; 10,002 s of the workers, by one and by ten of them.
    assert printed.splitlines()[-1].split() == ["1,000,000", "12", "h", "9", "h", "×÷", "1.0", "100", "GB", "100", "GB"]


def test_the_tables_are_markdown_where_a_document_takes_them(script, record, capsys):
    script("bench_scale").main(["--from", str(record), "--markdown", "--predict", "4000", "--workers", "2"])
    printed = capsys.readouterr().out
    assert "| papers | 1 worker | 2 workers | error | memory | disk |\n| --- | --: | --: | --: | --: | --: |" in printed
    assert "| 4,000 | 55 s | 34 s | ×÷ 1.0 | 500 MB | 400 MB |" in printed


def test_a_command_and_its_processes_are_watched(script, tmp_path):
    code = (
        "import subprocess, sys; data = bytearray(60_000_000); "
        "subprocess.run([sys.executable, '-c', 'sum(range(20_000_000))'])"
    )
    samples = script("bench.processes").watch([sys.executable, "-c", code], folder=tmp_path, every=0.02)
    assert max(sample.largest for sample in samples) > 60
    assert samples[-1].others > samples[-1].own > 0
    assert [sample.others for sample in samples] == sorted(sample.others for sample in samples)
    processes = script("bench.processes")
    with pytest.raises(processes.FailedError, match="exit code 3"):
        processes.watch([sys.executable, "-c", "raise SystemExit(3)"], folder=tmp_path)


def test_a_window_between_two_looks_gets_its_share(script):
    stages, sample = script("bench.stages"), script("bench.processes").Sample
    samples = [
        sample(0.0, 0.0, 0.0, 0.0, 0.0),
        sample(10.0, 5.0, 20.0, 300.0, 500.0),
        sample(20.0, 15.0, 20.0, 9.0, 9.0),
    ]
    rows = {row.stage: row for row in stages._stages(7, {"write": 4.0, "read": 8.0}, samples, 2.0, 16.0)}
    assert list(rows) == ["start", "read", "write", "publish", "store"]
    assert (rows["read"].cpu, rows["read"].workers, rows["read"].largest) == (4.0, 16.0, 300.0)
    assert (rows["write"].cpu, rows["publish"].cpu, rows["store"].cpu) == (4.0, 2.0, 4.0)


def test_invented_papers_have_no_end_and_names_grow_as_in_real_ones(script):
    endless = script("invented.endless")
    literature = endless.Endless(0)
    papers = literature.papers()
    made = {}
    for number, paper in enumerate(papers, 1):
        made[number] = literature.growth.made
        assert 1100 < len(paper.abstract) < 1700
        if number == 3000:
            break
    assert math.log(made[3000] / made[1000], 3) == pytest.approx(0.95, abs=0.1)
    assert made[3000] == pytest.approx(13.9 * 3000**0.85, rel=0.06)


def test_invented_papers_are_the_same_each_time_and_take_no_more_memory_the_more_there_are(script):
    rows = script("invented.endless").rows
    first = list(rows(300))
    assert list(rows(300)) == first
    assert list(rows(200)) == first[:200]
    assert list(rows(3, seed=1)) != first[:3]
    assert len({row["id"] for row in first}) == len({row["title"] for row in first}) == 300
    assert held(rows(900)) - held(rows(300)) < 600 * 1500  # an abstract alone has 1,150 characters, a paper 3,000 bytes


def held(rows):
    """Return the most memory that rows take which are read one after the other."""
    tracemalloc.start()
    try:
        sum(1 for _ in rows)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
