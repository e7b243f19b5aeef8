"""Reading: from sources to papers, with what cannot be read reported."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.errors import OutputError
from kg.provenance import Reading
from kg.readers import code, parsing
from kg.readers.listing import OnError
from kg.readers.sources import Source, expand
from kg.readers.streaming import Stream, streamed


def read(
    paths: Iterable[str | Path | Source], *, on_error: OnError, priority: Sequence[str] = (), cache: Path | None = None
) -> Reading:
    """Return the papers of all sources, merged and sorted by id; none where nothing could be read.

    Args:
        paths: files, folders, `-` for standard input, or sources that `expand` found.
        on_error: is told of each source and each record that cannot be read; the rest is read.
        priority: names or globs of sources whose fields win where several list one paper, the best first.
        cache: a folder that holds what sources said before.

    Raises:
        OutputError: there is no room for what is read.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="kg-")
    except OSError as error:
        raise _no_room(tempfile.gettempdir(), error) from error
    with folder as spool:
        found = stream(paths, spool=Path(spool), cache=cache, on_error=on_error, priority=priority)
        return found.reading()


def stream(
    paths: Iterable[str | Path | Source],
    *,
    spool: Path,
    cache: Path | None = None,
    on_error: OnError,
    priority: Sequence[str] = (),
    told: Callable[[], None] = lambda: None,
) -> Stream:
    """Return the papers of all sources, merged, without holding them.

    Args:
        paths: files, folders, `-` for standard input, or sources that `expand` found.
        spool: a folder for what is read, made where it is not there.
        cache: a folder of what sources said before, so that they are parsed once; it is made where it is not there, and
            what no source needs goes.
        on_error: is told of each source and each record that cannot be read; the rest is read.
        priority: names or globs of sources whose fields win where several list one paper, the best first.
        told: is called for each record that is parsed.

    Raises:
        OutputError: the folders cannot be written.
    """
    sources = expand(paths, on_error=on_error)
    try:
        spool.mkdir(parents=True, exist_ok=True)
        found = parsing.parsed(sources, spool=spool, cache=cache, code=code.digest() if cache else "", told=told)
        parsing.report(found, on_error)
        return streamed(found, spool=spool, on_error=on_error, priority=priority)
    except OSError as error:
        raise _no_room(str(error.filename or spool), error) from error


def _no_room(place: str, error: OSError) -> OutputError:
    return OutputError(f"{place}: what is read cannot be kept ({error.strerror}); make room, or the folder writable")
