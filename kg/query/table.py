"""Aligned columns for a terminal: no text in them steers it, wide characters count twice, long texts are cut."""

import unicodedata
from collections.abc import Sequence

_STEERING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_GAP = "  "
_LEAST = 6
_CUT = "…"


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[bool], width: int = 0) -> str:
    """Return a table whose lines end with line breaks.

    Args:
        header: the names of the columns.
        rows: the cells.
        right: which columns stand to the right, as numbers do.
        width: how many columns of the terminal there are; 0 for as many as needed.
    """
    lines = [[printable(cell) for cell in line] for line in (header, *rows)]
    natural = [max(cells_wide(line[i]) for line in lines) for i in range(len(header))]
    widths = _fitted(natural, width - len(_GAP) * (len(header) - 1)) if width else natural
    lines.insert(1, ["-" * wide for wide in widths])
    return "".join(_GAP.join(map(_cell, line, widths, right)).rstrip() + "\n" for line in lines)


def printable(text: str) -> str:
    r"""Return a text on one line without what could steer a terminal.

    >>> printable("a\x1b[31mb\nc")
    'a[31mb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in _STEERING)


def cells_wide(text: str) -> int:
    """Return how many columns of a terminal a text fills."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    widths = list(natural)
    while sum(widths) > room and max(widths) > _LEAST:
        widest = max(widths)
        second = max([wide for wide in widths if wide < widest], default=_LEAST)
        count = widths.count(widest)
        step = max(1, min(widest - max(second, _LEAST), (sum(widths) - room) // count))
        over = sum(widths) - room
        for i, wide in enumerate(widths):
            if wide == widest and over > 0:
                widths[i] -= step
                over -= step
    return widths


def _cell(text: str, width: int, right: bool) -> str:
    shown = _cut(text, width)
    space = " " * (width - cells_wide(shown))
    return space + shown if right else shown + space


def _cut(text: str, width: int) -> str:
    if cells_wide(text) <= width:
        return text
    kept, used = [], cells_wide(_CUT)
    for character in text:
        used += _cells(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + _CUT
