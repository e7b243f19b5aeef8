"""Work in processes beside this one, each of which takes shard after shard.

Not `multiprocessing.Pool`, which waits for ever for what a killed worker was to bring, and not `ProcessPoolExecutor`,
which gives up all of them for one. A worker shares nothing with others but a pipe to the parent: its end is seen at
once, another takes its place, and what it worked on is tried once more.
"""

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, Generic, NamedTuple

from kg.config import Config
from kg.errors import KGError
from kg.executors.contract import Lost, OnLost, OnStep, Result, report_lost
from kg.executors.worker import DONE, ERROR, run

TRIES = 2
"""How many workers a shard may end before it is lost."""
DEATHS = 8
"""How many workers may end one after the other without a word, before something else than the shards is to blame."""
PATIENCE = 600.0
"""The seconds after which a worker that told of its shard, and then nothing any more, is ended; a paper takes 0.03."""


class _Task(NamedTuple):
    """A shard to be worked on."""

    shard: str
    tries: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, the pipe to it, and what it works on."""

    process: SpawnProcess
    pipe: Connection
    task: _Task
    heard: float | None = None
    """When it told of its shard last; nothing before it has."""
    silenced: bool = False
    """Whether it was ended for its silence."""

    def give(self, task: _Task | None) -> None:
        """Send a shard to work on, or the word that there is no more."""
        self.task, self.heard = task or self.task, None
        with suppress(OSError):  # it has ended meanwhile: its sentinel tells
            self.pipe.send(task and task.shard)

    def is_stuck(self, patience: float) -> bool:
        """Tell whether it has been silent for too long."""
        return self.heard is not None and time.monotonic() - self.heard > patience


@dataclass(frozen=True, slots=True)
class Processes:
    """Work in several processes, each of which loads its model once."""

    workers: int
    patience: float = PATIENCE

    def map(
        self,
        work: Callable[[str], Result],
        shards: Sequence[str],
        *,
        on_lost: OnLost | None = None,
        on_step: OnStep | None = None,
    ) -> Iterator[Result]:
        """Yield the result of each shard as it is ready.

        Raises:
            KGError: a shard is lost and there is no `on_lost`, or workers end before they do anything.
        """
        crew = _Crew(work, deque(map(_Task, shards)), self.patience, on_lost, on_step)
        try:
            crew.hire(self.workers)
            while crew.busy:
                yield from crew.listen()
                crew.hire(self.workers)
        finally:
            crew.dismiss()


@dataclass(slots=True)
class _Crew(Generic[Result]):
    """The workers of one call of `map`, and the shards that wait for them."""

    work: Callable[[str], Result]
    waiting: deque[_Task]
    patience: float
    on_lost: OnLost | None
    on_step: OnStep | None
    busy: list[_Worker] = field(default_factory=list)
    leaving: list[_Worker] = field(default_factory=list)
    """Workers that were told that there is no more to do."""
    deaths: int = 0
    """How many workers ended since one of them said a word."""

    def hire(self, most: int) -> None:
        """Start workers for the shards that wait."""
        while self.waiting and len(self.busy) < most:
            self.busy.append(_start(self.work, self.waiting.popleft()))

    def listen(self) -> Iterator[Result]:
        """Wait until workers say something or end, and yield what they did."""
        ready = wait([end for worker in self.busy for end in (worker.pipe, worker.process.sentinel)], self._seconds())
        for worker in list(self.busy):
            if worker.pipe in ready or worker.process.sentinel in ready:
                yield from self._hear(worker)
            elif worker.is_stuck(self.patience):
                worker.silenced = True
                worker.process.kill()

    def _seconds(self) -> float | None:
        since = [worker.heard for worker in self.busy if worker.heard is not None]
        return max(min(since) + self.patience - time.monotonic(), 0.05) if since else None

    def _hear(self, worker: _Worker) -> Iterator[Result]:
        while worker in self.busy and (message := self._received(worker)):
            kind, value = message
            if kind == ERROR:
                raise value
            if kind == DONE:
                self._go_on(worker)
                yield value
            else:
                worker.heard = time.monotonic()
                if self.on_step:
                    self.on_step(worker.task.shard, value)

    def _received(self, worker: _Worker) -> tuple[str, Any] | None:
        try:
            if worker.pipe.poll():
                message: tuple[str, Any] = worker.pipe.recv()
                self.deaths = 0
                return message
            if worker.process.exitcode is not None and not worker.pipe.poll():  # a child of it may hold its pipe
                self._replace(worker)
        except (EOFError, OSError):
            self._replace(worker)
        return None

    def _go_on(self, worker: _Worker) -> None:
        if self.waiting:
            worker.give(self.waiting.popleft())
        else:
            worker.give(None)
            self.busy.remove(worker)
            self.leaving.append(worker)

    def _replace(self, worker: _Worker) -> None:
        """Take leave of a worker that ended, and have another try what it worked on."""
        self.busy.remove(worker)
        worker.pipe.close()
        worker.process.join()
        reason = "silent for too long" if worker.silenced else _reason(worker.process.exitcode)
        self.deaths += 1
        if self.deaths >= DEATHS:
            raise KGError(
                f"{DEATHS} worker processes ended, one after the other, before they did anything ({reason}); see that "
                "there is enough memory, or try fewer --workers"
            )
        shard, tries = worker.task
        if tries + 1 < TRIES:
            self.waiting.appendleft(_Task(shard, tries + 1))
        else:
            report_lost(Lost(shard, reason), self.on_lost)

    def dismiss(self) -> None:
        """End the workers that are left, and wait until they are gone."""
        for worker in self.busy:
            worker.process.kill()
        for worker in (*self.busy, *self.leaving):
            worker.process.join()
            worker.pipe.close()


def _start(work: Callable[[str], Any], task: _Task) -> _Worker:
    # A forked child would inherit locks and threads in any state; a spawned one starts clean on every system.
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=run, args=(work, theirs), daemon=True)
    with _interrupts_held(), _hidden_program():
        process.start()
    theirs.close()
    worker = _Worker(process, ours, task)
    worker.give(task)
    return worker


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C waiting: a child inherits that, and would print a traceback if it came before it can take care."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _hidden_program() -> Iterator[None]:
    """Start children without the main program, which `spawn` runs anew in each.

    They need nothing of it; it would cost the imports of the command line, and a script without a guard for
    `__main__` would start itself over and over.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _reason(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return f"killed by signal {-code}, {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"
    return f"ended with exit code {code}"


def make(config: Config) -> Processes:
    """Return the executor for the settings."""
    return Processes(config.workers)
