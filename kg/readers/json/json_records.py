"""JSON: records in an array, in an object (an array in it, or by their ids), or one after the other.

The text is read as it comes, and one record is held at a time. What is broken is passed over: reading goes on at the
next place that looks like the start of a record.
"""

import re
from collections.abc import Generator, Iterator
from typing import Any, Final, NoReturn

from kg.readers import dialects, fields
from kg.readers.json import columns
from kg.readers.json.json_values import BrokenError, DeepError
from kg.readers.json.json_window import LongError, Window
from kg.readers.listing import Listing, Record

NAME: Final = "json"
TITLE: Final = "JSON"
_OPENING = re.compile(r"\[\s*(?:\{|\])|\{\s*(?:\"|\})")
_FIRST_KEY = re.compile(r"\{\s*+\"([^\"\\]{1,60})\"\s*+:")
_STARTS: Final = frozenset((
    "title", "abstract", "summary", "id", "arxiv_id", "paper_id", "paperId", "paper", "paper_url", "doi", "url", "type",
))  # fmt: skip
_WRAPPERS: Final = frozenset(("article", "data", "document", "item", "message", "paper", "record", "result", "work"))
"""The names by which services wrap a single record, which are no ids."""
_MOST_STARTS: Final = 40
_MAX_BREAKS: Final = 1000
_MAX_LOST: Final = 1 << 27
"""How many characters are read in vain before the rest of a text is given up."""
_LISTS_DEPTH: Final = 3
"""How deep services wrap their lists of papers: Crossref's is `{"message": {"items": […]}}`."""

Values = Generator[tuple[int, Any], None, int]
"""Values with their positions, and at the end the position after them."""


def sniff(head: str) -> bool:
    """Return whether the text starts as an object, or as an array of them."""
    return bool(_OPENING.match(head.lstrip()))


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the records; what is broken is reported, and the records before and after it are read."""
    text = _Text(listing)
    for line, value in text.values():
        if record := dialects.record(value, fields.Place(listing, line)):
            yield record


class _BrokenOffError(Exception):
    """What is read in order ends here: the records that follow have to be looked for."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class _GivenUpError(Exception):
    """So much is broken that reading on tells nothing."""


class _Text:
    """A text of JSON as it is read."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.window = Window(listing.chunks())
        self.starts: dict[str, None] = {}
        """The keys that the records of this text begin with."""
        self.told: set[tuple[int, str]] = set()
        self.count = self.breaks = self.lost = 0

    def values(self) -> Iterator[tuple[int, Any]]:
        """Yield the records with the numbers of their lines."""
        try:
            try:
                yield from self._lined(self._ordered())
            except _BrokenOffError as error:
                yield from self._lined(self._found(error.position))
        except _GivenUpError:
            return

    def _lined(self, values: Values) -> Iterator[tuple[int, Any]]:
        for position, value in values:
            self.count += 1
            yield self.window.line(position), value

    def _ordered(self) -> Values:
        """Yield the records of values that stand one after the other."""
        position = self.window.skip(0)
        while character := self.window.at(position):
            if character == "[":
                position = yield from self._array(position)
            elif character == "{":
                position = yield from self._object(position)
            else:
                self._break_off(BrokenError("a record is expected", position), position)
            self.window.drop(position)
            position = self.window.skip(position)
        return position

    def _array(self, start: int, *, is_inner: bool = False) -> Values:
        """Yield the elements of an array, and those of the arrays in it."""
        window = self.window
        position = window.skip(start + 1)
        while window.at(position) not in ("]", ""):
            window.drop(position)
            if window.at(position) == "[" and not is_inner and self._lists_records(position):
                position = yield from self._array(position, is_inner=True)
            else:
                position = yield from self._element(position)
            position = window.skip(position)
        if not window.at(position):
            self._report(BrokenError("the array has no end", position), position)
        return position + 1

    def _element(self, position: int) -> Values:
        try:
            value, end = self.window.value(position)
        except BrokenError as error:
            return self._passed(error, position)
        if not isinstance(value, dict):
            self._count(position, 0)
        return (yield from self._held(value, position, end))

    def _object(self, start: int) -> Values:
        """Yield an object that is a record, or else the records of the arrays in it, or those it holds by their ids."""
        try:
            value, end = self.window.value(start)
        except BrokenError as error:
            return (yield from self._members(start, error))
        return (yield from self._held(value, start, end))

    def _held(self, value: object, start: int, end: int) -> Values:
        """Yield a value that is held as a whole and is a record, or else the records in it, or the rows of a table."""
        if isinstance(value, dict) and (table := columns.rows(value)):
            yield from ((start, row) for row in table)
            return end
        if not dialects.is_whole(value) and isinstance(value, dict) and _holds_records(value, _LISTS_DEPTH):
            return (yield from self._members(start, None))
        if not isinstance(value, dict) or dialects.is_record(value) or [] not in value.values():
            self._learn(start)
            yield start, value
        return end

    def _members(self, start: int, error: BrokenError | None) -> Values:
        """Yield the records in the members of an object, which may be too long to be held, or broken."""
        window, line, count = self.window, self.window.line(start), self.count
        position = window.skip(start + 1)
        while window.at(position) not in ("}", ""):
            if isinstance(error, LongError):  # all others may have to be passed over from their start
                window.drop(position)
            key, position = self._key(position)
            if error and not isinstance(error, LongError) and key in fields.TITLE + fields.ABSTRACT:
                return self._passed(error, start)
            position = yield from self._member(key, position)
            position = window.skip(position)
        if not window.at(position):
            self._report(error or BrokenError("the object has no end", position), position)
        elif isinstance(error, LongError) and count == self.count:
            self.listing.complain(line, f"{error} is passed over; give one that is shorter")
        return position + 1

    def _key(self, position: int) -> tuple[str, int]:
        """Return the key of a member, and where its value stands."""
        try:
            key, position = self.window.value(position)
        except BrokenError as error:
            self._break_off(error, position)
        position = self.window.skip(position)
        if self.window.at(position) != ":":
            self._break_off(BrokenError("expecting ':' delimiter", position), position)
        return str(key), self.window.skip(position + 1)

    def _member(self, key: str, position: int) -> Values:
        """Yield the records in a member of an object."""
        window, opening = self.window, self.window.at(position)
        try:
            value, end = window.value(position)
        except BrokenError as error:
            if opening == "[" and self._lists_records(position):
                return (yield from self._array(position))
            if opening == "{" and isinstance(error, LongError):
                return (yield from self._members(position, error))
            return self._passed(error, position)
        if isinstance(value, list) and _holds_records(value, 1):
            return (yield from self._array(position))
        if isinstance(value, dict) and dialects.is_record(value):
            yield position, value if key in _WRAPPERS else {"id": key} | value
        elif isinstance(value, dict) and _holds_records(value, _LISTS_DEPTH - 1):
            return (yield from self._members(position, None))
        return end

    def _lists_records(self, position: int) -> bool:
        """Return whether an array, which may be broken or long, starts with a record, broken or whole."""
        first = self.window.skip(position + 1)
        if self.window.at(first) != "{":
            return False
        try:
            return dialects.is_record(self.window.value(first)[0])
        except BrokenError:
            return True

    def _found(self, broken: int) -> Values:
        """Yield the records after a break, wherever one starts with a key that records start with."""
        first = self.window.match(_FIRST_KEY, broken)
        keys = sorted({*_STARTS, *self.starts, *([first[1]] if first else ())})
        start = re.compile(r"\{\s*+\"(?:" + "|".join(map(re.escape, keys)) + r")\"\s*+:")
        position = broken + 1
        while (found := self.window.find(start, position)) is not None:
            self.window.drop(found)
            try:
                value, position = self.window.value(found)
            except BrokenError as error:
                self._report(error, found)
                position = found + 1
                continue
            if dialects.is_record(value):
                yield found, value
            elif _holds_records(value, _LISTS_DEPTH):
                position = found + 1
        return position

    def _learn(self, position: int) -> None:
        """Keep the key that a record begins with."""
        if len(self.starts) < _MOST_STARTS and (first := self.window.match(_FIRST_KEY, position)):
            self.starts[first[1]] = None

    def _passed(self, error: BrokenError, position: int) -> int:
        """Report a value that is nested too deeply, and return where it ends; all else breaks off the order."""
        end = self.window.end(position) if isinstance(error, DeepError) else None
        if end is None:
            self._break_off(error, position)
        self._report(error, position)
        return end

    def _break_off(self, error: BrokenError, position: int) -> NoReturn:
        self._report(error, position)
        raise _BrokenOffError(position)

    def _report(self, error: BrokenError, start: int) -> None:
        """Report a break, once: one break can end a record and the array around it."""
        complaint = (
            self.window.line(error.position),
            f"the JSON is broken here ({error}); mend it, other records are read",
        )
        if complaint not in self.told:
            self.told.add(complaint)
            self.listing.complain(*complaint)
        self._count(error.position, max(error.cost, error.position - start))

    def _count(self, position: int, lost: int) -> None:
        """Count what is no record, and how much was read in vain; give up where that is most of a text."""
        self.breaks += 1
        self.lost += lost
        if self.breaks == _MAX_BREAKS or self.lost > _MAX_LOST:
            message = f"the JSON is broken in {self.breaks} places; what follows is not read"
            self.listing.complain(self.window.line(position), message)
            raise _GivenUpError


def _holds_records(value: object, depth: int) -> bool:
    """Return whether a list has a record, or an object has such a list or is made of records by their ids."""
    if isinstance(value, list):
        return any(map(dialects.is_record, value))
    if not isinstance(value, dict) or not depth:
        return False
    if value and (all(map(dialects.is_record, value.values())) or any(map(dialects.is_whole, value.values()))):
        return True
    return any(_holds_records(inner, depth - 1) for inner in value.values())
