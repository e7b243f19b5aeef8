"""Types: one name that papers give several types is one thing, unless something says that it is two."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.resolve.units import Profile

MAJORITY = 0.7
"""The share of the weight that makes a type that of a name against a dataset, or a dataset against other types."""
_DATASET = "Dataset"
_SURE = 0.9
_SURE_PAPERS = 2
_SURE_SHARE = 0.05

Typed = tuple[str, str, Profile]
"""A normal form, a type and the units that use the one as the other."""


@dataclass(slots=True)
class _Tally:
    weight: float = 0.0
    papers: set[int] = field(default_factory=set)
    sure: set[int] = field(default_factory=set)
    """The papers that are sure of the type."""


def are_compatible(one: str, other: str) -> bool:
    """Tell whether an extractor may take one type for the other: methods, models and tasks shade into one another."""
    return one == other or _DATASET not in (one, other)


def settle_types(rows: Iterable[Typed], known_types: Callable[[str], set[str]]) -> dict[tuple[str, str], str]:
    """Return the type that each (normal form, type) ends up with.

    A type gives way to the one that is known for the form, among several known ones or without any to that with the
    most weight, unless it is itself known for the form. Between a dataset and other types it takes a majority, and no
    firm evidence against it. Forms whose long forms tell them apart come here under these, and stay apart.

    Args:
        rows: who uses which form as what.
        known_types: the types that a form is known to have.
    """
    tallies: dict[str, dict[str, _Tally]] = defaultdict(dict)
    for key, type_, profile in rows:
        tally = tallies[key].setdefault(type_, _Tally())
        tally.weight += profile.weight
        tally.papers |= profile.papers
        tally.sure |= profile.members.sure(_SURE)
    return {
        (key, type_): settled
        for key, table in tallies.items()
        for type_, settled in _settled(table, known_types(key)).items()
    }


def _settled(table: Mapping[str, _Tally], known: set[str]) -> dict[str, str]:
    target = _target(table, known)
    return {type_: _kept(type_, table, known) if _stays(type_, target, table, known) else target for type_ in table}


def _kept(type_: str, table: Mapping[str, _Tally], known: set[str]) -> str:
    """Return what a type that does not give way ends up as: itself, or the heaviest that it is compatible with."""
    return type_ if type_ in known else _heaviest([other for other in table if are_compatible(type_, other)], table)


def _target(table: Mapping[str, _Tally], known: set[str]) -> str:
    if len(known) == 1:
        return next(iter(known))
    return _heaviest(known & table.keys() or table, table)


def _heaviest(types: Iterable[str], table: Mapping[str, _Tally]) -> str:
    return max(sorted(types), key=lambda type_: table[type_].weight)


def _stays(type_: str, target: str, table: Mapping[str, _Tally], known: set[str]) -> bool:
    if type_ in known or are_compatible(type_, target):
        return type_ in known
    total = sum(table[other].weight for other in sorted(table))
    if target not in known and table[target].weight < MAJORITY * total:
        return True
    sure = len(table[type_].sure)
    papers = len(set().union(*(tally.papers for tally in table.values())))
    return sure >= _SURE_PAPERS and sure >= _SURE_SHARE * papers
