"""Worker processes: they come to an end in many ways, and no shard is forgotten."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kg.errors import KGError
from kg.executors import Lost, processes, tell
from kg.executors.processes import Processes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def work(text: str, *, folder: Path) -> tuple[str, int]:
    """Do what the name of the shard says: `die`, `die once`, `exit`, `hang`, `refuse`, or nothing else."""
    (folder / f"{os.getpid()} {text}").touch()
    tell(1)
    if text == "die" or (text == "die once" and not _was_there(folder / "died")):
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "exit":
        os._exit(3)
    if text == "hang":
        time.sleep(60)
    if text == "refuse":
        raise KGError("refused: the text of the error")
    tell(2)
    return text, os.getpid()


def _was_there(path: Path) -> bool:
    there = path.exists()
    path.touch()
    return there


def crash(text: str) -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return text


def no_child_is_left() -> bool:
    return not multiprocessing.active_children()


def test_each_shard_has_a_result_and_each_worker_takes_many(tmp_path):
    steps = []
    found = list(Processes(2).map(partial(work, folder=tmp_path), list("abcdef"), on_step=lambda *s: steps.append(s)))
    assert sorted(text for text, _ in found) == list("abcdef")
    assert len({process for _, process in found} - {os.getpid()}) in (1, 2)
    assert sorted(steps) == [(shard, told) for shard in "abcdef" for told in (1, 2)]
    assert no_child_is_left()


def test_no_shards_need_no_process(tmp_path):
    assert list(Processes(2).map(partial(work, folder=tmp_path), [])) == []


def test_an_error_comes_back_and_says_where_it_was_raised(tmp_path):
    with pytest.raises(KGError) as caught:
        list(Processes(2).map(partial(work, folder=tmp_path), ["refuse", "hang"]))
    assert str(caught.value) == "refused: the text of the error"
    assert "in a worker process" in caught.value.__notes__[0]
    assert no_child_is_left()


def test_lost_shards_are_told_of_and_the_others_go_on(tmp_path):
    lost: list[Lost] = []
    shards = ["a", "die", "b", "die once", "exit", "c"]
    found = list(Processes(2).map(partial(work, folder=tmp_path), shards, on_lost=lost.append))
    assert sorted(text for text, _ in found) == ["a", "b", "c", "die once"]
    assert sorted(lost, key=lambda one: one.shard) == [
        Lost("die", "killed by signal 9, SIGKILL"),
        Lost("exit", "ended with exit code 3"),
    ]
    tries = sorted(path.name.split(" ", 1)[1] for path in tmp_path.iterdir() if " " in path.name)
    assert tries == ["a", "b", "c", "die", "die", "die once", "die once", "exit", "exit"]


def test_a_worker_that_is_silent_for_too_long_is_ended(tmp_path):
    lost: list[Lost] = []
    found = Processes(1, patience=0.3).map(partial(work, folder=tmp_path), ["hang", "a"], on_lost=lost.append)
    assert [text for text, _ in found] == ["a"]
    assert lost == [Lost("hang", "silent for too long")]


def test_workers_that_end_before_they_say_anything_are_no_matter_of_the_shards(monkeypatch):
    monkeypatch.setattr(processes, "DEATHS", 3)
    with pytest.raises(KGError) as caught:
        list(Processes(2).map(crash, list("abcdefgh"), on_lost=lambda _: None))
    assert str(caught.value) == (
        "3 worker processes ended, one after the other, before they did anything (killed by signal 11, SIGSEGV); "
        "see that there is enough memory, or try fewer --workers"
    )
    assert no_child_is_left()


def test_who_stops_listening_leaves_no_process(tmp_path):
    results = Processes(2).map(partial(work, folder=tmp_path), ["a", "hang"])
    assert next(results)[0] == "a"
    results.close()
    assert no_child_is_left()


SCRIPT = """
from functools import partial
from pathlib import Path
import signal
import sys
sys.path.insert(0, {tests!r})
from executors.test_processes import work
from kg.executors.processes import Processes
print("start", flush=True)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may have been told to ignore it
list(Processes(2).map(partial(work, folder=Path(sys.argv[1])), ["hang", "hang"]))
"""


@pytest.fixture
def started(tmp_path):
    """Start a program without a guard for `__main__`, whose two workers hang; give it and the ids of the workers."""
    (folder := tmp_path / "seen").mkdir()
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(tests=str(Path(__file__).parents[1])))
    program = subprocess.Popen(
        [sys.executable, "-W", "error", script, folder],
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(2400):
        if len(workers := [int(path.name.split()[0]) for path in folder.iterdir()]) == 2:
            break
        time.sleep(0.05)
    yield program, workers
    os.killpg(program.pid, signal.SIGKILL) if program.poll() is None else None
    program.communicate()


def are_gone(processes: list[int]) -> bool:
    for _ in range(800):
        if not any(_lives(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and ") Z " in status.read_text())  # nobody may be there who takes leave of it


def test_workers_end_with_a_killed_parent(started):
    program, workers = started
    program.kill()
    assert len(workers) == 2
    assert are_gone(workers)
    assert program.communicate() == ("start\n", "")


def test_an_interrupt_ends_all_of_them_with_one_traceback(started):
    program, workers = started
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=120)
    assert are_gone(workers)
    assert out == "start\n"
    assert err.count("Traceback") == 1
    assert err.rstrip().endswith("KeyboardInterrupt")
    assert "leaked" not in err


def test_a_worker_that_others_kill_is_replaced(started):
    program, workers = started
    os.kill(workers[0], signal.SIGKILL)
    folder = Path(program.args[-1])
    for _ in range(2400):
        if len(list(folder.iterdir())) == 3:
            break
        time.sleep(0.05)
    assert len(list(folder.iterdir())) == 3
    assert _lives(workers[1])
