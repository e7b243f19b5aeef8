"""The shapes of titles and of prose: what tells them apart where nothing but the text is left."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.readers.text.paragraphs import Paragraph, joined

LONG: Final = 300
"""Longer is no title."""
SHORT: Final = 200
TWO_ABSTRACTS: Final = 2400
"""Longer is more than one abstract."""
_SENTENCE_WORDS: Final = 12
_PROSE_WORDS: Final = 25
_TITLE_WORDS: Final = 3
_TITLE_LINES: Final = 3
_CAPITALISED: Final = 0.6

_STOP = re.compile(r"[.!?…:][\"'”’)\]}*]{0,3}$")
_BOUNDARY = re.compile(r"[.!?][\"'”’)]?\s+[A-Z\d\"“(]")
_ADDRESS = re.compile(r"https?://|www\.|\b(?:github|gitlab|huggingface)\.(?:com|co|io)\b|\.github\.io\b", re.IGNORECASE)
_LAST_ADDRESS = re.compile(r"(?:https?://|www\.|\w\.\w{2,10}/)\S{0,300}$", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def is_prose(text: str) -> bool:
    """Return whether a paragraph is part of an abstract, by its length, its sentences or an address in it."""
    words = len(text.split())
    if len(text) >= LONG or _ADDRESS.search(text):
        return True
    sentences = len(_BOUNDARY.findall(text))
    ended = words >= _SENTENCE_WORDS and text.rstrip("\"'”’)").endswith((".", "…"))
    return ended or sentences > 1 or (sentences == 1 and words >= _PROSE_WORDS)


def is_capitalised(text: str) -> bool:
    """Return whether most of the longer words start with a capital, as they do in titles."""
    words: list[str] = _LONG_WORD.findall(text)
    return sum(word[0].isupper() for word in words) >= _CAPITALISED * len(words)


def is_cut(text: str) -> bool:
    """Return whether a text ends in the middle of a sentence."""
    return not _STOP.search(text) and not _LAST_ADDRESS.search(text)


def is_title_in_place(found: Sequence[Paragraph], index: int) -> bool:
    """Return whether a line that could be a short abstract is a title with a full stop: capitals, prose around it."""
    text = found[index].text
    if len(text) > SHORT or _BOUNDARY.search(text) or not is_capitalised(text):
        return False
    before, after = found[max(0, index - 1) : index], found[index + 1 : index + 2]
    return bool(after) and len(after[0].text) >= LONG and all(len(paragraph.text) >= LONG for paragraph in before)


def split(paragraph: Paragraph, *, titled: bool) -> Iterator[tuple[Paragraph, bool]]:
    """Yield the parts of a wrapped paragraph in which no blank line parts titles from prose, and which are titles.

    Args:
        paragraph: a paragraph of prose.
        titled: whether a title stands before it, so that a second one is not expected at once.
    """
    lines = paragraph.lines
    if titled and len(paragraph.text) <= TWO_ABSTRACTS:
        yield paragraph, False
        return
    done = 0
    for index in range(len(lines)):
        may_start = _STOP.search(lines[index - 1].text) if index else not titled
        if index >= done and may_start and (end := _title_end(lines, index)):
            if done < index:
                yield joined(lines[done:index]), False
            yield joined(lines[index:end]), True
            done = end
    yield joined(lines[done:]), False


def _title_end(lines: Sequence[Paragraph], start: int) -> int:
    """Return where the title that starts at a line ends, 0 where none does: capitals, then a sentence without them."""
    for end in range(start + 1, min(start + _TITLE_LINES + 1, len(lines))):
        text, following = " ".join(line.text for line in lines[start:end]), lines[end].text
        if not is_capitalised(text) or _BOUNDARY.search(text) or text.endswith("."):
            return 0
        if len(text.split()) >= _TITLE_WORDS and not following[0].islower() and not is_capitalised(following):
            return end
    return 0
