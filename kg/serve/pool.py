"""The workers: each request gets one of its own, waits for one, or is refused; who takes too long is killed."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.query.job import Job
from kg.serve import forks
from kg.serve.edition import Edition
from kg.serve.limits import Limits
from kg.serve.refusal import Refusal
from kg.serve.remote import GoneError, Remote

Say = Callable[[str], None]
_TICK = 1.0
_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_RETURN = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """What the workers are doing."""

    digest: str
    """The digest of the graph that new requests are answered from."""
    triples: int
    idle: tuple[int, ...]
    """The processes that wait for a query."""
    busy: tuple[int, ...]
    """The processes that evaluate one."""
    starting: int
    waiting: int
    """Requests that wait for a worker."""
    stopping: bool


class Pool:
    """Workers over the build of a folder."""

    def __init__(self, folder: Path, limits: Limits, *, say: Say) -> None:
        """Look at the build; `start` starts the workers.

        Args:
            folder: the folder of the build.
            limits: what a request may cost.
            say: takes a line about the workers for the log.

        Raises:
            OutputError: the folder holds no build, or a build without RDF.
        """
        self.limits = limits
        self._folder = folder
        self._edition = Edition(folder)
        self._digest = self._edition.digest
        self._say = say
        self._idle: deque[Remote] = deque()
        self._busy: set[Remote] = set()
        self._queue: deque[asyncio.Future[Remote]] = deque()
        self._starting = 0
        self._stopping = False
        self._failing = False
        self._triples = 0
        self._chores: set[asyncio.Task[None]] = set()
        self._ends: set[asyncio.Task[None]] = set()

    async def start(self) -> Remote:
        """Start the workers and return the first that is ready.

        Raises:
            GoneError: no worker can open the graph.
        """
        self._context = forks.context()
        first = await self._started(self._digest)
        self._hand(first)
        self._fill()
        _spawn(self._watch(), self._chores)
        return first

    def standing(self) -> Standing:
        """Return what the workers are doing."""
        idle = tuple(sorted(remote.pid for remote in self._idle if not remote.gone))
        busy = tuple(sorted(remote.pid for remote in self._busy))
        return Standing(self._digest, self._triples, idle, busy, self._starting, len(self._queue), self._stopping)

    async def ask(self, job: Job) -> bytes:
        """Return the answer to a job.

        Raises:
            Refusal: it is not answered: for what it is, for what it costs, or because too many others are.
        """
        remote = await self._acquired()
        try:
            async with asyncio.timeout(self.limits.timeout):
                answer = await remote.ask(self.limits.bounded(job))
        except Refusal:
            self._release(remote)
            raise
        except GoneError as error:
            refusal = self._ending() if self._stopping else await remote.verdict(self.limits)
            self._dismiss(remote)
            self._say(f"a worker ended: {refusal.message}")
            raise refusal from error
        except TimeoutError as error:
            self._dismiss(remote)
            raise self._late() from error
        except BaseException:  # the client has gone
            self._dismiss(remote)
            raise
        self._release(remote)
        return answer

    async def stop(self, *, grace: float = 0.0) -> None:
        """Refuse new requests, let queries run for some more seconds, then end all workers."""
        self._stopping = True
        for future in self._queue:
            if not future.done():
                future.set_exception(self._ending())
        for task in self._chores:
            task.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await self._quiet(grace)
        for remote in (*self._idle, *self._busy):
            self._dismiss(remote)
        await asyncio.gather(*self._ends, return_exceptions=True)

    async def _quiet(self, grace: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + grace
        while self._busy and loop.time() < deadline:
            await asyncio.sleep(0.05)

    async def _acquired(self) -> Remote:
        if self._stopping:
            raise self._ending()
        while self._idle:
            remote = self._idle.pop()
            if not remote.gone:
                self._busy.add(remote)
                return remote
            self._dismiss(remote)
        if self._failing and not self._busy:
            raise self._empty()
        if len(self._queue) >= self.limits.waiting * self.limits.workers:
            raise self._full()
        return await self._waited()

    async def _waited(self) -> Remote:
        future: asyncio.Future[Remote] = asyncio.get_running_loop().create_future()
        self._queue.append(future)
        try:
            async with asyncio.timeout(self.limits.timeout):
                return await future
        except BaseException as error:
            self._withdraw(future)
            if isinstance(error, TimeoutError):
                raise self._full() from error
            raise

    def _withdraw(self, future: asyncio.Future[Remote]) -> None:
        if future in self._queue:
            self._queue.remove(future)
        elif future.done() and not future.cancelled() and not future.exception():
            self._release(future.result())  # it came when nobody waited for it any more

    def _hand(self, remote: Remote) -> None:
        """Give a worker to who waits for one."""
        while self._queue:
            future = self._queue.popleft()
            if not future.done():
                self._busy.add(remote)
                future.set_result(remote)
                return
        self._idle.append(remote)

    def _release(self, remote: Remote) -> None:
        self._busy.discard(remote)
        if self._stopping or remote.gone or remote.tired or remote.digest != self._digest:
            self._dismiss(remote)
        else:
            self._hand(remote)

    def _dismiss(self, remote: Remote) -> None:
        """End a worker now, and start another where one is missing."""
        self._busy.discard(remote)
        if remote in self._idle:
            self._idle.remove(remote)
        remote.kill()
        _spawn(remote.end(), self._ends)
        self._fill()

    def _fill(self) -> None:
        here = sum(remote.digest == self._digest for remote in (*self._idle, *self._busy))
        while not self._stopping and here + self._starting < self.limits.workers:
            self._starting += 1
            _spawn(self._hire(), self._chores)

    async def _hire(self) -> None:
        try:
            remote = await self._persistently()
        finally:
            self._starting -= 1
        self._hand(remote)

    async def _persistently(self) -> Remote:
        pause = _PAUSE
        while True:
            try:
                remote = await self._started(self._digest)
            except GoneError as error:
                self._failing = True
                self._say(f"no worker can start: {error}")
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                continue
            if remote.digest == self._digest:
                return remote
            await remote.end()  # while it started, another build took the place of its own

    async def _started(self, digest: str) -> Remote:
        remote = await Remote.started(self._context, self._folder, digest, self.limits)
        self._triples = remote.triples
        self._failing = False
        return remote

    async def _watch(self) -> None:
        """Notice workers that ended while they waited, and builds."""
        while True:
            await asyncio.sleep(_TICK)
            for remote in [remote for remote in self._idle if remote.gone]:
                self._say("a worker ended while it waited")
                self._dismiss(remote)
            if self._edition.refresh() != self._digest:
                await self._renew(self._edition.digest)

    async def _renew(self, digest: str) -> None:
        try:
            remote = await self._started(digest)
        except GoneError as error:
            self._say(f"the new build cannot be served, the last one still is: {error}")
            await asyncio.sleep(_LONGEST_PAUSE)
            return
        old, self._digest = list(self._idle), digest
        self._hand(remote)
        for last in old:
            self._dismiss(last)
        self._fill()
        self._say(f"the build has changed; its graph is now {digest[:16]}")

    def _late(self) -> Refusal:
        return Refusal(503, f"the query ran longer than the {self.limits.timeout:g} s that it may; ask for less")

    def _full(self) -> Refusal:
        after = max(1, math.ceil(self.limits.timeout / 2))
        return Refusal(
            503, "all workers are busy, and enough requests wait for one; try again later", retry_after=after
        )

    def _empty(self) -> Refusal:
        return Refusal(503, "no worker can start; the log of the server says why", retry_after=_RETURN)

    def _ending(self) -> Refusal:
        return Refusal(503, "the server is stopping; try again when it is back", retry_after=_RETURN)


def _spawn(work: Coroutine[Any, Any, None], tasks: set[asyncio.Task[None]]) -> None:
    task = asyncio.get_running_loop().create_task(work)
    tasks.add(task)
    task.add_done_callback(tasks.discard)
