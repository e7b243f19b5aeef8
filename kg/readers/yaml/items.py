"""Items of a list of YAML: cut out of a text by their indentation, and parsed one by one.

A parser sees one item. No alias is followed and no tag obeyed, so that an item never becomes more than it says; what
looks like a number, a date or a truth stays the text that it is. After an item that is broken the next is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from kg.text import clean

MAX_ITEM: Final = 1 << 20
"""The longest item, in characters."""
_MAX_DEPTH: Final = 20
_LIST: Final = "references"
_HEADING = re.compile(rf"\s{{0,40}}[\"']?{_LIST}[\"']?\s{{0,9}}:\s{{0,9}}(?:#.*)?$")
_DASH = re.compile(r"( *+)-(?=\s|$)")
_NOTHING = re.compile(r"\s*+(?:#.*|---(?:\s.*)?|%(?:YAML|TAG)\s.*)?$")
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNQUOTED = re.compile(
    r"^( *+(?:- ++)?(?:[\w-]{0,40}title|abstract)[ \t]?:[ \t]++)([^\s\"'|>&*!%@`{\[#].*)$", re.MULTILINE
)
_NULL: Final = ("", "~", "null", "Null", "NULL")
_LONGEST_REASON: Final = 100


class BrokenError(Exception):
    """An item that cannot be read: how many lines after its first one, and why."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep them."""
        super().__init__(clean(reason)[:_LONGEST_REASON])
        self.line = line


@dataclass(slots=True)
class Item:
    """An item of a list."""

    line: int
    size: int = 0
    """How many characters it has, of which no more are held than are read."""
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Add a line."""
        self.size += len(line) + 1
        if self.size <= MAX_ITEM:
            self.lines.append(line)

    @property
    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self.lines)


def items(lines: Iterable[tuple[int, str]]) -> Iterator[Item]:
    """Yield the items of the lists that stand after `references:`, or at the start of a text.

    Args:
        lines: lines with their numbers.
    """
    item: Item | None = None
    indent, expecting = 0, True
    for number, line in lines:
        dash = _DASH.match(line)
        if item and _goes_on(line, indent):
            item.add(line)
            continue
        if item:
            yield item
            item, expecting = None, bool(dash and len(dash[1]) == indent)
        if expecting and dash:
            item, indent = Item(number), len(dash[1])
            item.add(line)
        elif _HEADING.match(line):
            expecting = True
        else:
            expecting = expecting and bool(_NOTHING.match(line))
    if item:
        yield item


def _goes_on(line: str, indent: int) -> bool:
    """Return whether a line belongs to an item whose dash is so far from the margin."""
    start = line.lstrip(" ")
    if not start.strip() or start.startswith("#"):
        return True
    return len(line) - len(start) > indent


def parsed(text: str) -> tuple[Any, bool]:
    """Return the value of an item in a list of its own, and whether a text in it had to be put in quotes.

    A title such as `Fern: Sparse Adapters` needs them, which people forget.

    Raises:
        BrokenError: it cannot be read.
    """
    given = _UNREADABLE.sub("\ufffd", text)
    try:
        return _value(given), False
    except BrokenError:
        mended = _UNQUOTED.sub(_quoted, given)
        if mended == given:
            raise
    try:
        return _value(mended), True
    except BrokenError:
        pass
    return _value(given), False  # which says again what is wrong


def _quoted(match: re.Match[str]) -> str:
    return f"{match[1]}'{match[2].rstrip().replace(chr(39), chr(39) * 2)}'"


def _value(text: str) -> Any:  # noqa: ANN401  whatever YAML holds
    """Return what a text says, all scalars of it as texts."""
    import yaml  # takes 30 ms

    made = _Made()
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            made.take(event)
    except yaml.MarkedYAMLError as error:
        raise BrokenError(error.problem_mark.line if error.problem_mark else 0, error.problem or "") from error
    except yaml.YAMLError as error:
        raise BrokenError(0, "it is no YAML") from error
    return made.value


class _Made:
    """A value that is made of the events of a parser."""

    def __init__(self) -> None:
        self.value: Any = None
        self._open: list[list[Any] | dict[str, Any]] = []
        self._keys: list[Any] = []

    def take(self, event: Any) -> None:  # noqa: ANN401  PyYAML's events share no type of use
        """Take the next event."""
        import yaml

        if isinstance(event, yaml.AliasEvent):
            raise BrokenError(_line(event), f"*{event.anchor} repeats another part, which is never followed")
        if isinstance(event, yaml.ScalarEvent):
            is_plain = not event.style
            self._put(None if is_plain and event.value in _NULL else event.value)
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            if len(self._open) == _MAX_DEPTH:
                raise BrokenError(_line(event), "it is nested too deeply")
            self._open.append([] if isinstance(event, yaml.SequenceStartEvent) else {})
            self._keys.append(_UNSET)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self._keys.pop()
            self._put(self._open.pop())

    def _put(self, value: object) -> None:
        """Put a value where it belongs: a key, the value of one, an item, or the whole."""
        if not self._open:
            self.value = value
            return
        holder = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif self._keys[-1] is _UNSET:
            self._keys[-1] = value
        else:
            if isinstance(self._keys[-1], str):
                holder.setdefault(self._keys[-1], value)
            self._keys[-1] = _UNSET


def _line(event: Any) -> int:  # noqa: ANN401  see `take`
    return int(event.start_mark.line) if event.start_mark else 0


_UNSET: Final = object()
