"""Doubts: what of a resolution a person had better look at, the most valuable first."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kg.names import normal_form
from kg.records import Doubt
from kg.resolve.alike import PAIRS, alike_pairs
from kg.resolve.cluster import Cluster
from kg.resolve.columns import Columns
from kg.resolve.decisions import Decision
from kg.resolve.doubtful import GENERIC, MERGES, TYPES, doubtful_forms, doubtful_name, doubtful_type
from kg.resolve.homonyms import HOMONYMS, unspelt

KINDS = (MERGES, HOMONYMS, TYPES, PAIRS, GENERIC)
"""The kinds of doubts."""
LEAST = 0.3
"""The value below which a doubt is not worth a person's minute: a third of a paper, on average."""


def find_doubts(
    clusters: Mapping[str, Cluster],
    decisions: Iterable[Decision],
    current: Callable[[str], str],
    *,
    columns: Columns,
    made: Mapping[str, str],
) -> tuple[Doubt, ...]:
    """Return the doubts that are worth asking about and that no decision has settled, the most valuable first.

    Args:
        clusters: the entities by id, after all decisions.
        decisions: those that were applied.
        current: returns what an id that a decision names is now.
        columns: the units of all papers.
        made: the id of what a decision made, by the decision.
    """
    settled = Settled(decisions, current, made)
    found = [doubt for id_, cluster in clusters.items() for doubt in _doubts(id_, cluster)]
    found += alike_pairs(clusters, columns)
    found += unspelt(clusters, columns)
    worth = (doubt for doubt in found if doubt.value >= LEAST and doubt not in settled)
    return tuple(sorted(worth, key=_most_valuable))


def _doubts(id_: str, cluster: Cluster) -> list[Doubt]:
    return [*doubtful_forms(id_, cluster), *doubtful_type(id_, cluster), *doubtful_name(id_, cluster)]


def _most_valuable(doubt: Doubt) -> tuple[float, str, str, str]:
    return -doubt.value, doubt.kind, doubt.entity, doubt.other


class Settled:
    """The doubts that decisions have settled."""

    def __init__(
        self,
        decisions: Iterable[Decision],
        current: Callable[[str], str] = str,
        made: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take the decisions, what the ids that they name are now, and the ids of what they made."""
        self._forms: set[tuple[str, str]] = set()
        self._entities: set[str] = set()
        self._pairs: set[frozenset[str]] = set()
        self._papers: set[tuple[str, str]] = set()
        for decision in decisions:
            ids = [current(id_) for id_ in decision.ids]
            if decision.verb in ("merge", "apart"):
                self._pairs.add(frozenset(ids))
            elif decision.papers:
                meant = [*ids, *([current(made[str(decision)])] if str(decision) in made else [])]
                self._papers |= {(id_, paper) for id_ in meant for paper in decision.papers_now}
            elif decision.verb == "split" or (decision.verb == "keep" and len(decision.args) > 1):
                self._forms.add((ids[0], normal_form(decision.args[1])))
            if decision.verb in ("retype", "drop") or (decision.verb == "keep" and len(decision.args) == 1):
                self._entities.add(ids[0])
            if decision.verb == "split" and str(decision) in made:
                self._pairs.add(frozenset((ids[0], current(made[str(decision)]))))

    def __contains__(self, doubt: Doubt) -> bool:
        """Tell whether a decision has answered a doubt."""
        if doubt.kind == MERGES:
            return (doubt.entity, normal_form(doubt.other)) in self._forms
        if doubt.kind == HOMONYMS:
            return (doubt.entity, doubt.other.partition(" ")[0]) in self._papers
        if doubt.kind == PAIRS:
            return frozenset((doubt.entity, doubt.other)) in self._pairs
        return doubt.entity in self._entities
