"""Units: what one paper calls one thing. Units that look the same make one profile: later work is on distinct forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from kg.names import normal_form
from kg.records import Extraction

Pair = tuple[str, str]
"""A short form and the long form that it stands for."""

_MAX_ACRONYM = 10
_MARKED = 2
_WORD = re.compile(r"[^\s\-‐‑–—/]+")


@dataclass(frozen=True, slots=True)
class Member:
    """A unit: a group of mentions of one paper."""

    paper: str
    group: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Profile:
    """The units that have the same type, the same forms and the same definitions."""

    type: str
    forms: tuple[str, ...]
    """Distinct and sorted."""
    pairs: tuple[Pair, ...]
    members: tuple[Member, ...]

    @property
    def weight(self) -> float:
        """Return the sum of the confidences."""
        return fsum([member.confidence for member in self.members])

    @property
    def papers(self) -> set[str]:
        """Return the papers of the units."""
        return {member.paper for member in self.members}

    @property
    def keys(self) -> set[str]:
        """Return the normal forms."""
        return {normal_form(form) for form in self.forms}


def gather(extractions: Iterable[Extraction]) -> list[Profile]:
    """Return the profiles of all units, sorted, so that the order of the papers leaves no trace."""
    found: dict[tuple[str, tuple[str, ...], tuple[Pair, ...]], list[Member]] = {}
    for extraction in extractions:
        for member, type_, forms, defined in _units(extraction):
            signature = (type_, tuple(sorted(forms)), tuple(sorted(_pairs(forms, defined))))
            found.setdefault(signature, []).append(member)
    return [Profile(*signature, tuple(sorted(found[signature], key=_place))) for signature in sorted(found)]


def _place(member: Member) -> tuple[str, int]:
    return member.paper, member.group


def _units(extraction: Extraction) -> Iterator[tuple[Member, str, set[str], set[Pair]]]:
    groups: dict[int, tuple[Member, str, set[str], set[Pair]]] = {}
    for mention in extraction.mentions:
        unit = groups.get(mention.group)
        if unit is None:
            member = Member(mention.paper, mention.group, mention.confidence)
            unit = groups[mention.group] = (member, mention.type, set(), set())
        unit[2].add(mention.form)
    for abbreviation in extraction.abbreviations:
        if unit := groups.get(abbreviation.group):
            unit[2].update((abbreviation.short, abbreviation.long))
            unit[3].add((abbreviation.short, abbreviation.long))
    return iter(groups.values())


def _pairs(forms: set[str], defined: set[Pair]) -> set[Pair]:
    """Return the definitions of a unit; where the paper gives none, the forms that abbreviate one another."""
    if len(forms) == 1:
        return set()
    given = {pair for pair in defined if not contains(*reversed(pair)) and not is_acronym(pair[1])}
    return given or {(short, long) for short in forms if is_acronym(short) for long in forms if spells_out(long, short)}


@lru_cache(maxsize=65536)
def is_acronym(form: str) -> bool:
    """Tell whether a form looks like an acronym: one word, at most ten characters, two capitals or digits.

    >>> [is_acronym(form) for form in ("LoRA", "GPT-4", "Adam", "dropout")]
    [True, True, False, False]
    """
    return len(form) <= _MAX_ACRONYM and not any(map(str.isspace, form)) and _marked(form) >= _MARKED


def _marked(form: str) -> int:
    return sum(c.isupper() or c.isdigit() for c in form)


def spells_out(long: str, short: str) -> bool:
    """Tell whether the letters of a short form occur in order in a form of several words that does not contain it.

    >>> spells_out("Low-Rank Adaptation", "LoRA"), spells_out("LoRA adapters", "LoRA")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(long)]
    wanted = [c for c in re.sub(r"(?<=[A-Z])s$", "", short).casefold() if c.isalnum()]
    if len(words) < _MARKED or not wanted or not words[0].startswith(wanted[0]) or contains(long, short):
        return False
    letters = iter("".join(words))
    return all(c in letters for c in wanted)


def contains(long: str, short: str) -> bool:
    """Tell whether a form has another one in it, as a word, and so says nothing more about what that stands for.

    >>> contains("the SAM model", "SAM"), contains("Segment Anything Model", "SAM")
    (True, False)
    """
    words = re.escape(short)
    return (
        normal_form(long) == normal_form(short) or re.search(rf"(?<!\w){words}(?!\w)", long, re.IGNORECASE) is not None
    )
