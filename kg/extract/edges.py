"""Edges: the words at both ends of a span that are no part of the name in it."""

import tomllib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from kg.extract.signals import Signals
from kg.extract.words import load as word_list

Span = tuple[int, int]
_DETERMINERS = word_list("determiners")
PATH = Path(__file__).resolve().parent / "edges.toml"
_LISTS = tomllib.loads(PATH.read_text(encoding="utf-8"))
DESCRIPTIVE = frozenset(_LISTS["descriptive"])
_BEFORE_KNOWN = DESCRIPTIVE.union(_LISTS["before_known_names"])
_AFTER_NAMES = word_list("heads_after_names")
_AFTER_KNOWN = word_list("heads_after_known_names")
_APOSTROPHES = frozenset("'’")
_HYPHENS = frozenset("-–‐‑")
_EDGE = frozenset("-–—.,;:/()[]{}\"'“”‘’`~&=|\\")


def known_places(signals: Signals) -> frozenset[Span]:
    """Return the places of well-known names in a text."""
    return frozenset((known.start, known.end) for known in signals.known)


def trimmed(signals: Signals, start: int, end: int, *, known: Collection[Span] = ()) -> Span:
    """Return a run of tokens without the words at its edges that are no part of the name in it.

    "the large-scale ImageNet dataset" is trimmed to "ImageNet"; "diffusion model" stays whole.

    Args:
        signals: the text.
        start: the first token.
        end: the token after the last.
        known: the places of well-known names; what stands around one may go if the whole is none.
    """
    words = signals.layout.words
    while True:
        before = start, end
        start, end = _without_marks(words, *_without_bracket(signals, start, end))
        start = _without_lead(signals, start, end, known)
        end = _without_head(words, start, end, known)
        if (start, end) == before:
            return before


def _without_marks(words: Sequence[str], start: int, end: int) -> Span:
    """Drop determiners, punctuation and a possessive."""
    while (
        start < end and (words[start].lower() in _DETERMINERS or words[start] in _EDGE) and not words[start].isupper()
    ):
        start += 1
    while start < end and words[end - 1] in _EDGE:
        end -= 1
    if end - start > 2 and words[end - 1] == "s" and words[end - 2] in _APOSTROPHES:
        end -= 2
    return start, end


def _without_bracket(signals: Signals, start: int, end: int) -> Span:
    """Keep what stands before a bracket that another word closes or opens: "text-to-image (T2I", "CoT) prompting".

    A bracket that is part of a word stays: "SE(3)-equivariant network".
    """
    words = signals.layout.words
    place = next((index for index in range(start + 1, end) if words[index] in "()"), end)
    if place == end:
        return start, end
    is_whole = words[place] == "(" and ")" in words[place:end]
    return (
        (start, end) if is_whole and (words[end - 1] != ")" or not signals.layout.spaces[place - 1]) else (start, place)
    )


def _without_lead(signals: Signals, start: int, end: int, known: Collection[Span]) -> int:
    """Drop the first word, or the first words between hyphens, where it only describes."""
    words, spaces = signals.layout.words, signals.layout.spaces
    after = start + 1
    while after + 1 < end and words[after] in _HYPHENS and not spaces[after - 1]:
        after += 2
    if after >= end:
        return start
    lead = signals.layout.surface(start, after)
    is_known = (after, end) in known and (start, end) not in known
    drops = lead in DESCRIPTIVE or (is_known and lead.lower() in _BEFORE_KNOWN)
    return after if drops and (start, end) not in known else start


def _without_head(words: Sequence[str], start: int, end: int, known: Collection[Span]) -> int:
    """Drop the last word where it says what the proper or well-known name before it is."""
    if end - start < 2:
        return end
    head = words[end - 1].lower()
    is_known = (start, end - 1) in known and (start, end) not in known
    return (
        end - 1
        if (head in _AFTER_NAMES and _is_proper(words[start : end - 1])) or (is_known and head in _AFTER_KNOWN)
        else end
    )


def _is_proper(words: Iterable[str]) -> bool:
    """Tell whether words are a proper name by themselves: one has a capital after its first letter, or a digit."""
    return any(any(c.isupper() or c.isdigit() for c in word[1:]) for word in words)
