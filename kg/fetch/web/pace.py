"""The pace of requests to a service, kept by all processes that share a cache folder.

A file a host holds the time of its last request, and a time before which it wants no other. Whoever asks holds the
file's lock from before the wait until the answer is there: so there is one connection at a time, and the pause between
the end of one request and the start of the next is never too short.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from kg.fetch.cache_folder import locked
from kg.json_text import from_json
from kg.web.clock import Clock

_UNSAFE = re.compile(r"[^a-z0-9.-]")
_LARGEST: Final = 200


class Pace:
    """The files that hold when each service was asked last."""

    def __init__(self, folder: Path, clock: Clock, *, longest: float, on_wait: Callable[[str], None]) -> None:
        """Keep the pace.

        Args:
            folder: where the files lie.
            clock: what tells the time and waits.
            longest: how many seconds a wait that was asked for lasts at most, whatever a file says.
            on_wait: is told where another process asks the same service.
        """
        self._folder = folder
        self._clock = clock
        self._longest = longest
        self._on_wait = on_wait

    @contextmanager
    def turn(self, host: str, gap: float) -> Iterator[None]:
        """Wait until a host may be asked, and hold its turn while it answers."""
        with self._file(host) as stream:
            last, until = _read(stream, self._clock.now())
            now = self._clock.now()
            # A clock that was set back must not make anyone wait longer than the rule itself asks.
            wait = max(min(last + gap - now, gap), min(until - now, self._longest))
            if wait > 0:
                self._clock.sleep(wait)
            _write(stream, self._clock.now(), 0.0)
            try:
                yield
            finally:
                _write(stream, self._clock.now(), 0.0)

    def postpone(self, host: str, seconds: float) -> None:
        """Let nobody ask a host for some time."""
        with self._file(host) as stream:
            last, until = _read(stream, self._clock.now())
            _write(stream, last, max(until, self._clock.now() + seconds))

    @contextmanager
    def _file(self, host: str) -> Iterator[BinaryIO]:
        path = self._folder / f"{_UNSAFE.sub('_', host.lower())[:_LARGEST]}.json"
        with locked(path, on_wait=lambda: self._on_wait(host)) as stream:
            yield stream


def _read(stream: BinaryIO, now: float) -> tuple[float, float]:
    """Return the times that a file holds; a file that cannot be read counts as one of this moment."""
    stream.seek(0)
    if not (data := stream.read(_LARGEST)):
        return -math.inf, -math.inf
    try:
        times = from_json(data)
        last, until = float(times["last"]), float(times["until"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return now, -math.inf
    return (last, until) if math.isfinite(last) and math.isfinite(until) else (now, -math.inf)


def _write(stream: BinaryIO, last: float, until: float) -> None:
    stream.seek(0)
    stream.truncate()
    # What no file can say: that nothing was asked yet.
    stream.write(json.dumps({"last": max(last, 0.0), "until": max(until, 0.0)}).encode())
    stream.flush()
