"""Where work on shards runs: in this process, or in processes beside it.

Only names of shards travel; what a shard holds lies in files. Work on a shard that was lost with a killed process
is done again, so it has to be repeatable.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Protocol, TypeVar

from kg.errors import KGError

Shard = TypeVar("Shard")
Result = TypeVar("Result")

ATTEMPTS = 3


class Executor(Protocol):
    """Something that applies a function to shards."""

    def map(self, work: Callable[[Shard], Result], shards: Sequence[Shard]) -> Iterator[Result]:
        """Yield the result of each shard as it is ready, in any order."""
        ...


class InProcess:
    """Work in this process, shard after shard."""

    def map(self, work: Callable[[Shard], Result], shards: Sequence[Shard]) -> Iterator[Result]:
        """Yield the result of each shard."""
        return map(work, shards)


@dataclass(frozen=True, slots=True)
class Processes:
    """Work in several processes, each of which loads its model once."""

    workers: int

    def map(self, work: Callable[[Shard], Result], shards: Sequence[Shard]) -> Iterator[Result]:
        """Yield the result of each shard as it is ready.

        Raises:
            KGError: processes were killed again and again.
        """
        missing = dict(enumerate(shards))
        for _ in range(ATTEMPTS):
            try:
                for number, result in self._finished(work, dict(missing)):
                    del missing[number]
                    yield result
            except BrokenProcessPool:
                continue
            return
        raise KGError(f"a worker process was killed {ATTEMPTS} times, mostly for want of memory; try fewer --workers")

    def _finished(self, work: Callable[[Shard], Result], shards: dict[int, Shard]) -> Iterator[tuple[int, Result]]:
        if not shards:
            return
        # A forked child would inherit locks and threads in any state; a spawned one starts clean on every system.
        pool = ProcessPoolExecutor(min(self.workers, len(shards)), get_context("spawn"), _start_worker)
        try:
            numbers: dict[Future[Result], int] = {pool.submit(work, shard): n for n, shard in shards.items()}
            for future in as_completed(numbers):
                yield numbers[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a worker at once and without a traceback
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A killed parent closes no queue: its workers would wait for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def choose(workers: int) -> Executor:
    """Return the executor for a number of processes."""
    return InProcess() if workers == 1 else Processes(workers)
