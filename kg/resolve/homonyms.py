"""Homonyms: papers that use a short form which stands for several things, and do not spell it out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.names import normal_form
from kg.records import Doubt
from kg.resolve.cluster import Cluster
from kg.resolve.columns import Columns
from kg.resolve.senses import LEXICON_PAPERS
from kg.resolve.wording import is_near, words_of

HOMONYMS = "homonyms"
_LEAST = 0.2
"""The share of the papers that spell a short form out as another thing, above which the others are asked about."""
_MOST = 5
"""The papers that are asked about for one entity: what they say tells whether it is worth asking about more."""

_Defined = Mapping[str, Mapping[str, set[int]]]


def unspelt(clusters: Mapping[str, Cluster], columns: Columns) -> Iterator[Doubt]:
    """Yield the papers that an entity has by a short form alone which other papers spell out as something else.

    The paper stands with the entity that it may mean instead.

    Args:
        clusters: the entities by id.
        columns: the units of all papers.
    """
    defined = _defined(clusters)
    for id_, cluster in clusters.items():
        for short, (spelling, papers) in _bare(cluster, defined):
            other = _other(id_, clusters, defined[short])
            if not other:
                continue
            ours, theirs = len(defined[short].get(id_, ())), len(defined[short][other])
            known = LEXICON_PAPERS if cluster.sense.entry else 0
            share = theirs / (ours + known + theirs)
            if ours and share >= _LEAST:
                why = f"'{spelling}' is not spelt out in it, and is {clusters[other].name} elsewhere"
                spelt = set().union(*defined[short].values())
                for number in sorted(papers - spelt)[:_MOST]:
                    yield Doubt(HOMONYMS, id_, f"{columns.names[number]} {other}", round(share, 3), 1, why)


def _defined(clusters: Mapping[str, Cluster]) -> _Defined:
    """Return which papers spell out each short form as each entity, of those that are spelt out as several."""
    found: dict[str, dict[str, set[int]]] = defaultdict(dict)
    for id_, cluster in clusters.items():
        for profile in cluster.own:
            for short in {normal_form(short) for short, _ in profile.pairs}:
                found[short].setdefault(id_, set()).update(profile.papers)
    return {short: table for short, table in found.items() if len(table) > 1}


def _bare(cluster: Cluster, wanted: _Defined) -> Iterable[tuple[str, tuple[str, set[int]]]]:
    """Return the papers that call an entity by one of some short forms alone, with its spelling."""
    found: dict[str, tuple[str, set[int]]] = {}
    for profile in cluster.own:
        keys = profile.keys
        if len(keys) == 1 and (key := min(keys)) in wanted:
            found.setdefault(key, (profile.forms[0], set()))[1].update(profile.papers)
    return found.items()


def _other(id_: str, clusters: Mapping[str, Cluster], table: Mapping[str, set[int]]) -> str:
    """Return the entity that a short form most often stands for besides one whose words differ from it."""
    ours = _long_forms(clusters[id_])
    others = [other for other in table if other != id_ and not _are_near(ours, _long_forms(clusters[other]))]
    return min(others, key=lambda other: (-len(table[other]), other), default="")


def _long_forms(cluster: Cluster) -> set[tuple[str, ...]]:
    return {words_of(long) for profile in cluster.own for _, long in profile.pairs}


def _are_near(ours: Iterable[tuple[str, ...]], theirs: Collection[tuple[str, ...]]) -> bool:
    """Tell whether two entities may be one in other words: then that is what is asked."""
    return any(is_near(one, other) for one in ours for other in theirs)
