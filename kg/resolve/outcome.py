"""Outcome: what came of resolving, made piece by piece, so that nobody has to hold all of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from kg.records import Alias, Doubt, Entity, Redirect, Ruling
from kg.resolve.aliases import explain
from kg.resolve.apart import hold_apart
from kg.resolve.cluster import Cluster, find_clusters
from kg.resolve.columns import NONE, holders
from kg.resolve.corrections import Corrections
from kg.resolve.decisions import Decision
from kg.resolve.doubts import find_doubts
from kg.resolve.ids import assign_ids
from kg.resolve.ledger import Heirs, Ledger, LedgerEntry
from kg.resolve.uncollected import uncollected
from kg.resolve.units import Gathered
from kg.resolve.variants import Known

Row = tuple[str, int, int]
"""A paper, a group of its mentions, and the place of the entity that it names in `Outcome.ids`."""


class Outcome:
    """The entities that the mentions of all papers name, and what became of the ids of earlier builds."""

    def __init__(self, gathered: Gathered, known: Known, decisions: Sequence[Decision], ledger: Ledger) -> None:
        """Resolve the units of all papers; the arguments are those of `kg.resolve.resolve`."""
        self._columns = gathered.columns
        self._ledger = ledger
        with uncollected():
            found = assign_ids(find_clusters(gathered.profiles, known), ledger)
            self._before = hold_apart(found, decisions, ledger)
            self._corrections = Corrections(self._before, ledger, decisions)
        self._clusters = self._corrections.clusters
        self.ids = sorted(self._clusters)
        """The ids of the entities, sorted."""
        self._heirs = _redirects(self._corrections, self._before, ledger)

    @property
    def redirects(self) -> tuple[Redirect, ...]:
        """Return what stands for each id that was given once and is no more, sorted."""
        return tuple(Redirect(old, new) for old, new in self._heirs.items())

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the decisions that no longer apply, one line each."""
        return tuple(self._corrections.warnings)

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Return what came of the other decisions, in their order."""
        return tuple(map(self._corrections.ruling, self._corrections.applied))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Find what a person had better look at, the most valuable first."""
        corrections = self._corrections
        with uncollected():
            return find_doubts(
                corrections.clusters,
                corrections.applied,
                corrections.current,
                columns=self._columns,
                made={decision: id_ for id_, (_, decision) in corrections.made.items()},
            )

    def entities(self) -> Iterator[Entity]:
        """Yield the entities, sorted by id."""
        return (Entity(id_, self._clusters[id_].name, self._clusters[id_].type) for id_ in self.ids)

    def aliases(self) -> Iterator[Alias]:
        """Yield the forms of all entities with their reasons, sorted by the entity's id and the form."""
        return (alias for id_ in self.ids for alias in explain(id_, self._clusters[id_]))

    def ledger(self) -> Iterator[LedgerEntry]:
        """Yield the ledger for the next build, sorted by id.

        Clusters are in it as they were when made: decisions are applied anew in every build.
        """
        return map(self._entry, sorted({*self._before, *self._corrections.made, *self._heirs}))

    def _entry(self, id_: str) -> LedgerEntry:
        if id_ in self._corrections.made:
            cluster, decision = self._corrections.made[id_]
            known = self._ledger.get(id_) or _entry(id_, cluster)  # what an id was known by stays
            entry = replace(known, decision=decision, replaced_by=None)
        else:
            entry = _entry(id_, self._before[id_]) if id_ in self._before else self._ledger[id_]
        return replace(entry, replaced_by=self._heirs[id_]) if id_ in self._heirs else entry

    def assigned(self, shards: int) -> Iterator[list[Row]]:
        """Yield the rows of each of the first shards, sorted by paper and group."""
        import numpy as np

        columns = self._columns
        entities = holders((self._clusters[id_].profiles for id_ in self.ids), columns)
        papers, groups = np.asarray(columns.paper), np.asarray(columns.group)
        own = columns.shards[papers]
        order = np.lexsort((entities, groups, papers, own))
        order = order[entities[order] != NONE]
        for start, stop in pairwise(np.searchsorted(own[order], np.arange(shards + 1))):
            rows = order[start:stop]
            names = map(columns.names.__getitem__, papers[rows].tolist())
            yield list(zip(names, groups[rows].tolist(), entities[rows].tolist(), strict=True))

    def assigned_lines(self, rows: Sequence[Row]) -> Iterator[str]:
        """Yield a line of JSON a row: paper, group, and the entity's id, name and type."""
        tails = {place: self._tail(self.ids[place]) for place in {place for *_, place in rows}}
        return (f"[{json.dumps(paper)},{group},{tails[place]}\n" for paper, group, place in rows)

    def _tail(self, id_: str) -> str:
        cluster = self._clusters[id_]
        return json.dumps([id_, cluster.name, cluster.type], separators=(",", ":"))[1:]


def _redirects(corrections: Corrections, before: Mapping[str, Cluster], ledger: Ledger) -> dict[str, str]:
    """Return what stands for each id that was given once, or would have been without the decisions, and is no more."""
    clusters, moved = corrections.clusters, corrections.moved
    gone = sorted({id_ for ids in (before, corrections.made, ledger) for id_ in ids if id_ not in clusters})
    told = {old: old if old in moved else _origin(old, ledger) for old in gone}
    wanted = {form for from_ in told.values() if from_ not in moved and from_ in ledger for form in ledger[from_].forms}
    held = ((id_, cluster.keys) for id_, cluster in clusters.items()) if wanted else ()
    heirs = Heirs(held, wanted)

    def heir(id_: str) -> str:
        entry = ledger[id_]
        return heirs.find(entry.forms, rather=corrections.current(entry.split_from) if entry.split_from else "")

    return {
        old: corrections.current(from_) if from_ in moved or from_ in clusters else heir(from_)
        for old, from_ in told.items()
    }


def _origin(id_: str, ledger: Ledger) -> str:
    """Return what an id of the ledger was split off from for some papers: its forms, which others have, do not tell."""
    seen = {id_}
    while ledger[id_].is_of_papers and (origin := ledger[id_].split_from) in ledger and origin not in seen:
        seen.add(origin)
        id_ = origin
    return id_


def _entry(id_: str, cluster: Cluster) -> LedgerEntry:
    return LedgerEntry(id_, cluster.name, cluster.type, tuple(sorted(cluster.keys)))
