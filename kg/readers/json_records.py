"""JSON: records in an array, in an object (an array in it, or by their ids), or one after the other.

What is broken is passed over: reading goes on at the next place that looks like the start of a record.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator
from typing import Any, Final

from kg.errors import RecordError
from kg.readers import fields
from kg.readers.sources import OnError
from kg.records import Paper

TITLE: Final = "JSON"
_OPENING = re.compile(r"\[\s*(?:\{|\])|\{\s*(?:\"|\})")
_SPACE = re.compile(r"[\s,]*+")
_LINE_BREAK = re.compile(r"\n")
_FIRST_KEY = re.compile(r"\{\s*+\"([^\"\\]{1,60})\"\s*+:")
_STARTS: Final = frozenset(
    ("title", "abstract", "summary", "id", "arxiv_id", "paper_id", "paperId", "paper", "doi", "url")
)
_MAX_BREAKS: Final = 1000

_decoder = json.JSONDecoder(
    parse_int=fields.Number,
    parse_float=fields.Number,
    parse_constant=lambda _: None,  # NaN is how tables spell that there is no value
    strict=False,  # abstracts with a bare line break or tab in them are common
)
OnBreak = Callable[[int, str], None]
Values = Generator[tuple[int, Any], None, int]
"""Values with their offsets, and at the end the offset after them."""


class BrokenError(ValueError):
    """A value of JSON that is broken, and where."""

    def __init__(self, message: str, position: int) -> None:
        """Say what is wrong, and at which character."""
        super().__init__(message)
        self.position = position


class _TooManyBreaksError(ValueError):
    """So much is broken that reading on tells nothing."""


def sniff(text: str) -> bool:
    """Return whether the text starts as an object, or as an array of them."""
    return bool(_OPENING.match(text.lstrip()))


def read(text: str, *, source: str, where: str, on_error: OnError) -> Iterator[Paper]:
    """Yield the papers of the records; what is broken is reported, and the records before and after it are read."""
    breaks = [match.start() for match in _LINE_BREAK.finditer(text)]
    count = 0
    told: set[str] = set()

    def line(position: int) -> str:
        return f"{where}:{bisect_right(breaks, position - 1) + 1}"

    def on_break(position: int, reason: str) -> None:
        nonlocal count
        count += 1
        complaint = f"{line(position)}: the JSON is broken here ({reason}); mend it, other records are read"
        if complaint not in told:  # one break can end a record and the array around it
            told.add(complaint)
            on_error(RecordError(complaint))
        if count == _MAX_BREAKS:
            on_error(RecordError(f"{line(position)}: the JSON is broken in {count} places; what follows is not read"))
            raise _TooManyBreaksError

    try:
        for position, value in _values(text, on_break):
            if paper := fields.paper(value, fields.Place(source, line(position), on_error)):
                yield paper
    except _TooManyBreaksError:
        return


def parse(text: str, position: int) -> tuple[Any, int]:
    """Return the value of JSON that starts at a position, and where it ends.

    Raises:
        BrokenError: there is none, or it is nested too deeply.
    """
    try:
        return _decoder.raw_decode(text, position)
    except json.JSONDecodeError as error:
        raise BrokenError(error.msg[:1].lower() + error.msg[1:], error.pos) from None
    except RecursionError:
        raise BrokenError("nested too deeply", position) from None


def _values(text: str, on_break: OnBreak) -> Values:
    """Yield the records of a text with their offsets."""
    position = _skip(text, 0)
    while position < len(text):
        if text[position] == "[":
            position = yield from _array(text, position, on_break)
        elif text[position] == "{":
            position = yield from _object(text, position, on_break)
        else:
            on_break(position, "a record is expected")
            position = yield from _recovered(text, position, on_break)
        position = _skip(text, position)
    return position


def _array(text: str, start: int, on_break: OnBreak) -> Values:
    position = _skip(text, start + 1)
    while position < len(text) and text[position] != "]":
        try:
            value, end = parse(text, position)
        except BrokenError as error:
            on_break(error.position, str(error))
            return (yield from _recovered(text, position, on_break))
        yield position, value
        position = _skip(text, end)
    if position >= len(text):
        on_break(len(text.rstrip()) - 1, "the array has no end")
    return position + 1


def _object(text: str, start: int, on_break: OnBreak) -> Values:
    """Yield an object that is a record, or else the records of the arrays in it, or those it holds by their ids."""
    try:
        value, end = parse(text, start)
    except BrokenError as error:
        on_break(error.position, str(error))
        return (yield from _recovered(text, start, on_break))
    by_id = bool(value) and all(map(fields.is_record, value.values()))
    if fields.is_record(value) or not (by_id or any(map(_has_records, value.values()))):
        yield start, value
        return end
    position = _skip(text, start + 1)
    while text[position] != "}":
        key, position = parse(text, position)
        position = _skip(text, text.index(":", position) + 1)
        item, after = parse(text, position)
        if _has_records(item):
            yield from _array(text, position, on_break)
        elif by_id:
            yield position, {"id": key} | item
        position = _skip(text, after)
    return end


def _has_records(value: object) -> bool:
    return isinstance(value, list) and any(fields.is_record(item) for item in value)


def _recovered(text: str, broken: int, on_break: OnBreak) -> Values:
    """Yield the records after a broken one, wherever one starts with a key that records start with."""
    firsts = (_FIRST_KEY.match(text, broken), _FIRST_KEY.search(text))
    keys = sorted(_STARTS | {first[1] for first in firsts if first})
    start = re.compile(r"\{\s*+\"(?:" + "|".join(map(re.escape, keys)) + r")\"\s*+:")
    position = broken + 1
    while match := start.search(text, position):
        try:
            value, position = parse(text, match.start())
        except BrokenError as error:
            on_break(error.position, str(error))
            position = match.start() + 1
            continue
        if fields.is_record(value):
            yield match.start(), value
    return len(text)


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
