"""Doubtful entities: forms that may name something else, types that papers disagree on, names that may be none."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from math import fsum

from kg.names import normal_form
from kg.records import Doubt
from kg.resolve.cluster import Cluster
from kg.resolve.wording import are_alike, fits, gist, is_same_but_for_acronym, words_of

MERGES, TYPES, GENERIC = "merges", "types", "generic"

_SPLIT_VOTE = 0.3
"""The share of the votes for another type that makes a type doubtful."""
_KNOWN_VOTE = 2 / 3
"""That share where the lexicon has given the type."""
_SURE_TYPE = 0.7
"""The confidence of a mention from which its type is evidence."""
_SEVERAL = 2
"""The papers that have to be sure of another type."""
_LABEL = 0.5
"""What another type counts for beside another merge: the facts stay where they are, and one label changes."""
_SURE = 0.72
"""The mean confidence above which a name is not called generic."""
_SHARED = 3
_COMMON = 0.15
"""What such a name counts for beside the other doubts: most turn out to be somebody's method or task."""
_MIN_DISTANCE = 0.3
_NARROWER = 0.4
_WEAK = frozenset(("automatic", "automated", "based", "learning"))
"""Words that a name may have or lack without meaning something else."""


@dataclass(slots=True)
class _Form:
    """What the papers of a cluster make of one normal form."""

    spelling: str
    papers: set[int]
    partners: set[str]
    """The other forms that stand for the same thing in one of these papers."""


def doubtful_forms(id_: str, cluster: Cluster) -> Iterator[Doubt]:
    """Yield the forms of an entity that only texts join to it: neither their letters nor a definition do."""
    if all(form == cluster.name for profile in cluster.own for form in profile.forms):
        return  # most are like this
    forms = _forms(cluster)
    sure = _sure_forms(cluster)
    for key in sorted(forms.keys() - {normal_form(form) for form in sure}):
        form = forms[key]
        weight, why = _distance(form, sure)
        if weight and len(form.papers) < len(cluster_papers(cluster)):
            yield Doubt(MERGES, id_, form.spelling, round(len(form.papers) * weight, 3), len(form.papers), why)


def _forms(cluster: Cluster) -> dict[str, _Form]:
    found: dict[str, _Form] = {}
    for profile in cluster.own:
        for spelling in profile.forms:
            form = found.setdefault(normal_form(spelling), _Form(spelling, set(), set()))
            form.papers |= profile.papers
            form.partners.update(other for other in profile.forms if normal_form(other) != normal_form(spelling))
    return found


def _sure_forms(cluster: Cluster) -> list[str]:
    """Return the name, the forms that the lexicon gives, and those that papers define one of these with."""
    known = list(cluster.sense.entry.forms) if cluster.sense.entry else []
    names = {normal_form(cluster.name), *map(normal_form, known)}
    pairs = {pair for profile in cluster.own for pair in profile.pairs}
    defined = {form for pair in pairs for form in pair if names & set(map(normal_form, pair))}
    return list(dict.fromkeys([cluster.name, *known, *sorted(defined)]))


def _distance(form: _Form, sure: Sequence[str]) -> tuple[float, str]:
    """Return how unsure it is that a form names the same as the sure ones, between 0 and 1, and why."""
    if any(_says_same(form.spelling, name) for name in sure):
        return 0.0, ""
    if narrowed := next((name for name in sure if _is_narrower(form.spelling, name)), ""):
        return (_NARROWER, f"narrower than '{narrowed}'") if len(form.papers) > 1 else (0.0, "")
    alike = max(_likeness(form.spelling, name) for name in sure)
    if alike > 1 - _MIN_DISTANCE:
        return 0.0, ""
    return 1 - alike, f"joined to '{min(form.partners, default=sure[0])}' by a text"


def _likeness(form: str, name: str) -> float:
    """Return how alike two names are, between 0 and 1; the words that both begin with make neither like the other."""
    one, other = gist(form), gist(name)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    rest, other_rest = " ".join(one[shared:]), " ".join(other[shared:])
    if not (shared and rest and other_rest):
        rest, other_rest = normal_form(form), normal_form(name)
    return SequenceMatcher(None, rest, other_rest, autojunk=False).ratio()


def _is_narrower(form: str, name: str) -> bool:
    """Tell whether a form has further words before all those of a name."""
    one, other = gist(form), gist(name)
    return len(one) > len(other) and are_alike(one[-len(other) :], other)


def _says_same(form: str, name: str) -> bool:
    one, other = gist(form), gist(name)
    if are_alike(sorted(one), sorted(other)) or set(one) == set(other) or is_same_but_for_acronym(one, other):
        return True
    if is_same_but_for_acronym(words_of(form), words_of(name)):
        return True
    more, fewer = sorted((set(one), set(other)), key=len, reverse=True)
    if fewer < more and (more - fewer <= _WEAK or not _is_narrower(form, name)):
        return True
    short, long = sorted((form, name), key=len)
    return len(words_of(short)) == 1 < len(words_of(long)) and fits(short, long)


def doubtful_type(id_: str, cluster: Cluster) -> Iterator[Doubt]:
    """Yield the type of an entity where several papers are sure of another one.

    What the lexicon says is asked about only where most papers contradict it.
    """
    if all(profile.type == cluster.type for profile in cluster.own):
        return
    weights: dict[str, list[float]] = defaultdict(list)
    sure: dict[str, set[int]] = defaultdict(set)
    for profile in cluster.own:
        weights[profile.type] += profile.members.confidences
        sure[profile.type] |= profile.members.sure(_SURE_TYPE)
    total = fsum(fsum(found) for found in weights.values())
    others = {type_: fsum(found) / total for type_, found in sorted(weights.items()) if type_ != cluster.type}
    type_ = max(others, key=others.__getitem__)
    share = min(others[type_], 1.0)
    is_known = cluster.sense.entry is not None
    if len(sure[type_]) < (_SHARED if is_known else _SEVERAL) or share < (_KNOWN_VOTE if is_known else _SPLIT_VOTE):
        return
    papers = len(cluster_papers(cluster))
    odds = share**2 / (share**2 + (1 - share) ** 2)
    source = "the lexicon" if is_known else "most mentions"
    why = f"{cluster.type} for {source}, {type_} for {share:.0%} of the mentions"
    yield Doubt(TYPES, id_, type_, round(papers * odds * _LABEL, 3), papers, why)


def doubtful_name(id_: str, cluster: Cluster) -> Iterator[Doubt]:
    """Yield a common noun that several papers share and of which the extractor is not sure."""
    confidences = [confidence for profile in cluster.own for confidence in profile.members.confidences]
    is_common = cluster.name == cluster.name.lower() and cluster.sense.entry is None
    if not is_common or len(confidences) < _SHARED:
        return
    mean = fsum(confidences) / len(confidences)
    papers = len(cluster_papers(cluster))
    if papers >= _SHARED and mean < _SURE:
        value = round(papers * (1 - mean) * _COMMON, 3)
        yield Doubt(GENERIC, id_, "", value, papers, f"a common noun, found with a confidence of {mean:.2f}")


def cluster_papers(cluster: Cluster) -> Collection[int]:
    """Return the papers that name an entity of themselves, not through a decision."""
    return {paper for profile in cluster.own for paper in profile.members.papers}
