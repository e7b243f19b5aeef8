"""Paragraphs of a text with the lines that they stand on, whether or not somebody wrapped them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_LINE_END = re.compile(r"\r\n|[\r\n\f]")
_WRAPPED: Final = range(45, 251)
"""Nobody wraps lines narrower or wider than this."""
_LONG_WORD = re.compile(r"\S{46}")
"""An address that no margin can hold."""
_LOOSE: Final = 0.7
_MAX_BREAKS: Final = 1 / 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line, and the lines of the file that it came from."""

    text: str
    start: int
    end: int
    parts: tuple["Paragraph", ...] = ()
    """Its lines, where there is more than one."""

    @property
    def lines(self) -> tuple["Paragraph", ...]:
        """Return its lines."""
        return self.parts or (self,)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text: lines, joined where one was wrapped over several."""
    found: list[Paragraph] = []
    block: list[Paragraph] = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        if content := line.strip("\ufeff\u200b \t\u00a0"):
            block.append(Paragraph(content, number, number))
        else:
            found.extend(_unwrapped(block))
            block = []
    found.extend(_unwrapped(block))
    return found


def joined(lines: Sequence[Paragraph]) -> Paragraph:
    """Return the paragraph that lines make."""
    if len(lines) == 1:
        return lines[0]
    return Paragraph(" ".join(line.text for line in lines), lines[0].start, lines[-1].end, tuple(lines))


def _unwrapped(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs of lines that no blank line parts."""
    if not lines:
        return
    width = max(len(line.text) for line in lines)
    margin = max((len(line.text) for line in lines if not _LONG_WORD.search(line.text)), default=width)
    wrapped = width in _WRAPPED and margin in _WRAPPED
    joints = [wrapped and _goes_on(lines, index, margin) for index in range(len(lines) - 1)]
    if wrapped and joints.count(False) > _MAX_BREAKS * len(lines):  # at no fixed count of letters
        joints = [_goes_on(lines, index, _LOOSE * margin) for index in range(len(lines) - 1)]
    first = 0
    for index, goes_on in enumerate([*joints, False]):
        if not goes_on:
            yield joined(lines[first : index + 1])
            first = index + 1


def _goes_on(lines: Sequence[Paragraph], index: int, margin: float) -> bool:
    """Return whether the next line's first word had no room on a line."""
    first, *_ = lines[index + 1].text.split(None, 1) or [""]  # a separator of files is a space, and may stand alone
    return len(lines[index].text) + 1 + len(first) > margin
