"""Views: what decides whether records are one paper, and the groups of records that are one so far."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.readers.identity import DOI, LOCAL, RANKS, is_deposited, is_of_preprint
from kg.readers.merging.likeness import beginning
from kg.readers.merging.titles import compact, parts, without_note
from kg.records import Paper
from kg.text import folded

PREPRINT: Final = "preprint"
"""The DOIs of servers of preprints, beside which a paper gets another one where it appears."""
DEPOSIT: Final = "deposit"
"""The DOIs of repositories, of which a paper has one for each copy and version."""
STRONG: Final = tuple(
    scheme for known in RANKS if known != LOCAL for scheme in ((known, PREPRINT, DEPOSIT) if known == DOI else (known,))
)
"""The schemes of identifiers that two papers never share, the best first."""
TITLE_KEY, PART_KEY, START_KEY = "title", "part", "start"
"""Keys beside the identifiers: titles, what stands before or after their colons, and the starts of abstracts."""
_EXCLUSIVE: Final = tuple(scheme for scheme in STRONG if scheme != DEPOSIT)
"""Those of which a paper has one alone."""
KINDS: Final = (*STRONG, TITLE_KEY, PART_KEY, LOCAL, START_KEY)
"""What records may share, in the order in which it is looked at."""
_YEAR: Final = 4
_START: Final = 60

Key = tuple[str, str]
"""The kind of what records may share, and what it is."""
Core = tuple[tuple[int, int], frozenset[str]]
"""Identifiers of one scheme that all records of a group share, and the rank of the record that they come from."""


class View(NamedTuple):
    """What a record, or what is known of a paper so far, says of who it is."""

    cores: Mapping[str, Core]
    """By scheme."""
    title: str
    """Folded."""
    written: str
    """The title as it is written, without a note of what form of the paper it is."""
    year: int
    """0 where it is not known."""
    authors: tuple[str, ...]
    abstract: str
    start: str
    """The folded start of the abstract."""
    whole: bool
    """Whether it has both title and abstract."""
    keys: tuple[Key, ...]
    """What it may share with others, by kind."""


def view(paper: Paper, rank: tuple[int, int]) -> View:
    """Return the view of a record.

    Args:
        paper: what it says.
        rank: how well it knows identifiers.
    """
    written = without_note(paper.title)
    title = folded(written) if written else ""
    start = beginning(paper.abstract)
    cores, own = _identified(paper, rank)
    return View(
        cores,
        title,
        written,
        int(paper.published[:_YEAR] or 0),
        paper.authors,
        paper.abstract,
        start,
        bool(paper.title and paper.abstract),
        (*own, *text_keys(written, title, start)),
    )


def view_of_joined(paper: Paper, parts: Sequence[View], cores: Mapping[str, Core]) -> View:
    """Return the view of what was joined, its identifiers with the ranks of the records that they come from.

    Args:
        paper: what is kept.
        parts: the views of what was joined, the one whose text is kept first.
        cores: what identifiers they share.
    """
    titled = next((one for one in parts if one.title), parts[0])
    start = next((one.start for one in parts if one.abstract == paper.abstract), "") or beginning(paper.abstract)
    found, own = _identified(paper, (0, 0))
    return View(
        {scheme: (cores[scheme][0], values) for scheme, (_, values) in found.items()},
        titled.title,
        titled.written,
        int(paper.published[:_YEAR] or 0),
        paper.authors,
        paper.abstract,
        start,
        bool(paper.title and paper.abstract),
        (*own, *text_keys(titled.written, titled.title, start)),
    )


def text_keys(written: str, title: str, start: str) -> Iterator[Key]:
    """Yield what a record may share with others beside its identifiers, by kind.

    Args:
        written: its title, without a note.
        title: the same, folded.
        start: the folded start of its abstract.
    """
    if title:
        yield TITLE_KEY, compact(title)
        if ": " in written:
            for part in parts(written):
                yield PART_KEY, compact(folded(part))
    if len(start) >= _START:
        yield START_KEY, start[:_START]


def _identified(paper: Paper, rank: tuple[int, int]) -> tuple[dict[str, Core], list[Key]]:
    """Return the identifiers of a record by scheme, and as keys."""
    cores: dict[str, Core] = {}
    keys = [(scheme_of(identifier), identifier) for identifier in paper.identifiers]
    for scheme, identifier in keys:
        if scheme != LOCAL:
            own = cores[scheme][1] | {identifier} if scheme in cores else frozenset((identifier,))
            cores[scheme] = (rank, own)
    return cores, keys


def scheme_of(identifier: str) -> str:
    """Return the scheme of an identifier; the DOIs of preprints are one of their own, and those of repositories.

    >>> scheme_of("doi:10.1000/x"), scheme_of("doi:10.1101/2024.01.02"), scheme_of("doi:10.5281/zenodo.1")
    ('doi', 'preprint', 'deposit')
    """
    scheme = identifier.partition(":")[0]
    if scheme != DOI:
        return scheme
    return PREPRINT if is_of_preprint(identifier) else DEPOSIT if is_deposited(identifier) else DOI


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
        for scheme in _EXCLUSIVE:
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
    """Return what several groups share by scheme; where they share nothing, the identifiers of the better record.

    Of repositories it is all that any of them has.
    """
    found: dict[str, Core] = {}
    for cores in several:
        for scheme, core in cores.items():
            found[scheme] = _joined(scheme, found[scheme], core) if scheme in found else core
    return found


def _joined(scheme: str, first: Core, second: Core) -> Core:
    shared = first[1] | second[1] if scheme == DEPOSIT else first[1] & second[1]
    if shared:
        return min(first[0], second[0]), shared
    return min(first, second, key=lambda core: (core[0], sorted(core[1])))
