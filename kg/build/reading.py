"""Reading: the papers of sources, with what cannot be read reported, and a word where there is none."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg import readers
from kg.build.run import OnError, Progress, Steps
from kg.config import Config
from kg.errors import KGError, SourceError
from kg.provenance import Reading
from kg.readers.sources import Source

if TYPE_CHECKING:
    from kg.readers.streaming import Stream

Found = TypeVar("Found")


def read(
    sources: Sequence[Source], unreadable: Iterable[KGError], *, config: Config, on_error: OnError, progress: Progress
) -> Reading:
    """Read the papers of sources.

    Raises:
        KGError: not one paper could be read.
    """

    def papers(complain: OnError) -> tuple[Reading, int]:
        found = readers.read(sources, on_error=complain, priority=config.priority)
        return found, len(found.papers)

    return _reported(sources, unreadable, papers, on_error=on_error, progress=progress)


def stream(
    sources: Sequence[Source],
    unreadable: Iterable[KGError],
    *,
    config: Config,
    spool: Path,
    cache: Path,
    on_error: OnError,
    progress: Progress,
) -> "Stream":
    """Read the papers of sources into files.

    Args:
        sources: what to read.
        unreadable: what could not be found.
        config: the settings.
        spool: a folder for what is read.
        cache: a folder of what sources said before.
        on_error: is told of each record and source that cannot be read.
        progress: is told how many records were parsed, of nobody knows how many, and in the end how many papers it is.

    Raises:
        KGError: not one paper could be read.
    """
    told = Steps(progress, "read")

    def papers(complain: OnError) -> tuple["Stream", int]:
        found = readers.stream(
            sources, spool=spool, cache=cache, on_error=complain, priority=config.priority, told=told
        )
        return found, found.count

    return _reported(sources, unreadable, papers, on_error=on_error, progress=progress)


def _reported(
    sources: Sequence[Source],
    unreadable: Iterable[KGError],
    papers: Callable[[OnError], tuple[Found, int]],
    *,
    on_error: OnError,
    progress: Progress,
) -> Found:
    failures = list(unreadable)
    if not sources and not failures:
        raise SourceError("the sources hold nothing but what a build wrote; name files of papers")
    found, count = papers(failures.append)
    if not count and len(failures) == 1:
        raise failures[0]
    for failure in failures:
        on_error(failure)
    if not count:
        raise SourceError("no paper could be read from the sources; the lines above say why")
    progress("read", count, count)
    return found
