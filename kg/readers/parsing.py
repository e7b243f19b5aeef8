"""Parsing: what sources say, kept in packs, and taken from there where a source was parsed before.

A source is known by its bytes, its name and the code that reads it. One with many records has a pack of its own, the
small ones share some, so that thousands of files make no thousands of files.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from kg.atomic import remove_parts, replacing
from kg.errors import KGError, RecordError, SourceError
from kg.readers import packs
from kg.readers.fields import NO_TITLE
from kg.readers.files import folders
from kg.readers.files.decoding import EmptyError, ForeignError
from kg.readers.formats import READERS, Reader, reader_of
from kg.readers.lengths import bounded
from kg.readers.listing import MAX_COMPLAINTS, Listing, OnError
from kg.readers.merging.keys import keys_of
from kg.readers.packs import ENDING, Draft, Parsed, Writer
from kg.readers.record_lines import line_of
from kg.readers.sources import Source

_SHARED: Final = 1
"""So many hexadecimal digits of its key say in which pack a small source is."""
_DIGITS: Final = 32
_CHANGED: Final = "changed-"
"""Before the key of a source whose bytes are not those that it is known by."""
_ERRORS: Final = {kind.__name__: kind for kind in (KGError, RecordError, SourceError, ForeignError)}


def parsed(
    sources: Sequence[Source],
    *,
    spool: Path,
    cache: Path | None,
    code: str,
    told: Callable[[], None] = lambda: None,
) -> dict[Source, Parsed]:
    """Return what sources say, parsing those that are not in the cache, from which all others go.

    Args:
        sources: the sources.
        spool: takes what they say where there is no cache.
        cache: holds what they said before.
        code: the digest of the code that reads.
        told: is called for each record that is parsed.
    """
    keys = {_key(source, code): source for source in sources}
    with ExitStack() as stack:
        shelf = _Shelf(cache or spool, stack, is_kept=cache is not None)
        shelf.look_up(keys if cache else {})
        for key, source in keys.items():
            if key not in shelf.found:
                shelf.parse(key, source, told)
        shelf.tidy()
    return {source: shelf.found[key] for key, source in keys.items()}


def _key(source: Source, code: str) -> str:
    return hashlib.sha256(json.dumps([code, source.name, source.digest]).encode()).hexdigest()[:_DIGITS]


class _Shelf:
    """A folder of packs."""

    def __init__(self, folder: Path, stack: ExitStack, *, is_kept: bool) -> None:
        """Start with what is in the folder; what is written is whole when the stack ends."""
        self.found: dict[str, Parsed] = {}
        self._folder = folder
        self._stack = stack
        self._is_kept = is_kept
        self._shared: dict[str, list[Parsed]] = {}
        """The entries of the packs of small sources, by the names of the packs that are to be written again."""
        self._writers: dict[str, Writer] = {}

    def look_up(self, keys: Mapping[str, Source]) -> None:
        """Find the entries of sources; whatever else is there goes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        remove_parts(self._folder)
        for path in sorted(self._folder.glob(f"*{ENDING}")):
            entries, are_all = packs.read(path, keys)
            self.found |= {entry.key: entry for entry in entries}
            if len(path.stem) == _SHARED:
                self._shared[path.stem] = entries
                if not are_all:
                    self._writers[path.stem] = self._writer(path.stem, self._stack)
            elif not entries:
                path.unlink()

    def parse(self, key: str, source: Source, told: Callable[[], None]) -> None:
        """Parse a source."""
        with ExitStack() as own:
            draft = Draft(lambda: self._writer(key, own) if self._is_kept else self._of_small(key), told=told)
            wrong: list[KGError] = []
            listing = Listing(source, wrong.append)
            said = _said(listing, draft, wrong)
            name = key if not self._is_kept or listing.is_unchanged() else _CHANGED + key
            if draft.writer and self._is_kept:
                self.found[key] = draft.end(draft.writer, name, said)
                draft.writer.close()
            else:
                self.found[key] = draft.end(self._of_small(key), name, said)

    def tidy(self) -> None:
        """Take what is left of packs to those that replace them."""
        for name, writer in self._writers.items():
            self.found |= {entry.key: writer.copy(entry) for entry in self._shared.get(name, ())}
            writer.close()

    def _of_small(self, key: str) -> Writer:
        name = key[:_SHARED]
        if name not in self._writers:
            self._writers[name] = self._writer(name, self._stack)
        return self._writers[name]

    def _writer(self, name: str, stack: ExitStack) -> Writer:
        path = self._folder / f"{name}{ENDING}"
        return Writer(path, stack.enter_context(replacing(path)))


def _said(listing: Listing, draft: Draft, wrong: list[KGError]) -> dict[str, list[tuple[str, bool, str]]]:
    """Parse a source and return what was wrong with it, and why it is none of papers where it is none."""
    foreign: list[KGError] = []
    try:
        if reader := reader_of(listing):
            _read(listing, reader, draft)
        else:
            known = ", ".join(known.TITLE for known in READERS.values())
            foreign.append(SourceError(f"{listing.where}: is in no known format; known are {known}"))
    except ForeignError as error:
        foreign.append(error)
    except EmptyError as error:
        wrong.append(RecordError(str(error)))  # nothing is lost: it has been read, to its end
    except SourceError as error:
        wrong.append(error)
    if not draft.count and all(str(error).endswith(NO_TITLE) for error in wrong[:MAX_COMPLAINTS]):
        wrong.clear()
    if not (foreign or wrong or draft.count):
        foreign.append(SourceError(f"{listing.where}: holds no papers; give a file of papers"))
    told = {"wrong": wrong, "foreign": foreign}
    return {name: [_told(error, listing.source) for error in some] for name, some in told.items()}


def _read(listing: Listing, reader: Reader, draft: Draft) -> None:
    for record in reader.read(listing):
        kept = bounded(record, on_error=listing.on_error)
        line, name = line_of(kept, place=listing.where)
        draft.add(line, keys_of(kept.paper, name), whole=bool(kept.paper.title and kept.paper.abstract))
    listing.close()


def _told(error: KGError, source: Source) -> tuple[str, bool, str]:
    """Return an error as JSON holds it: its kind, whether it begins with the place of its source, and what follows."""
    message = str(error)
    kind = type(error).__name__ if type(error).__name__ in _ERRORS else KGError.__name__
    return kind, message.startswith(source.where), message.removeprefix(source.where)


def report(found: Mapping[Source, Parsed], on_error: OnError) -> None:
    """Report what was wrong with sources; the files of a folder that hold no papers are reported in one line."""
    foreign: dict[str, list[str]] = {}
    for source, entry in found.items():
        for error in _errors(entry, "wrong", source):
            on_error(error)
        for error in _errors(entry, "foreign", source):
            if source.folder:
                foreign.setdefault(source.folder, []).append(source.name)
            else:
                on_error(error)
    for folder, names in foreign.items():
        count = f"{len(names)} files hold" if len(names) > 1 else "a file holds"
        advice = "give files of papers, or put the others elsewhere"
        on_error(RecordError(f"{folder}: {count} no papers in a known format ({folders.names(names)}); {advice}"))


def _errors(entry: Parsed, name: str, source: Source) -> list[KGError]:
    return [_ERRORS[kind](source.where + rest if placed else rest) for kind, placed, rest in entry.said[name]]
