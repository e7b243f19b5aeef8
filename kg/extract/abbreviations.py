"""Short forms and the long forms that a text defines for them: "Low-Rank Adaptation (LoRA)".

Where a long form can start is as in A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003; of the starts whose letters fit, the one that fits best is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.alignment import fit, pieces_of
from kg.extract.words import load as word_list

_MAX_SHORT = 14
_MIN_SHORT = 2
_MIN_FIT = 0.5
_MIN_TITLE_FIT = 0.75
_MIN_LETTERS = 3
_CLOSING = " ,;:.}*\"'”’"
_ALIKE = 0.02
"""The fits of two starts that differ by less are equal: then the nearer one is taken."""
_ODD = 0.1
"""What a long form loses for each thing that is odd in it, such as a start after a hyphen or a comma."""
_PARENTHESIS = re.compile(r"\(([^()]{2,120})\)")
_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"\S+")
_CLAUSE = re.compile(r"[;:.!?](?=\s)|[\n()]|(?<=[A-Z]{2}),(?=\s)|,(?=\s(?:or|which|that|where|such|we|this|it)\b)")
_JOINER = re.compile(r"[-–/]")
_SAID_AFTER = re.compile(
    r"(?<![^\s(),;:])(?P<short>[^\s(),;:]+(?: \d[\w.]*)?)[\"”'’]?,?\s\(?(?:which\s)?(?:is\s)?"
    r"(?:short for|stands for|standing for|an abbreviation (?:of|for)|abbreviated (?:for|from)|an acronym (?:of|for))"
    r"\s[\"“'‘]?"
)
_SAID_BEFORE = re.compile(
    r"(?:,\sor|,?\s(?:hereafter|henceforth|(?:which (?:we|is) )?(?:abbreviated|denoted)(?: as)?|or simply|in short))\s"
    r"[\"“'‘]?(?P<short>[^\s(),;:.]+)[\"”'’]?(?=[,.;)])"
)
_PHRASE_END = re.compile(
    r"[,:;?!.]?\s(?:for|with|via|in|from|by|on|under|without|as|at|through|using|towards?|to)\b|[,:;?!.]|$|(?=\n)"
)
_TITLE = re.compile(r"(?P<short>[^\s:]+): ")
_LEADING = word_list("leading")
_NEVER_FIRST = _LEADING - {"named", "new", "novel"}
_HEADS = word_list("heads_after_long_forms")


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
    found.extend([*_said(text), *_titled(text)])
    return sorted(set(found))


def _inside(text: str, match: re.Match[str]) -> Definition | None:
    """Read "long form (SHORT)"."""
    short = re.split(r"[,;]|\s(?:or|e\.g\.|i\.e\.|for short)\b", match.group(1), maxsplit=1)[0].strip()
    offset = match.start(1) + match.group(1).find(short)
    short = short.strip("\"'“”‘’")
    offset = text.index(short, offset) if short else offset
    if not is_short_form(short):
        return None
    return _before(text, (offset, offset + len(short)), match.start())


def _before(text: str, short: tuple[int, int], end: int) -> Definition | None:
    """Read the long form that ends before a place."""
    start = _window_start(text, end, short[1] - short[0])
    return _best(text, short, _starts(text, start, end, text[short[0]]), _ends(text, start, end))


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
    begin, end = match.start(1), match.start(1) + len(inner)
    return _best(text, (start, start + len(short)), [_without_leading(text, begin, end)], _ends(text, begin, end))


def _titled(text: str) -> Iterator[Definition]:
    """Read a title "SHORT: long form and more"."""
    match = _TITLE.match(text)
    if match and is_short_form(match["short"]) and len(match["short"]) >= _MIN_LETTERS:
        begin = _without_leading(text, match.end(), len(text))
        limit = text.find("\n", begin) if "\n" in text else len(text)
        ends = [match.start() for match in _PHRASE_END.finditer(text, begin, limit)][:_MIN_LETTERS]
        definition = _best(text, match.span("short"), [begin], ends, least=_MIN_TITLE_FIT)
        if definition:
            yield definition


def _said(text: str) -> Iterator[Definition]:
    """Read "SHORT, short for long form" and "long form, or SHORT,"."""
    for match in _SAID_AFTER.finditer(text):
        if is_short_form(match["short"]):
            begin = _without_leading(text, match.end(), len(text))
            clause = _CLAUSE.search(text, begin) or re.compile(r"[,.)]|$").search(text, begin)
            limit = clause.start() if clause else len(text)
            ends = [
                begin + len(text[begin : word.end()].rstrip(_CLOSING)) for word in _WORD.finditer(text, begin, limit)
            ][: len(match["short"]) + _MIN_SHORT]
            yield from filter(None, [_best(text, match.span("short"), [begin], ends)])
    for match in _SAID_BEFORE.finditer(text):
        if is_short_form(match["short"]) and match["short"][-1].isupper():
            yield from filter(None, [_before(text, match.span("short"), match.start())])


def is_short_form(form: str) -> bool:
    """Tell whether a form can be an abbreviation: 2–14 characters, at most two words, a capital, mostly letters."""
    if not _MIN_SHORT <= len(form) <= _MAX_SHORT or len(form.split()) > _MIN_SHORT:
        return False
    letters = [c for c in form if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    marked = capitals + sum(c.isdigit() for c in form)
    return (
        form[0].isalnum()
        and marked >= 1
        and (len(letters) >= _MIN_SHORT or (capitals == 1 and marked >= _MIN_SHORT and len(form) > _MIN_SHORT))
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


def _starts(text: str, start: int, end: int, letter: str) -> list[int]:
    """Return where a long form may start, the nearest first; after a hyphen only in words with another letter."""
    found = []
    for word in _WORD.finditer(text, start, end):
        begin = word.start() + len(word.group()) - len(word.group().lstrip("*([{\"'“‘"))
        if text[begin : word.end()] not in _NEVER_FIRST:
            found.append(begin)
            if text[begin].lower() != letter.lower():
                found.extend(begin + match.end() for match in _JOINER.finditer(text[begin : word.end()]))
    return found[::-1]


def _ends(text: str, start: int, end: int) -> list[int]:
    """Return where a long form may end: in the end, or before a noun that only says what it is."""
    long = text[start:end].rstrip(_CLOSING)
    long = _POSSESSIVE.sub("", long)
    head = re.search(r"(?<=\S)\s+(\S+)$", long)
    shorter = [start + head.start()] if head and head[1].lower() in _HEADS else []
    return [start + len(long), *shorter]


def _best(
    text: str, short: tuple[int, int], starts: list[int], ends: list[int], *, least: float = _MIN_FIT
) -> Definition | None:
    """Return the long form that a short form fits best."""
    form = text[short[0] : short[1]]
    best, found = least, None
    for end in ends:
        for start in (start for start in starts if start < end):
            value = _fit(form, text, start, end)
            if value > best + (_ALIKE if found else -_ALIKE) and _is_long_form(text[start:end], form):
                best, found = value, Definition(*short, start, end)
    return found


def _fit(form: str, text: str, start: int, end: int) -> float:
    long = text[start:end]
    pieces = pieces_of(long)
    odd = bool(start and _JOINER.match(text, start - 1)) + ("," in long) + (pieces[:1] != [] and pieces[0] in _LEADING)
    return max(fit(letters, pieces) - cost for letters, cost in _letters(form)) - _ODD * odd


def _letters(form: str) -> Iterator[tuple[str, float]]:
    """Yield what the letters of a short form may be, with what each reading costs: "SNNs", "R3NN", "TD3"."""
    yield form, 0.0
    if form.endswith("s") and form[-2].isupper():
        yield form[:-1], 0.0
    spelt = re.sub(r"([A-Z])([2-4])", lambda match: match[1] * int(match[2]), form)
    if spelt != form:
        yield spelt, _ODD
    bare = re.sub(r"[\s\-.\d]+$", "", form)
    if bare != form and len(bare) > _MIN_SHORT:
        yield bare, _ODD


def _is_long_form(long: str, form: str) -> bool:
    if len(long) <= len(form) or form.lower() in (word.lower() for word in re.split(r"[\s\-]", long)):
        return False
    return len(long.split()) >= _MIN_SHORT or "-" in long or len(long) >= 2 * len(form)


def _without_leading(text: str, start: int, end: int) -> int:
    while (word := _WORD.match(text, start, end)) and word.group().lower() in _LEADING:
        after = _WORD.search(text, word.end(), end)
        if after is None:
            break
        start = after.start()
    return start
