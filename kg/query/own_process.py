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
from typing import NoReturn

from kg.query.allowance import Allowance, CostError
from kg.query.job import EvaluationError
from kg.query.watched import watched

_COSTS = {75: "", 76: "memory", 77: "time"}
"""What the query needed too much of, by the exit code that tells it."""
_CODES = {cost: code for code, cost in _COSTS.items()}
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""They reach both processes, of which the one that waits decides."""
_LONGEST = 4096
"""How many bytes of a message are told: a pipe holds so many while nobody reads it."""
_PANIC = "PanicException"  # pyo3 exports no class for it
_BROKE_DOWN = "the engine broke down at this query ({}); a simpler one may be answered"
_OUT_OF_MEMORY = "the system ended the query, most likely as memory ran out; ask for less"


class SuspectError(EvaluationError):
    """A query that failed in a way in which queries over a damaged store fail, too."""

    def __init__(self, message: str, *, cost: str = "") -> None:
        """Keep what is told, and of what the query needs too much: `memory` or `time`."""
        super().__init__(message)
        self.cost = cost


def run(work: Callable[[], Callable[[], None]], allowance: Allowance) -> None:
    """Do what may cost or fail too much; where it fails with a message of its own, end this program, too.

    Args:
        work: what is to be done; it returns what prints the answer, for which whoever reads it may take his time.
        allowance: what it may cost.

    Raises:
        SuspectError: it costs more, or the engine failed.
    """
    if not _is_own_program():
        _here(work, allowance)
        return
    _flush()  # what is held back, the copy would print, too
    reader, writer = os.pipe()
    parent, child = os.getpid(), 0
    try:
        with _signals_held():
            child = os.fork()
            if not child:
                _ignore_signals()
        if not child:
            os.close(reader)
            _work(work, allowance, writer, parent)
        os.close(writer)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except BaseException:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    with os.fdopen(reader, encoding="utf-8", errors="replace") as stream:
        _pass_on(code, stream.read())


def _is_own_program() -> bool:
    """Tell whether this process may be copied: it is the command line's, and no caller's who reads what it prints."""
    return hasattr(os, "fork") and threading.active_count() == 1 and sys.stdout is sys.__stdout__


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as it is where the caller closed it
            stream.flush()


def _here(work: Callable[[], Callable[[], None]], allowance: Allowance) -> None:
    try:
        tell = watched(work, allowance)
    except BaseException as error:
        if not _is_suspect(error):
            raise
        raise SuspectError(_said(error), cost=_cost(error)) from error
    tell()


def _is_suspect(error: BaseException) -> bool:
    return isinstance(error, (CostError, EvaluationError)) or type(error).__name__ == _PANIC


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())


def _cost(error: BaseException) -> str:
    return error.cost if isinstance(error, CostError) else ""


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let signals wait; and let this process wait for its children, whatever the program said that started it."""
    if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignore_signals() -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _work(work: Callable[[], Callable[[], None]], allowance: Allowance, writer: int, parent: int) -> NoReturn:
    def look() -> None:
        if os.getppid() != parent:  # it was killed
            os._exit(1)

    try:
        tell = watched(work, allowance, look=look)
    except BaseException as error:
        if not _is_suspect(error):
            raise
        os.write(writer, _said(error).encode("utf-8", "replace")[:_LONGEST])
        os._exit(_CODES[_cost(error)])  # a thread may be computing
    tell()
    _flush()
    os._exit(0)  # the program that waits clears away, once


def _pass_on(code: int, said: str) -> None:
    if code in _COSTS:
        raise SuspectError(said, cost=_COSTS[code])
    if code == -signal.SIGKILL:
        raise SuspectError(_OUT_OF_MEMORY)
    if code < 0:
        raise SuspectError(_BROKE_DOWN.format(signal.Signals(-code).name))
    if code:
        raise SystemExit(code)
