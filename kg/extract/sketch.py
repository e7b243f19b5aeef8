"""A sentence as a sketch: one letter for each thing in it, so that patterns of claims can be written over letters.

N  a number      M  a metric      D  a dataset    E  a method or a model    T  a task       #  another number
A  achieve       I  improve       O  outperform   L  lower                  g  gain         r  reduction
h  higher        l  lower than    U  score        v  is                     d  the          q  up to
p  on            ^  over          F  for          i  in                     o  of           b  by
t  to            f  from          w  with         &  and                    y  respectively P  points
<  than others   k  while         n  not          e  another small word     z  dataset, set x  any other word
,  :  (  )  =  /  >  stand for themselves; `>` is an arrow; `;` and `.` are k
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.metrics import Metric, Quantity, metric_at, quantity_at, tables
from kg.extract.words import load as word_list
from kg.records import Mention

_CODES = {
    "achieve": "A", "improve": "I", "outperform": "O", "lower": "L", "gain": "g", "reduction": "r", "more": "h",
    "less": "l", "score": "U", "being": "v", "determiner": "d", "on": "p", "over": "^", "for": "F", "in": "i",
    "of": "o", "by": "b", "to": "t", "from": "f", "with": "w", "and": "&", "respectively": "y", "points": "P",
    "rival": "<", "break": "k", "unreal": "n", "function": "e", "part": "z",
}  # fmt: skip
_SIGNS = dict(zip("&,;:()[]=/→—", "&,k:()()=/>k", strict=True))
_TYPES = {"Dataset": "D", "Task": "T"}
_WORD = re.compile(r"[^\W_]+(?:[\-'’.&][^\W_]+)*")
_NOT = re.compile(r"n['’]t$")
_CITATION = re.compile(
    r"\[\d+(?:\s?[,\-–]\s?\d+)*\]|\((?:[^()\d]{0,60}et al\.?,?|[A-Z][^()\d]{0,60},)\s?(?:19|20)\d\d[a-z]?\)"
)
_GLUE = re.compile(r"[\w\-_^>→]")
# "from 42.5% to 61.5%", with a metric after the first.
_CHANGE = re.compile(r"fq*N(?:x{0,2}M)?tq*N|N>N")
# "77% to 91% of", "ranging from 0.62 to 0.84", "between 3 and 5".
_RANGE = re.compile(r"(?P<from>f?)q*NtN|eN&N")
_REPEATED = re.compile(r"([DE])z?\(\1\)")
_RANGING = frozenset(["range", "ranged", "ranges", "ranging", "varied", "varies", "varying"])


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in a sentence, at its span of characters."""

    code: str
    start: int
    end: int
    word: str
    """The words in lower case; of a qualifier what it says, of a name how it is spelt."""
    groups: tuple[int, ...] = ()
    quantity: Quantity | None = None
    metric: Metric | None = None
    changed: bool = False
    """Whether the number is what a value has become: the second in "from 42.5 to 61.5"."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The things of a sentence, and their letters."""

    items: tuple[Item, ...]

    @property
    def codes(self) -> str:
        """Return the letters, one a thing."""
        return _codes(self.items)

    def quantity(self, index: int) -> Quantity:
        """Return the number at a place."""
        return self.items[index].quantity or Quantity(0.0)


def sketch(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Sketch:
    """Return the sketch of a sentence.

    Args:
        text: the text of the paper.
        start: where the sentence starts.
        end: where it ends.
        mentions: what the sentence names; of those that overlap the longest counts.
    """
    found: list[Item] = []
    at = start
    for first, last, inside in _spans(mentions):
        if first >= at:
            found.extend(_between(text, at, first))
            found.append(_named(text, first, last, inside))
            at = last
    found.extend(_between(text, at, end))
    return Sketch(tuple(_joined(found)))


def _spans(mentions: Sequence[Mention]) -> list[tuple[int, int, list[Mention]]]:
    by_span: dict[tuple[int, int], list[Mention]] = {}
    for mention in sorted(mentions):
        by_span.setdefault((mention.start, mention.end), []).append(mention)
    ordered = sorted(by_span, key=lambda span: (span[0], -span[1]))
    return [(first, last, by_span[first, last]) for first, last in ordered]


def _named(text: str, start: int, end: int, inside: list[Mention]) -> Item:
    metric = metric_at(text, start)
    if metric and metric[1] == end and inside[0].type != "Dataset":
        return Item("M", start, end, text[start:end].lower(), metric=metric[0])
    code = _TYPES.get(inside[0].type, "E")
    glued = _GLUE.match(text[start - 1 : start]) or _GLUE.match(text[end : end + 1]) or text.startswith("(-", end)
    if code == "D" and glued:
        code = "x"  # "ImageNet-C" where only "ImageNet" is known, "COCO-trained"
    return Item(code, start, end, text[start:end], groups=tuple(one.group for one in inside))


def _between(text: str, start: int, end: int) -> list[Item]:
    found = []
    while start < end:
        if text[start].isspace():
            start += 1
            continue
        if citation := _CITATION.match(text, start, end):
            start = citation.end()
            continue
        item = _item(text, start, end)
        found.append(item)
        start = max(item.end, start + 1)
    return found


def _item(text: str, start: int, end: int) -> Item:
    at_word = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
    if at_word and (metric := metric_at(text, start)) and metric[1] <= end:
        return Item("M", start, metric[1], text[start : metric[1]].lower(), metric=metric[0])
    if qualifier := _qualifiers()[0].match(text, start, end):
        return Item("q", start, qualifier.end(), _qualifiers()[1][" ".join(qualifier[0].lower().split())])
    if number := quantity_at(text, start):
        return Item("N" if number[0] else "#", start, number[1], text[start : number[1]], quantity=number[0])
    if phrase := _phrases().match(text, start, end):
        return Item(_letters().get(phrase[0].lower(), "e"), start, phrase.end(), phrase[0].lower())
    if word := _WORD.match(text, start, end):
        lower = word[0].lower()
        code = "n" if _NOT.search(lower) else _letters().get(lower, "x")
        return Item(code, start, word.end(), lower)
    return Item(_SIGNS.get(text[start], "e"), start, start + 1, text[start])


@cache
def _letters() -> dict[str, str]:
    """Return the letter of each word; a word in several lists has that of the first."""
    negations = dict.fromkeys(word_list("negations"), "n")
    words = tables()["words"]
    return {word: code for name, code in reversed(_CODES.items()) for word in words[name]} | negations


@cache
def _phrases() -> re.Pattern[str]:
    phrases = sorted((word for word in _letters() if not _WORD.fullmatch(word)), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:not only|not just|{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)


@cache
def _qualifiers() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the words before a number that qualify it, and what each says."""
    said = {word: name for name, words in tables()["qualifiers"].items() for word in words}
    ordered = sorted(said, key=lambda word: (-len(word), word))
    words = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
    return re.compile(rf"(?:{words})(?=\s?(?:an?\s)?[+\-−~]?\d|\s(?:{words})\s?[+\-−]?\d)", re.IGNORECASE), said


def _joined(items: list[Item]) -> list[Item]:
    """Return items in which a change is one number, a range none, and metrics side by side one."""
    return _with_one_metric(_without_starts(_without_ranges(_without_repeats(items))))


def _codes(items: Sequence[Item]) -> str:
    return "".join(item.code for item in items)


def _without_starts(items: list[Item]) -> list[Item]:
    """Leave out the first number of "from 42.5 to 61.5", and mark the other."""
    found: list[Item] = []
    at = 0
    for match in _CHANGE.finditer(_codes(items)):
        found.extend(items[at : match.start()])
        found.extend(item for item in items[match.start() : match.end()] if item.code == "M")
        found.append(replace(items[match.end() - 1], changed=True))
        at = match.end()
    return [*found, *items[at:]]


def _without_repeats(items: list[Item]) -> list[Item]:
    """Leave out the short form of a name in parentheses after the long one."""
    repeated: set[int] = set()
    for match in _REPEATED.finditer(_codes(items)):
        if items[match.start()].groups == items[match.end() - 2].groups:
            repeated.update(range(match.end() - 3, match.end()))
    return [item for index, item in enumerate(items) if index not in repeated]


def _without_ranges(items: list[Item]) -> list[Item]:
    numbers: set[int] = set()
    for match in _RANGE.finditer(_codes(items)):
        first = match.start()
        if match[0][0] == "e":
            is_range = items[first].word == "between"
        else:
            is_range = not match["from"] or (first > 0 and items[first - 1].word in _RANGING)
        if is_range:
            numbers.update(range(first, match.end()))
    counted = [index in numbers and item.code == "N" for index, item in enumerate(items)]
    return [replace(item, code="#") if is_range else item for item, is_range in zip(items, counted, strict=True)]


def _with_one_metric(items: list[Item]) -> list[Item]:
    """Join metrics side by side: "Recall@1 accuracy" is recall, "top-1 localization error" an error."""
    found: list[Item] = []
    for item in items:
        if item.code == "M" and found and found[-1].code == "M":
            named = found[-1] if item.metric and item.metric.name == "accuracy" else item
            found[-1] = replace(named, start=found[-1].start, end=item.end)
        else:
            found.append(item)
    return found
