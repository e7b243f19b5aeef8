"""The scorer: a linear model that says what a group of candidates is, from its words and from what stands around it.

It is a multinomial logistic regression over binary features; its weights are plain numbers in `kg/model/scorer.json`.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import ModelError
from kg.extract import cues
from kg.extract.candidates import Group
from kg.extract.signals import Signals
from kg.names import normal_form

PATH = Path(__file__).resolve().parent.parent / "model" / "scorer.json"
NONE = "none"
_PROBABILITIES = (0.2, 0.4, 0.55, 0.7, 0.8, 0.9, 0.96, 0.99)
_RATES = (0.02, 0.1, 0.25, 0.4, 0.6, 0.8, 0.95)
_CORPUS_RATES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_COUNTS = (1, 2, 3, 5, 10, 30)
_LATE = 6
_MIN_LINKED = 3


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights of the labels for each feature; a label is an entity type or `none`."""

    labels: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]

    def scores(self, features: Sequence[str]) -> list[float]:
        """Return the score of each label: the sum of the weights of the features."""
        known = [weights for weights in map(self.weights.get, features) if weights]
        return list(map(math.fsum, zip(*known, strict=True))) or [0.0] * len(self.labels)

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """Return the probability of each label."""
        sums = self.scores(features)
        highest = max(sums)
        powers = [math.exp(value - highest) for value in sums]
        total = sum(powers)
        return {label: power / total for label, power in zip(self.labels, powers, strict=True)}


@cache
def shipped(path: Path = PATH) -> Scorer:
    """Return the scorer that ships with the tool.

    Raises:
        ModelError: its file is missing or wrong.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Scorer(tuple(raw["labels"]), raw["weights"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: the scorer's weights cannot be read ({error}); reinstall kg") from error


def features(group: Group, signals: Signals, at: Sequence[cues.Cue]) -> list[str]:
    """Return the binary features of a group of candidates, sorted.

    Args:
        group: the group.
        signals: what the sources say of its text.
        at: the cues at its places.
    """
    found = {
        "bias",
        *_tagger(group),
        *_known(group),
        *_corpus(group),
        *_context(group, signals, at),
        *_shape(group),
        *_place(group, signals),
    }
    found.update([*_crossed(found, ("tag=", "untagged"), ("rate=", "lexicon=", "known="))])
    found.update([*_crossed(found, ("p=",), ("rate=", "shape=", "last=", "seen="))])
    return sorted(found)


def _crossed(found: set[str], ones: tuple[str, ...], others: tuple[str, ...]) -> Iterator[str]:
    """Yield the conjunctions of features; a linear model has no other way to weigh two things together."""
    for one in found:
        if one.startswith(ones) and " & " not in one:
            yield from (f"{one} & {other}" for other in found if other.startswith(others) and " & " not in other)


def _tagger(group: Group) -> Iterator[str]:
    if not group.tagged:
        yield "untagged"
        yield "p=0"
        return
    best: dict[str, float] = {}
    for span in group.tagged:
        best[span.type] = max(best.get(span.type, 0.0), span.probability)
    kind = min(best, key=lambda name: (-best[name], name))
    yield f"tag={kind}"
    yield f"p={bucket(best[kind], _PROBABILITIES)}"
    for name, probability in best.items():
        yield f"tag {name} p={bucket(probability, _PROBABILITIES)}"
    yield f"tagged share={bucket(len(group.tagged) / len(group.candidates), (0.3, 0.6, 0.99))}"
    yield f"tagged times={bucket(len(group.tagged), (1, 2, 4))}"
    if len(best) > 1:
        yield "tagged types differ"


def _known(group: Group) -> Iterator[str]:
    types = sorted({kind for known in group.known for kind in known.types})
    yield from (f"lexicon={kind}" for kind in types or [NONE])
    best = max((known for known in group.known if known.seen), key=lambda known: known.seen, default=None)
    if best is None:
        yield "known=no"
        yield "rate=no"
        return
    total = sum(best.counts.values())
    kind = min(best.counts, key=lambda name: (-best.counts[name], name))
    yield f"known={kind}"
    yield f"known={kind} share={bucket(best.counts[kind] / total, (0.5, 0.75, 0.95))}"
    yield f"rate={bucket(total / best.seen, _RATES)}"
    yield f"seen={bucket(best.seen, _COUNTS)}"
    yield f"rate={bucket(total / best.seen, _RATES)} seen={bucket(best.seen, _COUNTS)}"
    for name, count in best.counts.items():
        yield f"known {name}={bucket(count, _COUNTS)}"


def _corpus(group: Group) -> Iterator[str]:
    best = max(group.statistics, key=lambda entry: entry.seen, default=None)
    if best is None:
        yield "corpus=no"
        return
    total = sum(best.support.values())
    kind = min(best.support, key=lambda name: (-best.support[name], name))
    rate = bucket(best.rate, _CORPUS_RATES)
    share = bucket(best.support[kind] / total, (0.5, 0.8, 0.95)) if total else 0
    yield f"corpus={kind}"
    yield f"corpus={kind} share={share}"
    yield f"corpus={kind} rate={rate} {'tagged' if group.tagged else 'untagged'}"
    yield f"corpus rate={rate}"
    yield f"corpus rate={rate} seen={bucket(best.seen, (3, 5, 10, 30, 100, 300))}"
    if group.tagged:
        likeliest = max(group.tagged, key=lambda span: span.probability)
        yield f"p={bucket(likeliest.probability, _PROBABILITIES)} corpus rate={rate}"
        yield f"corpus={kind} share={share} tag={likeliest.type}"


def _context(group: Group, signals: Signals, at: Sequence[cues.Cue]) -> Iterator[str]:
    layout = signals.layout
    yield from (f"cue={cue.name}{':' + cue.type if cue.type else ''}" for cue in at)
    yield from (f"source={source}" for candidate in group.candidates for source in candidate.sources)
    if named_in_link(group.forms, signals):
        yield "in own link"
    title = cues.title_name(layout.words, layout.first)
    if title and any((candidate.start, candidate.end) == title for candidate in group.candidates):
        yield "cue=title"
    for short, long in group.definitions:
        yield "defined"
        yield f"long form ends={long.split()[-1].lower()}"
        yield f"short form={shape_of(short)}"


def named_in_link(forms: Sequence[str], signals: Signals) -> bool:
    """Tell whether the paper's own release is named after a form: "LoRA" at github.com/microsoft/LoRA."""
    keys = {normal_form(form) for form in forms}
    own = [
        normal_form(link.url.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git"))
        for link in signals.links
        if link.of == "own"
    ]
    return any(len(key) >= _MIN_LINKED and key in name for key in keys for name in own)


def _shape(group: Group) -> Iterator[str]:
    form = max(group.forms, key=lambda name: (len(name), name))
    for name in group.forms:
        yield f"shape={shape_of(name)}"
    words = [word for word in form.replace("-", " ").lower().split() if word]
    yield f"words={min(len(words), 6)}"
    yield f"last={words[-1]}"
    yield f"first={words[0]}"
    yield f"end={words[-1][-4:]}"
    if len(words) > 1:
        yield f"last two={words[-2]} {words[-1]}"
    if len(words) == 1:
        yield f"only={words[0]}"


def shape_of(form: str) -> str:
    """Return what a form looks like: `acronym`, `mixed`, `lower`, `title`, `digits`, and its number of words."""
    words = form.split()
    if any(c.isdigit() for c in form):
        kind = "digits"
    elif form.islower():
        kind = "lower"
    elif form.rstrip("s").isupper():
        kind = "acronym"
    elif any(c.isupper() for word in words for c in word[1:]):
        kind = "mixed"
    else:
        kind = "title"
    return f"{kind}{min(len(words), 3)}"


def _place(group: Group, signals: Signals) -> Iterator[str]:
    layout = signals.layout
    sentences = {layout.sentence_of[candidate.start] for candidate in group.candidates}
    yield f"times={bucket(len(group.candidates), (1, 2, 3, 5))}"
    yield f"first sentence={min(*sentences, _LATE)}"
    if 0 in sentences:
        yield "in title"
    if len(layout.sentences) - 1 in sentences:
        yield "in last sentence"
    if len(group.forms) > 1:
        yield "several forms"
    inside = [is_inside(candidate.start, candidate.end, signals) for candidate in group.candidates]
    if any(inside):
        yield "inside a tagged span" if all(inside) else "sometimes inside a tagged span"


def is_inside(start: int, end: int, signals: Signals) -> bool:
    """Tell whether a run of tokens is part of a longer one that the tagger marked."""
    return any(
        span.start <= start and end <= span.end and span.end - span.start > end - start for span in signals.tagged
    )


def bucket(value: float, bounds: Sequence[float]) -> int:
    """Return how many of the rising bounds a value reaches."""
    return sum(value >= bound for bound in bounds)
