"""Blocks: which of many things share a key, without keeping the keys that only one of them has."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

Pair = tuple[int, int]
_Keys = Callable[[int], Iterable[Hashable]]


def pairs(things: Sequence[int], keys_of: _Keys, *, most: int) -> Iterator[Pair]:
    """Yield the pairs of things that share a key, once each.

    Args:
        things: their numbers.
        keys_of: returns the keys of a thing; those that it shares with others are asked for twice.
        most: a block of more things than this is not looked into.
    """
    sharing, shared = _sharing(things, keys_of)
    blocks: dict[Hashable, dict[int, None]] = defaultdict(dict)
    for thing in sharing:
        for key in keys_of(thing):
            if hash(key) in shared:
                blocks[key][thing] = None
    found = (pair for block in blocks.values() if 1 < len(block) <= most for pair in combinations(block, 2))
    yield from dict.fromkeys(found)


def _sharing(things: Sequence[int], keys_of: _Keys) -> tuple[list[int], set[int]]:
    """Return the things of which a key has the hash of another's, with these hashes."""
    import numpy as np

    hashes, owners = array("q"), array("q")
    for thing in things:
        mine = set(map(hash, keys_of(thing)))
        hashes.extend(mine)
        owners.extend([thing] * len(mine))
    every = np.asarray(hashes)
    ordered = np.sort(every)
    shared = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    sharing = np.unique(np.asarray(owners)[np.isin(every, shared)])
    return sharing.tolist(), set(shared.tolist())
