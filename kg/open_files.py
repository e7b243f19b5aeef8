"""Open files: how many a merge may have open at once."""

from typing import Final

_WANTED: Final = 600
_ENOUGH: Final = 1_000
"""From so many on, what is wanted leaves room for all else."""
_ALWAYS: Final = 200
"""macOS allows 256 where nobody has asked for more."""


def most_open() -> int:
    """Return how many files may be open for one merge, beside all others that a build has open."""
    try:
        import resource
    except ImportError:  # Windows, which allows 512
        return _ALWAYS
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _WANTED if allowed == resource.RLIM_INFINITY or allowed >= _ENOUGH else _ALWAYS
