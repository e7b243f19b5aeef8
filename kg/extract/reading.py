"""From the signals of a text to its extraction: the records that leave this package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import mentions, relations, roles, scorer
from kg.extract.candidates import Candidate
from kg.extract.coordination import expand
from kg.extract.mentions import Scored
from kg.extract.relations import Place
from kg.extract.signals import Layout, Signals
from kg.names import normal_form
from kg.records import Abbreviation, Extraction, Link, Mention, Paper, Relation, Sentence

_DIGITS = 4
_SURE = 0.9999


@dataclass(slots=True)
class _Thing:
    """One thing that a paper names, at the runs of tokens that name it."""

    type: str
    role: str
    confidence: float
    places: list[tuple[Candidate, str]] = field(default_factory=list)
    definitions: tuple[tuple[str, str], ...] = ()


def extraction_of(paper: Paper, signals: Signals, *, threshold: float) -> Extraction:
    """Return what a paper's text says, from what the sources say of it.

    Args:
        paper: the paper whose text was read.
        signals: what the sources say of the text.
        threshold: the least confidence of a mention.
    """
    layout = signals.layout
    if not layout.words:
        return Extraction(paper.id)
    things = _things(mentions.accepted(signals, scorer.shipped(), threshold=threshold), signals)
    return Extraction(
        paper=paper.id,
        sentences=tuple(_sentence(paper.id, layout, index) for index in range(len(layout.sentences))),
        mentions=tuple(sorted(_mentions(paper.id, layout, things))),
        abbreviations=tuple(sorted(_abbreviations(paper.id, layout, things))),
        relations=tuple(sorted(_relations(paper.id, layout, things))),
        links=tuple(_links(paper.id, signals)),
    )


def _things(found: Sequence[Scored], signals: Signals) -> list[_Thing]:
    """Return the things that groups of candidates name; a coordination names several."""
    given = roles.roles_of(found, signals, roles.shipped())
    things = {one.group.key: _thing(one, role) for one, role in zip(found, given, strict=True)}
    for one in found:
        for candidate in one.candidates:
            names = expand(candidate.form, one.type)
            for name in names:
                key = one.group.key if len(names) == 1 else normal_form(name)
                thing = things.setdefault(key, replace(things[one.group.key], places=[]))
                thing.places.append((candidate, name))
    placed = [thing for thing in things.values() if thing.places]
    for thing in placed:
        thing.places.sort()
    return sorted(placed, key=lambda thing: thing.places[0])


def _thing(one: Scored, role: str) -> _Thing:
    return _Thing(one.type, role, min(round(one.probability, _DIGITS), _SURE), definitions=one.group.definitions)


def _sentence(paper: str, layout: Layout, index: int) -> Sentence:
    return Sentence(paper, index, *layout.characters_of(*layout.sentences[index]))


def _mentions(paper: str, layout: Layout, things: Sequence[_Thing]) -> Iterator[Mention]:
    for group, thing in enumerate(things):
        for candidate, form in thing.places:
            start, end = layout.characters_of(candidate.start, candidate.end)
            sentence = layout.sentence_of[candidate.start]
            by = "+".join(candidate.sources)
            yield Mention(paper, group, start, end, form, thing.type, thing.role, thing.confidence, sentence, by)


def _abbreviations(paper: str, layout: Layout, things: Sequence[_Thing]) -> Iterator[Abbreviation]:
    for group, thing in enumerate(things):
        forms = {form: layout.sentence_of[candidate.start] for candidate, form in reversed(thing.places)}
        for short, long in thing.definitions:
            if short in forms and long in forms:
                yield Abbreviation(paper, group, short, long, min(forms[short], forms[long]))


def _relations(paper: str, layout: Layout, things: Sequence[_Thing]) -> Iterator[Relation]:
    places = [
        Place(candidate.start, candidate.end, group, thing.type)
        for group, thing in enumerate(things)
        for candidate, _ in thing.places
    ]
    names = [thing.places[0][1] for thing in things]
    for found in relations.find_relations(layout, places, names, _own(things, layout)):
        sure = min(things[found.subject].confidence, things[found.object].confidence)
        yield Relation(
            paper,
            found.subject,
            found.predicate,
            found.object,
            found.sentence,
            round(found.confidence * sure, _DIGITS),
            found.by,
        )


def _own(things: Sequence[_Thing], layout: Layout) -> int | None:
    """Return the method or model that a paper introduces, where it is clear which one."""
    introduced = [
        group for group, thing in enumerate(things) if thing.role == "introduces" and thing.type in ("Method", "Model")
    ]
    titled = [group for group in introduced if things[group].places[0][0].start < layout.first]
    for choice in (introduced, titled):
        if len(choice) == 1:
            return choice[0]
    return None


def _links(paper: str, signals: Signals) -> Iterator[Link]:
    layout = signals.layout
    starts = [layout.offsets[start] for start, _ in layout.sentences]
    for link in signals.links:
        sentence = sum(start <= link.start for start in starts) - 1
        yield Link(paper, link.start, link.end, link.url, link.kind, link.of, max(sentence, 0), link.confidence)
