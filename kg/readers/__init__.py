"""Readers: saved listings of papers as papers, one module a format.

A reader has a `TITLE`, `sniff(text)` and `read(text, *, source, where, on_error)`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

from kg.errors import KGError, SourceError
from kg.readers import daily_papers, json_records, jsonl
from kg.readers.merge import merge
from kg.readers.sources import OnError, Source, decode, expand
from kg.records import Paper

__all__ = ["READERS", "Reader", "Source", "expand", "read", "sniff"]


class Reader(Protocol):
    """A format of listings."""

    TITLE: str

    def sniff(self, text: str) -> bool:
        """Return whether a text looks like this format."""

    def read(self, text: str, *, source: str, where: str, on_error: OnError) -> Iterator[Paper]:
        """Yield the papers of a text; what cannot be read is reported and the rest is read."""


READERS: Final[dict[str, Reader]] = {"jsonl": jsonl, "json": json_records, "daily-papers": daily_papers}
"""The formats by name, in the order in which they are tried."""


def sniff(text: str) -> str:
    """Return the name of the format that a text is in, by its content; nothing where it is none of `READERS`."""
    return next((name for name, reader in READERS.items() if reader.sniff(text)), "")


def read(paths: Iterable[str | Path | Source], *, on_error: OnError) -> list[Paper]:
    """Return the papers of all sources, merged and sorted by id; none where nothing could be read.

    Args:
        paths: files, folders, `-` for standard input, or sources that `expand` found.
        on_error: is told of each source and each record that cannot be read; the rest is read.
    """
    return merge(paper for source in expand(paths, on_error=on_error) for paper in _papers(source, on_error))


def _papers(source: Source, on_error: OnError) -> Iterator[Paper]:
    count = 0

    def counted(error: KGError) -> None:
        nonlocal count
        count += 1
        on_error(error)

    try:
        text = decode(source, on_error=counted)
        reader = READERS.get(sniff(text))
        if reader is None:
            known = ", ".join(known.TITLE for known in READERS.values())
            raise SourceError(f"{source.where}: is in no known format; known are {known}")
    except SourceError as error:
        on_error(error)
        return
    for paper in reader.read(text, source=source.name, where=source.where, on_error=counted):
        count += 1
        yield paper
    if not count:
        on_error(SourceError(f"{source.where}: holds no papers; give a file of papers"))
