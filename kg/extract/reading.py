"""From the signals of a text to its extraction: the records that leave this package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import claims, duplicates, judge, mentions, relations, roles
from kg.extract.candidates import Candidate
from kg.extract.mentions import Scored
from kg.extract.relation_candidates import Place
from kg.extract.signals import Layout, Signals
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


def extraction_of(
    paper: Paper, signals: Signals, *, threshold: float, found: Sequence[Scored] | None = None
) -> Extraction:
    """Return what a paper's text says, from what the sources say of it.

    Args:
        paper: the paper whose text was read.
        signals: what the sources say of the text.
        threshold: the least confidence of a mention.
        found: what another model found in the text, in the place of the shipped judge.
    """
    layout = signals.layout
    if not layout.words:
        return Extraction(paper.id)
    if found is None:
        found = mentions.accepted(signals, judge.shipped(), threshold=threshold)
        found = duplicates.joined(found, signals, duplicates.shipped(), duplicates.aliases())
    things = _things(found, signals)
    stated = sorted(_relations(paper.id, layout, things))
    _tell_competitors(things, stated, layout)
    read = Extraction(
        paper=paper.id,
        sentences=tuple(_sentence(paper.id, layout, index) for index in range(len(layout.sentences))),
        mentions=tuple(sorted(_mentions(paper.id, layout, things))),
        abbreviations=tuple(sorted(_abbreviations(paper.id, layout, things))),
        relations=tuple(stated),
        links=tuple(_links(paper.id, signals)),
    )
    return replace(read, claims=tuple(claims.find_claims(paper, read)))


def _things(found: Sequence[Scored], signals: Signals) -> list[_Thing]:
    """Return the things that groups of candidates name."""
    given = roles.roles_of(found, signals, roles.shipped())
    things = {one.group.key: _thing(one, role) for one, role in zip(found, given, strict=True)}
    for one in found:
        places = (candidate for candidate in one.candidates if not _is_said_by_list(candidate, one.candidates))
        things[one.group.key].places.extend((candidate, candidate.form) for candidate in places)
    placed = [thing for thing in things.values() if thing.places]
    for thing in placed:
        thing.places.sort()
    return sorted(placed, key=lambda thing: thing.places[0])


def _is_said_by_list(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether a coordination names the same at the same place: `CIFAR-10` in `CIFAR-10/100`."""
    lists = (other for other in others if other.part and other is not one and other.form == one.form)
    return any(other.own[0] <= one.start and one.end <= other.own[1] for other in lists)


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


def _tell_competitors(things: Sequence[_Thing], stated: Sequence[Relation], layout: Layout) -> None:
    """Take what the paper's own contribution outperforms, and what is named nowhere else, for a competitor."""
    for one in stated:
        subject, other = things[one.subject], things[one.object]
        sentences = {layout.sentence_of[candidate.start] for candidate, _ in other.places}
        if (
            one.predicate == "outperforms"
            and subject.role == roles.INTRODUCES
            and other.role == roles.USES
            and sentences == {one.sentence}
        ):
            other.role = roles.COMPARES


def _relations(paper: str, layout: Layout, things: Sequence[_Thing]) -> Iterator[Relation]:
    places = [
        Place(candidate.start, candidate.end, group, thing.type, thing.role)
        for group, thing in enumerate(things)
        for candidate, _ in thing.places
    ]
    names = [thing.places[0][1] for thing in things]
    for found in relations.find_relations(layout, places, names):
        sure = found.confidence * min(things[found.subject].confidence, things[found.object].confidence)
        if sure >= relations.LEAST:
            confidence = round(sure, _DIGITS)
            yield Relation(paper, found.subject, found.predicate, found.object, found.sentence, confidence, found.by)


def _links(paper: str, signals: Signals) -> Iterator[Link]:
    layout = signals.layout
    starts = [layout.offsets[start] for start, _ in layout.sentences]
    for link in signals.links:
        sentence = sum(start <= link.start for start in starts) - 1
        yield Link(paper, link.start, link.end, link.url, link.kind, link.of, max(sentence, 0), link.confidence)
