"""Views: what decides whether records are one paper, and the groups of records that are one so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.readers.identity import DOI, LOCAL, RANKS, is_of_preprint
from kg.readers.merging.likeness import beginning
from kg.records import Paper
from kg.text import folded

PREPRINT: Final = "preprint"
"""The DOIs of servers of preprints, beside which a paper gets another one where it appears."""
STRONG: Final = tuple(
    scheme for known in RANKS if known != LOCAL for scheme in ((known, PREPRINT) if known == DOI else (known,))
)
"""The schemes of identifiers that two papers never share, the best first."""
_YEAR: Final = 4

Core = tuple[tuple[int, int], frozenset[str]]
"""Identifiers of one scheme that all records of a group share, and the rank of the record that they come from."""


class View(NamedTuple):
    """What a record, or what is known of a paper so far, says of who it is."""

    cores: Mapping[str, Core]
    """By scheme."""
    made_up: tuple[str, ...]
    """The ids that sources made up."""
    title: str
    """Folded."""
    written: str
    """The title as it is written."""
    year: int
    """0 where it is not known."""
    authors: tuple[str, ...]
    abstract: str
    start: str
    """The folded start of the abstract."""
    whole: bool
    """Whether it has both title and abstract."""


def view(paper: Paper, rank: tuple[int, int], *, title: str = "") -> View:
    """Return the view of a record.

    Args:
        paper: what it says.
        rank: how well it knows identifiers.
        title: its title, folded, where that was done before.
    """
    by_scheme: dict[str, list[str]] = {}
    for identifier in paper.identifiers:
        by_scheme.setdefault(scheme_of(identifier), []).append(identifier)
    made_up = by_scheme.pop(LOCAL, ())
    return View(
        {scheme: (rank, frozenset(own)) for scheme, own in by_scheme.items()},
        tuple(made_up),
        title or (folded(paper.title) if paper.title else ""),
        paper.title,
        int(paper.published[:_YEAR] or 0),
        paper.authors,
        paper.abstract,
        beginning(paper.abstract),
        bool(paper.title and paper.abstract),
    )


def scheme_of(identifier: str) -> str:
    """Return the scheme of an identifier; the DOIs of preprints are one of their own.

    >>> scheme_of("doi:10.1000/x"), scheme_of("doi:10.1101/2024.01.02")
    ('doi', 'preprint')
    """
    scheme = identifier.partition(":")[0]
    return PREPRINT if scheme == DOI and is_of_preprint(identifier) else scheme


@dataclass(slots=True)
class Groups:
    """Which of some views are one paper so far, as a forest of their numbers; a root is the least of its tree."""

    views: list[View]
    parents: list[int] = field(init=False)
    cores: list[Mapping[str, Core]] = field(init=False)
    """Of each root."""
    edges: list[tuple[int, int, str, str]] = field(init=False, default_factory=list)
    """Each two views that were joined, why, and the key that they share."""
    refused: list[tuple[int, int, str]] = field(init=False, default_factory=list)
    """Two views that share a key, but contradict each other."""

    def __post_init__(self) -> None:
        """Start with each view by itself."""
        self.parents = list(range(len(self.views)))
        self.cores = [one.cores for one in self.views]

    def root(self, number: int) -> int:
        """Return the root of a view."""
        while self.parents[number] != number:
            self.parents[number] = number = self.parents[self.parents[number]]
        return number

    def contradict(self, first: int, second: int) -> bool:
        """Return whether two roots have different identifiers in the best scheme that both have."""
        ours, theirs = self.cores[first], self.cores[second]
        if not ours or not theirs:
            return False
        for scheme in STRONG:
            if scheme in ours and scheme in theirs:
                return ours[scheme][1].isdisjoint(theirs[scheme][1])
        return False

    def join(self, first: int, second: int, reason: str, detail: str) -> None:
        """Join the groups of two views."""
        low, high = sorted((self.root(first), self.root(second)))
        self.parents[high] = low
        if self.cores[high]:
            self.cores[low] = joined_cores([self.cores[low], self.cores[high]])
        self.edges.append((first, second, reason, detail))

    def trees(self) -> list[list[int]]:
        """Return the views of each group, in order."""
        trees: dict[int, list[int]] = {}
        for number in range(len(self.parents)):
            trees.setdefault(self.root(number), []).append(number)
        return list(trees.values())


def joined_cores(several: Iterable[Mapping[str, Core]]) -> dict[str, Core]:
    """Return what several groups share by scheme; where they share nothing, the identifiers of the better record."""
    found: dict[str, Core] = {}
    for cores in several:
        for scheme, core in cores.items():
            found[scheme] = _joined(found[scheme], core) if scheme in found else core
    return found


def _joined(first: Core, second: Core) -> Core:
    shared = first[1] & second[1]
    best = min(first, second, key=lambda core: (core[0], sorted(core[1])))
    return (best[0], shared) if shared else best
