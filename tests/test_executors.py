"""Where work on shards runs."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from kg.errors import KGError
from kg.executors import InProcess, Processes, choose


def double(text: str) -> str:
    return text * 2


def refuse(text: str) -> str:
    raise KGError(f"{text}: refused")


def die_once(text: str, *, folder: Path) -> str:
    marker = folder / "died"
    if text == "b" and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return text


def die(text: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return text


@pytest.mark.parametrize("executor", [InProcess(), Processes(2)])
def test_each_shard_has_a_result(executor):
    assert sorted(executor.map(double, ["a", "b", "c"])) == ["aa", "bb", "cc"]


@pytest.mark.parametrize("executor", [InProcess(), Processes(2)])
def test_no_shards_are_no_results(executor):
    assert list(executor.map(double, [])) == []


@pytest.mark.parametrize("executor", [InProcess(), Processes(2)])
def test_an_error_comes_back(executor):
    with pytest.raises(KGError, match="a: refused"):
        list(executor.map(refuse, ["a"]))


def test_the_shards_of_a_killed_worker_are_done_again(tmp_path):
    assert sorted(Processes(2).map(partial(die_once, folder=tmp_path), list("abcd"))) == ["a", "b", "c", "d"]


def test_a_worker_that_is_killed_again_and_again_ends_the_build():
    with pytest.raises(KGError) as caught:
        list(Processes(2).map(die, ["a"]))
    assert str(caught.value) == "a worker process was killed 3 times, mostly for want of memory; try fewer --workers"


def test_one_worker_is_this_process():
    assert isinstance(choose(1), InProcess)
    assert choose(3) == Processes(3)
