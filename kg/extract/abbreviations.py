"""Short forms and the long forms that a text defines for them: "Low-Rank Adaptation (LoRA)".

The letters of the short form are looked for in the long form from the right, as in A. S. Schwartz and M. A. Hearst,
"A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
"""

import re
from dataclasses import dataclass

from kg.extract.words import load as word_list

_MAX_SHORT = 14
_MIN_SHORT = 2
_PARENTHESIS = re.compile(r"\(([^()]{2,120})\)")
_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"\S+")
_CLAUSE = re.compile(r"[;:.!?](?=\s)|[\n()]|,(?=\s(?:and|or|which|that|where|such)\b)")
_LEADING = word_list("leading")


@dataclass(frozen=True, slots=True, order=True)
class Definition:
    """The spans of a short form and of its long form in a text."""

    short_start: int
    short_end: int
    long_start: int
    long_end: int


def find_definitions(text: str) -> list[Definition]:
    """Return the definitions of short forms in a text, in the order of their places.

    >>> text = "We propose Low-Rank Adaptation (LoRA)."
    >>> [(text[d.short_start:d.short_end], text[d.long_start:d.long_end]) for d in find_definitions(text)]
    [('LoRA', 'Low-Rank Adaptation')]
    """
    found = []
    for match in _PARENTHESIS.finditer(text):
        definition = _inside(text, match) or _outside(text, match)
        if definition:
            found.append(definition)
    return found


def _inside(text: str, match: re.Match[str]) -> Definition | None:
    """Read "long form (SHORT)"."""
    short = re.split(r"[,;]|\s(?:or|e\.g\.|i\.e\.|for short)\b", match.group(1), maxsplit=1)[0].strip()
    offset = match.start(1) + match.group(1).find(short)
    short = short.strip("\"'“”‘’")
    offset = text.index(short, offset) if short else offset
    if not is_short_form(short):
        return None
    start = _window_start(text, match.start(), len(short))
    end = start + len(text[start : match.start()].rstrip())
    return _definition(text, (offset, offset + len(short)), start, end)


def _outside(text: str, match: re.Match[str]) -> Definition | None:
    """Read "SHORT (long form)"."""
    before = re.search(r"(\S+)\s?$", text[max(0, match.start() - 40) : match.start()])
    if not before:
        return None
    short = before.group(1).strip("\"'“”‘’,;:.([")
    if not is_short_form(short) or len(match.group(1).split()) < _MIN_SHORT:
        return None
    start = max(0, match.start() - 40) + before.start(1) + before.group(1).find(short)
    inner = re.split(r"[,;](?=\s)", match.group(1), maxsplit=1)[0]
    return _definition(text, (start, start + len(short)), match.start(1), match.start(1) + len(inner), whole=True)


def is_short_form(form: str) -> bool:
    """Tell whether a form can be an abbreviation: 2–14 characters, at most two words, a capital, mostly letters."""
    if not _MIN_SHORT <= len(form) <= _MAX_SHORT or len(form.split()) > _MIN_SHORT:
        return False
    letters = [c for c in form if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return (
        form[0].isalnum()
        and len(letters) >= _MIN_SHORT
        and capitals >= 1
        and not (capitals == 1 and len(form) > 5 and form[0].isupper())
    )


def _window_start(text: str, end: int, letters: int) -> int:
    """Return where a long form can start at the earliest: Schwartz and Hearst's window, cut at the clause."""
    words = list(_WORD.finditer(text, max(0, end - 250), end))
    limit = min(letters + 5, letters * 2)
    start = words[-limit].start() if len(words) >= limit else (words[0].start() if words else end)
    clauses = [match.end() for match in _CLAUSE.finditer(text, start, end)]
    return clauses[-1] if clauses else start


def _definition(text: str, short: tuple[int, int], start: int, end: int, *, whole: bool = False) -> Definition | None:
    form = text[short[0] : short[1]]
    found = match_letters(re.sub(r"s$", "", form) if form[:-1].isupper() else form, text[start:end])
    if found is None or (whole and found > len(text[start:end]) // 3):
        return None
    begin = start if whole and found < 4 else start + found
    begin = _without_leading(text, _whole_word(text, begin, start, form), end)
    long = _POSSESSIVE.sub("", text[begin:end].rstrip(" ,;:}\"'”’"))
    if (
        len(long) <= len(form)
        or form.lower() in (word.lower() for word in re.split(r"[\s\-]", long))
        or not long.strip()
    ):
        return None
    if len(long.split()) < _MIN_SHORT and "-" not in long and len(long) < 2 * len(form):
        return None
    return Definition(*short, begin, begin + len(long))


def _whole_word(text: str, begin: int, earliest: int, form: str) -> int:
    """Return the start of the hyphenated word that a long form starts in, where its letter fits: "multi-modal …"."""
    word = begin
    while word > earliest and not text[word - 1].isspace() and text[word - 1] not in "([{\"'":
        word -= 1
    return word if text[word : word + 1].lower() == form[:1].lower() else begin


def _without_leading(text: str, start: int, end: int) -> int:
    while (word := _WORD.match(text, start, end)) and word.group().lower() in _LEADING:
        after = _WORD.search(text, word.end(), end)
        if after is None:
            break
        start = after.start()
    return start


def match_letters(short: str, long: str) -> int | None:
    """Return where in a text the long form of a short form starts, or None where the letters do not fit.

    The last letter of the short form is looked for from the right end; the first must start a word.

    >>> match_letters("MCTS", "we use Monte Carlo Tree Search")
    7
    """
    position = len(long) - 1
    characters = [c.lower() for c in short if c.isalnum()]
    lowered = long.lower()
    if len(lowered) != len(long):  # a character such as "İ" changes its length: offsets would shift
        return None
    for index in range(len(characters) - 1, -1, -1):
        wanted = characters[index]
        while position >= 0 and (
            lowered[position] != wanted or (index == 0 and position > 0 and lowered[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
        position -= 1
    return position + 1
