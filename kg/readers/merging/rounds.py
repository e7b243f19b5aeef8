"""Rounds: records are joined, then what was joined as if it were a record, until nothing more can be."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.readers.listing import Record
from kg.readers.merging.fields import merged
from kg.readers.merging.joining import join
from kg.readers.merging.priority import BIBLIOGRAPHY, Priority
from kg.readers.merging.views import Core, Groups, View, view
from kg.records import Paper


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
    changed = [True] * len(records)
    while True:
        groups = join(views, changed)
        heads = [members[0] for members in found.members]
        found.edges += [(heads[first], heads[second], why, key) for first, second, why, key in groups.edges]
        found.refused += [(heads[first], heads[second], key) for first, second, key in groups.refused]
        if not groups.edges:
            return found
        trees = groups.trees()
        changed = [len(tree) > 1 for tree in trees]
        rows = list(_next_round(found, trees, groups, records, priority))
        found.members, found.papers, views = ([*column] for column in zip(*rows, strict=True))


def _next_round(
    found: Joined, trees: Iterable[list[int]], groups: Groups, records: Sequence[Record], priority: Priority
) -> Iterator[tuple[list[int], Paper, View]]:
    """Yield the records, the paper and the view of what was joined."""
    holders = Counter(identifier for paper in found.papers for identifier in paper.identifiers)
    for tree in trees:
        first = tree[0]
        if len(tree) == 1:
            yield found.members[first], found.papers[first], groups.views[first]
            continue
        members = sorted(number for part in tree for number in found.members[part])
        cores = groups.cores[first]
        identifiers = tuple(sorted({*_kept([found.papers[part] for part in tree], cores, holders)}))
        paper = merged([records[number] for number in members], identifiers, priority)
        ranks = {scheme: rank for scheme, (rank, _) in cores.items()}
        made = view(paper, (0, 0), title=groups.views[first].title)
        yield members, paper, replace(made, cores={name: (ranks[name], own) for name, (_, own) in made.cores.items()})


def _kept(parts: Sequence[Paper], cores: Mapping[str, Core], holders: Mapping[str, int]) -> Iterator[str]:
    """Yield the identifiers of what was joined: what all share, and what those who share it give beside that.

    What contradicts what is shared is left out, and so is what another paper has as well.
    """
    own = Counter(identifier for paper in parts for identifier in paper.identifiers)
    shared: set[str] = set().union(*(core for _, core in cores.values()))
    schemes_shared = [{_scheme(item) for item in shared.intersection(paper.identifiers)} for paper in parts]
    for paper, schemes in zip(parts, schemes_shared, strict=True):
        for item in paper.identifiers:
            beside = _scheme(item) in schemes and holders[item] == own[item]
            if item in shared or beside or _scheme(item) not in cores:
                yield item


def _scheme(identifier: str) -> str:
    return identifier.partition(":")[0]
