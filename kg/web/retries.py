"""How long to wait before the next try: as long as a service asks for, else at random within a bound that doubles."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from kg.web.limits import Limits

PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses that may be others at the next try; those from 520 are of a proxy before the service."""
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_LONGEST_RESET: Final = 2 * 24 * 60 * 60.0
"""Where more is said, it is no number of seconds but a time."""
_RESET = re.compile(r"(?:^|;)\s?t=(\d{1,9})(?:$|;)")


def backoff(number: int, *, limits: Limits, chance: Callable[[], float]) -> float:
    """Return how long to wait after a number of tries: "full jitter", as Marc Brooker's article of 2015 names it.

    Args:
        number: how many tries failed, from 1.
        limits: the bounds.
        chance: returns a number from 0 to 1.
    """
    return chance() * float(min(limits.longest_backoff, limits.backoff * 2.0 ** min(number - 1, 30)))


def asked_wait(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return the seconds that an answer asks to wait.

    They stand in `Retry-After`, in seconds or as a date, in the Hub's `RateLimit`, or in OpenAlex's
    `X-RateLimit-Reset`, which counts where nothing remains.

    >>> asked_wait({"retry-after": "120"}, now=0), asked_wait({"ratelimit": '"api";r=0;t=55'}, now=0)
    (120.0, 55.0)
    >>> asked_wait({"retry-after": "Thu, 01 Jan 1970 00:01:00 GMT"}, now=50), asked_wait({"retry-after": "soon"}, now=0)
    (10.0, None)
    >>> asked_wait({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "3600"}, now=0)
    3600.0
    """
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    if text:
        try:
            when = parsedate_to_datetime(text)
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            return max(0.0, when.timestamp() - now)
        except (ValueError, OverflowError):
            return None
    reset = _RESET.search(headers.get("ratelimit", "")[:200])
    if reset:
        return float(reset[1])
    later = headers.get("x-ratelimit-reset", "").strip()
    if headers.get("x-ratelimit-remaining", "").strip() == "0" and _SECONDS.fullmatch(later):
        return float(later) if float(later) <= _LONGEST_RESET else None
    return None
