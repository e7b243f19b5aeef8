"""Doubts: what of a resolution a person had better look at, the most valuable first."""

from collections.abc import Callable, Iterable, Mapping

from kg.names import normal_form
from kg.records import Doubt
from kg.resolve.alike import PAIRS, alike_pairs
from kg.resolve.cluster import Cluster
from kg.resolve.columns import Columns
from kg.resolve.decisions import Decision
from kg.resolve.doubtful import GENERIC, MERGES, TYPES, doubtful_forms, doubtful_name, doubtful_type

KINDS = (MERGES, TYPES, PAIRS, GENERIC)
"""The kinds of doubts."""


def find_doubts(
    clusters: Mapping[str, Cluster], decisions: Iterable[Decision], current: Callable[[str], str], *, columns: Columns
) -> tuple[Doubt, ...]:
    """Return the doubts that no decision has settled, the most valuable first.

    Args:
        clusters: the entities by id, after all decisions.
        decisions: those that were applied.
        current: returns what an id that a decision names is now.
        columns: the units of all papers.
    """
    settled = Settled(decisions, current)
    found = [doubt for id_, cluster in clusters.items() for doubt in _doubts(id_, cluster)]
    found += alike_pairs(clusters, columns)
    return tuple(sorted((doubt for doubt in found if doubt not in settled), key=_most_valuable))


def _doubts(id_: str, cluster: Cluster) -> list[Doubt]:
    return [*doubtful_forms(id_, cluster), *doubtful_type(id_, cluster), *doubtful_name(id_, cluster)]


def _most_valuable(doubt: Doubt) -> tuple[float, str, str, str]:
    return -doubt.value, doubt.kind, doubt.entity, doubt.other


class Settled:
    """The doubts that decisions have settled."""

    def __init__(self, decisions: Iterable[Decision], current: Callable[[str], str] = str) -> None:
        """Take the decisions, and what the ids that they name are now."""
        self._forms: set[tuple[str, str]] = set()
        self._entities: set[str] = set()
        self._pairs: set[frozenset[str]] = set()
        for decision in decisions:
            ids = [current(id_) for id_ in decision.ids]
            if decision.verb in ("merge", "apart"):
                self._pairs.add(frozenset(ids))
            elif decision.verb == "split" or (decision.verb == "keep" and len(decision.args) > 1):
                self._forms.add((ids[0], normal_form(decision.args[1])))
            if decision.verb in ("retype", "drop") or (decision.verb == "keep" and len(decision.args) == 1):
                self._entities.add(ids[0])

    def __contains__(self, doubt: Doubt) -> bool:
        """Tell whether a decision has answered a doubt."""
        if doubt.kind == MERGES:
            return (doubt.entity, normal_form(doubt.other)) in self._forms
        if doubt.kind == PAIRS:
            return frozenset((doubt.entity, doubt.other)) in self._pairs
        return doubt.entity in self._entities
