"""Mentions: the groups of candidates that the scorer accepts, without overlaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract import scorer
from kg.extract.candidates import Candidate, Group, groups
from kg.extract.judge import Judge
from kg.extract.signals import Signals

# Above this confidence a thing that is only named inside the names of others is kept: "image generation" in
# "text-to-image generation" is mostly not meant by itself.
_KEPT_INSIDE = 0.85


@dataclass(frozen=True, slots=True)
class Scored:
    """A group of candidates with its type and the probability that it is an entity of that type."""

    group: Group
    type: str
    probability: float

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return the candidates of the group."""
        return self.group.candidates


def accepted(signals: Signals, judge: Judge, *, threshold: float) -> list[Scored]:
    """Return the groups that a text names with at least a probability, in the order of their first places.

    Args:
        signals: what the sources say of the text.
        judge: the model that says what each group is.
        threshold: the least probability, between 0 and 1.
    """
    found = groups(signals)
    scored = [scored_as(*pair) for pair in zip(found, judge.probabilities(found, signals), strict=True)]
    return without_overlaps([one for one in scored if one.probability >= threshold])


def scored_as(group: Group, probabilities: Mapping[str, float]) -> Scored:
    """Return a group with its likeliest entity type; its probability is that of being an entity of any type."""
    kind = min(probabilities.keys() - {scorer.NONE}, key=lambda name: (-probabilities[name], name))
    return Scored(group, kind, 1.0 - probabilities[scorer.NONE])


def without_overlaps(scored: Sequence[Scored]) -> list[Scored]:
    """Return groups whose candidates do not overlap: the longer candidate stays, of equal ones the likelier.

    A group keeps its candidates inside longer ones where these are its own, as in "Transformer models", or where it is
    likely enough by itself and has no others.
    """
    taken: dict[int, int] = {}
    kept: dict[int, list[Candidate]] = {}
    order = sorted(
        ((index, candidate) for index, found in enumerate(scored) for candidate in found.candidates),
        key=lambda pair: (pair[1].start - pair[1].end, -scored[pair[0]].probability, pair[1]),
    )
    inside: dict[int, list[Candidate]] = {}
    for index, candidate in order:
        places = range(*candidate.own)
        if any(taken.get(place, index) != index for place in places):
            inside.setdefault(index, []).append(candidate)
            continue
        taken.update(dict.fromkeys(places, index))
        kept.setdefault(index, []).append(candidate)
    for index, candidates in inside.items():
        if index not in kept and scored[index].probability >= _KEPT_INSIDE:
            kept[index] = candidates
    made = [_with(scored[index], kept[index]) for index in sorted(kept)]
    return sorted(made, key=lambda found: found.candidates[0])


def _with(found: Scored, candidates: list[Candidate]) -> Scored:
    return replace(found, group=replace(found.group, candidates=tuple(sorted(candidates))))
