"""How workers are started: forked, where the system can, from a process that has imported what they need."""

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext

_PRELOADED = ["__main__", "pyoxigraph", "kg.serve.preload"]
_METHOD = "forkserver"


def context() -> BaseContext:
    """Return what starts workers; the process that they are forked from runs from now on."""
    if _METHOD not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver  # not on Windows

    made = multiprocessing.get_context(_METHOD)
    made.set_forkserver_preload(_PRELOADED)
    with _signals_ignored():  # a program inherits what is ignored: when all get a signal, the server decides who ends
        forkserver.ensure_running()
    return made


@contextmanager
def _signals_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
