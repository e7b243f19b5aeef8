"""The stream of papers behind sources: what is held is the keys of records, and some of those that share one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from kg.provenance import Conflict, Listed, Reading
from kg.readers.listing import OnError
from kg.readers.merging import settle
from kg.readers.merging.incomplete import Incomplete, missing
from kg.readers.merging.priority import Priority
from kg.readers.packed_records import PackedRecords
from kg.readers.packs import Parsed
from kg.readers.record_lines import listed_in, paper_in, paper_line, paper_of
from kg.readers.sources import Source
from kg.records import Paper

_PAPERS, _LISTED, _CONFLICTS = "papers.jsonl", "listed.jsonl", "conflicts.jsonl"


@dataclass(frozen=True, slots=True)
class Stream:
    """The papers of all sources, each once, merged and with their final ids; they can be gone through again.

    They lie in the folders that `kg.readers.stream` was given, which have to stay.
    """

    sources: tuple[str, ...]
    """The names of the sources, sorted."""
    count: int
    """How many papers there are."""
    _alone: PackedRecords = field(repr=False)
    _spool: Path = field(repr=False)

    def papers(self) -> Iterator[Paper]:
        """Yield each paper once, in no order."""
        yield from map(paper_in, self._alone.lines())
        yield from map(paper_of, _lines(self._spool / _PAPERS))

    def listed(self) -> Iterator[Listed]:
        """Yield where papers are listed, and why each record counts as its paper, in no order."""
        for line in self._alone.lines():
            yield from listed_in(line)
        yield from (Listed(*json.loads(line)) for line in _lines(self._spool / _LISTED))

    def conflicts(self) -> Iterator[Conflict]:
        """Yield what contradicts what, in no order."""
        return (Conflict(*json.loads(line)) for line in _lines(self._spool / _CONFLICTS))

    def reading(self) -> Reading:
        """Return all of it at once, sorted."""
        return Reading(
            papers=tuple(sorted(self.papers())),
            listed=tuple(sorted(self.listed())),
            conflicts=tuple(sorted(self.conflicts())),
        )


def streamed(found: Mapping[Source, Parsed], *, spool: Path, on_error: OnError, priority: Sequence[str] = ()) -> Stream:
    """Merge the records that share keys, and return the papers of all sources.

    Args:
        found: the sources that were parsed.
        spool: an existing folder, which takes what is merged.
        on_error: is told of the records that have no title or no abstract, and that nothing completes.
        priority: names or globs of sources whose fields win, the best first.
    """
    records, incomplete = PackedRecords(found), Incomplete()
    count = _merge(records, incomplete, spool, Priority(priority))
    for record in records.incomplete():
        incomplete.add(record.where, missing(record.paper))
    incomplete.report(on_error)
    names = tuple(sorted(source.name for source in found))
    return Stream(names, count + records.count(), records, spool)


def _merge(records: PackedRecords, incomplete: Incomplete, spool: Path, order: Priority) -> int:
    """Write the papers of the records that share keys, and return how many they are."""
    count = 0
    with (
        (spool / _PAPERS).open("wb") as papers,
        (spool / _LISTED).open("wb") as listed,
        (spool / _CONFLICTS).open("wb") as conflicts,
    ):
        for batch in records.connected():
            result = settle(batch, order)
            count += len(result.papers)
            papers.writelines(map(paper_line, sorted(result.papers)))
            listed.writelines(json.dumps(astuple(row)).encode() + b"\n" for row in sorted(result.listed))
            conflicts.writelines(json.dumps(astuple(row)).encode() + b"\n" for row in sorted(result.conflicts))
            for record in result.incomplete:
                incomplete.add(record.where, missing(record.paper))
    return count


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from stream
