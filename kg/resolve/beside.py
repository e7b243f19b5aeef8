"""Beside: what papers name beside an entity."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.resolve.cluster import Cluster
from kg.resolve.columns import NONE, Columns, holders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Beside:
    """Which entities have papers in common, by their places."""

    def __init__(self, clusters: Sequence[Cluster], columns: Columns) -> None:
        """Take the entities, each with the units that it has of itself, and all units."""
        import numpy as np

        self._clusters = clusters
        owners = holders((cluster.own for cluster in clusters), columns)
        papers = np.asarray(columns.paper)
        order = np.argsort(papers, kind="stable")
        self._owners = owners[order]
        self._starts = np.searchsorted(papers[order], np.arange(len(columns.names) + 1))
        self._known: dict[int, NDArray[np.uint32]] = {}

    def shared(self, one: int, other: int) -> int:
        """Return how many entities papers name beside either of two."""
        import numpy as np

        both = np.intersect1d(self._beside(one), self._beside(other), assume_unique=True)
        return int(np.count_nonzero((both != one) & (both != other)))

    def _beside(self, place: int) -> "NDArray[np.uint32]":
        import numpy as np

        if place not in self._known:
            parts = [np.asarray(profile.members.papers) for profile in self._clusters[place].own]
            papers = np.unique(np.concatenate(parts))
            starts = self._starts[papers]
            counts = self._starts[papers + 1] - starts
            offsets = np.repeat(starts - (np.cumsum(counts) - counts), counts)
            found = np.unique(self._owners[offsets + np.arange(len(offsets))])
            self._known[place] = found[found != NONE]
        return self._known[place]
