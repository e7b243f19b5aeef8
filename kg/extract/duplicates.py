"""Duplicates: pairs of accepted groups of one text that name one thing, though no rule says so.

A linear model over what two forms share ("adversarial attack" in "black-box adversarial attack", "GAN" and what it
mostly stands for) decides; its weights are plain numbers in `kg/model/duplicates.json`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

from kg import lexicon
from kg.errors import ModelError
from kg.extract import scorer
from kg.extract.mentions import Scored
from kg.extract.scorer import Scorer, bucket
from kg.extract.signals import Signals
from kg.names import normal_form, singular

MODEL = Path(__file__).resolve().parent.parent / "model"
PATH = MODEL / "duplicates.json"
ALIASES_PATH = MODEL / "aliases.tsv"
SAME, DIFFERENT = "same", "different"
CUT = 0.45
"""The least probability of two groups that are joined."""
_WORD = re.compile(r"[a-z0-9]+")
_MAX_SHORT = 8
_NEAR = 2

Aliases = Mapping[tuple[str, str], int]
"""How many abstracts give two normal forms, in their order, as names of one thing."""


@cache
def shipped() -> Scorer:
    """Return the weights that ship with the tool."""
    return scorer.shipped(PATH)


@cache
def aliases() -> Aliases:
    """Return the aliases that ship with the tool."""
    return read_aliases(ALIASES_PATH)


def read_aliases(path: Path) -> Aliases:
    """Read the pairs of normal forms that abstracts give as names of one thing, with the number of abstracts.

    Raises:
        ModelError: the file is missing or a line is wrong.
    """
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        return {(one, other): int(count) for one, other, count in rows}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: the aliases cannot be read ({error}); reinstall kg") from error


def joined(found: Sequence[Scored], signals: Signals, model: Scorer, known: Aliases) -> list[Scored]:
    """Return the groups of a text with those joined that are likely one thing; the likelier one gives the type."""
    parents = list(range(len(found)))
    for one, other in combinations(range(len(found)), 2):
        shared = features(found[one], found[other], signals, known)
        if shared and model.probabilities(shared)[SAME] >= CUT:
            parents = [parents[one] if parent == parents[other] else parent for parent in parents]
    sets: dict[int, list[Scored]] = {}
    for parent, member in zip(parents, found, strict=True):
        sets.setdefault(parent, []).append(member)
    return sorted((_one_of(members) for members in sets.values()), key=lambda one: one.candidates[0])


def _one_of(members: Sequence[Scored]) -> Scored:
    best = max(members, key=lambda one: one.probability)
    if len(members) == 1:
        return best
    every = [one.group for one in members]
    group = replace(
        best.group,
        candidates=tuple(sorted(candidate for group in every for candidate in group.candidates)),
        tagged=tuple(span for group in every for span in group.tagged),
        known=tuple(known for group in every for known in group.known),
        definitions=tuple(dict.fromkeys(pair for group in every for pair in group.definitions)),
        faint=tuple(span for group in every for span in group.faint),
        convolved=tuple(span for group in every for span in group.convolved),
        statistics=tuple(entry for group in every for entry in group.statistics),
    )
    return replace(best, group=group)


def features(
    one: Scored, other: Scored, signals: Signals, known: Aliases, own: Collection[tuple[str, str]] = ()
) -> list[str]:
    """Return the binary features of two groups, sorted; none where their forms share nothing.

    Args:
        one: a group.
        other: another group of the same text.
        signals: what the sources say of the text.
        known: the pairs of forms that abstracts give as names of one thing.
        own: while training, the pairs that this text itself gives.
    """
    found = {feature for first in one.group.forms for second in other.group.forms for feature in _shared(first, second)}
    found.update(_by_knowledge(one.group.forms, other.group.forms, known, own))
    if not found:
        return []
    if one.type == other.type:
        found.update([f"{feature} & same type" for feature in found if "=" not in feature], ["same type"])
    else:
        found.add(f"types={'-'.join(sorted((one.type, other.type)))}")
    found.update(_adjacent(one, other, signals))
    found.update(_adjacent(other, one, signals))
    shorter = min(one, other, key=lambda group: (len(group.group.forms[0]), group.candidates[0]))
    found.add(f"shorter times={bucket(len(shorter.candidates), (1, 2, 4))}")
    found.add(f"defined={bool(one.group.definitions) + bool(other.group.definitions)}")
    return sorted({*found, "bias"})


def _by_knowledge(
    ones: Sequence[str], others: Sequence[str], known: Aliases, own: Collection[tuple[str, str]]
) -> Iterator[str]:
    table = lexicon.by_normal_form()
    keys = [[normal_form(form) for form in forms] for forms in (ones, others)]
    entries = [{entry.name for key in side for entry in table.get(key, ())} for side in keys]
    if entries[0] & entries[1]:
        yield "lexicon"
    pairs = [(min(a, b), max(a, b)) for a in keys[0] for b in keys[1]]
    count = max(known.get(pair, 0) - (pair in own) for pair in pairs)
    if count > 0:
        yield "alias"
        yield f"alias={bucket(count, (1, 2, 5, 20))}"


@lru_cache(maxsize=65536)
def _words(form: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in _WORD.findall(form.lower()))


def _shared(first: str, second: str) -> Iterator[str]:
    """Yield what two forms share."""
    short, long = sorted((_words(first), _words(second)), key=len)
    if not short:
        return
    if len(short) == 1 < len(long):
        yield from _short_and_long(short[0], long)
    common = len({*short} & {*long}) / len({*short, *long})
    if common:
        yield f"common={bucket(common, (0.3, 0.5, 0.7, 0.9))}"
    if len(short) == len(long):
        yield from _one_changed(short, long)
    elif long[-len(short) :] == short:
        yield "ending"
        yield f"ending={bucket(len(short), (2, 3))} more={bucket(len(long) - len(short), (2, 3))}"
        yield f"ending is={' '.join(short)}"
        yield f"before ending={long[-len(short) - 1]}"
        yield f"ending {'lower' if (first + second).islower() else 'with capitals'}"
    elif long[: len(short)] == short:
        yield "beginning"
        yield f"beginning={bucket(len(short), (2, 3))} more={bucket(len(long) - len(short), (2, 3))}"
        yield f"after beginning={' '.join(long[len(short) :])}"
    elif {*short} <= {*long}:
        yield "subset"


def _short_and_long(short: str, long: Sequence[str]) -> Iterator[str]:
    initials = "".join(word[0] for word in long)
    if len(short) > 1 and short == initials:
        yield "initials"
    letters = iter("".join(long))
    if len(short) <= _MAX_SHORT and len(long) > 1 and all(c in letters for c in short):
        yield "letters in order"


def _one_changed(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    changed = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if not changed:
        yield "same words"
    elif len(changed) == 1 and len(one) > 1:
        yield f"one word changed: {'ending' if changed[0][0][:4] == changed[0][1][:4] else 'all'}"


def _adjacent(one: Scored, other: Scored, signals: Signals) -> Iterator[str]:
    """Yield the words between where the one stands just before the other."""
    words = signals.layout.words
    places = {candidate.start for candidate in other.candidates}
    for candidate in one.candidates:
        for gap in range(_NEAR + 1):
            if candidate.end + gap in places:
                yield f"between={' '.join(words[candidate.end : candidate.end + gap]).lower()}"
