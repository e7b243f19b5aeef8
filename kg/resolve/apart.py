"""Apart: entities that a person holds to be two stay two where the papers begin to name them as one."""

from collections.abc import Collection, Iterable, Mapping

from kg.names import normal_form
from kg.resolve.cluster import Cluster, new_cluster
from kg.resolve.decisions import Decision
from kg.resolve.ledger import Heirs, Ledger
from kg.resolve.naming import best_name
from kg.resolve.senses import Sense
from kg.resolve.units import Profile

Profiles = tuple[Profile, ...]


def hold_apart(clusters: Mapping[str, Cluster], decisions: Iterable[Decision], ledger: Ledger) -> dict[str, Cluster]:
    """Return the clusters, with those that became one since two of them were held apart as two again.

    Args:
        clusters: what was found automatically, by id.
        decisions: those that hold two ids apart count.
        ledger: which forms the ids had when they were two; without it nothing can be told apart.
    """
    pairs = [decision.args for decision in decisions if decision.verb == "apart" and ledger.keys() >= {*decision.args}]
    wanted = {form for pair in pairs for id_ in pair for form in ledger[id_].forms}
    near: dict[str, set[str]] = {form: set() for form in wanted}
    found = dict(clusters)
    for id_ in found if pairs else ():
        _note(id_, found, near)
    for pair in pairs:
        _part(found, pair, ledger, near)
    return found


def _note(id_: str, clusters: Mapping[str, Cluster], near: Mapping[str, set[str]]) -> None:
    """Remember of a cluster which of some forms it has."""
    for key in clusters[id_].keys & near.keys():
        near[key].add(id_)


def _part(clusters: dict[str, Cluster], pair: tuple[str, ...], ledger: Ledger, near: Mapping[str, set[str]]) -> None:
    one, other = pair
    present = [id_ for id_ in (one, other) if id_ in clusters]
    if len(present) != 1:
        return
    (holder,) = present
    gone = other if holder == one else one
    if ledger[gone].is_of_papers or ledger[gone].split_from == holder:  # the line that splits it off does so again
        return
    forms = ledger[gone].forms
    held = ((id_, clusters[id_].keys) for id_ in sorted({id_ for form in forms for id_ in near[form]}))
    if Heirs(held, set(forms)).find(forms) != holder:
        return
    sides = _sides(clusters[holder].own, {*ledger[one].forms}, {*ledger[other].forms})
    if all(sides):
        before = clusters[holder]
        for id_, own in zip((one, other), sides, strict=True):
            clusters[id_] = _cluster(own, before, ledger[id_].type)
            _note(id_, clusters, near)


def _sides(profiles: Profiles, one: Collection[str], other: Collection[str]) -> tuple[Profiles, Profiles]:
    """Return the units of either side: to the second belong those with its forms and none of the first alone.

    What has forms of the second side only is of it too, so that the sides are the same when they are told apart again.
    """
    first = set(one) - set(other)
    leaving = [profile for profile in profiles if profile.keys & set(other) and not profile.keys & first]
    keys = {key for profile in leaving for key in profile.keys}
    second = tuple(profile for profile in profiles if profile.keys <= keys)
    return tuple(profile for profile in profiles if not profile.keys <= keys), second


def _cluster(own: Profiles, before: Cluster, type_: str) -> Cluster:
    entry = before.sense.entry
    keys = {key for profile in own for key in profile.keys}
    if entry and normal_form(entry.name) in keys:
        return new_cluster(Sense(type_, before.sense.key, entry), own)
    return new_cluster(Sense(type_, normal_form(best_name(own, type_=type_))), own)
