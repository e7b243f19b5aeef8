"""Clusters: the units that name one entity, found without comparing any two of them.

Each unit points to one sense: that of its long form, or the one that its short form usually has. Nothing is joined
through a short form, so two long forms of one acronym stay two entities however many papers use the acronym alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.names import normal_form
from kg.resolve.components import components
from kg.resolve.heads import Heads, read_heads
from kg.resolve.naming import best_name
from kg.resolve.senses import Sense, Senses, of_entry
from kg.resolve.types import Typed, settle_types
from kg.resolve.units import Profile
from kg.resolve.variants import Known

Placed = dict[Sense, list[Profile]]


@dataclass(frozen=True, slots=True)
class Graft:
    """Units that a person's decision gave to an entity."""

    profiles: tuple[Profile, ...]
    detail: str
    """The line of the decision and its reason."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The units that name one entity."""

    sense: Sense
    name: str
    own: tuple[Profile, ...]
    """The units that it has of itself."""
    grafts: tuple[Graft, ...] = ()
    renamed: str = ""
    """The line and the reason of the decision that gave it its name, if one did."""

    @property
    def type(self) -> str:
        """Return the entity's type."""
        return self.sense.type

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Return all units."""
        return self.own + tuple(profile for graft in self.grafts for profile in graft.profiles)

    @property
    def keys(self) -> frozenset[str]:
        """Return the normal forms of all units."""
        return frozenset(normal_form(form) for profile in self.profiles for form in profile.forms)


def new_cluster(sense: Sense, profiles: Iterable[Profile]) -> Cluster:
    """Return a cluster of units, with the name that the lexicon or the units give it."""
    own = tuple(profiles)
    return Cluster(sense, sense.entry.name if sense.entry else best_name(own, type_=sense.type), own)


def find_clusters(profiles: Sequence[Profile], known: Known) -> list[Cluster]:
    """Return the clusters of all units, sorted.

    Args:
        profiles: all units, as `kg.resolve.units.gather` gives them.
        known: the lexicon.
    """
    lone, bins = components(profiles, known)
    clusters = [Cluster(Sense(one.type, normal_form(one.forms[0])), one.forms[0], (one,)) for one in lone]
    for together in bins:
        clusters += _joined(together, known)
    return sorted(clusters, key=lambda cluster: cluster.sense.order)


def _joined(profiles: Sequence[Profile], known: Known) -> list[Cluster]:
    """Return the clusters of units whose forms no others have."""
    heads = read_heads(profiles, known)
    named: list[tuple[str, Profile]] = []
    bare: list[tuple[str, Profile]] = []
    for profile in profiles:
        key, is_short = heads.head(profile)
        (bare if is_short else named).append((key, profile))
    senses = Senses(known)
    placed = _place_named(named, known, senses)
    _place_bare(bare, heads, senses, placed)
    clusters = [new_cluster(sense, placed[sense]) for sense in sorted(placed, key=lambda sense: sense.order)]
    return _join_twins(_join_namesakes(clusters, heads))


def _join_namesakes(clusters: Sequence[Cluster], heads: Heads) -> list[Cluster]:
    """Join clusters of one type and name that units of several forms kept apart; defined acronyms stay homonyms."""
    kept: list[Cluster] = []
    blocks: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if heads.is_short(cluster.name) and any(profile.pairs for profile in cluster.own):
            kept.append(cluster)
        else:
            blocks[cluster.type, normal_form(cluster.name)].append(cluster)
    for block in blocks.values():
        kept += _join_block(block)
    return kept


def _join_twins(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join clusters of one type that have the same forms: nothing tells them apart."""
    blocks: dict[tuple[str, frozenset[str]], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        blocks[cluster.type, cluster.keys].append(cluster)
    return [cluster for block in blocks.values() for cluster in _join_block(block)]


def _join_block(block: Sequence[Cluster]) -> list[Cluster]:
    """Join the clusters that no lexicon entry holds apart to the first: an entry's, or else the largest."""
    first, *others = sorted(block, key=_precedence)
    loose = [cluster for cluster in others if not cluster.sense.entry]
    if not loose:
        return list(block)
    own = [profile for cluster in (first, *loose) for profile in cluster.own]
    return [new_cluster(first.sense, own), *(cluster for cluster in others if cluster.sense.entry)]


def _precedence(cluster: Cluster) -> tuple[bool, int, str]:
    size = sum(len(profile.members) for profile in cluster.own)
    return cluster.sense.entry is None, -size, cluster.sense.key


def _place_named(named: Iterable[tuple[str, Profile]], known: Known, senses: Senses) -> Placed:
    """Place the units that have a name of their own, and tell `senses` what short forms they define."""
    rows = [(key, profile.type, profile) for key, profile in named]
    settled = settle_types(rows, lambda key: {entry.type for entry in known.get(key, ())})
    placed: Placed = defaultdict(list)
    for key, type_, profile in rows:
        sense = _sense(key, settled[key, type_], profile, known)
        placed[sense].append(profile)
        for short in sorted({normal_form(short) for short, _ in profile.pairs}):
            senses.add(short, sense, profile.papers)
    for sense, entry_sense in senses.adopt().items():
        placed[entry_sense].extend(placed.pop(sense))
    return placed


def _sense(key: str, type_: str, profile: Profile, known: Known) -> Sense:
    entries = [entry for entry in known.get(key, ()) if entry.type == type_]
    if not entries:
        return Sense(type_, key)
    if len(entries) == 1:
        return of_entry(entries[0])
    keys = profile.keys
    return of_entry(max(entries, key=lambda entry: len(keys & {normal_form(form) for form in entry.forms})))


def _place_bare(bare: Sequence[tuple[str, Profile]], heads: Heads, senses: Senses, placed: Placed) -> None:
    """Place the units that have only a short form."""
    shorts = {key for key, _ in bare}
    rows: list[Typed] = [(key, profile.type, profile) for key, profile in bare]
    defined = [
        (normal_form(short), sense.type, profile)
        for sense in sorted(placed, key=lambda sense: sense.order)
        for profile in placed[sense]
        for short, _ in profile.pairs
    ]
    settled = settle_types(rows + [row for row in defined if row[0] in shorts], senses.known_types)
    for key, type_, profile in rows:
        settled_type = settled[key, type_]
        hints = {heads.class_of(other) for other in profile.keys if other != key}
        sense = senses.choose(key, settled_type, hints=hints) or Sense(settled_type, key)
        placed[sense].append(profile)
