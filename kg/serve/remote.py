"""A worker as the server sees it: started, asked, killed."""

import asyncio
import multiprocessing
import socket
from collections.abc import Mapping
from multiprocessing.context import BaseContext
from pathlib import Path

from kg.query.allowance import MIB, out_of_memory
from kg.query.job import Job
from kg.serve import frames, worker
from kg.serve.limits import Limits
from kg.serve.refusal import Refusal

_BUFFER = MIB
_LEFT = 10.0
# The engine aborts where it gets no memory, Python raises an error, and the system kills whom it has least need of.
_OUT_OF_MEMORY = (-6, worker.OUT_OF_MEMORY, -9)
_BROKEN = (asyncio.IncompleteReadError, OSError)


class GoneError(Exception):
    """A worker that has ended, or that could not start, and why."""


class Remote:
    """A worker process with the connection to it."""

    def __init__(
        self,
        process: multiprocessing.process.BaseProcess,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        digest: str,
    ) -> None:
        """Keep the process; `started` makes one that is ready."""
        self._process = process
        self._reader, self._writer = streams
        self.digest = digest
        """The digest of the graph that it answers from."""
        self.prefixes: Mapping[str, str] = {}
        self.triples = 0
        self.tired = False
        """Whether it holds so much memory that another should take its place."""

    @classmethod
    async def started(cls, context: BaseContext, folder: Path, digest: str, limits: Limits) -> "Remote":
        """Return a worker that is ready.

        Args:
            context: how processes are started.
            folder: the folder of the build.
            digest: the digest of its graph.
            limits: what a query may cost.

        Raises:
            GoneError: it cannot be started, it cannot open the graph, or it ended.
        """
        try:
            remote = cls(*await _process(context, folder, digest, limits), digest)
        except (OSError, EOFError) as error:  # no file descriptors or no memory are left, or the fork server has ended
            raise GoneError(f"a process cannot be started ({str(error) or 'the fork server has ended'})") from error
        try:
            await remote._greet()
        except BaseException:
            await remote.end()
            raise
        return remote

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid or 0

    @property
    def gone(self) -> bool:
        """Tell whether the process has ended, as far as its connection shows."""
        return self._reader.at_eof()

    async def ask(self, job: Job) -> bytes:
        """Return the answer to a job, however long it takes.

        Raises:
            Refusal: the query is not answered.
            GoneError: the worker ended.
        """
        try:
            self._writer.write(frames.packed(worker.to_record(job)))
            told, body = await frames.read(self._reader)
        except _BROKEN as error:
            raise GoneError("the worker ended") from error
        self.tired = told["tired"]
        if told["status"] != 200:
            raise Refusal(told["status"], told["message"], line=told.get("line"), column=told.get("column"))
        return body

    async def end(self) -> None:
        """Kill the process, whatever it does, and wait until it is gone."""
        self.kill()
        self._writer.close()
        await asyncio.to_thread(self._process.join, _LEFT)

    def kill(self) -> None:
        """Kill the process, whatever it does."""
        if self._process.is_alive():
            self._process.kill()

    async def verdict(self, limits: Limits) -> Refusal:
        """Return what is said of a query at which the process ended."""
        await asyncio.to_thread(self._process.join, _LEFT)
        if self._process.exitcode in _OUT_OF_MEMORY:
            return Refusal(503, f"{out_of_memory(limits.memory)}; ask for less")
        return Refusal(500, "the engine broke down at this query; a simpler one may be answered")

    async def _greet(self) -> None:
        try:
            told, _ = await frames.read(self._reader)
        except _BROKEN as error:
            raise GoneError("a worker ended before it was ready") from error
        if "failed" in told:
            raise GoneError(told["failed"])
        self.prefixes, self.triples = told["prefixes"], told["triples"]


async def _process(
    context: BaseContext, folder: Path, digest: str, limits: Limits
) -> tuple[multiprocessing.process.BaseProcess, tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    ours, theirs = socket.socketpair()
    try:
        process = context.Process(  # type: ignore[attr-defined]  # each context has it, but not their base
            target=worker.main, args=(theirs, str(folder), digest, limits), daemon=True
        )
        await asyncio.to_thread(process.start)
        return process, await asyncio.open_connection(sock=ours, limit=_BUFFER)
    except BaseException:
        ours.close()  # a worker ends at this
        raise
    finally:
        theirs.close()
