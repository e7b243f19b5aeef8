"""Reading: from sources to papers, with what cannot be read reported."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import KGError, RecordError, SourceError
from kg.provenance import Reading
from kg.readers import folders
from kg.readers.decoding import ForeignError
from kg.readers.formats import READERS, reader_of
from kg.readers.lengths import bounded
from kg.readers.listing import Listing, OnError, Record
from kg.readers.merging import merge
from kg.readers.sources import Source, expand


def read(paths: Iterable[str | Path | Source], *, on_error: OnError, priority: Sequence[str] = ()) -> Reading:
    """Return the papers of all sources, merged and sorted by id; none where nothing could be read.

    Args:
        paths: files, folders, `-` for standard input, or sources that `expand` found.
        on_error: is told of each source and each record that cannot be read; the rest is read.
        priority: names or globs of sources whose fields win where several list one paper, the best first.
    """
    sources = expand(paths, on_error=on_error)
    return merge(_all_records(sources, on_error), on_error=on_error, priority=priority)


def _all_records(sources: Iterable[Source], on_error: OnError) -> Iterator[Record]:
    """Yield the records of sources; the files of a folder that hold none are reported in one line."""
    foreign: dict[str, list[str]] = {}

    def told(source: Source, error: SourceError) -> None:
        if source.folder:
            foreign.setdefault(source.folder, []).append(source.name)
        else:
            on_error(error)

    for source in sources:
        yield from _records(source, on_error, told)
    for folder, names in foreign.items():
        count = f"{len(names)} files hold" if len(names) > 1 else "a file holds"
        advice = "give files of papers, or put the others elsewhere"
        on_error(RecordError(f"{folder}: {count} no papers in a known format ({folders.names(names)}); {advice}"))


def _records(source: Source, on_error: OnError, on_foreign: Callable[[Source, SourceError], None]) -> Iterator[Record]:
    count = 0

    def counted(error: KGError) -> None:
        nonlocal count
        count += 1
        on_error(error)

    listing = Listing(source, counted)
    try:
        reader = reader_of(listing)
        if reader is None:
            known = ", ".join(known.TITLE for known in READERS.values())
            on_foreign(source, SourceError(f"{source.where}: is in no known format; known are {known}"))
            return
        for record in reader.read(listing):
            count += 1
            yield bounded(record, on_error=counted)
        listing.close()
    except ForeignError as error:
        on_foreign(source, error)
        return
    except SourceError as error:
        counted(error)
    if not count:
        on_foreign(source, SourceError(f"{source.where}: holds no papers; give a file of papers"))
