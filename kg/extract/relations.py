"""Relations between the entities of a sentence, read from trigger words: "X outperforms Y", "evaluated on Z"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import schema
from kg.extract.signals import Layout
from kg.extract.words import load as word_list

_MAX_GAP = 12
_MIN_NAME = 3
_NEGATIONS = word_list("negations")
_SELF = word_list("self")
_EVALUATIVE = word_list("evaluative")
_TRAINING = word_list("training")
_BASED = word_list("based")
_BETTER = word_list("better")
# Words between a trigger and what it is about that end the reach of the trigger.
_STOPS = word_list("clause_starts") | _BETTER
_KIND_OF = word_list("kind_of")
# Words that end the enumeration after a trigger.
_LIST_ENDS = frozenset(["by", "with", "for", ";"])
_SIZE = re.compile(
    r"[\s\-_]*(?:v?\d+(?:\.\d+)*[bm]?|base|large|small|tiny|mini|xl|xxl|huge|instruct|chat|turbo|nano|pro|medium)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """An entity of a paper at a run of tokens."""

    start: int
    end: int
    group: int
    type: str


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A relation between two groups of mentions in a sentence."""

    subject: int
    predicate: str
    object: int
    sentence: int
    confidence: float
    by: str


def find_relations(layout: Layout, places: Sequence[Place], names: Sequence[str], own: int | None) -> list[Found]:
    """Return the relations that the sentences of a paper state, each pair and predicate once a sentence.

    Args:
        layout: the tokens and sentences.
        places: where the entities stand.
        names: the name of each group.
        own: the group of what the paper introduces, for sentences that say "our method"; None where none is single.
    """
    types = {place.group: place.type for place in places}
    found: dict[tuple[int, str, int, int], Found] = {}
    for sentence, (low, high) in enumerate(layout.sentences):
        here = sorted(place for place in places if low <= place.start < high)
        words = [word.lower() for word in layout.words[low:high]]
        for relation in (*_stated(_Sentence(sentence, low, words, here, own)), *_variants(sentence, here, names)):
            key = (relation.subject, relation.predicate, relation.object, sentence)
            if relation.subject != relation.object and _allowed(relation, types):
                best = found.get(key)
                found[key] = relation if best is None or relation.confidence > best.confidence else best
    return [found[key] for key in sorted(found)]


def _allowed(relation: Found, types: dict[int, str]) -> bool:
    kind = schema.load().relations[relation.predicate]
    return kind.allows(types[relation.subject], types[relation.object])


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with the entities that stand in it."""

    index: int
    low: int
    words: list[str]
    places: list[Place]
    own: int | None


@dataclass(frozen=True, slots=True)
class _Trigger:
    """A word that states a relation, with the types of what follows it."""

    place: int
    predicate: str
    types: tuple[str, ...]
    confidence: float
    name: str
    single: bool = False
    """Whether only the first entity after it is meant."""


_ACTORS = ("Method", "Model")
_THINGS = ("Method", "Model", "Dataset")


def _stated(sentence: _Sentence) -> Iterator[Found]:
    for trigger in _triggers(sentence):
        if _is_negated(sentence.words, trigger.place):
            continue
        objects = _after(sentence, trigger)
        for subject in _before(sentence, trigger):
            for thing in objects[:1] if trigger.single else objects:
                yield Found(
                    subject, trigger.predicate, thing, sentence.index, trigger.confidence, f"trigger:{trigger.name}"
                )


def _is_negated(words: list[str], place: int) -> bool:
    """Tell whether one of the four words before a trigger turns it around; "not only" does not."""
    return any(
        words[index] in _NEGATIONS and words[index + 1] not in ("only", "just", "merely")
        for index in range(max(0, place - 4), place)
    )


def _triggers(sentence: _Sentence) -> Iterator[_Trigger]:
    """Yield the triggers of a sentence; the confidences were set by reading what each finds."""
    words = sentence.words
    for place, word in enumerate(words):
        if word in _BETTER and words[place + 1 : place + 2] != ["by"]:
            yield _Trigger(place, "outperforms", _ACTORS, 0.85, word)
        elif word == "on" and _near(words, place, _TRAINING, 2):
            yield _Trigger(place, "trainedOn", ("Dataset",), 0.8, "trained on")
        elif word in ("on", "across") and _near(words, place, _EVALUATIVE, 14):
            yield _Trigger(place, "evaluatedOn", ("Dataset",), 0.75, "evaluated on")
        elif word in ("on", "upon") and _near(words, place, _BASED, 2):
            yield _Trigger(place, "basedOn", _ACTORS, 0.75, "based on", single=True)
        elif word in ("extends", "extend"):
            yield _Trigger(place, "basedOn", _THINGS, 0.75, "extends", single=True)
        elif word == "of" and place and words[place - 1] in _KIND_OF:
            yield _Trigger(place, "variantOf", _THINGS, 0.8, "variant of", single=True)


def _near(words: list[str], place: int, wanted: frozenset[str], reach: int) -> bool:
    return any(word in wanted for word in words[max(0, place - reach) : place])


def _before(sentence: _Sentence, trigger: _Trigger) -> list[int]:
    """Return the subject of a trigger: what the paper introduces, or the nearest method or model before it."""
    place = sentence.low + trigger.place
    actors = [one for one in sentence.places if one.end <= place and one.type in _ACTORS]
    own = [] if sentence.own is None else [sentence.own]
    if any(one.group == sentence.own for one in actors) or (_SELF & set(sentence.words[: trigger.place])):
        return own
    near = [one.group for one in actors if place - one.end <= _MAX_GAP]
    return near[-1:] if near or actors else own


def _after(sentence: _Sentence, trigger: _Trigger) -> list[int]:
    """Return the entities after a trigger, up to a gap or a word that starts another clause."""
    found: list[int] = []
    listed = trigger.predicate == "outperforms"
    reached = trigger.place + 1
    last = (0, 0)
    for one in sentence.places:
        start = one.start - sentence.low
        if start < reached and (one.start, one.end) != last:  # equal where "CIFAR-10/100" stands for two
            continue
        between = set(sentence.words[reached:start])
        # "surpasses other methods by leveraging X" says nothing of X.
        if start - reached > _MAX_GAP or _STOPS & between or (listed and _LIST_ENDS & between):
            break
        if one.type in trigger.types:
            found.append(one.group)
            listed = True
        reached, last = one.end - sentence.low, (one.start, one.end)
    return found


def _variants(sentence: int, here: list[Place], names: Sequence[str]) -> Iterator[Found]:
    """Read versions and sizes from names: "LLaMA-2-7B" is a variant of "LLaMA-2" where a sentence names both."""
    groups = sorted({place.group for place in here})
    by_name: dict[str, list[int]] = {}
    for group in groups:
        by_name.setdefault(names[group].lower(), []).append(group)
    for longer in groups:
        name = names[longer]
        starts = (name[:end] for end in range(_MIN_NAME, len(name)))
        for shorter in (group for start in starts for group in by_name.get(start.lower(), ())):
            if _is_version(name, names[shorter]):
                yield Found(longer, "variantOf", shorter, sentence, 0.85, "name")


def _is_version(longer: str, shorter: str) -> bool:
    """Tell whether what a name adds to its start is a version or a size; "CIFAR-100" is none of "CIFAR-10"."""
    rest = longer[len(shorter) :]
    return bool(_SIZE.fullmatch(rest)) and not (shorter[-1].isdigit() and rest[0].isdigit())
