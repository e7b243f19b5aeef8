"""Candidates: the spans that any source found, joined to one group for each thing that a text may name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from kg.extract.coordination import Part, parts, split
from kg.extract.coreference import same_things
from kg.extract.corpus import Statistics
from kg.extract.cues import title_name
from kg.extract.edges import known_places, trimmed
from kg.extract.exclusions import are_excluded, is_introduced
from kg.extract.gazetteer import Known
from kg.extract.signals import Signals
from kg.extract.tagger import Span
from kg.names import normal_form

Item = TypeVar("Item")
Trim = Callable[[int, int], tuple[int, int]]
COORDINATION = "coordination"


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A run of tokens that may be a mention, with the sources that found it."""

    start: int
    end: int
    form: str
    """What the run stands for: mostly its text; `CIFAR-100` for the run `CIFAR-10/100`."""
    sources: tuple[str, ...]
    part: tuple[int, int] | None = field(default=None, compare=False)
    """The tokens of a coordination that are this name's alone."""

    @property
    def own(self) -> tuple[int, int]:
        """Return the run of tokens that no other name can have."""
        return self.part or (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates that name the same thing in one text."""

    key: str
    candidates: tuple[Candidate, ...]
    tagged: tuple[Span, ...]
    known: tuple[Known, ...]
    definitions: tuple[tuple[str, str], ...]
    """Short and long forms that the text defines."""
    faint: tuple[Span, ...] = ()
    convolved: tuple[Span, ...] = ()
    statistics: tuple[Statistics, ...] = ()
    """What the corpus says of its forms."""

    @property
    def forms(self) -> list[str]:
        """Return the distinct forms, in the order of their first places."""
        return list(dict.fromkeys(candidate.form for candidate in self.candidates))


def groups(signals: Signals) -> list[Group]:
    """Return the groups of candidates of a text, in the order of their first places.

    Two candidates name the same thing where their normal forms are equal, or where the text defines one as the short
    form of the other. What the guideline excludes is no candidate.
    """
    surface = signals.layout.surface
    known_at = known_places(signals)
    trim = cache(lambda start, end: trimmed(signals, start, end, known=known_at))  # several steps ask for the same
    tagged, faint, convolved = (
        _by_place((place, span) for span in spans for place in _places(signals, *trim(span.start, span.end)))
        for spans in (signals.tagged, signals.faint, signals.convolved)
    )
    known = _by_place(((known.start, known.end), known) for known in signals.known)
    defined = _by_place(
        (place, (surface(*one.short), surface(*one.long)))
        for one in signals.definitions
        for place in (one.short, one.long)
    )
    return [
        Group(
            key=key,
            candidates=tuple(found),
            tagged=_at(found, tagged),
            known=_at(found, known),
            definitions=tuple(dict.fromkeys(_at(found, defined))),
            faint=_at(found, faint),
            convolved=_at(found, convolved),
            statistics=tuple(signals.corpus.statistics(dict.fromkeys(one.form for one in found))),
        )
        for key, found in sorted(_members(signals, trim).items(), key=lambda item: item[1][0])
        if not _is_excluded(found, signals)
    ]


def _is_excluded(found: Sequence[Candidate], signals: Signals) -> bool:
    words = signals.layout.words
    title = title_name(words, signals.layout.first)
    introduced = any((one.start, one.end) == title or is_introduced(words, one.start) for one in found)
    return are_excluded((one.form for one in found), introduced=introduced)


def _places(signals: Signals, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the names that a tagged run of tokens stands for."""
    return [(part.start, part.end) for part in split(signals.layout, start, end)] or [(start, end)]


def _members(signals: Signals, trim: Trim) -> dict[str, list[Candidate]]:
    """Return the candidates of each group, in the order of their places."""
    surface = signals.layout.surface
    found: dict[tuple[int, int, str], tuple[set[str], Part]] = {}
    for span, sources in sorted(_spans(signals, trim).items()):
        for part in _parts(signals, *span, sources):
            added = {*sources, COORDINATION} if part.own != span or part.form != surface(*span) else sources
            found.setdefault((part.start, part.end, part.form), (set(), part))[0].update(added)
    joined = _joined(signals, {part.form: sources for sources, part in found.values()})
    members: dict[str, list[Candidate]] = {}
    for place, (sources, part) in sorted(found.items(), key=lambda item: item[0]):
        if key := normal_form(part.form):
            own = None if part.own == (part.start, part.end) else part.own
            members.setdefault(joined.find(key), []).append(Candidate(*place, tuple(sorted(sources)), own))
    return members


def _joined(signals: Signals, forms: Mapping[str, Collection[str]]) -> "_Joined":
    """Return which forms name the same thing, from those that a text holds with their sources."""
    joined, surface = _Joined(), signals.layout.surface
    defined: dict[str, list[str]] = {}
    for definition in signals.definitions:
        short, long = normal_form(surface(*definition.short)), surface(*definition.long)
        joined.join(short, normal_form(long))
        defined.setdefault(short, []).append(long)
    keys = {key: form for form in sorted(forms) if (key := normal_form(form))}
    tagged = {normal_form(form) for form, sources in forms.items() if "tagger" in sources}
    for one, other in same_things(keys, defined=defined, tagged=tagged):
        joined.join(one, other)
    return joined


def _parts(signals: Signals, start: int, end: int, sources: set[str]) -> list[Part]:
    """Return the names that a run of tokens stands for, and those that it helps to name in a coordination with it."""
    layout = signals.layout
    names = [] if sources <= {"abbreviation"} else split(layout, start, end)
    return names or [Part(start, end, (start, end), layout.surface(start, end)), *parts(layout, start, end)]


def _by_place(items: Iterable[tuple[tuple[int, int], Item]]) -> dict[tuple[int, int], list[Item]]:
    table: dict[tuple[int, int], list[Item]] = {}
    for place, item in items:
        table.setdefault(place, []).append(item)
    return table


def _at(candidates: Iterable[Candidate], table: Mapping[tuple[int, int], Sequence[Item]]) -> tuple[Item, ...]:
    return tuple(item for one in candidates for item in table.get((one.start, one.end), ()))


def _spans(signals: Signals, trim: Trim) -> dict[tuple[int, int], set[str]]:
    """Return the runs of tokens that a source found, outside of web addresses, with their sources.

    The last words of the title and the first of the abstract are no name, though the lexicon may know it.
    """
    found: dict[tuple[int, int], set[str]] = {}
    blocked, first = _blocked(signals), signals.layout.first
    for span, source in _proposals(signals, trim):
        if span[0] < span[1] and not span[0] < first < span[1] and blocked.isdisjoint(range(*span)):
            found.setdefault(span, set()).add(source)
    return found


def _proposals(signals: Signals, trim: Trim) -> Iterator[tuple[tuple[int, int], str]]:
    for source, spans in (("tagger", signals.tagged), ("faint", signals.faint), ("convolution", signals.convolved)):
        for span in spans:
            yield trim(span.start, span.end), source
    for known in signals.known:
        yield (known.start, known.end), "lexicon"
    for place in signals.corpus.find(signals.layout.words, signals.layout.spaces):
        yield place, "corpus"
    for definition in signals.definitions:
        yield definition.short, "abbreviation"
        yield definition.long, "abbreviation"
    for name in signals.names:
        yield trim(*name), "name"
    yield from ((span, "repeat") for span in _repeats(signals, trim))


def _repeats(signals: Signals, trim: Trim) -> Iterator[tuple[int, int]]:
    """Yield the further places of tagged forms with a capital that the tagger missed there."""
    words = signals.layout.words
    tagged = {tuple(words[slice(*trim(span.start, span.end))]) for span in signals.tagged}
    wanted = {form for form in tagged if any(c.isupper() for word in form for c in word)}
    lengths: dict[str, set[int]] = {}
    for form in wanted:
        lengths.setdefault(form[0], set()).add(len(form))
    for index, word in enumerate(words):
        for length in sorted(lengths.get(word, ())):
            form = tuple(words[index : index + length])
            if len(form) == length and form in wanted:
                yield index, index + length


def _blocked(signals: Signals) -> set[int]:
    """Return the tokens of web addresses."""
    spans = [(link.start, link.end) for link in signals.links]
    offsets = signals.layout.offsets
    return (
        {index for index, offset in enumerate(offsets) for start, end in spans if start <= offset < end}
        if spans
        else set()
    )


class _Joined:
    """Sets of keys that were joined; the smallest key stands for its set."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def find(self, key: str) -> str:
        while (parent := self._parents.get(key, key)) != key:
            key = parent
        return key

    def join(self, one: str, other: str) -> None:
        one, other = sorted((self.find(one), self.find(other)))
        if one and one != other:
            self._parents[other] = one
