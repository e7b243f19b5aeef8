"""Alike: entities whose names say the same and that were not joined; found in blocks, never by comparing all."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log10

from kg.names import normal_form
from kg.records import Doubt
from kg.resolve.cluster import Cluster
from kg.resolve.doubtful import cluster_papers
from kg.resolve.types import are_compatible
from kg.resolve.wording import are_alike, deletions, gist, is_cased, is_misspelt, lead, words_of

PAIRS = "pairs"
CROWD = 8
"""A block of more entities than this tells nothing: it is not looked into."""
_WEAK = frozenset(("neural", "automatic", "automated", "learning", "based"))
"""Words that a name may have or lack."""
_NEIGHBOURS = 3

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Reason:
    words: str
    weight: float


_SAME = _Reason("one name, two entities", 0.7)
_OTHER_TYPE = _Reason("one name, two types", 0.5)
_KIND = _Reason("the names differ in endings or in a word for its kind", 0.8)
_LONG = _Reason("their long forms differ in endings only", 0.8)
_SPELLING = _Reason("the names differ in one letter", 0.8)
_WITHIN = _Reason("one name is in the other, and papers name them beside the same things", 0.6)


def alike_pairs(clusters: Mapping[str, Cluster]) -> Iterator[Doubt]:
    """Yield the pairs of entities that may be one, the one with fewer papers first, each with its best reason."""
    papers = {id_: cluster_papers(cluster) for id_, cluster in clusters.items()}
    found: dict[Pair, _Reason] = {}
    for (one, other), reason in _candidates(clusters):
        pair = min((one, other), (other, one), key=lambda pair: (len(papers[pair[0]]), -len(papers[pair[1]]), pair))
        found.setdefault(pair, reason)
    beside = _Neighbours(papers, [pair for pair, reason in found.items() if reason is _WITHIN])
    for (less, more), reason in found.items():
        if reason is _WITHIN and beside.shared(less, more) < _NEIGHBOURS:
            continue
        count = len(papers[less])
        is_typed = are_compatible(clusters[less].type, clusters[more].type)
        weight = reason.weight if is_typed else reason.weight / 2
        value = round(count * weight + log10(len(papers[more])) / 10, 3)
        yield Doubt(PAIRS, less, more, value, count, reason.words)


def _candidates(clusters: Mapping[str, Cluster]) -> Iterator[tuple[Pair, _Reason]]:
    """Yield pairs with a reason, the best reason of a pair first."""
    names = {id_: cluster.name for id_, cluster in clusters.items()}
    longs = {id_: _long_forms(cluster) for id_, cluster in clusters.items()}
    for one, other in _pairs((normal_form(names[id_]), id_) for id_ in names):
        if _may_be_one(longs[one], longs[other]):
            yield (one, other), _SAME if clusters[one].type == clusters[other].type else _OTHER_TYPE
    gists = {id_: gist(name) for id_, name in names.items() if len(gist(name)) > 1 or not is_cased(name)}
    for one, other in _pairs((lead(words), id_) for id_, words in gists.items()):
        if are_alike(gists[one], gists[other]) and _may_be_one(longs[one], longs[other]):
            yield (one, other), _KIND
    spelt = [(words_of(form), id_) for id_ in names for form in sorted({names[id_], *longs[id_]})]
    for one, other in _pairs((lead(words), id_) for words, id_ in spelt if len(words) > 1):
        if _any_alike({names[one], *longs[one]}, {names[other], *longs[other]}):
            yield (one, other), _LONG
    plain = {id_: words_of(name) for id_, name in names.items() if not is_cased(name)}
    for one, other in _pairs((text, id_) for id_, words in plain.items() for text in deletions(words)):
        if is_misspelt(plain[one], plain[other]):
            yield (one, other), _SPELLING
    yield from ((pair, _WITHIN) for pair in _within(plain))


def _pairs(keyed: Iterable[tuple[Hashable, str]]) -> Iterator[Pair]:
    """Yield the pairs of ids that share a key, once each, in the order of the keys."""
    blocks: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for key, id_ in keyed:
        blocks[key][id_] = None
    found = (pair for block in blocks.values() if 1 < len(block) <= CROWD for pair in combinations(sorted(block), 2))
    yield from dict.fromkeys(found)


def _long_forms(cluster: Cluster) -> set[str]:
    """Return the long forms that papers define."""
    return {long for profile in cluster.own for _, long in profile.pairs}


def _may_be_one(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether long forms leave it open that two names mean the same: those of homonyms differ."""
    ones, others = set(one), set(other)
    return not ones or not others or _any_alike(ones, others)


def _any_alike(one: Iterable[str], other: Iterable[str]) -> bool:
    others = [words_of(form) for form in other]
    return any(are_alike(words, found) for words in map(words_of, one) for found in others if len(words) > 1)


def _within(names: Mapping[str, tuple[str, ...]]) -> Iterator[Pair]:
    """Yield pairs whose names are the same but for one weak word."""
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id_, words in names.items():
        holders[words].append(id_)
    for id_, words in names.items():
        for place, word in enumerate(words):
            if word in _WEAK and len(words) > 2:  # of two words, the other alone says too little
                yield from ((id_, other) for other in holders.get(words[:place] + words[place + 1 :], ())[:CROWD])


class _Neighbours:
    """What papers name beside some entities."""

    def __init__(self, papers: Mapping[str, Iterable[str]], pairs: Iterable[Pair]) -> None:
        wanted = {id_ for pair in pairs for id_ in pair}
        holders: dict[str, set[str]] = defaultdict(set)
        for id_ in wanted:
            for paper in papers[id_]:
                holders[paper].add(id_)
        self._beside: dict[str, set[str]] = defaultdict(set)
        for id_, found in papers.items():
            for paper in found:
                for other in holders.get(paper, ()):
                    self._beside[other].add(id_)

    def shared(self, one: str, other: str) -> int:
        """Return how many entities papers name beside either of two."""
        return len(self._beside[one] & self._beside[other] - {one, other})
