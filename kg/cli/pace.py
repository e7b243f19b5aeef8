"""How fast long work goes, and how long it still takes."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 60.0
"""The seconds whose rate is told: what is read now says more of what is left than what was read an hour ago."""
SURE = 3.0
"""The seconds of work before a rate is told; the first ones load the model."""
_APART = 1.0


class Pace:
    """Measures the work of a stage by what is told of it."""

    def __init__(self, unit: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Start where nothing is done.

        Args:
            unit: what the work is counted in, such as `papers`.
            clock: gives the seconds.
        """
        self._unit, self._clock = unit, clock
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, done: int) -> None:
        """Take how much is done by now."""
        now = self._clock()
        if not self._seen or now - self._seen[-1][0] >= _APART:
            self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[1][0] >= WINDOW:
            self._seen.popleft()

    def words(self, done: int, total: int) -> str:
        """Return the rate and the time left, such as `31 papers/s, 12 min left`; nothing before they can be told.

        Where nobody knows of how much, it is the rate alone.
        """
        if not self._seen or (total and done >= total):
            return ""
        start, before = self._seen[0]
        seconds = self._clock() - start
        if seconds < SURE or done <= before:
            return ""
        rate = (done - before) / seconds
        left = f", {_span((total - done) / rate)} left" if total else ""
        return f"{rate:.{0 if rate >= 10 else 1}f} {self._unit}/s{left}"


def _span(seconds: float) -> str:
    """Return a span of time in words.

    >>> _span(7.2), _span(95), _span(4_000), _span(200_000)
    ('8 s', '2 min', '1 h 7 min', '55 h 34 min')
    """
    whole = int(seconds) + 1
    if whole < 90:
        return f"{whole} s"
    minutes = -(-whole // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
