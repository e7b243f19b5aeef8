"""A window on a long text of JSON: what is being read of it, with the numbers of its lines."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.readers.json.json_values import BrokenError, parse

LONGEST: Final = 1 << 24
"""How many characters a record may have."""
_TOO_LONG: Final = f"a record of more than {LONGEST >> 20} million characters"
_STEP: Final = 1 << 18
_OVERLAP: Final = 256
"""What is kept of a text in which nothing is found, since what is looked for may begin at its end."""
_SPACE = re.compile(r"[\s,]*+")
_CROWDED: Final = 1 << 20
"""So many values in one record, or more, take a hundred times the memory of their text."""
_CROWDED_COST: Final = 1 << 24
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+("?)|[{}\[\]]', re.DOTALL)
_DEPTH: Final = {"{": 1, "[": 1, "}": -1, "]": -1}


class LongError(BrokenError):
    """A value of JSON that is too long to be held."""


class Window:
    """The part of a text that is held: what was read is dropped, and more is taken when it is asked for.

    Positions count the characters of the whole text.
    """

    def __init__(self, chunks: Iterable[str]) -> None:
        """Start before the first of the pieces of a text."""
        self._chunks: Iterator[str] = iter(chunks)
        self._text = ""
        self._base = 0
        """The position of the first character that is held."""
        self._counted = 0
        self._line = 1
        """The number of the line of the position `_counted`."""

    def line(self, position: int) -> int:
        """Return the number of the line of a position."""
        low, high = sorted((max(self._base, position), self._counted))
        breaks = self._text.count("\n", low - self._base, high - self._base)
        if position < self._counted:
            return self._line - breaks
        self._line, self._counted = self._line + breaks, position
        return self._line

    def drop(self, position: int) -> None:
        """Let go of what stands before a position, once that is much."""
        if position - self._base >= _STEP:
            self.line(position)
            self._text, self._base = self._text[position - self._base :], position

    def grow(self, position: int) -> bool:
        """Take as much again as is held after a position; return whether there was more."""
        parts, size = [self._text], len(self._text)
        held = self._base + size - position
        wanted = size + max(_STEP, min(held, LONGEST - held))
        while size < wanted and (chunk := next(self._chunks, None)) is not None:
            parts.append(chunk)
            size += len(chunk)
        has_grown = size > len(self._text)
        self._text = "".join(parts)
        return has_grown

    def at(self, position: int) -> str:
        """Return the character at a position, or nothing after the end of the text."""
        return self._text[position - self._base : position - self._base + 1]

    def skip(self, position: int) -> int:
        """Return where the next character stands that is no space and no comma, or the end of the text."""
        while True:
            match = _SPACE.match(self._text, position - self._base)
            position = self._base + match.end() if match else position
            if self.at(position):
                return position
            self.drop(position)
            if not self.grow(position):
                return position

    def match(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Return how a pattern matches at a position, as far as the text is held."""
        return pattern.match(self._text, max(0, position - self._base))

    def find(self, pattern: re.Pattern[str], position: int) -> int | None:
        """Return where a pattern matches next, from a position on; nothing where it never does."""
        position = max(position, self._base)
        while not (match := pattern.search(self._text, position - self._base)):
            position = max(position, self._base + len(self._text) - _OVERLAP)
            self.drop(position)
            if not self.grow(position):
                return None
        return self._base + match.start()

    def value(self, position: int) -> tuple[Any, int]:
        """Return the value at a position, and where it ends; the window grows with it.

        Raises:
            BrokenError: there is none, or it is nested too deeply.
            LongError: it is longer than `LONGEST`.
        """
        while True:
            try:
                value, end = parse(self._text, position - self._base)
            except BrokenError as error:
                if not error.is_cut or not self._grow_for(position):
                    error.position += self._base
                    raise
            else:
                # A number at the end of what is held may go on.
                if end < len(self._text) or self._text[end - 1] in '}]"' or not self._grow_for(position):
                    self._check(position, end)
                    return value, end + self._base

    def end(self, position: int) -> int | None:
        """Return where a value ends by its brackets alone, however deep they are; nothing where it does not."""
        depth, start = 0, position
        while True:
            for token in _TOKEN.finditer(self._text, position - self._base):
                if token[0].startswith('"') and not token[1]:
                    position = self._base + token.start()
                    break
                position = self._base + token.end()
                depth += _DEPTH.get(token[0], 0)
                if depth == 0:
                    return position
            if self._base + len(self._text) - start > LONGEST or not self.grow(position):
                return None

    def _grow_for(self, position: int) -> bool:
        """Take more of a value that seems to be cut; return whether there was more.

        Raises:
            LongError: it is too long.
        """
        self._check(position, len(self._text))
        has_grown = self.grow(position)
        if has_grown:
            self._check(position, len(self._text), is_whole=False)
        return has_grown

    def _check(self, position: int, end: int, *, is_whole: bool = True) -> None:
        """Refuse a value that is longer than `LONGEST`, or that has more than `_CROWDED` values."""
        size = self._base + end - position
        if is_whole and size > LONGEST:
            raise LongError(_TOO_LONG, position, cost=size)
        if size > _CROWDED and self._text.count(",", position - self._base, end) > _CROWDED:
            raise LongError("a record of more than a million values", position, cost=_CROWDED_COST)
