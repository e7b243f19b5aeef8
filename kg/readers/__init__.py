"""Readers: saved listings of papers as papers, one module a format.

A reader has a `NAME`, a `TITLE`, `sniff(head)` and `read(listing)`; `kg.readers.formats` lists them.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.provenance import Reading
from kg.readers.sources import OnError, Source, expand

if TYPE_CHECKING:
    from kg.readers.streaming import Stream

__all__ = ["Source", "expand", "read", "stream"]


def read(
    paths: Iterable[str | Path | Source], *, on_error: OnError, priority: Sequence[str] = (), cache: Path | None = None
) -> Reading:
    """Return the papers of all sources, merged and sorted by id; `kg.readers.reading.read` has the arguments."""
    from kg.readers import reading  # with all parsers, which a build that is up to date does not need

    return reading.read(paths, on_error=on_error, priority=priority, cache=cache)


def stream(
    paths: Iterable[str | Path | Source],
    *,
    spool: Path,
    cache: Path | None = None,
    on_error: OnError,
    priority: Sequence[str] = (),
    told: Callable[[], None] = lambda: None,
) -> "Stream":
    """Return the papers of all sources, merged, without holding them; `kg.readers.reading.stream` has the arguments."""
    from kg.readers import reading

    return reading.stream(paths, spool=spool, cache=cache, on_error=on_error, priority=priority, told=told)
