"""Ids: `type/slug`, those that the ledger has for the forms, or new ones."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from kg import schema
from kg.names import slug
from kg.resolve.cluster import Cluster
from kg.resolve.ledger import CROWD, Ledger, LedgerEntry
from kg.resolve.naming import long_form

_DIGEST = 6
_Claim = tuple[int, int, bool, bool, bool, str, int]
_Look = tuple[str, tuple[str, ...]]
_Form = TypeVar("_Form")
_Index = dict[tuple[str, _Form], list[LedgerEntry]]


def _never(_: str) -> bool:
    return False


def assign_ids(
    clusters: Sequence[Cluster], ledger: Ledger, *, is_taken: Callable[[str], bool] = _never
) -> dict[str, Cluster]:
    """Return each cluster under the id that most of its forms have in the ledger, or else under a new one.

    Args:
        clusters: the clusters, in a stable order.
        ledger: the ids that were given before.
        is_taken: tells of an id whether it is in use already.
    """
    given = _unchanged(clusters, ledger, is_taken) if ledger else {}
    used = {*given.values()}
    others = [index for index in range(len(clusters)) if index not in given]
    for *_, id_, index in sorted(_claims(clusters, others, ledger)):
        if index not in given and id_ not in used and not is_taken(id_):
            given[index] = id_
            used.add(id_)
    used.update(ledger)
    new = [index for index in others if index not in given]
    for index in sorted(new, key=lambda index: (-_support(clusters[index]), _long(clusters[index]), index)):
        given[index] = _new_id(clusters[index], lambda id_: id_ not in used and not is_taken(id_))
        used.add(given[index])
    return {given[index]: cluster for index, cluster in enumerate(clusters)}


def _unchanged(clusters: Sequence[Cluster], ledger: Ledger, is_taken: Callable[[str], bool]) -> dict[int, str]:
    """Return the ids of clusters that have the name and the forms of one entry: no claim goes before theirs."""
    entries: dict[_Look, str] = {}
    for entry in ledger.values():
        if entry.is_of_papers:
            continue
        look = entry.type, entry.forms
        entries[look] = "" if look in entries else entry.id
    found: dict[str, list[int]] = defaultdict(list)
    for index, cluster in enumerate(clusters):
        found[entries.get(_look(cluster), "")].append(index)
    return {
        index: id_
        for id_, (index, *others) in found.items()
        if id_ and not others and not is_taken(id_) and _is_entry_of(ledger[id_], clusters[index])
    }


def _is_entry_of(entry: LedgerEntry, cluster: Cluster) -> bool:
    return entry.name == cluster.name and entry.replaced_by is None and not entry.decision


def _look(cluster: Cluster) -> _Look:
    return cluster.type, tuple(sorted(cluster.keys))


def _claims(clusters: Sequence[Cluster], indexes: Sequence[int], ledger: Ledger) -> Iterator[_Claim]:
    """Yield which cluster has a claim to which id, the best claim smallest: more shared forms, then fewer others.

    A retired id goes only to a cluster that has most of its forms.
    """
    wanted = {form for index in indexes for form in clusters[index].keys} if ledger else set()
    holders, twins = _index(ledger.values(), wanted)
    for index in indexes if ledger else ():
        cluster = clusters[index]
        keys = cluster.keys
        found = {entry for key in keys for entry in holders.get((cluster.type, key), ())}
        found.update(twins.get(_look(cluster), ()))
        for entry in found:
            count = len(keys.intersection(entry.forms))
            is_retired = entry.replaced_by is not None
            if not is_retired or count * 2 > len(entry.forms):
                others = len(keys) + len(entry.forms) - 2 * count
                has_other_name = entry.name != cluster.name
                yield -count, others, bool(entry.decision), is_retired, has_other_name, entry.id, index


def _index(entries: Iterable[LedgerEntry], wanted: Collection[str]) -> tuple[_Index[str], _Index[tuple[str, ...]]]:
    """Return the entries by each wanted form, without the forms that too many share, and by all their forms."""
    holders: _Index[str] = defaultdict(list)
    twins: _Index[tuple[str, ...]] = defaultdict(list)
    for entry in entries:
        held = [form for form in entry.forms if form in wanted] if not entry.is_of_papers else ()
        if held:
            twins[entry.type, entry.forms].append(entry)
        for form in held:
            holders[entry.type, form].append(entry)
    return {place: found for place, found in holders.items() if len(found) <= CROWD}, twins


def _support(cluster: Cluster) -> int:
    return len({paper for profile in cluster.profiles for paper in profile.members.papers})


def _long(cluster: Cluster) -> str:
    entry = cluster.sense.entry
    spelt = long_form(cluster.own)
    return spelt or next((form for form in entry.forms if " " in form), "") if entry else spelt


def _new_id(cluster: Cluster, is_free: Callable[[str], bool]) -> str:
    """Return the plain id, else one with the long form, else one with a digest of what the cluster is."""
    plain = f"{_path(cluster.type)}/{slug(cluster.name)}"
    if is_free(plain):
        return plain
    long = slug(_long(cluster) or cluster.name)
    if long != slug(cluster.name) and is_free(f"{plain}--{long}"):
        return f"{plain}--{long}"
    content = "\n".join([*cluster.sense.order, *sorted(cluster.keys)])
    digest = hashlib.sha256(content.encode()).hexdigest()
    tails = (digest[:length] for length in range(_DIGEST, len(digest) + 1))
    return next(f"{plain}--{tail}" for tail in tails if is_free(f"{plain}--{tail}"))


def sense_id(type_: str, entity: str, paper: str) -> str:
    """Return the id of what a paper means by the name of an entity: it depends on the decision alone.

    >>> sense_id("Model", "method/fern", "paper/arxiv-2611.00003")
    'model/fern--arxiv-2611.00003'
    """
    return f"{_path(type_)}/{entity.partition('/')[2]}--{slug(paper.partition('/')[2])}"


def _path(type_: str) -> str:
    known = schema.load().types.get(type_)
    return known.path if known else slug(type_)
