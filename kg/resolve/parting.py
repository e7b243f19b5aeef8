"""Parting: the units of some papers, apart from those of all others."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from kg.names import normal_form
from kg.resolve.cluster import Cluster, new_cluster
from kg.resolve.columns import Members
from kg.resolve.naming import best_name
from kg.resolve.senses import Sense
from kg.resolve.units import Profile

Profiles = tuple[Profile, ...]


def part(profiles: Sequence[Profile], papers: Iterable[str]) -> tuple[Profiles, Profiles]:
    """Return the units of all other papers, and those of some papers."""
    if not profiles:
        return (), ()
    numbers = _numbers(profiles[0].members.columns.names, papers)
    parted = [(is_of, piece) for profile in profiles for is_of, piece in _pieces(profile, numbers)]
    return tuple(piece for is_of, piece in parted if not is_of), tuple(piece for is_of, piece in parted if is_of)


def unknown(profiles: Sequence[Profile], papers: Iterable[str]) -> list[str]:
    """Return those of some papers that are none of the papers that units were gathered from.

    Args:
        profiles: some of the units, at least one.
        papers: the ids.
    """
    names = profiles[0].members.columns.names
    return [paper for paper in papers if not _numbers(names, [paper])]


def _numbers(names: Sequence[str], papers: Iterable[str]) -> set[int]:
    """Return the places of papers in the sorted names; one that is not there has none."""
    places = ((paper, bisect_left(names, paper)) for paper in papers)
    return {place for paper, place in places if names[place : place + 1] == [paper]}


def _pieces(profile: Profile, numbers: Collection[int]) -> Iterator[tuple[bool, Profile]]:
    """Yield the runs of a profile's rows that are of the papers, or are not."""
    members = profile.members
    start = members.start
    for is_of, run in groupby(numbers.__contains__(number) for number in members.papers):
        stop = start + sum(1 for _ in run)
        yield is_of, Profile(profile.type, profile.forms, profile.pairs, Members(members.columns, start, stop))
        start = stop


def cluster_of(profiles: Profiles, *, type_: str = "") -> Cluster:
    """Return an entity of some units, by itself: of the type that they give it, whatever others call by its name.

    Args:
        profiles: the units.
        type_: the type, where it is known.
    """
    type_ = type_ or max(sorted({one.type for one in profiles}), key=lambda known: _weight(profiles, known))
    return new_cluster(Sense(type_, normal_form(best_name(profiles, type_=type_))), profiles)


def _weight(profiles: Profiles, type_: str) -> float:
    return sum(profile.weight for profile in profiles if profile.type == type_)
