"""Senses: the things that a short form stands for, and which of them a paper means that does not say."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.lexicon import Entry
from kg.names import normal_form
from kg.resolve.types import are_compatible
from kg.resolve.units import is_acronym
from kg.resolve.variants import Known

DOMINANCE = (2, 3)
"""The share of the support that makes one sense of a short form the usual one: two thirds."""
LEXICON_PAPERS = 5
"""The papers that the lexicon's word weighs as much as."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Something of a type: an entry of the lexicon, or what a normal form stands for."""

    type: str
    key: str
    entry: Entry | None = None

    @property
    def order(self) -> tuple[str, str, str]:
        """Return what senses are sorted by."""
        return self.type, self.key, self.entry.name if self.entry else ""


def of_entry(entry: Entry) -> Sense:
    """Return the sense of a lexicon entry."""
    return Sense(entry.type, normal_form(entry.name), entry)


def has_expansion(entry: Entry, short: str) -> bool:
    """Tell whether a lexicon entry says what a short form stands for.

    >>> has_expansion(Entry("Adam", "Method", ("Adam optimizer",)), "adam")
    False
    >>> has_expansion(Entry("Mixture-of-Agents", "Method", ("MoA",)), "moa")
    True
    """
    longs = [form for form in entry.forms if not is_acronym(form) and normal_form(form) != short]
    words = [re.split(r"[\s-]+", form) for form in longs]
    return any(len(parts) > 1 and short not in map(normal_form, parts) for parts in words)


class Senses:
    """The senses of short forms, with the papers that define them."""

    def __init__(self, known: Known) -> None:
        """Start with what the lexicon says."""
        self._known = known
        self._papers: dict[str, dict[Sense, set[int]]] = defaultdict(dict)

    def add(self, short: str, sense: Sense, papers: Collection[int]) -> None:
        """Add papers that define a short form."""
        self._papers[short].setdefault(sense, set()).update(papers)

    def known_types(self, short: str) -> set[str]:
        """Return the types that the lexicon, or more than one paper's definition, gives to a short form."""
        defined = self._papers.get(short, {})
        return {entry.type for entry in self._known.get(short, ())} | {
            sense.type for sense, papers in defined.items() if len(papers) > 1
        }

    def choose(self, short: str, type_: str, *, hints: Collection[str] = ()) -> Sense | None:
        """Return what a short form stands for in a paper that does not define it.

        Args:
            short: the normal form.
            type_: the type that the paper's mentions have.
            hints: normal forms of other names of the same thing in the paper.

        Returns:
            The sense that the hints name; else, among the senses of the type, or of a compatible one, the only one or
            the dominant one; else the lexicon's best supported one; else nothing.
        """
        support = self._support(short, type_)
        for narrowed in ([s for s in support if s.key in hints], [s for s in support if s.type == type_]):
            if narrowed:
                support = {sense: support[sense] for sense in narrowed}
                break
        return _dominant(support) or next((sense for sense in _ranked(support) if sense.entry), None)

    def _support(self, short: str, type_: str) -> dict[Sense, int]:
        entries = [of_entry(entry) for entry in self._known.get(short, ())]
        defined = self._papers.get(short, {})
        support = {sense: LEXICON_PAPERS + len(defined.get(sense, ())) for sense in entries}
        for sense in sorted(defined, key=lambda sense: sense.order):
            support.setdefault(sense, len(defined[sense]))
        return {sense: papers for sense, papers in support.items() if are_compatible(sense.type, type_)}

    def adopt(self) -> dict[Sense, Sense]:
        """Give lexicon entries that spell out nothing the dominant long form of their short form, and return these.

        An entry that spells out another long form stays apart: the two are homonyms.
        """
        adopted: dict[Sense, Sense] = {}
        for short in sorted(self._papers):
            for entry in self._known.get(short, ()):
                sense = self._unclaimed(short, entry)
                if sense and not has_expansion(entry, short):
                    adopted.setdefault(sense, of_entry(entry))
        for short, table in self._papers.items():
            self._papers[short] = _renamed(table, adopted)
        return adopted

    def _unclaimed(self, short: str, entry: Entry) -> Sense | None:
        defined = self._papers[short]
        support = {
            sense: len(papers)
            for sense, papers in sorted(defined.items(), key=lambda item: item[0].order)
            if are_compatible(sense.type, entry.type)
        }
        sense = _dominant(support)
        return sense if sense and sense.entry is None else None


def _ranked(support: Mapping[Sense, int]) -> list[Sense]:
    return sorted(support, key=lambda sense: -support[sense])


def _dominant(support: Mapping[Sense, int]) -> Sense | None:
    if not support:
        return None
    best = _ranked(support)[0]
    part, whole = DOMINANCE
    return best if support[best] * whole >= sum(support.values()) * part else None


def _renamed(table: Mapping[Sense, Iterable[int]], names: Mapping[Sense, Sense]) -> dict[Sense, set[int]]:
    renamed: dict[Sense, set[int]] = {}
    for sense, papers in table.items():
        renamed.setdefault(names.get(sense, sense), set()).update(papers)
    return renamed
