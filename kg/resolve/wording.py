"""Wording: names that say the same in other words, as far as their letters show."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.names import singular
from kg.resolve.variants import GENERIC

_LEAD = 3
_STEM = 4
_LONG_WORD = 6
_LONG_NAME = 10
_SPLIT = re.compile(r"[\s\-‐‑–—/_]+")
_EDGES = re.compile(r"^[^\w+*#]+|[^\w+*#]+$")
_SMALL = frozenset(("a", "an", "the", "of", "for", "and"))
_KINDS = GENERIC | {"net", "problem"}
"""Words at the end of a name that say what kind of thing it is."""
_COMPARED = {"", "er"}  # fast and faster
_ENDINGS = frozenset(
    [
        "",
        *("able", "age", "al", "ally", "ance", "ate", "ated", "ating", "ation", "ational", "ative", "ator", "e", "ed"),
        *("ence", "er", "es", "ial", "ic", "ical", "ied", "ing", "ion", "ional", "ive", "led", "ling", "ly", "ment"),
        *("or", "ous", "s", "sion", "ted", "ting", "ual", "y", "ying"),
    ]
)


@lru_cache(maxsize=1 << 18)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that carry meaning, in lower case and the singular.

    >>> words_of("Mixture-of-Experts models")
    ('mixture', 'expert', 'model')
    """
    words = (singular(_EDGES.sub("", word).casefold()) for word in _SPLIT.split(name))
    return tuple(word for word in words if word and word not in _SMALL)


@lru_cache(maxsize=1 << 18)
def gist(name: str) -> tuple[str, ...]:
    """Return the words of a name without those at its end that say what kind of thing it is.

    >>> gist("encoder-decoder neural network"), gist("Bayesian neural network"), gist("dataset")
    (('encoder', 'decoder'), ('bayesian', 'neural'), ('dataset',))
    """
    words = list(words_of(name))
    while len(words) > 1 and words[-1] in _KINDS:
        if words[-1] == "neural" and len(words) == 2:  # a Bayesian neural network is no Bayesian network
            break
        words.pop()
    return tuple(words)


def lead(words: Iterable[str]) -> tuple[str, ...]:
    """Return the first letters of words: names that are alike share them."""
    return tuple(word if _has_digit(word) else word[:_LEAD] for word in words)


def are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names have the same words but for endings.

    >>> are_alike(words_of("low-rank adaption"), words_of("Low-Rank Adaptation"))
    True
    >>> are_alike(words_of("multimodal learning"), words_of("multilingual learning"))
    False
    """
    return len(one) == len(other) and all(map(_is_inflected, one, other))


@lru_cache(maxsize=1 << 18)
def _is_inflected(one: str, other: str) -> bool:
    if one == other:
        return True
    if _has_digit(one) or _has_digit(other):
        return False
    same = _shared(one, other)
    enough = same >= _STEM or (same == _LEAD and max(len(one), len(other)) <= _LONG_WORD)
    ends = {one[same:], other[same:]}
    return enough and ends <= _ENDINGS and ends != _COMPARED


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def deletions(words: Sequence[str]) -> Iterator[str]:
    """Yield what is left of a long name without digits when none or one of its letters is left out."""
    text = " ".join(words)
    if len(text) >= _LONG_NAME and not _has_digit(text):
        yield text
        for place in range(len(text)):
            yield text[:place] + text[place + 1 :]


def is_misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether one long word of two names differs by one letter: left out, doubled, changed, or two swapped.

    >>> is_misspelt(["muti", "view", "stereo"], ["multi", "view", "stereo"])
    False
    >>> is_misspelt(["object", "trackng"], ["object", "tracking"])
    True
    """
    if len(one) != len(other):
        return False
    differing = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    if len(differing) != 1:
        return False
    left, right = sorted(differing[0], key=len)
    return len(right) >= _LONG_WORD and left[:1] == right[:1] and _is_one_edit(left, right)


def _is_one_edit(short: str, long: str) -> bool:
    start = _shared(short, long)
    if len(long) == len(short) + 1:
        return short[start:] == long[start + 1 :]
    if len(long) != len(short):
        return False
    is_swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return is_swapped or short[start + 1 :] == long[start + 1 :]


def fits(short: str, long: str) -> bool:
    """Tell whether the letters of a short form occur in order in a long one, digits and a plural apart.

    >>> fits("S2FS", "Spatially-Aware Feature Selection"), fits("NMT", "machine translation")
    (True, False)
    """
    wanted = [c for c in re.sub(r"(?<=[A-Z])s$", "", short).casefold() if c.isalpha()]
    letters = iter(long.casefold())
    return all(c in letters for c in wanted)


def is_same_but_for_acronym(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names have the same words but that one of them has initials for some words of the other.

    >>> is_same_but_for_acronym(words_of("legal QA"), words_of("legal question answering"))
    True
    """
    short, long = sorted((list(one), list(other)), key=len)
    while short and short[0] == long[0]:
        short, long = short[1:], long[1:]
    while short and short[-1] == long[-1]:
        short, long = short[:-1], long[:-1]
    return len(short) == 1 < len(long) and _is_short_for(short[0], long)


def _is_short_for(short: str, long: Sequence[str]) -> bool:
    """Tell whether a word has the initials of others, whose small words may count: `slam`, `lm` of language models."""
    if short[:1] != long[0][:1]:
        return False
    letters = iter(short)
    return len(short) - len(long) in (0, 1) and all(word[0] in letters for word in long)


def is_near(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether what one short form stands for in two papers may be one thing in other words.

    >>> is_near(words_of("dialog state tracking"), words_of("Dialogue State Tracker"))
    True
    >>> is_near(words_of("Segment Anything"), words_of("Sharpness-Aware Minimization"))
    False
    """
    if any(map(_has_digit, (*one, *other))):
        return one == other
    if set(one) <= set(other) or set(other) <= set(one) or is_same_but_for_acronym(one, other):
        return True
    return len(one) == len(other) and all(map(_begins_alike, one, other))


def _begins_alike(one: str, other: str) -> bool:
    """Tell whether one word may be short for the other, or spelt otherwise: dialog and dialogue, visual and vision."""
    same, most = _shared(one, other), max(len(one), len(other))
    return same == min(len(one), len(other)) or (same >= _LEAD and 2 * same >= most)


def is_cased(name: str) -> bool:
    """Tell whether a name has capitals within a word, as coined names and acronyms have."""
    if name.isascii() and name[1:].lower() == name[1:]:
        return False
    return any(left.isalnum() and right.isupper() for left, right in pairwise(name))
