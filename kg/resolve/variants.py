"""Variants: long forms of one acronym that differ only in words and endings that carry no meaning of their own."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.lexicon import Entry
from kg.names import normal_form
from kg.resolve.units import Profile, is_acronym, spells_out

Known = Mapping[str, tuple[Entry, ...]]
"""The entries of the lexicon that carry each normal form, those that carry it as their name first."""

_EMPTY = frozenset(("a", "an", "the", "of", "for", "from", "and", "with", "in", "on", "to", "by", "via", "using", "as"))
GENERIC = frozenset(
    (
        "algorithm",
        "approach",
        "architecture",
        "benchmark",
        "corpus",
        "dataset",
        "framework",
        "method",
        "model",
        "network",
        "neural",
        "system",
        "task",
        "technique",
    )
)
"""Words that say what kind of thing a name stands for."""
_ENDING = re.compile(r"(?<=\w{4})(?:ative|ation|ional|ive|ion|ing|ed|er|or|al|ic|e)$")


@lru_cache(maxsize=65536)
def loose_form(long: str) -> str:
    """Return what is left of a long form without stop words, generic words and endings.

    >>> loose_form("the Segment Anything Model") == loose_form("Segment anything")
    True
    >>> loose_form("Low-Rank Adaption") == loose_form("low-rank adaptation")
    True
    >>> loose_form("recurrent network") == loose_form("recursive network")
    False
    """
    words = [normal_form(word) for word in re.split(r"[\s\-‐‑–—/]+", long)]
    kept = [_ENDING.sub("", word) for word in words if word and word not in _EMPTY | GENERIC]
    return "".join(kept) or normal_form(long)


def find_variants(profiles: Iterable[Profile], known: Known) -> dict[str, str]:
    """Return the normal form that stands for each long form: that of a lexicon entry, else the smallest.

    Long forms are variants only of each other's kind: they share a short form and the loose form, so no chain of
    variants joins two that differ. Names of different entries of the lexicon are never variants.
    """
    blocks: dict[tuple[str, str], set[str]] = {}
    for short, long in sorted({pair for profile in profiles for pair in profile.pairs}):
        block = blocks.setdefault((normal_form(short), loose_form(_spelt_out(long, known))), set())
        block.add(normal_form(long))
    for (short, loose), block in blocks.items():
        for entry in known.get(short, ()):
            block.update(normal_form(form) for form in entry.forms if loose_form(form) == loose)
    parents: dict[str, str] = {}
    for block in blocks.values():
        _join(parents, sorted(block, key=lambda key: (key not in known, key)), known)
    return {key: _root(parents, key) for key in parents}


def _spelt_out(long: str, known: Known) -> str:
    """Return a long form with the acronyms in it spelt out: `RL from human feedback`."""
    return " ".join(_expansion(word, known) if is_acronym(word) else word for word in long.split())


def _expansion(word: str, known: Known) -> str:
    forms = (form for entry in known.get(normal_form(word), ())[:1] for form in entry.forms)
    return next((form for form in forms if spells_out(form, word)), word)


def _join(parents: dict[str, str], keys: list[str], known: Known) -> None:
    first = _root(parents, keys[0])
    for key in keys[1:]:
        root = _root(parents, key)
        if root == first or (root in known and first in known and not set(known[root]) & set(known[first])):
            continue
        kept, gone = sorted((first, root), key=lambda key: (key not in known, key))
        parents[gone] = first = kept


def _root(parents: dict[str, str], key: str) -> str:
    while parents.setdefault(key, key) != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key
