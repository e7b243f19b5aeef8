"""What runs in a worker process: it takes names of shards from a pipe and says what came of them."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from kg.executors.contract import listening

STEP, DONE, ERROR = "step", "done", "error"


def run(work: Callable[[str], Any], pipe: Connection) -> None:
    """Work on the shards that a pipe names, until it says that there are no more."""
    _prepare()
    with listening(lambda done: pipe.send((STEP, done))):
        try:
            while (shard := pipe.recv()) is not None:
                pipe.send(_outcome(work, shard))
        except (EOFError, OSError):  # the parent is gone
            os._exit(1)
    pipe.close()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # to take a loaded model apart would cost as much as ten papers


def _outcome(work: Callable[[str], Any], shard: str) -> tuple[str, Any]:
    try:
        return DONE, work(shard)
    except Exception as error:  # it is raised again in the parent
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        return ERROR, error


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a worker at once and without a traceback
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A worker in the middle of a shard reads no pipe, and would work on for nobody.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
