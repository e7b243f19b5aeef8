"""Corrections: what a person's decisions do to the clusters that were found automatically."""

import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from kg.names import normal_form
from kg.records import Ruling
from kg.resolve.by_name import ClustersByName
from kg.resolve.cluster import Cluster, Graft, new_cluster
from kg.resolve.decisions import Decision
from kg.resolve.ids import assign_ids, sense_id
from kg.resolve.ledger import Heirs, Ledger
from kg.resolve.naming import best_spelling, count_spellings
from kg.resolve.near import NearIds
from kg.resolve.parting import cluster_of, part, unknown
from kg.resolve.senses import Sense
from kg.resolve.units import Profile


class Corrections:
    """The clusters by id, with the decisions that have been applied to them so far."""

    def __init__(self, clusters: Mapping[str, Cluster], ledger: Ledger, decisions: Sequence[Decision]) -> None:
        """Apply decisions, in their order, to the clusters under the ids that they have before any of them.

        Those that do not apply become warnings.
        """
        self.clusters = ClustersByName(clusters)
        self.moved: dict[str, str] = {}
        """What became of each id that a decision took away: another id, or nothing."""
        self.made: dict[str, tuple[Cluster, str]] = {}
        """The clusters that decisions made, as they were then, with the decision."""
        self.applied: list[Decision] = []
        """The decisions that did or held something."""
        self.warnings: list[str] = []
        self._before = clusters
        self._ledger = ledger
        self._heirs: Heirs | None = None
        self._types = {decision.args[1] for decision in decisions if decision.verb == "retype"}
        self._asked = {id_ for decision in decisions for id_ in decision.ids}
        self._apply(decisions)

    def _apply(self, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            problem = getattr(self, f"_{decision.verb}")(decision)
            if not problem:
                self.applied.append(decision)
            else:
                self._warn(decision, f"does not apply: {problem}")

    def _warn(self, decision: Decision, problem: str) -> None:
        self.warnings.append(f"{decision.where}: '{decision}' {problem}; remove or correct the line")

    def ruling(self, decision: Decision) -> Ruling:
        """Return what came of a decision that was applied."""
        entity, *others = map(self.current, decision.ids)
        made = self._made_by.get(str(decision), "") if decision.verb == "split" else ""
        other = others[0] if others else self.current(made)
        return Ruling(decision.where, str(decision), decision.reason, entity, other)

    @cached_property
    def _made_by(self) -> Mapping[str, str]:
        """The first id that each decision made, once all are applied."""
        return {by: id_ for id_, (_, by) in reversed(self.made.items())}

    def current(self, id_: str) -> str:
        """Return the id that an id leads to now, or an empty text where it leads nowhere."""
        if id_ not in self.clusters and id_ not in self.moved:
            id_ = self._heir(id_)
        while id_ in self.moved:
            id_ = self.moved[id_]
        return id_ if id_ in self.clusters else ""

    def _heir(self, id_: str) -> str:
        """Return the id that has the forms of an old one; what a split makes is there only after it, not the whole."""
        entry = self._ledger.get(id_)
        if entry is None or entry.split_from:
            return ""
        if self._heirs is None:
            wanted = {form for asked in self._asked if asked in self._ledger for form in self._ledger[asked].forms}
            self._heirs = Heirs(((known, cluster.keys) for known, cluster in self._before.items()), wanted)
        return self._heirs.find(entry.forms)

    def _merge(self, decision: Decision) -> str:
        old, new = (self.current(id_) for id_ in decision.args)
        if not old or not new:
            return self._missing(decision.args[0 if not old else 1])
        if old == new:  # what papers or another decision have come to say too is no reason for a word
            return "the two are one already" if decision.args[0] == decision.args[1] else ""
        self._graft(old, new, decision)
        return ""

    def _graft(self, old: str, new: str, decision: Decision) -> None:
        cluster, gone = self.clusters[new], self.clusters.pop(old)
        grafts = (*cluster.grafts, Graft(gone.own, decision.detail), *gone.grafts)
        self.clusters[new] = replace(cluster, grafts=grafts)
        self.moved[old] = new

    def _split(self, decision: Decision) -> str:
        id_, form = self.current(decision.args[0]), decision.args[1]
        if not id_:
            return self._missing(decision.args[0])
        if decision.papers:
            return self._part(id_, decision)
        cluster = self.clusters[id_]
        key = _key(form, cluster)
        leaving = _with_form(cluster.profiles, key)
        if not leaving:
            return f"{id_} has no form '{form}'"
        grafts = (replace(graft, profiles=_without_form(graft.profiles, key)) for graft in cluster.grafts)
        rest = _rest(cluster, _without_form(cluster.own, key), grafts)
        if not rest:
            return f"all of {id_} has the form '{form}'"
        self.clusters[id_] = rest
        self._add(_named_by(key, Cluster(Sense(cluster.type, key), form, leaving)), decision)
        return ""

    def _part(self, id_: str, decision: Decision) -> str:
        """Take the units of some papers out: to another entity, or to one of their own."""
        goal = self.current(decision.ids[-1]) if len(decision.ids) > 1 else ""
        if len(decision.ids) > 1 and not goal:
            return self._missing(decision.ids[-1])
        if goal == id_:
            return f"{decision.ids[-1]} is {id_} itself"
        cluster = self.clusters[id_]
        own, leaving = part(cluster.own, decision.papers_now)
        grafts = [(graft, part(graft.profiles, decision.papers_now)) for graft in cluster.grafts]
        leaving += tuple(profile for _, (_, gone) in grafts for profile in gone)
        if not leaving:
            return f"none of these papers names {id_}"
        rest = _rest(cluster, own, (replace(graft, profiles=stays) for graft, (stays, _) in grafts))
        if not rest:
            return f"no other paper names {id_}"
        self.clusters[id_] = rest
        if absent := unknown(leaving, decision.papers_now):
            self._warn(decision, f"applies in part: there is no {', '.join(absent)}")
        if goal:
            other = self.clusters[goal]
            self.clusters[goal] = replace(other, grafts=(*other.grafts, Graft(leaving, decision.detail)))
        else:
            types = [self._ledger[known].type for known in self._given(decision)]
            self._add(cluster_of(leaving, type_=types[0] if types else ""), decision)
        return ""

    def _retype(self, decision: Decision) -> str:
        id_, type_ = self.current(decision.args[0]), decision.args[1]
        if not id_:
            return self._missing(decision.args[0])
        cluster = self.clusters[id_]
        if cluster.type == type_:
            return f"{id_} is of type {type_} already" if id_ == decision.args[0] else ""
        twin = self.clusters.called(type_, cluster.name)
        if twin:
            self._graft(id_, twin, decision)
        else:
            del self.clusters[id_]
            self.moved[id_] = self._add(replace(cluster, sense=replace(cluster.sense, type=type_)), decision)
        return ""

    def _drop(self, decision: Decision) -> str:
        id_ = self.current(decision.args[0])
        if not id_:
            return self._missing(decision.args[0])
        del self.clusters[id_]
        self.moved[id_] = ""
        return ""

    def _rename(self, decision: Decision) -> str:
        id_, name = self.current(decision.args[0]), decision.args[1]
        if not id_:
            return self._missing(decision.args[0])
        self.clusters[id_] = replace(self.clusters[id_], name=name, renamed=decision.detail)
        return ""

    def _apart(self, decision: Decision) -> str:
        """Check that two entities are two; `hold_apart` has seen to it before any other decision."""
        ids = [self.current(id_) for id_ in decision.args]
        if unknown := [id_ for id_ in decision.args if not self._was_known(id_)]:
            return self._missing(unknown[0])
        if ids[0] and ids[0] == ids[1]:
            return f"both are {ids[0]}, for papers or another decision make them one"
        return ""

    def _keep(self, decision: Decision) -> str:
        """Check that what is to stay as it is was ever there; what has gone since is gone without a word."""
        return "" if self._was_known(decision.args[0]) else self._missing(decision.args[0])

    def _was_known(self, id_: str) -> bool:
        return id_ in self.clusters or id_ in self.moved or id_ in self._ledger

    def _missing(self, id_: str) -> str:
        self._near.update(self.made)
        near = self._near.find(id_, among=self.clusters)
        return f"there is no {id_}{f' (did you mean {near}?)' if near else ''}"

    @cached_property
    def _near(self) -> NearIds:
        return NearIds(self._before)

    def _add(self, cluster: Cluster, decision: Decision) -> str:
        """Add a cluster that a decision made, under the id that it had in the ledger or under a new one."""
        id_ = self._known_id(cluster, decision) or self._new_id(cluster, decision)
        self.clusters[id_] = cluster
        self.made[id_] = (cluster, str(decision))
        return id_

    def _known_id(self, cluster: Cluster, decision: Decision) -> str:
        return min((id_ for id_ in self._given(decision) if self._ledger[id_].type == cluster.type), default="")

    def _given(self, decision: Decision) -> list[str]:
        """Return the ids that earlier builds gave to what a decision makes, sorted."""
        made = self._by_decision.get(decision.words, ())
        return sorted(id_ for id_ in made if id_ not in self._before and id_ not in self.made)

    @cached_property
    def _by_decision(self) -> Mapping[tuple[str, ...], list[str]]:
        """The ids that earlier builds gave to what decisions make, by the words of these."""
        found: dict[tuple[str, ...], list[str]] = {}
        for id_, entry in self._ledger.items():
            if entry.decision:
                found.setdefault((*shlex.split(entry.decision),), []).append(id_)
        return found

    def _new_id(self, cluster: Cluster, decision: Decision) -> str:
        """Return an id for a cluster; one that gets back a type that it once had gets back its id."""
        if decision.papers:
            plain = sense_id(cluster.type, decision.ids[0], decision.papers[0])
            if not any(plain in ids for ids in (self._before, self.made, self._ledger)):
                return plain
        found = self._once(cluster) if decision.verb == "retype" else {}

        def is_taken(id_: str) -> bool:
            return id_ in self._before or id_ in self.made or (id_ in self._ledger and id_ not in found)

        (id_,) = assign_ids([cluster], found, is_taken=is_taken)
        return id_

    def _once(self, cluster: Cluster) -> Ledger:
        """Return the entries of the ledger of a cluster's type that no decision made and that have a form of it."""
        held = self._by_form.get(cluster.type, {})
        found = {id_ for key in cluster.keys for id_ in held.get(key, ())}
        return {id_: self._ledger[id_] for id_ in sorted(found)}

    @cached_property
    def _by_form(self) -> Mapping[str, Mapping[str, list[str]]]:
        """The ids of the ledger that no decision made, by type and form: of the types that decisions give."""
        found: dict[str, dict[str, list[str]]] = {type_: {} for type_ in self._types}
        for id_, entry in self._ledger.items():
            if entry.type in found and not entry.decision:
                for form in entry.forms:
                    found[entry.type].setdefault(form, []).append(id_)
        return found


def _key(form: str, cluster: Cluster) -> str:
    """Return the normal form of a form that a person may have written without its capitals."""
    spelt = (known for profile in cluster.profiles for known in profile.forms if known.casefold() == form.casefold())
    return normal_form(next(spelt, form))


def _named_by(key: str, cluster: Cluster) -> Cluster:
    """Give a cluster the usual spelling of one of its normal forms as its name."""
    counts = count_spellings(cluster.own)
    return replace(cluster, name=best_spelling({form: counts[form] for form in counts if normal_form(form) == key}))


def _with_form(profiles: Iterable[Profile], key: str) -> tuple[Profile, ...]:
    return tuple(profile for profile in profiles if key in profile.keys)


def _without_form(profiles: Iterable[Profile], key: str) -> tuple[Profile, ...]:
    return tuple(profile for profile in profiles if key not in profile.keys)


def _rest(cluster: Cluster, own: tuple[Profile, ...], grafts: Iterable[Graft]) -> Cluster | None:
    """Return what is left of a cluster that lost units; where only grafts are left, the first is what it has of itself.

    Args:
        cluster: as it was.
        own: the units that it has of itself still.
        grafts: what it was given, which may be nothing any longer.
    """
    kept = [graft for graft in grafts if graft.profiles]
    if not own and kept:
        own = kept.pop(0).profiles
    return _renamed(replace(cluster, own=own, grafts=tuple(kept))) if own else None


def _renamed(cluster: Cluster) -> Cluster:
    """Give a cluster that lost units a new name where none of the others has the old one."""
    if cluster.sense.entry or cluster.renamed or normal_form(cluster.name) in _keys(cluster.own):
        return cluster
    return replace(cluster, name=new_cluster(cluster.sense, cluster.own).name)


def _keys(profiles: Collection[Profile]) -> set[str]:
    return {key for profile in profiles for key in profile.keys}
