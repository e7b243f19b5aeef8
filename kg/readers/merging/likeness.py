"""Likeness: whether the people and the abstracts of two records can be those of one paper."""

import re
from functools import lru_cache
from typing import Final

from kg.text import folded

SAME, ALIKE, REVISED, RELATED = 0.8, 0.5, 0.35, 0.25
"""How much of the words of two abstracts is in both: of a paper in two sources, of one that was revised much, of papers
on one subject. One of 10,000 pairs of papers whose titles begin alike has more than the last of these."""
_WITHIN: Final = 0.9
"""So much of an abstract that was cut is in the whole one."""
_TELLING: Final = 12
"""Fewer words of an abstract tell nothing."""
_START: Final = 80
_CUT: Final = ("…", "...")
_ENDS: Final = (".", "!", "?", ")", '"', "”")
_MOST_PEOPLE: Final = 50
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "a", "œ": "o", "ı": "i"})
_DIGRAPH = re.compile(r"([aou])e")


@lru_cache(maxsize=1 << 14)
def words_of_name(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, the family name mostly the last; `ue` is as good as `ü` and `u`.

    >>> words_of_name("Bo Sørensen-Müller"), words_of_name("MUELLER, Bo")
    (('bo', 'sorensen', 'muller'), ('muller', 'bo'))
    """
    return tuple(_DIGRAPH.sub(r"\1", folded(name).translate(_LETTERS)).split())


def same_person(ours: str, theirs: str) -> bool:
    """Return whether two names can be one person's: the family name of one is in the other, in whatever order.

    Initials are as good as names, and only what is left of both may tell them apart.

    >>> same_person("Ada Moore", "Moore, A."), same_person("Wei Zhang", "Zhang Wei"), same_person("A. Poe", "B. Poe")
    (True, True, False)
    """
    return ours == theirs or _same_words(words_of_name(ours), words_of_name(theirs))


def _same_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    shared = {*ours} & {*theirs}
    if not any(word in shared and (len(word) > 1 or not word.isascii()) for word in (ours[-1], theirs[-1])):
        return False
    first, second = ({word[0] for word in words if word not in shared} for words in (ours, theirs))
    return not (first and second and first.isdisjoint(second))


def same_people(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether the first author of one list is in the other list; sources do not always keep the order."""
    if ours[0] == theirs[0]:
        return True
    return any(same_person(ours[0], name) for name in theirs[:_MOST_PEOPLE]) or any(
        same_person(theirs[0], name) for name in ours[:_MOST_PEOPLE]
    )


def same_list(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether all people of one list are in the other, two at least if the other has so many."""
    short, long = sorted((ours[:_MOST_PEOPLE], theirs[:_MOST_PEOPLE]), key=len)
    return len(short) >= min(2, len(long)) and all(any(same_person(one, name) for name in long) for one in short)


def go_on_alike(first: str, second: str) -> bool:
    """Return whether two abstracts have more in common than the words with which both begin.

    The next paper of a series opens as the last one does; what was revised is alike all through.
    """
    same = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    ours, theirs = first[same:], second[same:]
    return not (same and tells(ours) and tells(theirs)) or of_abstracts(ours, theirs) >= RELATED


def is_cut(abstract: str) -> bool:
    """Return whether an abstract ends as one that was cut: with dots, or in the middle of a sentence."""
    return abstract.endswith(_CUT) or not abstract.endswith(_ENDS)


def of_abstracts(first: str, second: str) -> float:
    """Return how much of the words of two abstracts is in both, from 0 to 1, which is also that of a part of one."""
    if first == second:
        return 1.0
    ours, theirs = words(first), words(second)
    both, least = len(ours & theirs), min(len(ours), len(theirs))
    if least >= _TELLING and both >= _WITHIN * least:
        return 1.0
    return both / (len(ours) + len(theirs) - both)


def are_same(first: str, second: str) -> bool:
    """Return whether two abstracts are one; words that are in another one are not enough, its start is."""
    short, long = sorted((first, second), key=len)
    if is_cut(short) and len(short) > 2 * _START and long.startswith(short.rstrip("….").rpartition(" ")[0]):
        return True
    ours, theirs = words(first), words(second)
    return len(ours & theirs) >= SAME * len(ours | theirs) and min(len(ours), len(theirs)) >= _TELLING


def tells(abstract: str) -> bool:
    """Return whether an abstract has enough words to be unlike another one."""
    return abstract.count(" ") >= _TELLING - 1


def beginning(abstract: str) -> str:
    """Return the folded start of an abstract."""
    return folded(abstract[: 3 * _START // 2])[:_START]


@lru_cache(maxsize=1 << 12)
def words(text: str) -> frozenset[str]:
    """Return the folded words of a text."""
    return frozenset(folded(text).split())
