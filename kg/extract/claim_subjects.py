"""Whose result a value is: the system that a clause names as its subject, or the paper's own."""

import re

from kg.extract.claim_context import Value
from kg.extract.metrics import word_class
from kg.extract.sketch import Item, Sketch

_VERBS = "AIOL"
_BOUNDARY = ",k:;()"
_PREPOSITIONS = re.compile(r"[pio^bFtfw<&]")
_LISTED = re.compile(r"[DET],&E")
_GOING_ON = frozenset(["while", "whilst", "although", "despite", "when"])


def subject_of(sketched: Sketch, value: Value, own: int | None) -> int | None:
    """Return the group of the system that reached a value, where that is clear.

    Args:
        sketched: the sentence.
        value: the value.
        own: the group of what the paper introduces; None where none is single.
    """
    verb = _verb(sketched, value.numbers[0])
    if verb is None:
        return None
    start, end = _subject(sketched, verb)
    inside = sketched.items[start:end]
    codes = "".join(item.code for item in inside)
    if "E" in codes:
        return _named(inside, codes)
    if not inside:
        return own if start and sketched.items[start - 1].word == "which" else None
    return own if _is_own(inside, codes) else None


def _verb(sketched: Sketch, end: int) -> int | None:
    """Return the finite verb that a number belongs to."""
    for index in range(end - 1, -1, -1):
        item = sketched.items[index]
        if item.word == "that" or (item.code == "k" and item.word not in _GOING_ON):
            return None
        if _is_verb(sketched, index, end) and not item.word.split()[0].endswith("ing"):
            return index
    return None


def _is_verb(sketched: Sketch, index: int, end: int) -> bool:
    item = sketched.items[index]
    scored = item.word in ("score", "scores") and sketched.codes[index + 1 : index + 2] in tuple("Nqd")
    return (scored and index + 3 > end) or item.code in _VERBS or (item.code in "gr" and _is_finite(sketched, index))


def _is_finite(sketched: Sketch, index: int) -> bool:
    """Tell whether a word such as "boosts" is a verb: who does it stands before it, and an object after it."""
    before = sketched.items[index - 1] if index else None
    after = sketched.codes[index + 1 : index + 2]
    return before is not None and after not in tuple("oipF^") and (before.code == "E" or before.word in ("it", "we"))


def _subject(sketched: Sketch, verb: int) -> tuple[int, int]:
    """Return the run of things before a verb, up to the start of its clause."""
    end, items = verb, sketched.items
    while end and (items[end - 1].word.endswith("ly") or items[end - 1].word in word_class("adverbs")):
        end -= 1
    if end and items[end - 1].code == ")":
        end = max(sketched.codes.rfind("(", 0, end), 0)
    start = end
    while start and items[start - 1].code not in _BOUNDARY + _VERBS and items[start - 1].word != "that":
        start -= 1
    listed = _LISTED.match(sketched.codes, max(0, start - 2))  # "on D1, D2, and Weh show"
    if start < end and items[start].code == "&" and not listed:
        start += 1
    return start, end


def _named(inside: tuple[Item, ...], codes: str) -> int | None:
    """Return the system that a noun phrase names: alone, or before a word such as "model"."""
    named = inside[codes.index("E")]
    if codes.count("E") > 1 or len(named.groups) != 1 or _PREPOSITIONS.search(codes):
        return None
    at = codes.index("E")
    if named.word.islower() or (at and inside[at - 1].end == named.start):  # "an autoencoder", "Fern+LoRA"
        return None
    rest = inside[at + 1 :]
    return named.groups[0] if all(item.word in word_class("heads") for item in rest) else None


def _is_own(inside: tuple[Item, ...], codes: str) -> bool:
    """Tell whether a noun phrase speaks of what the paper made: "we", "it", "our method", "the proposed model"."""
    if inside[-1].word in ("it", "we", "ours"):
        return True
    marked = any(item.word in word_class("self") for item in inside[:3])
    return marked and len(inside) <= 7 and not _PREPOSITIONS.search(codes)
