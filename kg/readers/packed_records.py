"""The records of all sources as they lie in packs, by their numbers, of which no more than one at a time is held."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.readers import packs
from kg.readers.listing import Record
from kg.readers.merging.keys import connected
from kg.readers.packs import Parsed
from kg.readers.record_lines import record_in
from kg.readers.sources import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LENGTHS, _WHOLE, _COUNTS, _KEYS = range(4)


class PackedRecords:
    """The records of sources, numbered in the order in which they lie in their packs."""

    def __init__(self, found: Mapping[Source, Parsed]) -> None:
        """Take the records of sources that were parsed."""
        self._places = {entry.key: source.where for source, entry in found.items()}
        self._entries = sorted(found.values(), key=lambda entry: (entry.pack, entry.start))
        lengths = self._column(_LENGTHS, "<u4").astype(np.int64)
        self._whole = self._column(_WHOLE, "|u1").astype(bool)
        self._offsets = np.cumsum(lengths) - lengths
        counts = [len(entry.columns[_WHOLE]) for entry in self._entries]
        self._first = np.cumsum([0, *counts])
        """The number of the first record of each entry, and how many records there are."""
        self._alone = np.ones(len(lengths), dtype=bool)

    def connected(self) -> Iterator[list[Record]]:
        """Yield the records that share keys with others, those that are connected together, in batches."""
        for numbers in connected(self._column(_KEYS, "<u8"), self._column(_COUNTS, "<u4")):
            self._alone[numbers] = False
            yield list(self._records(numbers))

    def incomplete(self) -> Iterator[Record]:
        """Yield the records that are alone, and have no title or no abstract."""
        return self._records(np.flatnonzero(self._alone & ~self._whole).tolist())

    def count(self) -> int:
        """Return how many records are alone and are a paper."""
        return int(np.count_nonzero(self._alone & self._whole))

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the records that are alone and are a paper."""
        wanted = self._alone & self._whole
        numbered = enumerate(self._entries)
        for path, entries in groupby(numbered, key=lambda item: item[1].pack):
            with path.open("rb") as stream:
                for at, entry in entries:
                    mask = wanted[self._first[at] : self._first[at + 1]].tolist()
                    yield from compress(packs.lines(stream, entry), mask)

    def _records(self, numbers: Iterable[int]) -> Iterator[Record]:
        """Yield the records with some numbers, which are sorted."""
        numbers = np.asarray(numbers, dtype=np.int64)
        owners = np.searchsorted(self._first, numbers, side="right") - 1
        starts = self._offsets[numbers] - self._offsets[self._first[owners]]
        placed = ((self._entries[at], start) for at, start in zip(owners.tolist(), starts.tolist(), strict=True))
        for path, items in groupby(placed, key=lambda item: item[0].pack):
            with path.open("rb") as stream:
                for entry, start in items:
                    stream.seek(entry.start + start)
                    yield record_in(stream.readline(), place=self._places[entry.key])

    def _column(self, number: int, kind: str) -> "NDArray[Any]":
        return np.frombuffer(b"".join(entry.columns[number] for entry in self._entries), dtype=kind)
