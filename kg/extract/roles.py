"""Roles: what an entity is to the paper that names it."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.extract import cues, scorer
from kg.extract.mentions import Scored
from kg.extract.signals import Signals
from kg.extract.words import load as word_list
from kg.names import normal_form

INTRODUCES, USES, COMPARES, MENTIONS = "introduces", "uses", "compares", "mentions"
# A name of one annotated abstract alone is not well known: in that abstract it may be what the paper introduces.
_MIN_SEEN = 2
LIKELY = 0.35
PATH = Path(__file__).resolve().parent.parent / "model" / "roles.json"
_TELLING = word_list("telling")
_CLAUSES = frozenset([",", ".", ";", ":", "but", "while", "using", "by", "than", "on"])
_REACH = 8


@cache
def shipped() -> scorer.Scorer:
    """Return the weights of the roles that ship with the tool."""
    return scorer.shipped(PATH)


def roles_of(found: Sequence[Scored], signals: Signals, model: scorer.Scorer) -> list[str]:
    """Return the likeliest role of each entity of a paper.

    Most papers introduce something. Where nothing seems to be introduced, because its name is well known by now, the
    entity that is likeliest to be is taken, if it is likely enough.
    """
    probabilities = [model.probabilities(features(one, signals)) for one in found]
    chosen = [min(row, key=lambda role: (-row[role], role)) for row in probabilities]
    for index, one in enumerate(found):
        if chosen[index] == USES and _is_done_without(one, signals):
            chosen[index] = MENTIONS
    if found and INTRODUCES not in chosen:
        best = max(range(len(found)), key=lambda index: (probabilities[index].get(INTRODUCES, 0.0), -index))
        if probabilities[best].get(INTRODUCES, 0.0) >= LIKELY:
            chosen[best] = INTRODUCES
    return chosen


def _is_done_without(found: Scored, signals: Signals) -> bool:
    """Tell whether a text says of an entity only that it is not used: "without quantization-aware training"."""
    words = signals.layout.words
    return all(_follows_without(words, one.start) for one in found.candidates)


def _follows_without(words: Sequence[str], place: int) -> bool:
    """Tell whether "without" stands before a place, with no new clause between."""
    for word in reversed(words[max(0, place - _REACH) : place]):
        if word.lower() == "without":
            return True
        if word.lower() in _CLAUSES:
            return False
    return False


def features(found: Scored, signals: Signals) -> list[str]:
    """Return the binary features of an entity's place in a paper, sorted."""
    group = found.group
    plain = {"bias", f"type={found.type}", *_context(found, signals), *_known(found), *_place(found, signals)}
    crossed = {
        f"{found.type} & {feature}" for feature in plain if feature.startswith(("cue", "first", "known", "in title"))
    }
    shapes = {f"shape={scorer.shape_of(form)}" for form in group.forms}
    both = {
        f"{shape} & {feature}"
        for shape in shapes
        for feature in plain
        if feature.startswith(("known", "cue=intro", "times"))
    }
    return sorted(plain | crossed | shapes | both)


def _context(found: Scored, signals: Signals) -> Iterator[str]:
    layout = signals.layout
    title = cues.title_name(layout.words, layout.first)
    for candidate in found.candidates:
        if (candidate.start, candidate.end) == title:
            yield "cue=title"
        low, high = layout.sentences[layout.sentence_of[candidate.start]]
        for cue in cues.span_cues(layout.words, candidate.start, candidate.end, (low, high)):
            yield f"cue={cue.name}{':' + cue.type if cue.type else ''}"
        words = [word.lower() for word in layout.words[max(low, candidate.start - 4) : candidate.start]]
        yield from (f"before={word}" for word in words)
        yield f"after={' '.join(layout.words[candidate.end : min(high, candidate.end + 1)]).lower()}"
    for sentence in {layout.sentence_of[candidate.start] for candidate in found.candidates}:
        there = {word.lower() for word in layout.words[slice(*layout.sentences[sentence])]}
        yield from (f"sentence={word}" for word in there & _TELLING)


def _known(found: Scored) -> Iterator[str]:
    best = max((known.seen for known in found.group.known if known.seen >= _MIN_SEEN), default=0)
    yield f"known={scorer.bucket(best, (1, 2, 4, 10))}"
    if any(known.types for known in found.group.known):
        yield "known=lexicon"
    if found.group.definitions:
        yield "defined"


def _place(found: Scored, signals: Signals) -> Iterator[str]:
    layout = signals.layout
    sentences = {layout.sentence_of[candidate.start] for candidate in found.candidates}
    yield f"first={min(*sentences, 6)}"
    yield f"times={scorer.bucket(len(found.candidates), (1, 2, 3, 5))}"
    share = max(sentences) / max(1, len(layout.sentences) - 1)
    yield f"latest={scorer.bucket(share, (0.2, 0.5, 0.8))}"
    if 0 in sentences:
        yield "in title"
        yield f"in title, words={min(len(found.group.forms[0].split()), 3)}"
    if sentences == {0}:
        yield "only in title"
    if scorer.named_in_link(found.group.forms, signals):
        yield "cue=own link"
    title = layout.surface(0, layout.first)
    if normal_form(title) in {normal_form(form) for form in found.group.forms}:
        yield "cue=whole title"
