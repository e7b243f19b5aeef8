"""Merging: the records that are one paper become one.

Two records are one paper when they share an identifier of a known scheme; or the folded title, if it has four words and
no two arXiv ids contradict it, or else if the abstracts agree as well; or the id that a source made up, if the titles
are similar. What is kept of each never depends on the order of the records.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from kg.readers.identity import ARXIV, LOCAL, best_rank, paper_id, strong
from kg.records import Paper
from kg.text import folded_title

_TELLING_WORDS: Final = 4
_SAME_START: Final = 100
_OVERLAP: Final = 0.5
_MANY: Final = 100
"""So many different records behind one key say that it is no key; only equal ones are compared."""


def merge(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers behind records, sorted by id."""
    records = sorted(set(papers))
    titles = [folded_title(record.title) for record in records]
    forest = _Forest(len(records))
    for members in _groups(strong(record.identifiers) for record in records):
        forest.join_all(members)
    for members in _groups([title] for title in titles):
        _join_by_title(records, titles[members[0]], members, forest)
    for members in _groups(_of_scheme(record, LOCAL) for record in records):
        forest.join_where(members, lambda first, second: _similar(titles[first], titles[second]))
    return _with_own_ids([_merged([records[index] for index in members]) for members in forest.trees()])


class _Forest:
    """Which records are one, as a forest of their indices; a root is the smallest index of its tree."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def root(self, index: int) -> int:
        while self.parents[index] != index:
            self.parents[index] = index = self.parents[self.parents[index]]
        return index

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.root(first), self.root(second)))
        self.parents[high] = low

    def join_all(self, members: Sequence[int]) -> None:
        for member in members[1:]:
            self.join(members[0], member)

    def join_where(self, members: Sequence[int], are_one: Callable[[int, int], bool]) -> None:
        if len(members) <= _MANY:
            for first, second in combinations(members, 2):
                if are_one(first, second):
                    self.join(first, second)

    def trees(self) -> list[list[int]]:
        trees: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self.parents)):
            trees[self.root(index)].append(index)
        return list(trees.values())


def _groups(keys: Iterable[Iterable[str]]) -> list[list[int]]:
    """Return the indices of records that share a key, given the keys of each."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(keys):
        for key in own:
            groups[key].append(index)
    return [members for members in groups.values() if len(members) > 1]


def _of_scheme(record: Paper, scheme: str) -> list[str]:
    return [identifier for identifier in record.identifiers if identifier.startswith(f"{scheme}:")]


def _join_by_title(records: Sequence[Paper], title: str, members: Sequence[int], forest: _Forest) -> None:
    contradicted = len({item for index in members for item in _of_scheme(records[index], ARXIV)}) > 1
    if len(title.split()) >= _TELLING_WORDS and not contradicted:
        forest.join_all(members)
        return
    alike: dict[str, list[int]] = defaultdict(list)
    for index in members:
        alike[folded_title(records[index].abstract)[:_SAME_START]].append(index)
    for same in alike.values():
        forest.join_all(same)
    forest.join_where([same[0] for same in alike.values()], lambda a, b: _abstracts_agree(records[a], records[b]))


def _abstracts_agree(first: Paper, second: Paper) -> bool:
    if not first.abstract or not second.abstract:
        return True
    return _similar(folded_title(first.abstract), folded_title(second.abstract))


def _similar(first: str, second: str) -> bool:
    """Return whether half of the words of two folded texts are in both."""
    ours, theirs = set(first.split()), set(second.split())
    return len(ours & theirs) >= _OVERLAP * len(ours | theirs)


def _merged(records: Sequence[Paper]) -> Paper:
    """Return one paper: the text of the record with the best identifier, and what the others add."""
    if len(records) == 1:
        return records[0]
    records = sorted(records, key=lambda record: (best_rank(record.identifiers), -len(record.abstract), record))
    return replace(
        records[0],
        sources=_union(record.sources for record in records),
        identifiers=_union(record.identifiers for record in records),
        url=next((record.url for record in records if record.url), ""),
        published=_earliest([record.published for record in records if record.published]),
        authors=min((record.authors for record in records), key=lambda authors: (-len(authors), authors)),
    )


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for group in values for value in group}))


def _earliest(dates: Sequence[str]) -> str:
    """Return the earliest date with the most detail: a day of the earliest month that is known of the earliest year."""
    earliest = min((date[:4] for date in dates), default="")
    for length in (7, 10):
        earliest = min((d[:length] for d in dates if d.startswith(earliest) and len(d) >= length), default=earliest)
    return earliest


def _with_own_ids(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers with their ids, sorted; two of one title and nothing else to tell them apart add the abstract."""
    named = [replace(paper, id=paper_id(paper.identifiers, paper.title)) for paper in papers]
    shared = Counter(paper.id for paper in named)
    return sorted(
        paper if shared[paper.id] == 1 else replace(paper, id=paper_id(paper.identifiers, paper.title, paper.abstract))
        for paper in named
    )
