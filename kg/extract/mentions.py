"""Mentions: the groups of candidates that the scorer accepts, without overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract import scorer
from kg.extract.candidates import Candidate, Group, groups
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


def accepted(signals: Signals, model: scorer.Scorer, *, threshold: float) -> list[Scored]:
    """Return the groups that a text names with at least a probability, in the order of their first places.

    Args:
        signals: what the sources say of the text.
        model: the scorer.
        threshold: the least probability, between 0 and 1.
    """
    scored = [judged(group, signals, model) for group in groups(signals)]
    likely = [found for found in scored if found.type != scorer.NONE and found.probability >= threshold]
    return without_overlaps(likely)


def judged(group: Group, signals: Signals, model: scorer.Scorer) -> Scored:
    """Return a group with its likeliest entity type; its probability is that of being an entity of any type."""
    probabilities = model.probabilities(scorer.features(group, signals))
    entity = 1.0 - probabilities.pop(scorer.NONE)
    kind = min(probabilities, key=lambda name: (-probabilities[name], name))
    return Scored(group, kind, entity)


def without_overlaps(scored: Sequence[Scored]) -> list[Scored]:
    """Return groups whose candidates do not overlap: the longer candidate stays, of equal ones the likelier.

    A group keeps its candidates inside longer ones where it is likely enough by itself and has no others.
    """
    taken: set[int] = set()
    kept: dict[int, list[Candidate]] = {}
    order = sorted(
        ((index, candidate) for index, found in enumerate(scored) for candidate in found.candidates),
        key=lambda pair: (pair[1].start - pair[1].end, -scored[pair[0]].probability, pair[1]),
    )
    inside: dict[int, list[Candidate]] = {}
    for index, candidate in order:
        places = range(candidate.start, candidate.end)
        if not taken.isdisjoint(places):
            inside.setdefault(index, []).append(candidate)
            continue
        taken.update(places)
        kept.setdefault(index, []).append(candidate)
    for index, candidates in inside.items():
        if index not in kept and scored[index].probability >= _KEPT_INSIDE:
            kept[index] = candidates
    made = [_with(scored[index], kept[index]) for index in sorted(kept)]
    return sorted(made, key=lambda found: found.candidates[0])


def _with(found: Scored, candidates: list[Candidate]) -> Scored:
    return replace(found, group=replace(found.group, candidates=tuple(sorted(candidates))))
