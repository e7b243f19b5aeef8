"""Candidates for relations: the pairs of things that a sentence with a telling word may relate."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract.signals import Layout
from kg.extract.words import load as word_list

ACTORS = ("Method", "Model")
TITLE = 0
# The families of words that can relate two things of each kind: (actor, dataset), (actor, actor), (dataset, dataset).
# A word of several families counts as the first.
FAMILIES = {
    "AD": ("training", "evaluative", "better"),
    "AA": ("better", "based", "variant"),
    "DD": ("variant", "based"),
}
TELLING: dict[str, dict[str, str]] = {
    kind: {word: family for family in reversed(families) for word in sorted(word_list(family))}
    for kind, families in FAMILIES.items()
}
_KINDS = {
    word: tuple(kind for kind in FAMILIES if word in TELLING[kind]) for words in TELLING.values() for word in words
}
_MASKS = {"Method": "<A>", "Model": "<A>", "Dataset": "<D>", "Task": "<T>"}
_PRONOUNS = frozenset(["we", "it", "its", "ours"])
_OWNERS = frozenset(["our", "this", "these", "proposed", "the"])
_SELF = word_list("self")
_SELF_DATA = word_list("self_data")
_REPORTS = word_list("reports")
_JOINTS = frozenset([",", "and", "or", "&", "/", "then", "both", "the", "("])
_MAX_ASIDE = 8
_MAX_LENGTH = 120
_MAX_GAP = 40
_MIN_NAME = 3
_SIZE = re.compile(
    r"[\s\-_]*+(?:v?\d++(?:\.\d++)*+[bm]?|base|large|small|tiny|mini|xl|xxl|huge|instruct|chat|turbo|nano|pro|medium)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A thing that a paper names at a run of tokens."""

    start: int
    end: int
    group: int
    type: str
    role: str = "uses"
    word: str = ""
    """The word that stands for the thing where it is not named: "we", "our", "it"."""


@dataclass
class Sentence:
    """A sentence: its words in lower case, with marks in the place of names, and what is named in it."""

    index: int
    words: list[str]
    places: list[Place]
    heads: dict[int, int] = field(default_factory=dict)
    """For the start of each name the start of the first name of the enumeration that it stands in."""
    tails: dict[int, int] = field(default_factory=dict)
    """For the start of each name the end of the last name of its enumeration."""

    @cached_property
    def telling(self) -> dict[str, list[int]]:
        """Return for each kind of pair the places of the words that can relate it."""
        found: dict[str, list[int]] = {kind: [] for kind in FAMILIES}
        for at, word in enumerate(self.words):
            for kind in _KINDS.get(word, ()):
                found[kind].append(at)
        return found

    @property
    def title(self) -> bool:
        """Tell whether the sentence is the title."""
        return self.index == TITLE


def sentences(layout: Layout, places: Sequence[Place]) -> Iterator[Sentence]:
    """Yield the sentences that name something and say something of it."""
    by_sentence: dict[int, list[Place]] = {}
    for place in places:
        by_sentence.setdefault(layout.sentence_of[place.start], []).append(place)
    for index, here in sorted(by_sentence.items()):
        low, high = layout.sentences[index]
        words = [word.lower() for word in layout.words[low : min(high, low + _MAX_LENGTH)]]
        moved = sorted(
            Place(one.start - low, min(one.end - low, len(words)), one.group, one.type, one.role)
            for one in here
            if one.start - low < len(words)
        )
        for one in moved:
            words[one.start : one.end] = [_MASKS[one.type], *[""] * (one.end - one.start - 1)]
        heads = _heads(words, moved)
        ends = {heads[one.start]: one.end for one in moved}
        tails = {start: ends[head] for start, head in heads.items()}
        yield Sentence(index, words, moved, heads, tails)


def _heads(words: Sequence[str], places: Sequence[Place]) -> dict[int, int]:
    heads: dict[int, int] = {}
    last: Place | None = None
    for place in places:
        if place.start in heads:
            continue
        joined = (
            last is not None
            and _MASKS[last.type] == _MASKS[place.type]
            and _JOINTS.issuperset(_without_asides(words[last.end : place.start]))
        )
        heads[place.start] = heads[last.start] if joined and last else place.start
        last = place
    return heads


def _without_asides(words: Sequence[str]) -> list[str]:
    """Return words without what short brackets hold: "A (71 %), B (63 %)" is an enumeration."""
    kept: list[str] = []
    opened = -1
    for word in words:
        if word == "(":
            opened = len(kept)
        elif word == ")":
            if opened >= 0 and len(kept) - opened <= _MAX_ASIDE:
                del kept[opened:]
                opened = -1
            continue
        kept.append(word)
    return kept


def own_things(places: Sequence[Place], layout: Layout) -> dict[str, Place]:
    """Return the one actor ("A") and the one dataset ("D") that a paper introduces, where it is clear which."""
    found = {}
    for kind, types in (("A", ACTORS), ("D", ("Dataset",))):
        introduced = [one for one in places if one.role == "introduces" and one.type in types]
        titled = [one for one in introduced if one.start < layout.first]
        for choice in (introduced, titled):
            if len({one.group for one in choice}) == 1:
                found[kind] = choice[0]
                break
    return found


def selves(sentence: Sentence, own: Mapping[str, Place]) -> Iterator[Place]:
    """Yield the words of a sentence that stand for what the paper introduces, where the sentence does not name it."""
    named = {one.group for one in sentence.places}
    unnamed = {kind: one for kind, one in own.items() if one.group not in named}
    found = list(_references(sentence.words)) if unnamed else []
    for at, word, kinds in found:
        for kind in kinds:
            if kind in unnamed:
                yield _stand_in(unnamed[kind], at, f"{word} data" if kinds == "D" else word)
    if "A" in unnamed and not any("A" in kinds for _, _, kinds in found) and not _REPORTS.isdisjoint(sentence.words):
        yield _stand_in(unnamed["A"], -1, "nobody")


def _stand_in(own: Place, at: int, word: str) -> Place:
    return Place(max(at, 0), at + 1, own.group, own.type, own.role, word)


def _references(words: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield where words may stand for what the paper introduces, with the word and the kinds: "A", "D" or both."""
    for at, word in enumerate(words):
        if word in _PRONOUNS:
            yield at, word, "AD" if word == "we" else "A"
        elif word in _OWNERS:
            for noun in words[at + 1 : at + (2 if word == "the" else 5)]:
                if noun.startswith("<") or noun in _OWNERS:
                    break
                if noun in _SELF_DATA:
                    yield at, word, "D"
                    break
                if noun in _SELF:
                    yield at, word, "A"
                    break


def kind_of(subject: Place, target: Place) -> str:
    """Return the kind of a pair: "AD", "AA", "DD", or another that no relation has."""
    return ("D" if subject.type == "Dataset" else "A" if subject.type in ACTORS else "T") + (
        "D" if target.type == "Dataset" else "A" if target.type in ACTORS else "T"
    )


def pairs(sentence: Sentence, own: Mapping[str, Place], names: Sequence[str]) -> Iterator[tuple[Place, Place, str]]:
    """Yield the pairs that a sentence may relate: subject, object and kind; of each two things the places closest.

    Args:
        sentence: the sentence.
        own: what the paper introduces.
        names: the name of each group.
    """
    every = [*sentence.places, *selves(sentence, own)] if any(sentence.telling.values()) else sentence.places
    best: dict[tuple[int, int], tuple[int, Place, Place, str]] = {}
    for subject in every:
        for target in every:
            kind = kind_of(subject, target)
            gap = max(target.start - subject.end, subject.start - target.end)
            key = (subject.group, target.group)
            if kind in FAMILIES and (key not in best or gap < best[key][0]):
                told = subject.group != target.group and _is_told(sentence, subject, target, kind, gap)
                if told or is_version(names[subject.group], names[target.group]):
                    best[key] = (gap, subject, target, kind)
    for _, subject, target, kind in best.values():
        yield subject, target, kind


def _is_told(sentence: Sentence, subject: Place, target: Place, kind: str, gap: int) -> bool:
    """Tell whether the words of a sentence may relate two places."""
    if not sentence.telling[kind] or gap > _MAX_GAP or (subject.word and target.word):
        return False
    if target.word and not (target.word.endswith("data") if kind == "AD" else "by" in sentence.words):
        return False
    return not _in_one_list(sentence, subject, target) and not _speaks_of_another(sentence, subject, target)


def _in_one_list(sentence: Sentence, subject: Place, target: Place) -> bool:
    return sentence.heads.get(subject.start, -1) == sentence.heads.get(target.start, -2)


def _speaks_of_another(sentence: Sentence, subject: Place, target: Place) -> bool:
    """Tell whether a clause has its own subject: in "we show that X outperforms Y" it is not what "we" introduce."""
    if subject.word not in ("we", "it", "nobody") or "that" not in sentence.words[subject.end : target.start]:
        return False
    low, high = sentence.words.index("that", subject.end), sentence.heads.get(target.start, target.start)
    return any(low < one.start < high and one.type in ACTORS for one in sentence.places)


def is_version(longer: str, shorter: str) -> bool:
    """Tell whether a name adds a version or a size to another; "CIFAR-100" is none of "CIFAR-10"."""
    if len(shorter) < _MIN_NAME or len(longer) <= len(shorter) or not longer.lower().startswith(shorter.lower()):
        return False
    rest = longer[len(shorter) :]
    return bool(_SIZE.fullmatch(rest)) and not (shorter[-1].isdigit() and rest[0].isdigit())
