"""What a worker gives up before it sees a query: the network, core dumps, memory, a life longer than the server's."""

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

from kg.query.allowance import address_space

try:
    import resource
except ImportError:  # Windows has none: there, only the deadline bounds a worker
    resource = None  # type: ignore[assignment]  # the name stands for a module or for nothing

_NEW_NETWORK = 0x40000000  # linux/sched.h
_NEW_USER = 0x10000000
_DIE_WITH_PARENT = 1  # linux/prctl.h
_VICTIM = b"500"


def isolate() -> None:
    """Give up what evaluating a query does not need; where the system does not allow that, go on without.

    This has to run before the process has a second thread: a new user namespace is refused then.
    """
    for name in ("SIGINT", "SIGTERM"):  # Ctrl-C reaches the whole group; the server decides when a worker ends
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    if resource:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _die_with_parent()
        _leave_network()
        with contextlib.suppress(OSError):  # where memory runs out, this process goes and not the server
            Path("/proc/self/oom_score_adj").write_bytes(_VICTIM)


def limit_memory(size: int) -> None:
    """Let this process use so many bytes more than it does now."""
    if resource:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = address_space() + size
        with contextlib.suppress(OSError, ValueError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def limit_time(seconds: float) -> None:
    """End this process when it has computed for so long: it may be left alone with a query that never ends."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard < 0 else min(wanted, hard), hard))


def silence() -> None:
    """Let nothing of this process reach the terminal: what it has to say goes to the server."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)


def _die_with_parent() -> None:
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _leave_network() -> None:
    # Root keeps its right to read files of others when it leaves the network alone; others need a user namespace to.
    system = ctypes.CDLL(None)
    if system.unshare(_NEW_NETWORK):
        system.unshare(_NEW_USER | _NEW_NETWORK)
