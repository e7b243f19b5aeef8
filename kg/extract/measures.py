"""Measures: what the sources say of a group of candidates, as numbers for the trees; what is not named is zero."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.extract import cues
from kg.extract.candidates import Group
from kg.extract.scorer import is_inside, named_in_link
from kg.extract.signals import Signals
from kg.extract.tagger import Span

_OWN = frozenset(["our", "proposed", "novel", "new", "this", "present", "propose", "introduce"])
_BREAKS = frozenset([".", ",", ";", ":", "that", "which", "to", "for", "in", "on", "with", "we"])
_REACH = 7
_NEAR = 12


class Measures:
    """The measures of the groups of one text."""

    def __init__(self, signals: Signals, groups: Sequence[Group]) -> None:
        """Measure what all groups share: the length of the text, and what it calls its own contribution."""
        layout = signals.layout
        self._signals = signals
        self._text = {"text words": float(len(layout.words)), "text groups": float(len(groups))}
        lows = [word.lower() for word in layout.words]
        self._text.update((f"own head {kind}", float(n)) for kind, n in Counter(_own_heads(lows)).items())
        title = Counter(cues.HEAD_TYPES[word] for word in lows[: layout.first] if word in cues.HEAD_TYPES)
        self._text.update((f"title head {kind}", float(n)) for kind, n in title.items())

    def of(self, group: Group, found: Sequence[cues.Cue]) -> dict[str, float]:
        """Return the measures of a group at which cues were found."""
        made = dict(self._text)
        for part in (self._taggers, _known, _corpus, self._places, _spelling, self._heads):
            made.update(part(group))
        named = Counter(f"cue {cue.name}" for cue in found)
        typed = Counter(f"cue type {cue.type}" for cue in found if cue.type)
        made.update((name, float(count)) for name, count in (named + typed).items())
        return made

    def _taggers(self, group: Group) -> Iterator[tuple[str, float]]:
        yield from _best("tagged", group.tagged)
        yield from _best("faint", group.faint)
        yield from _best("convolved", group.convolved)
        size = len(group.candidates)
        yield "tagged share", len(group.tagged) / size
        yield "tagged times", float(len(group.tagged))
        yield "convolved share", len(group.convolved) / size
        yield "convolved across", max((self._across(one.start, one.end) for one in group.candidates), default=0.0)
        yield "inside share", sum(is_inside(one.start, one.end, self._signals) for one in group.candidates) / size

    def _across(self, start: int, end: int) -> float:
        """Return the highest probability of a span of the convolutional tagger with other edges."""
        spans = self._signals.convolved
        return max(
            (
                one.probability
                for one in spans
                if one.start < end and start < one.end and (one.start, one.end) != (start, end)
            ),
            default=0.0,
        )

    def _places(self, group: Group) -> Iterator[tuple[str, float]]:
        layout = self._signals.layout
        sentences = {layout.sentence_of[one.start] for one in group.candidates}
        yield "times", float(len(group.candidates))
        yield "sentences", float(len(sentences))
        yield "first sentence", float(min(sentences))
        yield "in title", float(0 in sentences)
        yield "in last sentence", float(len(layout.sentences) - 1 in sentences)
        yield "in own link", float(named_in_link(group.forms, self._signals))
        for source in {source for one in group.candidates for source in one.sources}:
            yield f"source {source}", 1.0

    def _heads(self, group: Group) -> Iterator[tuple[str, float]]:
        """Yield how near the noun after a name stands that says what it is."""
        layout = self._signals.layout
        total: defaultdict[str, float] = defaultdict(float)
        for one in group.candidates:
            end = layout.sentences[layout.sentence_of[one.start]][1]
            for place in range(one.end, min(end, one.end + _NEAR)):
                if kind := cues.HEAD_TYPES.get(layout.words[place].lower()):
                    total[f"head after {kind}"] += 1 / (1 + place - one.end)
                    break
        yield from total.items()


def _own_heads(lows: Sequence[str]) -> Iterator[str]:
    """Yield the types of the nouns by which a text speaks of its own contribution: "our framework", "a new dataset"."""
    for place, word in enumerate(lows):
        if word in _OWN:
            for other in lows[place + 1 : place + 1 + _REACH]:
                if other in _BREAKS:
                    break
                if other in cues.HEAD_TYPES:
                    yield cues.HEAD_TYPES[other]


def _best(source: str, spans: Sequence[Span]) -> Iterator[tuple[str, float]]:
    best: dict[str, float] = {}
    for span in spans:
        best[span.type] = max(best.get(span.type, 0.0), span.probability)
    yield from ((f"{source} {kind}", probability) for kind, probability in best.items())


def _known(group: Group) -> Iterator[tuple[str, float]]:
    for kind in {kind for known in group.known for kind in known.types}:
        yield f"lexicon {kind}", 1.0
    best = max((known for known in group.known if known.seen), key=lambda known: known.seen, default=None)
    if best:
        total = sum(best.counts.values())
        yield "annotated seen", float(best.seen)
        yield "annotated rate", total / best.seen
        yield from ((f"annotated {kind}", count / total) for kind, count in best.counts.items())


def _corpus(group: Group) -> Iterator[tuple[str, float]]:
    best = max(group.statistics, key=lambda entry: entry.seen, default=None)
    if best:
        total = sum(best.support.values())
        yield "corpus seen", float(best.seen)
        yield "corpus support", total
        yield "corpus rate", best.rate
        yield "corpus least rate", min(entry.rate for entry in group.statistics)
        yield from ((f"corpus {kind}", value / max(total, 1e-9)) for kind, value in best.support.items())


def _spelling(group: Group) -> Iterator[tuple[str, float]]:
    forms = group.forms
    longest = max(forms, key=lambda name: (len(name), name))
    shortest = min(forms, key=lambda name: (len(name), name))
    yield "words", float(len(longest.split()))
    yield "letters", float(len(longest))
    yield "shortest letters", float(len(shortest))
    yield "capitals", sum(c.isupper() for c in shortest) / len(shortest)
    yield "digits", float(any(c.isdigit() for c in longest))
    yield "starts with capital", float(shortest[0].isupper())
    yield "lower", float(longest.islower())
    yield "hyphen", float("-" in longest)
    yield "forms", float(len(forms))
    yield "defined", float(bool(group.definitions))
