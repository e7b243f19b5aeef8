"""Work in a process of its own: whatever the engine does, and however it ends, the program that waits tells the user.

The process is a copy of this program, made before it has a second thread and before the engine is imported; so it costs
a few milliseconds, and prints, fails and exits as the program itself would.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.query.allowance import Allowance, CostError
from kg.query.job import EvaluationError
from kg.query.watched import watched

_COSTS = {75: "", 76: "memory", 77: "time"}
"""What the query needed too much of, by the exit code that tells it."""
_CODES = {cost: code for code, cost in _COSTS.items()}
_PANIC = "PanicException"  # pyo3 exports no class for it
_BROKE_DOWN = "the engine broke down at this query ({}); a simpler one may be answered"
_OUT_OF_MEMORY = "the system ended the query, most likely as memory ran out; ask for less"


class SuspectError(EvaluationError):
    """A query that failed in a way in which queries over a damaged store fail, too."""

    def __init__(self, message: str, *, cost: str = "") -> None:
        """Keep what is told, and of what the query needs too much: `memory` or `time`."""
        super().__init__(message)
        self.cost = cost


def run(work: Callable[[], None], allowance: Allowance) -> None:
    """Do what may cost or fail too much; where it fails with a message of its own, end this program, too.

    Args:
        work: what is to be done; it prints what it has to say.
        allowance: what it may cost.

    Raises:
        SuspectError: it costs more, or the engine failed.
    """
    if not _is_own_program():
        _here(work, allowance)
        return
    reader, writer = os.pipe()
    parent = os.getpid()
    with _signals_ignored():  # Ctrl-C reaches both, and this one decides
        child = os.fork()
        if not child:
            os.close(reader)
            _work(work, allowance, writer, parent)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8", errors="replace") as stream:
        code = _ended(child)
        _pass_on(code, stream.read())


def _is_own_program() -> bool:
    """Tell whether this process may be copied: it is the command line's, and no caller's who reads what it prints."""
    return hasattr(os, "fork") and threading.active_count() == 1 and sys.stdout is sys.__stdout__


def _here(work: Callable[[], None], allowance: Allowance) -> None:
    try:
        watched(work, allowance)
    except (CostError, EvaluationError) as error:
        raise SuspectError(str(error), cost=_cost(error)) from error


def _cost(error: BaseException) -> str:
    return error.cost if isinstance(error, CostError) else ""


@contextmanager
def _signals_ignored() -> Iterator[None]:
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _work(work: Callable[[], None], allowance: Allowance, writer: int, parent: int) -> None:
    def look() -> None:
        if os.getppid() != parent:  # it was killed
            os._exit(1)

    try:
        watched(work, allowance, look=look)
        sys.stdout.flush()
    except BaseException as error:
        if not isinstance(error, (CostError, EvaluationError)) and type(error).__name__ != _PANIC:
            raise
        os.write(writer, " ".join(str(error).split()).encode("utf-8", "replace"))
        os._exit(_CODES[_cost(error)])  # a thread may be computing
    raise SystemExit(0)


def _ended(child: int) -> int:
    """Return how a process ended; it ends when this one is told to."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


def _pass_on(code: int, said: str) -> None:
    if code in _COSTS:
        raise SuspectError(said, cost=_COSTS[code])
    if code == -signal.SIGKILL:
        raise SuspectError(_OUT_OF_MEMORY)
    if code < 0:
        raise SuspectError(_BROKE_DOWN.format(signal.Signals(-code).name))
    if code:
        raise SystemExit(code)
