"""Clusters by id that are also found by type and name, while decisions change them."""

from collections import defaultdict
from collections.abc import Mapping

from kg.names import normal_form
from kg.resolve.cluster import Cluster


class ClustersByName(dict[str, Cluster]):
    """Clusters by id. Names are indexed when one is first asked for: of the decisions, few need it."""

    def __init__(self, clusters: Mapping[str, Cluster]) -> None:
        """Take the clusters."""
        super().__init__(clusters)
        self._unread = list(clusters)
        self._called: dict[tuple[str, str], set[str]] = defaultdict(set)

    def __setitem__(self, id_: str, cluster: Cluster) -> None:
        """Put a cluster in; one that is replaced may have had another name."""
        super().__setitem__(id_, cluster)
        self._unread.append(id_)

    def called(self, type_: str, name: str) -> str:
        """Return the smallest id of a type whose name has the normal form of one, or nothing."""
        for id_ in self._unread:
            if id_ in self:
                self._called[self._look(id_)].add(id_)
        self._unread.clear()
        look = type_, normal_form(name)
        found = self._called.get(look, set())
        return min((id_ for id_ in found if id_ in self and self._look(id_) == look), default="")

    def _look(self, id_: str) -> tuple[str, str]:
        return self[id_].type, normal_form(self[id_].name)
