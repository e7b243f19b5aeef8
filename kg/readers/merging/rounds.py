"""Rounds: records are joined, then what was joined as if it were a record, until nothing more can be."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.readers.listing import Record
from kg.readers.merging.fields import merged
from kg.readers.merging.joining import join
from kg.readers.merging.priority import BIBLIOGRAPHY, Priority
from kg.readers.merging.views import Core, Groups, Key, View, scheme_of, view, view_of_joined
from kg.records import Paper

Holders = Mapping[str, int]
"""How many papers have each identifier."""


@dataclass(slots=True)
class Joined:
    """Which records are one paper, by their numbers."""

    members: list[list[int]]
    """The records of each paper, the one whose text is kept first."""
    papers: list[Paper]
    """What is kept of them."""
    edges: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Each two records that were joined, why, and the key that they share."""
    refused: list[tuple[int, int, str]] = field(default_factory=list)
    """Two records that share a key, but contradict each other."""


def joined(records: Sequence[Record], priority: Priority) -> Joined:
    """Return which records are one paper; they are sorted by whose text is best."""
    found = Joined([[number] for number in range(len(records))], [record.paper for record in records])
    views = [view(record.paper, priority.rank(record, BIBLIOGRAPHY)) for record in records]
    keys: set[Key] = set()
    while True:
        groups = join(views, keys)
        heads = [members[0] for members in found.members]
        found.edges += [(heads[first], heads[second], why, key) for first, second, why, key in groups.edges]
        found.refused += [(heads[first], heads[second], key) for first, second, key in groups.refused]
        if not groups.edges:
            return found
        trees = groups.trees()
        views = _regrouped(found, trees, groups, records, priority)
        keys = _affected(trees, groups, views)


def _affected(trees: Sequence[list[int]], groups: Groups, views: Sequence[View]) -> set[Key]:
    """Return the keys of what was joined, and of its parts: one that it lost may tell now what others are one."""
    joined = ((tree, one) for tree, one in zip(trees, views, strict=True) if len(tree) > 1)
    return {key for tree, one in joined for part in (one, *(groups.views[at] for at in tree)) for key in part.keys}


def _regrouped(
    found: Joined, trees: Sequence[list[int]], groups: Groups, records: Sequence[Record], priority: Priority
) -> list[View]:
    """Put together what was joined, and return the views of all papers."""
    holders = Counter(identifier for paper in found.papers for identifier in paper.identifiers)
    views = [groups.views[tree[0]] for tree in trees]
    members = [found.members[tree[0]] for tree in trees]
    papers = [found.papers[tree[0]] for tree in trees]
    for at, tree in enumerate(trees):
        if len(tree) > 1:
            cores = groups.cores[tree[0]]
            members[at] = sorted(number for part in tree for number in found.members[part])
            kept = _kept([found.papers[part] for part in tree], cores, holders)
            papers[at] = merged([records[number] for number in members[at]], tuple(sorted({*kept})), priority)
            views[at] = view_of_joined(papers[at], [groups.views[part] for part in tree], cores)
    found.members, found.papers = members, papers
    return views


def _kept(parts: Sequence[Paper], cores: Mapping[str, Core], holders: Holders) -> Iterator[str]:
    """Yield the identifiers of what was joined: what all share, and what those who share it give beside that.

    What contradicts what is shared is left out, and so is what another paper has as well.
    """
    if not cores:
        yield from (identifier for paper in parts for identifier in paper.identifiers)
        return
    own = Counter(identifier for paper in parts for identifier in paper.identifiers)
    shared: set[str] = set().union(*(core for _, core in cores.values()))
    schemes_shared = [{scheme_of(item) for item in shared.intersection(paper.identifiers)} for paper in parts]
    for paper, schemes in zip(parts, schemes_shared, strict=True):
        for item in paper.identifiers:
            beside = scheme_of(item) in schemes and holders[item] == own[item]
            if item in shared or beside or scheme_of(item) not in cores:
                yield item
