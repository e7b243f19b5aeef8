"""Aligned columns for a terminal: no text in them steers it, wide characters count twice, long texts are folded."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_STEERING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_GAP = "  "
_LEAST = 6
_LEAST_PROSE = 22
_MOST_LINES = 6
_GOES_ON = re.compile(r"\s|://")
_CUT = "…"


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[bool], width: int = 0) -> str:
    """Return a table whose lines end with line breaks; in a narrow terminal, words and addresses go on below.

    Args:
        header: the names of the columns.
        rows: the cells.
        right: which columns stand to the right, as numbers do.
        width: how many columns of the terminal there are; 0 for as many as needed.
    """
    lines = [[printable(cell) for cell in line] for line in (header, *rows)]
    natural = [max(cells_wide(line[i]) for line in lines) for i in range(len(header))]
    prose = [
        wide > _LEAST_PROSE and any(_GOES_ON.search(line[i]) for line in lines[1:]) for i, wide in enumerate(natural)
    ]
    widths = _fitted(natural, width - len(_GAP) * (len(header) - 1), prose) if width else natural
    lines.insert(1, ["-" * wide for wide in widths])
    return "".join(line for cells in lines for line in _lines(cells, widths, right, prose))


def _lines(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], prose: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a row."""
    shown = [
        _folded(cell, wide) if is_prose else [_cut(cell, wide)]
        for cell, wide, is_prose in zip(cells, widths, prose, strict=True)
    ]
    for parts in zip_longest(*shown, fillvalue=""):
        yield _GAP.join(map(_cell, parts, widths, right)).rstrip() + "\n"


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


def _fitted(natural: Sequence[int], room: int, prose: Sequence[bool]) -> list[int]:
    """Return widths that fit if any do: words give way first, since they can go on below, then the widest."""
    widths = list(natural)
    _shrink(widths, room, [_LEAST_PROSE if is_prose else wide for wide, is_prose in zip(natural, prose, strict=True)])
    _shrink(widths, room, [min(wide, _LEAST) for wide in natural])
    return widths


def _shrink(widths: list[int], room: int, least: Sequence[int]) -> None:
    while sum(widths) > room and (wide := [i for i, least_wide in enumerate(least) if widths[i] > least_wide]):
        widths[max(wide, key=lambda i: (widths[i], -i))] -= 1


def _cell(shown: str, width: int, right: bool) -> str:
    space = " " * (width - cells_wide(shown))
    return space + shown if right else shown + space


def _folded(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        for part in _parts(word, width):
            if lines[-1] and cells_wide(lines[-1]) + 1 + cells_wide(part) > width:
                lines.append("")
            lines[-1] += f" {part}" if lines[-1] else part
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [_cut(" ".join(lines[_MOST_LINES - 1 :]), width)]
    return lines


def _parts(word: str, width: int) -> Iterator[str]:
    """Yield a word in parts that fit."""
    if cells_wide(word) <= width:
        yield word
        return
    kept, used = "", 0
    for character in word:
        if kept and used + _cells(character) > width:
            yield kept
            kept, used = "", 0
        kept, used = kept + character, used + _cells(character)
    yield kept


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
