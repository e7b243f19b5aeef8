"""What a command and the processes that it starts take while they run: read from /proc, as no library is needed for."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Sample:
    """What all processes of a command had taken at a moment."""

    at: float
    """Seconds since 1970."""
    own: float
    """CPU seconds of the command itself."""
    others: float
    """CPU seconds of the processes that it started, those that have ended too."""
    largest: float
    """Megabytes of memory of the process that has most."""
    all: float
    """Megabytes of memory of all processes; what they share counts each time."""


class FailedError(Exception):
    """A command ended with an error."""


def watch(
    command: Sequence[str], *, folder: Path, every: float = 0.1, also: Callable[[], None] = lambda: None
) -> list[Sample]:
    """Run a command to its end and return what it took, moment by moment.

    Args:
        command: its words.
        folder: where it runs.
        every: how many seconds lie between two looks.
        also: is called at each look.

    Raises:
        FailedError: it ended with an error, which it has said.
    """
    samples = [Sample(time.time(), 0.0, 0.0, 0.0, 0.0)]
    process = subprocess.Popen(command, cwd=folder, start_new_session=True)  # noqa: S603  the command is ours
    ended = threading.Event()
    looking = threading.Thread(target=_look, args=(process.pid, samples, ended, every, also))
    looking.start()
    try:
        _, status, used = os.wait4(process.pid, 0)
    except BaseException:  # the command is in a session of its own, which Ctrl-C does not reach
        os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        ended.set()
        looking.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(f"{' '.join(command)}: exit code {process.returncode}")
    own = max(sample.own for sample in samples)
    total = used.ru_utime + used.ru_stime
    samples.append(Sample(time.time(), own, max(total - own, samples[-1].others), 0.0, 0.0))
    return samples


def _look(session: int, samples: list[Sample], ended: threading.Event, every: float, also: Callable[[], None]) -> None:
    while not ended.wait(every):
        found = list(_of_session(session))
        if not found:
            continue
        own = sum(row.own for row in found if row.process == session)
        others = sum(row.ended + (row.own if row.process != session else 0.0) for row in found)
        memory = [row.memory for row in found]
        samples.append(Sample(time.time(), own, max(others, samples[-1].others), max(memory), sum(memory)))
        also()


@dataclass(frozen=True, slots=True)
class _Row:
    process: int
    own: float
    ended: float
    memory: float


def _of_session(session: int) -> Iterator[_Row]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            text = (place / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended
            continue
        fields = text.rpartition(") ")[2].split()  # a process may have any name; what follows it are numbers
        if int(fields[3]) == session:
            user, system, ended_user, ended_system = (int(field) / _TICK for field in fields[11:15])
            memory = int(fields[21]) * _PAGE / _MEGABYTE
            yield _Row(int(place.name), user + system, ended_user + ended_system, memory)
