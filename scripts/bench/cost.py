"""What work costs: CPU seconds, wall seconds, and the memory of a process that does nothing else."""

import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Answer = TypeVar("Answer")

_MEGABYTE = 1024 if sys.platform.startswith("linux") else 1024 * 1024  # Linux counts kilobytes, macOS bytes
_ENOUGH = 0.5


@dataclass(slots=True)
class Spent:
    """Seconds of the processor, user and system, and seconds on the clock."""

    cpu: float = 0.0
    wall: float = 0.0


class TooSlowError(Exception):
    """Work did not end in its time."""


@contextmanager
def spending() -> Iterator[Spent]:
    """Measure what the block costs; the figures stand when it is left."""
    spent = Spent(_cpu(), time.perf_counter())
    yield spent
    spent.cpu, spent.wall = _cpu() - spent.cpu, time.perf_counter() - spent.wall


def best(work: Callable[[], Answer], *, runs: int = 5) -> tuple[Spent, Answer]:
    """Do work several times, long work less often; return the least that it cost, and its last answer."""
    least, total = Spent(float("inf"), float("inf")), 0.0
    for _ in range(runs):
        with spending() as spent:
            answer = work()
        least = Spent(min(least.cpu, spent.cpu), min(least.wall, spent.wall))
        total += spent.wall
        if total > _ENOUGH * runs:
            break
    return least, answer


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise `TooSlowError` in the block when it takes longer; what is not Python ends first."""

    def stop(*_: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def peak() -> float:
    """Return the most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def alone(work: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401  what the work returns
    """Do work in a process of its own and return its answer.

    Args:
        work: a function of a module.
        arguments: what it is given.

    Raises:
        RuntimeError: the process failed; it has said why.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_answer, args=(there, work, arguments))
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} failed in its process") from None
    finally:
        process.join()


def _answer(there: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    there.send(work(*arguments))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
