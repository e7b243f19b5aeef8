"""Incomplete records: those without a title or an abstract that nothing completes, and how they are reported."""

import re
from bisect import insort
from typing import Final

from kg.errors import RecordError
from kg.readers.listing import OnError
from kg.records import Paper

SINGLY: Final = 5
"""So many incomplete records of a source are reported one by one."""
_LINE = re.compile(r":(\d{1,9})$")


class Incomplete:
    """The records that are reported, of which no more are held than are told one by one."""

    def __init__(self) -> None:
        """Start with none."""
        self._counts: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def add(self, where: str, missing: str) -> None:
        """Note a record.

        Args:
            where: its place.
            missing: what it lacks, as `missing` says it.
        """
        path, line = place(where)
        first = self._first.setdefault((path, missing), [])
        insort(first, (line, where))
        del first[SINGLY:]
        self._counts[path, missing] = self._counts.get((path, missing), 0) + 1

    def report(self, on_error: OnError) -> None:
        """Report the records, many of one source together."""
        for (path, wanted), first in sorted(self._first.items()):
            if (count := self._counts[path, wanted]) > SINGLY:
                told = f"this record and {count - 1:,} more have no {wanted} and no other source gives one"
                on_error(RecordError(f"{first[0][1]}: {told}; add one, or a source that has it"))
                continue
            for _, where in first:
                told = f"the record has no {wanted} and no other source gives one"
                on_error(RecordError(f"{where}: {told}; add one, or a source that has it"))


def missing(paper: Paper) -> str:
    """Return what a record lacks: `title`, `abstract`, `title and no abstract`, or nothing."""
    return " and no ".join(name for name in ("title", "abstract") if not getattr(paper, name))


def place(where: str) -> tuple[str, int]:
    """Return the file and the line of a place, so that line 9 comes before line 10."""
    line = _LINE.search(where)
    return (where[: line.start()], int(line[1])) if line else (where, 0)
