"""Coordinations that hide names: "CIFAR-10/100" stands for CIFAR-10 and CIFAR-100.

A name that a coordination hides has the whole coordination as its place. Words are shared only where that makes a name
of the lexicon: "image and video generation" is image generation beside video generation, but "object detection and
segmentation" are two names as they stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.extract.signals import Layout
from kg.extract.words import load as word_list
from kg.names import normal_form

_NUMBER = r"[vV]?\d+(?:\.\d+)*[A-Za-z]{0,2}"
_SIZE = r"(?i:tiny|mini|small|base|medium|large|huge|giant|xl|xxl)"
_JOINT = r"(?:\s?/\s?-?|,\s-?|,?\s(?:and|or|&)\s-?)"
_STEM = r"(?P<stem>[^\W\d_](?:[\w.+\- ]{0,60}?[^\W_])?)"
_ENDINGS = tuple(
    re.compile(rf"{_STEM}(?P<joint>{glue})(?P<first>{ending})(?P<rest>(?:{joint}{ending})+)")
    for glue, ending, joint in (
        (r"[\s\-]?", _NUMBER, _JOINT),
        ("-", r"[A-Z]", r"\s?/\s?-?"),
        (r"[\s\-]", _SIZE, r"(?:\s?/\s?-?|\s(?:and|or|&)\s-)"),
    )
)
_HANGING = re.compile(r"(?P<stem>\w+-to-)(?P<one>\w+) (?:and|or) -(?P<other>\w+) (?P<head>\w[\w ]*)")
_REST = re.compile(rf"(?:{_JOINT}(?:{_NUMBER}|[A-Z]\b|{_SIZE}\b))+(?![\w-])")
_PLAIN_JOINT = re.compile(r"\s(?:and|or|&)\s(?=\d)")
_FOLLOWERS = (
    word_list("function_words") | word_list("not_names") | word_list("heads_after_names") | word_list("heads.Dataset")
)
_CONJUNCTIONS = frozenset(["and", "or", "&", "/"])
_JOINTS = _CONJUNCTIONS | {","}
_HYPHENS = frozenset("-–‐‑")
_STOPS = word_list("determiners") | word_list("function_words") | word_list("use")
_COUNTED = word_list("counted")
_MOST_WORDS = 3
_SAME_ENDING = 2
_MIN_WORD = 3


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A name that a coordination hides: the tokens of the coordination, those that are its alone, and the name."""

    start: int
    end: int
    own: tuple[int, int]
    form: str


def expand(surface: str) -> list[str]:
    """Return the names that a surface with a list of numbers, letters or sizes stands for; mostly itself.

    >>> expand("CIFAR-10/100"), expand("ImageNet-C/R/A"), expand("question answering")
    (['CIFAR-10', 'CIFAR-100'], ['ImageNet-C', 'ImageNet-R', 'ImageNet-A'], ['question answering'])
    """
    for pattern in _ENDINGS:
        match = pattern.fullmatch(surface)
        if match and _is_name(match["stem"]):
            first, others = match["first"], _endings(match["rest"])
            if all(_are_alike(first, other) for other in others):
                return [match["stem"] + match["joint"] + ending for ending in (first, *others)]
    hanging = _HANGING.fullmatch(surface)
    if hanging:
        return [f"{hanging['stem']}{word} {hanging['head']}" for word in hanging.group("one", "other")]
    return [surface]


def _is_name(stem: str) -> bool:
    return len(stem) > 1 and any(c.isupper() for c in stem) and stem.rsplit(maxsplit=1)[-1].lower() not in _COUNTED


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two endings are of one kind, so that a figure after a name is not taken for a version of it."""
    kinds = [re.sub(r"[\d.]+", "", ending).lower() for ending in (one, other)]
    if not any(c.isdigit() for c in one + other):
        return True
    if kinds[0] != kinds[1] or not all(any(c.isdigit() for c in ending) for ending in (one, other)):
        return False
    wholes = [re.sub(r"\D*(\d+).*", r"\1", ending) for ending in (one, other)]
    return "." not in other or ("." in one and len(wholes[0]) == len(wholes[1]))


def _endings(rest: str) -> list[str]:
    parts = re.split(r"[\s/,&-]+", rest)
    return [part for part in parts if part and part not in ("and", "or")]


def parts(layout: Layout, start: int, end: int) -> list[Part]:
    """Return the names that the coordination around or inside of a span hides, without the span itself, sorted."""
    words = layout.words
    if end < len(words) and words[end].lower() in _JOINTS:
        found = {*_numbered(layout, start, end), *_after(layout, start, end)}
    else:
        found = set()
    if start and words[start - 1].lower() in _JOINTS:
        found.update(_before(layout, start, end))
    return sorted(found)


def split(layout: Layout, start: int, end: int) -> list[Part]:
    """Return all the names that a span stands for, where it is itself a coordination; else nothing."""
    if _JOINTS.isdisjoint(layout.words[start + 1 : end - 1]):
        return []
    names = expand(layout.surface(start, end))
    if len(names) > 1:
        return list(_shared_out(layout, start, end, names))
    for place in range(start + 1, end - 1):
        if layout.words[place].lower() not in _CONJUNCTIONS:
            continue
        hidden = [part for part in _before(layout, place + 1, end) if part.start >= start]
        hidden = hidden or _parallel(layout, start, place, end)
        if hidden:
            return [*hidden, _whole(layout, place + 1, end)]
        hidden = [part for part in _after(layout, start, place) if part.end <= end]
        if hidden:
            return [_whole(layout, start, place), *hidden]
    return []


def _parallel(layout: Layout, start: int, place: int, end: int) -> list[Part]:
    """Return the first name of a span such as "zero-shot and few-shot prompting", whose two modifiers are alike."""
    after = next((index for index in range(place + 2, end) if layout.spaces[index - 1]), end)
    one, other = _words(layout, start, place), _words(layout, place + 1, after)
    if after == end or " " in one or one[-_SAME_ENDING:] != other[-_SAME_ENDING:] or ("-" in one) != ("-" in other):
        return []
    return [Part(start, end, (start, place), _joined(layout, start, place, after, end))]


def _whole(layout: Layout, start: int, end: int) -> Part:
    return Part(start, end, (start, end), layout.surface(start, end))


def _numbered(layout: Layout, start: int, end: int) -> Iterator[Part]:
    """Yield the names of which only the number stands after a span: "CIFAR-10" in "CIFAR-10 and -100"."""
    if not layout.words[end - 1][-1].isalnum():
        return
    offset = layout.characters_of(start, end)[1]
    match = _REST.match(layout.text, offset)
    if not match:
        return
    tokens = layout.tokens_of(layout.offsets[start], match.end())
    if tokens is None or (_PLAIN_JOINT.search(match.group()) and not _ends_name(layout, tokens[1])):
        return
    names = expand(layout.surface(*tokens))
    if len(names) > 1 and normal_form(names[0]) == normal_form(layout.surface(start, end)):
        yield from (part for part in _shared_out(layout, *tokens, names) if part.own[0] >= end)


def _ends_name(layout: Layout, index: int) -> bool:
    """Tell whether a list of numbers ends there: "CIFAR-10 and 100 datasets", but not "GPT-4 and 3 others"."""
    if index >= len(layout.words) or not layout.words[index][0].isalnum():
        return True
    return layout.words[index].lower() in _FOLLOWERS


def _shared_out(layout: Layout, start: int, end: int, names: Sequence[str]) -> Iterator[Part]:
    """Yield the names of a list; to each of them the tokens of its own ending, to the first all before."""
    joints = [i for i in range(start + 1, end) if layout.words[i].lower() in _JOINTS]
    firsts = [index + 1 for index in joints if index + 1 not in joints][1 - len(names) :]
    bounds = [start, *firsts, end]
    for place, name in enumerate(names):
        if place + 1 < len(bounds):
            yield Part(start, end, (bounds[place], bounds[place + 1]), name)


def _before(layout: Layout, start: int, end: int) -> Iterator[Part]:
    """Yield the names that share the last words of a span: "image generation" in "image and video generation"."""
    place = start - 1
    heads = _tails(layout, start, end)
    while (
        heads
        and place > 0
        and layout.words[place].lower() in _JOINTS
        and layout.sentence_of[place] == layout.sentence_of[start]
    ):
        stop = place - (layout.words[place] != "," and layout.words[place - 1] == ",")
        joined = (
            (first, head, _joined(layout, first, stop, head, end)) for first in _firsts(layout, stop) for head in heads
        )
        known = next((found for found in joined if is_known(found[2])), None)
        if known is None:
            return
        first, head, form = known
        yield Part(first, end, (first, stop), form)
        heads, place = [head], first - 1


def _joined(layout: Layout, start: int, stop: int, head: int, end: int) -> str:
    return f"{_words(layout, start, stop)} {layout.surface(head, end)}"


def _words(layout: Layout, start: int, end: int) -> str:
    return layout.surface(start, end).rstrip("-–‐‑ ")


def _tails(layout: Layout, start: int, end: int) -> list[int]:
    """Return where the shared last words of a span may start, the longest first."""
    return [index for index in range(start + 1, end) if layout.words[index][0].isalnum()]


def _firsts(layout: Layout, stop: int) -> list[int]:
    """Return where up to three words that end at a place may start, the longest first."""
    found: list[int] = []
    index = stop - 1
    while index > 0 and layout.words[index] in _HYPHENS:
        index -= 1
    while index >= 0 and len(found) < _MOST_WORDS and _is_word(layout, index, stop):
        while index > 1 and layout.words[index - 1] in _HYPHENS and not layout.spaces[index - 1]:
            index -= 2
        found.append(index)
        index -= 1
    return found[::-1]


def _is_word(layout: Layout, index: int, near: int) -> bool:
    word = layout.words[index]
    return (
        word[0].isalnum() and word.lower() not in _STOPS and layout.sentence_of[index] == layout.sentence_of[near - 1]
    )


def _after(layout: Layout, start: int, end: int) -> Iterator[Part]:
    """Yield the names that share the first words of a span: "image editing" in "image generation and editing"."""
    if end + 1 >= len(layout.words):
        return
    begin = end + 1
    if layout.words[end] == "," and layout.words[begin].lower() in _CONJUNCTIONS:
        begin += 1
    for last in _lasts(layout, begin):
        tail = layout.surface(begin, last)
        if len(tail) < _MIN_WORD or tail[0].isdigit() or is_known(tail):
            return
        for head in range(end - 1, start, -1):
            form = f"{_words(layout, start, head)} {tail}"
            if is_known(form):
                yield Part(start, last, (begin, last), form)
                return


def _lasts(layout: Layout, begin: int) -> list[int]:
    """Return where up to two words that start at a place may end, the longest first."""
    found: list[int] = []
    index = begin
    while index < len(layout.words) and len(found) + 1 < _MOST_WORDS and _is_word(layout, index, begin + 1):
        while index + 2 < len(layout.words) and layout.words[index + 1] in _HYPHENS and not layout.spaces[index]:
            index += 2
        found.append(index + 1)
        index += 1
    return found[::-1]


def is_known(form: str) -> bool:
    """Tell whether the lexicon has a name."""
    return normal_form(form) in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(lexicon.by_normal_form())
