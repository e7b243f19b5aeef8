"""The pace: one request in so many seconds, over all processes, by the clock of the test."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from replay import FakeClock

from kg.errors import OutputError
from kg.fetch.cache_folder import locked, private_folder
from kg.fetch.web.pace import Pace

ROOT = Path(__file__).parents[3]

# A clock that two processes share, and turns that write down when they began and ended.
TURNS = """
import sys, time
from pathlib import Path
from kg.fetch.cache_folder import locked
from kg.fetch.web.pace import Pace

folder = Path(sys.argv[1])

class Shared:
    def now(self):
        return self.sleep(0.0)
    def sleep(self, seconds):
        with locked(folder / "clock") as stream:
            now = float(stream.read() or 1000.0) + seconds
            stream.seek(0)
            stream.truncate()
            stream.write(str(now).encode())
        return now

clock = Shared()
pace = Pace(folder / "pace", clock, longest=300.0, on_wait=lambda host: None)
with (folder / "log").open("a", buffering=1) as log:
    for _ in range(12):
        with pace.turn("export.arxiv.org", 3.0):
            log.write(f"begin {clock.now()}\\n")
            time.sleep(0.002)
            clock.sleep(0.25)
            log.write(f"end {clock.now()}\\n")
"""


def pace_of(folder, clock, waits=None):
    return Pace(folder, clock, longest=300.0, on_wait=(waits if waits is not None else []).append)


def test_requests_are_three_seconds_apart_and_the_first_one_waits_for_nobody(tmp_path):
    clock = FakeClock()
    pace = pace_of(tmp_path, clock)
    begun = []
    for busy in (0.0, 1.5, 20.0, 0.0):
        with pace.turn("export.arxiv.org", 3.0):
            begun.append(clock.time)
            clock.advance(busy)
    # From the end of an answer, so that a slow one does not bring two requests close together.
    assert clock.slept == [3.0, 3.0, 3.0]
    assert [later - earlier for earlier, later in pairwise(begun)] == [3.0, 4.5, 23.0]


def test_a_request_that_failed_counts(tmp_path):
    clock = FakeClock()
    pace = pace_of(tmp_path, clock)
    with pytest.raises(ValueError, match="moss"), pace.turn("a", 3.0):
        raise ValueError("moss")
    with pace.turn("a", 3.0):
        assert clock.slept == [3.0]


def test_each_host_has_a_pace_of_its_own(tmp_path):
    clock = FakeClock()
    pace = pace_of(tmp_path, clock)
    with pace.turn("export.arxiv.org", 3.0):
        pass
    with pace.turn("huggingface.co", 0.6):
        assert clock.slept == []
    with pace.turn("../../moss", 3.0):
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            ".._.._moss.json",
            "export.arxiv.org.json",
            "huggingface.co.json",
        ]


def test_what_was_asked_long_ago_costs_no_wait(tmp_path):
    clock = FakeClock()
    for _ in range(2):
        with pace_of(tmp_path, clock).turn("a", 3.0):
            clock.advance(10.0)
        clock.advance(10.0)
    assert clock.slept == []


def test_a_clock_that_was_set_back_costs_no_more_than_the_gap(tmp_path):
    clock = FakeClock()
    with pace_of(tmp_path, clock).turn("a", 3.0):
        pass
    clock.time -= 86_400
    with pace_of(tmp_path, clock).turn("a", 3.0):
        assert clock.slept == [3.0]


def test_a_pause_in_the_file_is_bounded_where_the_clock_was_set_back(tmp_path):
    clock = FakeClock()
    pace_of(tmp_path, clock).postpone("a", 60.0)
    clock.time -= 86_400
    with pace_of(tmp_path, clock).turn("a", 3.0):
        assert clock.slept == [300.0]


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"last": "moss", "until": 0}', b'{"last": NaN, "until": 1e999}'])
def test_a_file_that_is_damaged_counts_as_a_request_of_this_moment(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    clock = FakeClock()
    with pace_of(tmp_path, clock).turn("a", 3.0):
        assert clock.slept == [3.0]


def test_two_processes_take_turns(tmp_path):
    run = [sys.executable, "-c", TURNS, str(tmp_path)]
    processes = [subprocess.Popen(run, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in processes] == [(b"", 0)] * 2
    lines = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    assert [word for word, _ in lines] == ["begin", "end"] * 24
    times = [float(time) for _, time in lines]
    assert all(begin - end >= 3.0 for end, begin in zip(times[1::2], times[2::2], strict=False))


def test_whoever_waits_for_another_process_is_told(tmp_path):
    holder = (
        "import sys; from pathlib import Path; from kg.fetch.cache_folder import locked\n"
        "with locked(Path(sys.argv[1])):\n print('held', flush=True); sys.stdin.read()"
    )
    path = tmp_path / "a.json"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(OutputError, match="busy with moss"), locked(path, busy="busy with moss"):
            pass
        waits = []
        pace = Pace(tmp_path, FakeClock(), longest=300.0, on_wait=lambda host: (waits.append(host), process.kill()))
        with pace.turn("a", 3.0):  # the system frees the lock of a process that is killed
            assert waits == ["a"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("moss")
    with pytest.raises(OutputError) as error, locked(tmp_path / "file" / "inner" / "lock"):
        pass
    assert str(error.value).startswith(f"{tmp_path / 'file' / 'inner'}: cannot be made (")
    assert str(error.value).endswith("; set KG_CACHE_DIR to a folder that can")


def test_a_folder_of_another_account_is_named_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root, as which tests may run, is refused nothing
    with pytest.raises(OutputError) as error:
        private_folder(tmp_path)
    assert str(error.value) == f"{tmp_path}: may not be read and written by you; set KG_CACHE_DIR to a folder that may"
