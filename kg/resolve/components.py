"""Components: profiles that share no normal form, not even through others, have nothing to do with one another.

All that clustering asks of the corpus is asked by a normal form: how often it is used, how it is spelt, what it
abbreviates, which type it has, whose name it is; and an entry of the lexicon is asked for by any of its forms.
Of the 271,000 profiles of 109,000 abstracts a third are alone, the largest component has 7,100 and the next 900. The
largest grows faster than the corpus, so what bounds memory is that profiles are small, not that bins are.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence

from kg.lexicon import Entry
from kg.names import normal_form
from kg.resolve.units import Profile
from kg.resolve.variants import Known

BIN = 1 << 14
"""About how many profiles are clustered at once."""


class _Forest:
    """Sets of normal forms, joined where something has several of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._parents = array("I")

    def __len__(self) -> int:
        """Return how many forms there are."""
        return len(self._parents)

    def join(self, keys: Iterable[str]) -> int:
        """Put some forms into one set, and return the number of one of them."""
        first, *others = [self._numbers.setdefault(key, len(self._numbers)) for key in keys]
        self._parents.extend(range(len(self._parents), len(self._numbers)))
        if others:
            first = self.root(first)
            for other in others:
                self._parents[self.root(other)] = first
        return first

    def root(self, number: int) -> int:
        """Return the number that stands for a set."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    def roots(self, numbers: Iterable[int]) -> "array[int]":
        """Return the number that stands for the set of each number."""
        return array("I", map(self.root, numbers))


def components(profiles: Sequence[Profile], known: Known) -> tuple[list[Profile], Iterator[list[Profile]]]:
    """Return the profiles of a single form that no other and no entry has, and the others in bins, in their order.

    Whatever shares a form, be it through others, is in one bin.

    Args:
        profiles: all units.
        known: the lexicon.
    """
    forest = _Forest()
    for entry in _entries(known):
        forest.join(sorted(set(map(normal_form, entry.forms))))
    lexical = len(forest)
    firsts = array("I", (forest.join(_keys(profile)) for profile in profiles))
    roots = forest.roots(firsts)
    sizes = array("I", bytes(4 * (max(roots, default=0) + 1)))
    for root in roots:
        sizes[root] += 1
    alone = [
        sizes[root] == 1 and first >= lexical and len(profile.forms) == 1
        for first, root, profile in zip(firsts, roots, profiles, strict=True)
    ]
    rest = [place for place, is_alone in enumerate(alone) if not is_alone]
    lone = [profile for profile, is_alone in zip(profiles, alone, strict=True) if is_alone]
    return lone, _bins(profiles, rest, roots)


def _entries(known: Known) -> Iterable[Entry]:
    return dict.fromkeys(entry for entries in known.values() for entry in entries)


def _keys(profile: Profile) -> Iterable[str]:
    return [normal_form(profile.forms[0])] if len(profile.forms) == 1 else sorted(profile.keys)


def _bins(profiles: Sequence[Profile], places: list[int], roots: "array[int]") -> Iterator[list[Profile]]:
    places.sort(key=lambda place: (roots[place], place))
    bin_: list[int] = []
    for number, place in enumerate(places):
        bin_.append(place)
        is_last = number + 1 == len(places) or roots[places[number + 1]] != roots[place]
        if is_last and (len(bin_) >= BIN or number + 1 == len(places)):
            yield [profiles[place] for place in sorted(bin_)]
            bin_ = []
