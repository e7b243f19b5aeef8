"""Keys: what records may share with others, as numbers of 64 bits, and which records are connected by them.

Two records that share none of their keys, and no record with any chain of them between, have no influence on each other
when records are merged: not on which are one paper, and not on the ids of the papers. Keys that are one number by
chance connect records that need not be, which changes nothing.
"""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from kg.readers.identity import id_of_title, paper_id, strong, title_key
from kg.readers.merging.likeness import beginning
from kg.readers.merging.titles import without_note
from kg.readers.merging.views import text_keys
from kg.records import Paper
from kg.text import clean, folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Counts = NDArray[np.uint32]

_LEAST_BATCH = 2_000
"""So many records are merged at once, where those that are connected are fewer."""


def keys_of(paper: Paper, name: str) -> set[int]:
    """Return the keys of a record: those by which records are joined, and those of the ids that it may get.

    Args:
        paper: what the record says.
        name: the id that it has where it shares no key.
    """
    known = strong(paper.identifiers)
    keys = {name}
    keys.update(paper_id((identifier,), "") for identifier in known[1:])
    keys.update(identifier for identifier in paper.identifiers if identifier not in known)
    written, bare = without_note(paper.title), ""
    if paper.title:
        keys.add(paper_id((), paper.title))
        bare = title_key(paper.title)
        if clean(paper.title) != paper.title:  # such as one that was cut: its id is that of the cleaned one
            bare = folded(paper.title)
            keys.add(id_of_title(bare))
    title = bare if written == paper.title else folded(written)
    keys.update(key for _, key in text_keys(written, title, beginning(paper.abstract)))
    return set(map(_number, keys))


def connected(keys: "Numbers", counts: "Counts") -> Iterator[list[int]]:
    """Yield the numbers of records that keys connect, those that are connected together, in batches.

    Args:
        keys: those of the first record, those of the second, and so on.
        counts: how many each record has.
    """
    owners = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    same = keys[1:] == keys[:-1]
    first, second = owners[:-1][same], owners[1:][same]
    members = np.unique(np.concatenate([first, second]))
    roots = _roots(len(members), np.searchsorted(members, first), np.searchsorted(members, second))
    order = np.argsort(roots, kind="stable")
    bounds = np.flatnonzero(np.diff(roots[order])) + 1
    batch: list[int] = []
    for group in np.split(members[order], bounds) if len(members) else ():
        batch += group.tolist()
        if len(batch) >= _LEAST_BATCH:
            yield sorted(batch)
            batch = []
    if batch:
        yield sorted(batch)


def _roots(size: int, first: "NDArray[np.intp]", second: "NDArray[np.intp]") -> "NDArray[np.intp]":
    """Return the least of those that each of some numbers is connected with."""
    parents = list(range(size))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return np.array([root(number) for number in range(size)], dtype=np.intp)


def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")
