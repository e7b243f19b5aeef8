"""Alike: entities whose names say the same and that were not joined; found in blocks, never by comparing all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from kg.names import normal_form
from kg.records import Doubt
from kg.resolve.beside import Beside
from kg.resolve.blocks import Pair, pairs
from kg.resolve.cluster import Cluster
from kg.resolve.columns import Columns
from kg.resolve.doubtful import cluster_papers
from kg.resolve.types import are_compatible
from kg.resolve.wording import are_alike, deletions, gist, is_cased, is_misspelt, is_near, lead, words_of

PAIRS = "pairs"
CROWD = 8
"""A block of more entities than this tells nothing: it is not looked into."""
_WEAK = frozenset(("neural", "automatic", "automated", "learning", "based"))
"""Words that a name may have or lack."""
_NEIGHBOURS = 3
_OTHER_KIND = 0.6
"""What is left where one is a model and the other a task, as `topic model` and `topic modeling` are."""
_DATASET = 0.5


@dataclass(frozen=True, slots=True)
class _Reason:
    words: str
    weight: float


_SAME = _Reason("one name, two entities", 0.7)
_OTHER_TYPE = _Reason("one name, two types", 0.5)
_KIND = _Reason("the names differ in endings or in a word for its kind", 0.8)
_LONG = _Reason("their long forms differ in endings only", 0.8)
_SPELLING = _Reason("the names differ in one letter", 0.8)
_SHORT = _Reason("one short form, and long forms that may say the same", 0.6)
_WITHIN = _Reason("one name is in the other, and papers name them beside the same things", 0.4)


def alike_pairs(clusters: Mapping[str, Cluster], columns: Columns) -> Iterator[Doubt]:
    """Yield the pairs of entities that may be one, the one with fewer papers first, each with its best reason.

    Args:
        clusters: the entities by id.
        columns: the units of all papers.
    """
    ids, every = list(clusters), list(clusters.values())
    found: dict[Pair, _Reason] = {}
    for pair, reason in _candidates(every):
        found.setdefault((min(pair), max(pair)), reason)
    beside = Beside(every, columns) if _WITHIN in found.values() else None
    papers = {place: len(cluster_papers(every[place])) for pair in found for place in pair}
    for pair, reason in found.items():
        if beside and reason is _WITHIN and beside.shared(*pair) < _NEIGHBOURS:
            continue
        less, more = min(pair, pair[::-1], key=lambda pair: (papers[pair[0]], -papers[pair[1]], ids[pair[0]]))
        weight = reason.weight * _typed(every[less].type, every[more].type)
        value = round(papers[less] * weight + log10(papers[more]) / 10, 3)
        yield Doubt(PAIRS, ids[less], ids[more], value, papers[less], reason.words)


def _typed(one: str, other: str) -> float:
    """Return what the types of two entities leave of how likely they are one."""
    return 1.0 if one == other else _OTHER_KIND if are_compatible(one, other) else _DATASET


def _candidates(clusters: Sequence[Cluster]) -> Iterator[tuple[Pair, _Reason]]:
    """Yield pairs of places with a reason, the best reason of a pair first."""
    names = [cluster.name for cluster in clusters]
    places = range(len(clusters))
    longs = {place: long for place, long in enumerate(map(_long_forms, clusters)) if long}
    for one, other in pairs(places, lambda place: [normal_form(names[place])], most=CROWD):
        if _may_be_one(longs.get(one, ()), longs.get(other, ())):
            yield (one, other), _SAME if clusters[one].type == clusters[other].type else _OTHER_TYPE
    telling = [place for place, name in enumerate(names) if len(gist(name)) > 1 or not is_cased(name)]
    for one, other in pairs(telling, lambda place: [lead(gist(names[place]))], most=CROWD):
        if are_alike(gist(names[one]), gist(names[other])) and _may_be_one(longs.get(one, ()), longs.get(other, ())):
            yield (one, other), _KIND
    yield from _by_long_forms(clusters, longs)
    plain = [place for place, name in enumerate(names) if not is_cased(name)]
    for one, other in pairs(plain, lambda place: deletions(words_of(names[place])), most=CROWD):
        if is_misspelt(words_of(names[one]), words_of(names[other])):
            yield (one, other), _SPELLING
    yield from ((pair, _WITHIN) for pair in _within({place: words_of(names[place]) for place in plain}))


def _by_long_forms(clusters: Sequence[Cluster], longs: Mapping[int, set[str]]) -> Iterator[tuple[Pair, _Reason]]:
    spelt = _Spelt([cluster.name for cluster in clusters], longs)
    for one, other in pairs(range(len(clusters)), spelt.leads, most=CROWD):
        if _any_alike(spelt.forms(one), spelt.forms(other)):
            yield (one, other), _LONG
    for one, other in pairs(list(longs), lambda place: _shorts(clusters[place]), most=CROWD):
        if _any_near(longs[one], longs[other]):
            yield (one, other), _SHORT


class _Spelt:
    """The names and long forms of entities."""

    def __init__(self, names: Sequence[str], longs: Mapping[int, set[str]]) -> None:
        self._names, self._longs = names, longs

    def forms(self, place: int) -> set[str]:
        return {self._names[place], *self._longs.get(place, ())}

    def leads(self, place: int) -> list[tuple[str, ...]]:
        return [lead(words) for words in map(words_of, self.forms(place)) if len(words) > 1]


def _long_forms(cluster: Cluster) -> set[str]:
    """Return the long forms that papers define."""
    return {long for profile in cluster.own for _, long in profile.pairs}


def _shorts(cluster: Cluster) -> set[str]:
    """Return the normal forms of the short forms that papers define."""
    return {normal_form(short) for profile in cluster.own for short, _ in profile.pairs}


def _any_near(one: Iterable[str], other: Iterable[str]) -> bool:
    return any(is_near(words_of(left), words_of(right)) for left in one for right in other)


def _may_be_one(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether long forms leave it open that two names mean the same: those of homonyms differ."""
    ones, others = set(one), set(other)
    return not ones or not others or _any_alike(ones, others)


def _any_alike(one: Iterable[str], other: Iterable[str]) -> bool:
    others = [words_of(form) for form in other]
    return any(are_alike(words, found) for words in map(words_of, one) for found in others if len(words) > 1)


def _within(names: Mapping[int, tuple[str, ...]]) -> Iterator[Pair]:
    """Yield pairs whose names are the same but for one weak word."""
    fewer = [
        (place, words[:gap] + words[gap + 1 :])
        for place, words in names.items()
        if len(words) > 2  # of two words, the other alone says too little
        for gap, word in enumerate(words)
        if word in _WEAK
    ]
    wanted = {words for _, words in fewer}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in names.items():
        if words in wanted:
            holders[words].append(place)
    yield from ((place, other) for place, words in fewer for other in holders.get(words, ())[:CROWD])
