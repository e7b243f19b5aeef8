"""Venues: whether two names can be of one place where papers appear, such as `NeurIPS` and what that stands for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kg.text import folded

_SERVERS = re.compile(
    r"\b(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|techrxiv|ssrn|openreview|preprints?|zenodo|hal|research square"
    r"|pmlr|lncs|lecture notes|ceur|proceedings of machine learning research"
    r"|communications in computer and information science)\b"
)
"""Places of preprints, and series in which the proceedings of all conferences appear: no venues beside others."""
_COMMON: Final = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "at",
            "de",
            "et",
            "for",
            "in",
            "of",
            "on",
            "the",
            "to",
            "acm",
            "ieee",
            "proceedings",
            "proc",
        ),
        *("annual", "international", "intl", "int", "conference", "conf", "meeting", "symposium", "symp"),
        *(
            "workshop",
            "journal",
            "j",
            "transactions",
            "trans",
            "advances",
            "adv",
            "association",
            "track",
            "main",
            "volume",
        ),
        *(
            "vol",
            "paper",
            "papers",
            "long",
            "short",
            "findings",
            "first",
            "second",
            "third",
            "north",
            "american",
            "european",
        ),
    )
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_ACRONYM: Final = 9


@lru_cache(maxsize=1 << 12)
def same_venue(first: str, second: str) -> bool:
    """Return whether nothing tells two venues apart: words of one, or their beginnings, are in the other.

    >>> same_venue("NeurIPS 2019", "Advances in Neural Information Processing Systems 32")
    True
    >>> same_venue("J. Mach. Learn. Res.", "Journal of Machine Learning Research"), same_venue("ICML", "CVPR 2020")
    (True, False)
    """
    ours, theirs = (_LETTERS.findall(folded(name)) for name in (first, second))
    if any(_SERVERS.search(" ".join(words)) for words in (ours, theirs)):
        return True
    short, long = sorted(([word for word in words if word not in _COMMON] for words in (ours, theirs)), key=len)
    if not short or 2 * sum(any(_begin(word, other) for other in long) for word in short) >= len(short):
        return True
    return any(_stands_for(word, theirs) for word in ours) or any(_stands_for(word, ours) for word in theirs)


def _begin(word: str, other: str) -> bool:
    return word.startswith(other) or other.startswith(word)


def _stands_for(acronym: str, words: Sequence[str]) -> bool:
    """Return whether the letters of an acronym stand in some words in their order, the first at the start of one."""
    if len(words) < 2 or not 2 <= len(acronym) <= _LONGEST_ACRONYM or acronym in _COMMON:
        return False
    starts = (at for at, word in enumerate(words) if word[0] == acronym[0])
    return any(_in_order(acronym, "".join(words[at:])) for at in starts)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
