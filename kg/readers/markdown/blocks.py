"""Blocks of Markdown: lines by what they are, one at a time.

Only what reading lists are made of is told apart. Quotations are read as what is quoted, code and comments not at all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.readers.markdown import inline

MAX_LINE: Final = 1 << 16
"""The longest line, in characters, that is read; the longest abstracts have six thousand."""
_QUOTED = re.compile(r"\s{0,3}(?:>\s?){1,9}")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s{1,9}(\S.*)")
_CLOSING = re.compile(r"(?<=\s)#{1,6}\s{0,9}$")
_ITEM = re.compile(r"(\s*+)(?:[-*+•]|\d{1,4}[.)])\s{1,9}(?=\S)")
_FENCE = re.compile(r"\s*+(`{3,}+(?=[^`]*$)|~{3,}+)")
_RULE = re.compile(r"\s{0,3}(?:-\s?){3,200}$|\s{0,3}(?:\*\s?){3,200}$|\s{0,3}(?:_\s?){3,200}$|\s{0,3}={3,200}$")
_TABLE_RULE = re.compile(r"\s*+\|?+(?:\s*+:?+-++:?+\s*+\|){1,60}+(?:\s*+:?+-++:?+)?+\s*+$")
_CELL = re.compile(r"(?<!\\)\|")
_SUMMARY = re.compile(r"<summary>(.{0,200}?)</summary>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A line: `heading`, `item`, `row`, `columns` (the rule below the names of columns), `rule`, `blank`, `text`.

    After the last one, `open` tells of code or a comment that starts there and has no end.
    """

    kind: str
    line: int
    text: str = ""
    indent: int = 0
    """Of a heading, its level."""
    cells: tuple[str, ...] = ()


def blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Yield the blocks of lines that are numbered; code in fences and comments are left out."""
    fence, opened, is_comment = "", 0, False
    for number, line in lines:
        found = None if is_comment else _FENCE.match(line)
        if found and found[1].startswith(fence):
            fence, opened = ("", 0) if fence else (found[1], number)
            continue
        if not (fence or is_comment) and line.lstrip().startswith("<!--"):
            is_comment, opened = True, number
        if not opened:
            for part in _parts(line):
                yield _block(number, part)
        elif is_comment and "-->" in line:
            is_comment, opened = False, 0
    if opened:
        yield Block("open", opened)


def _parts(line: str) -> list[str]:
    """Return what stands before, in and after the summary of details that can be unfolded."""
    if "<summary>" not in line:
        return [line]
    margin = line[: len(line) - len(line.lstrip())]
    found = [inline.without_html(part).strip() for part in _SUMMARY.sub("\n**\\1**\n", line).split("\n")]
    return [margin + part for part in found if part]


def _block(number: int, line: str) -> Block:
    quoted = _QUOTED.match(line)
    text = inline.without_html(line[quoted.end() :] if quoted else line).rstrip()
    if not text.strip():
        return Block("blank", number)
    if heading := _HEADING.match(text):
        return Block("heading", number, _CLOSING.sub("", heading[2]).strip(), len(heading[1]))
    if (is_columns := bool("|" in text and _TABLE_RULE.match(text))) or _RULE.match(text):
        return Block("columns" if is_columns else "rule", number)
    if item := _ITEM.match(text):
        return Block("item", number, text[item.end() :], _width(item[1]))
    if text.lstrip().startswith("|") or len(_CELL.findall(text)) > 1:
        return Block("row", number, text, cells=_cells(text))
    return Block("text", number, text.strip(), _width(text[: len(text) - len(text.lstrip())]))


def _width(blanks: str) -> int:
    return len(blanks.replace("\t", "    "))


def _cells(text: str) -> tuple[str, ...]:
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL.split(text.strip())]
    return tuple(cells[not cells[0] : len(cells) - (not cells[-1])])
