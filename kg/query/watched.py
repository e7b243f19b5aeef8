"""Work that can be interrupted: the engine notices neither Ctrl-C nor what a query costs, but the thread that waits."""

import threading
import time
import traceback
from collections.abc import Callable
from typing import TypeVar

from kg.query.allowance import Allowance

Answer = TypeVar("Answer")

_STACK = 64 * 1024 * 1024  # deep queries need more than usual
_TICK = 0.5
_OFTEN = 0.05
"""Seconds between two looks at what a query costs: the engine takes two gigabytes a second at most."""
_FREE = Allowance()


def watched(
    work: Callable[[], Answer], allowance: Allowance = _FREE, *, look: Callable[[], None] = lambda: None
) -> Answer:
    """Return what work returns, which is done in a thread of its own.

    Args:
        work: what is to be done.
        allowance: what it may cost.
        look: is called each time that the cost is looked at.

    Raises:
        CostError: it costs more; the thread goes on until the process ends.
    """
    outcome: list[Answer] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # it is raised again in the thread that waits
            _clear(error)  # an answer of pyoxigraph has to go in the thread that made it
            failure.append(error)

    start = time.monotonic()
    thread = _started(run)
    while thread.is_alive():
        thread.join(_TICK if allowance == _FREE else _OFTEN)
        allowance.check(time.monotonic() - start)
        look()
    if failure:
        raise failure[0]
    return outcome[0]


def _clear(error: BaseException | None) -> None:
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _started(run: Callable[[], None]) -> threading.Thread:
    usual = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(usual)
    return thread
