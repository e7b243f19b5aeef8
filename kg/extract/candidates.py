"""Candidates: the spans that any source found, joined to one group for each thing that a text may name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.extract.gazetteer import Known
from kg.extract.signals import Signals
from kg.extract.tagger import Span
from kg.extract.words import load as word_list
from kg.names import normal_form

Item = TypeVar("Item")
_DETERMINERS = word_list("determiners")
_HEADS_AFTER_NAMES = word_list("heads_after_names")
_APOSTROPHES = frozenset("'’")
_EDGE = frozenset("-–—.,;:/()[]{}\"'“”‘’`~&=|")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A run of tokens that may be a mention, with the sources that found it."""

    start: int
    end: int
    form: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates that name the same thing in one text."""

    key: str
    candidates: tuple[Candidate, ...]
    tagged: tuple[Span, ...]
    known: tuple[Known, ...]
    definitions: tuple[tuple[str, str], ...]
    """Short and long forms that the text defines."""

    @property
    def forms(self) -> list[str]:
        """Return the distinct forms, in the order of their first places."""
        return list(dict.fromkeys(candidate.form for candidate in self.candidates))


def groups(signals: Signals) -> list[Group]:
    """Return the groups of candidates of a text, in the order of their first places.

    Two candidates name the same thing where their normal forms are equal, or where the text defines one as the short
    form of the other.
    """
    surface = signals.layout.surface
    tagged = _by_place((trimmed(signals, span.start, span.end), span) for span in signals.tagged)
    known = _by_place(((known.start, known.end), known) for known in signals.known)
    defined = _by_place(
        (place, (surface(*one.short), surface(*one.long)))
        for one in signals.definitions
        for place in (one.short, one.long)
    )
    return [
        Group(key, tuple(found), _at(found, tagged), _at(found, known), tuple(dict.fromkeys(_at(found, defined))))
        for key, found in sorted(_members(signals).items(), key=lambda item: item[1][0])
    ]


def _members(signals: Signals) -> dict[str, list[Candidate]]:
    """Return the candidates of each group, in the order of their places."""
    surface = signals.layout.surface
    joined = _Joined()
    for definition in signals.definitions:
        joined.join(normal_form(surface(*definition.short)), normal_form(surface(*definition.long)))
    members: dict[str, list[Candidate]] = {}
    for span, sources in sorted(_spans(signals).items()):
        form = surface(*span)
        if key := normal_form(form):
            members.setdefault(joined.find(key), []).append(Candidate(*span, form, tuple(sorted(sources))))
    return members


def _by_place(items: Iterable[tuple[tuple[int, int], Item]]) -> dict[tuple[int, int], list[Item]]:
    table: dict[tuple[int, int], list[Item]] = {}
    for place, item in items:
        table.setdefault(place, []).append(item)
    return table


def _at(candidates: Iterable[Candidate], table: Mapping[tuple[int, int], Sequence[Item]]) -> tuple[Item, ...]:
    return tuple(item for one in candidates for item in table.get((one.start, one.end), ()))


def _spans(signals: Signals) -> dict[tuple[int, int], set[str]]:
    """Return the runs of tokens that a source found, outside of web addresses, with their sources.

    The last words of the title and the first of the abstract are no name, though the lexicon may know it.
    """
    found: dict[tuple[int, int], set[str]] = {}
    blocked, first = _blocked(signals), signals.layout.first
    for span, source in _proposals(signals):
        if span[0] < span[1] and not span[0] < first < span[1] and blocked.isdisjoint(range(*span)):
            found.setdefault(span, set()).add(source)
    return found


def _proposals(signals: Signals) -> Iterator[tuple[tuple[int, int], str]]:
    for tagged in signals.tagged:
        yield trimmed(signals, tagged.start, tagged.end), "tagger"
    for known in signals.known:
        yield (known.start, known.end), "lexicon"
    for definition in signals.definitions:
        yield definition.short, "abbreviation"
        yield definition.long, "abbreviation"
    for name in signals.names:
        yield trimmed(signals, *name), "name"
    yield from ((span, "repeat") for span in _repeats(signals))


def _repeats(signals: Signals) -> Iterator[tuple[int, int]]:
    """Yield the further places of tagged forms with a capital that the tagger missed there."""
    words = signals.layout.words
    tagged = {tuple(words[slice(*trimmed(signals, span.start, span.end))]) for span in signals.tagged}
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


def trimmed(signals: Signals, start: int, end: int) -> tuple[int, int]:
    """Return a run of tokens without determiners, quotes, a possessive and the head noun of a proper name at its edges.

    "the ImageNet dataset" is trimmed to "ImageNet"; "diffusion model" stays whole.
    """
    words = signals.layout.words
    while (
        start < end and (words[start].lower() in _DETERMINERS or words[start] in _EDGE) and not words[start].isupper()
    ):
        start += 1
    while start < end and words[end - 1] in _EDGE:
        end -= 1
    if end - start > 2 and words[end - 1] == "s" and words[end - 2] in _APOSTROPHES:
        end -= 2
    if end - start >= 2 and words[end - 1].lower() in _HEADS_AFTER_NAMES and _is_proper(words[start : end - 1]):
        end -= 1
    return start, end


def _is_proper(words: Iterable[str]) -> bool:
    """Tell whether words are a proper name by themselves: one has a capital after its first letter, or a digit."""
    return any(any(c.isupper() or c.isdigit() for c in word[1:]) for word in words)


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
