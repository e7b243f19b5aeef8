"""The states of two builds, narrowed to what differs between them: what memory holds grows with the difference alone.

Whoever compares them gets what a comparison of the whole states gives. A narrowed state holds

    of papers, relations, code and roles   those of lines that only one of the builds has
    of entities                            those that such lines name, and what those became
    of relations of the earlier build      those that a new one repeats
    numbers                                how many papers name each of these entities, counted line by line
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import Final

from kg.errors import OutputError
from kg.history import facts, merges
from kg.history.facts import Fact
from kg.history.state import STRONGEST, EntityFact, Sizes, State, finished, parsed, strongest
from kg.history.streams import difference
from kg.names import normal_form

MOST: Final = 6_000_000
"""So many lines that differ need about four gigabytes of memory."""

_BETWEEN: Final = '","'
"""What parts two texts in a line: within one, each quotation mark has a backslash before it."""

Lines = Callable[[], Iterable[str]]
"""Gives the sorted fact lines of a build, each time from the start."""


def narrowed(old: Lines, new: Lines) -> tuple[State, State]:
    """Return the states of two builds as far as `kg.history.changes.compare` asks.

    Raises:
        OutputError: a line is no fact, or the builds have next to nothing in common and are very large.
    """
    seen = _difference(old, new)
    after = _after(seen, new)
    before = _before(seen, after, old)
    _complete(seen, after, new)
    return before, after


@dataclass(slots=True)
class _Seen:
    """What only one of two builds says, and what else is to be looked up."""

    added: list[Fact]
    removed: list[Fact]
    sizes: tuple[Sizes, Sizes]
    redirects: dict[str, str]
    papers: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)
    """What became of entities that are gone."""

    def near(self, lines: Iterable[str], *, also: Collection[str] = ()) -> Iterator[Fact]:
        """Yield the facts of lines that name one of the entities or papers, and all of some kinds.

        Which they are is seen in the text of a line: to parse all would take five times as long.
        """
        entities, papers = (set(map(_text, keys)) for keys in (self.entities, self.papers))

        def is_near(line: str) -> bool:
            kind, key, *_ = line[2:].split(_BETWEEN, 2)
            if kind == "says":
                return line[line.rfind(_BETWEEN) + len(_BETWEEN) : -2] in entities
            known = papers if kind == "paper" else entities if kind in ("alias", "entity") else ()
            return kind in also or key in known

        return parsed(filter(is_near, lines))


def _text(key: str) -> str:
    """Return a key as it stands in lines."""
    return facts.encoded(key)[1:-1]


def _difference(old: Lines, new: Lines) -> _Seen:
    sizes, redirects = (Sizes(), Sizes()), {}

    def later() -> Iterator[str]:
        for line in sizes[1].counting(new()):
            if line.startswith('["redirect"'):
                _, key, heir = next(parsed([line]))
                redirects[key] = heir
            yield line

    sides: dict[str, list[str]] = {"+": [], "-": []}
    for number, (sign, line) in enumerate(difference(sizes[0].counting(old()), later())):
        if number == MOST:
            raise OutputError(
                f"these builds differ in more than {MOST:,} facts: too much to be told; "
                "compare builds that are nearer, or their sizes with `kg stats`"
            )
        sides[sign].append(line)
    seen = _Seen(list(parsed(sides["+"])), list(parsed(sides["-"])), sizes, redirects)
    for fact in (*seen.added, *seen.removed):
        seen.entities.update(_entities(fact))
        seen.papers.update(_papers(fact))
    return seen


def _entities(fact: Fact) -> tuple[str, ...]:
    match fact:
        case ("entity", key, *_) | ("alias", key, *_) | ("says", _, _, key):
            return (key,)
        case ("relation", subject, _, object_, _) | ("redirect", subject, object_):
            return subject, object_
    return ()


def _papers(fact: Fact) -> tuple[str, ...]:
    match fact:
        case ("paper" | "says" | "link" | "claim", key, *_) | ("relation", _, _, _, key):
            return (key,)
    return ()


def _after(seen: _Seen, new: Lines) -> State:
    """Return what the later build says that the earlier one does not, and what became of what is gone."""
    state = State(redirects=seen.redirects, sizes=seen.sizes[1], tallies={})
    for fact in seen.added:
        state.take(fact)
    there = {fact[1]: EntityFact(*fact[1:]) for fact in seen.removed if fact[0] == "entity"}
    gone = there.keys() - state.entities.keys()
    came = state.entities.keys() - there.keys()
    reached = set(_reached(gone, seen.redirects))
    seen.entities |= reached
    for fact in _of({"alias": reached, "entity": seen.entities}, new()):
        state.take(fact)
    known = state.entities.keys() - came
    forms = _forms(gone, seen.removed)
    seen.heirs = {key: merges.heir(there[key], forms.aliases.get(key, {}), state, known) for key in sorted(gone)}
    return state


def _forms(keys: Collection[str], said: Iterable[Fact]) -> State:
    """Return what is said of the forms of some entities."""
    state = State()
    for fact in said:
        if fact[0] == "alias" and fact[1] in keys:
            state.take(fact)
    return state


def _reached(keys: Iterable[str], redirects: Mapping[str, str]) -> Iterator[str]:
    for start in keys:
        seen, key = {start}, start
        while (key := redirects.get(key, "")) and key not in seen:
            seen.add(key)
            yield key


def _before(seen: _Seen, after: State, old: Lines) -> State:
    """Return what the earlier build says that the later one does not, and what of the rest a comparison asks for."""
    state = State(sizes=seen.sizes[0], tallies={})
    for fact in seen.removed:
        state.take(fact)
    came = {fact[1] for fact in seen.added if fact[0] == "entity"} - state.entities.keys()
    known = (merges.known_by(after.entities[key], after.aliases.get(key, {})) for key in came)
    seen.entities |= _holders({form for forms in known for form in forms}, old)
    triples = set(after.relations)
    naming = _Naming(seen.entities, _together(seen.heirs))
    for kind, some in groupby(seen.near(old(), also=("relation",)), key=lambda fact: fact[0]):
        if kind == "says":
            naming.count(some)
            continue
        for fact in some:
            if kind != "relation" or _moved(fact, seen.heirs) in triples:
                state.take(fact)
    state.tallies, state.unions = naming.tallies, naming.unions
    return finished(state)


def _holders(forms: set[str], old: Lines) -> set[str]:
    """Return the entities that had one of the forms: what comes may have come out of them. Aliases are first."""
    aliases = parsed(takewhile(lambda line: line.startswith('["alias"'), old() if forms else ()))
    return {key for _, key, form, *_ in aliases if normal_form(form) in forms}


def _together(heirs: Mapping[str, str]) -> dict[str, str]:
    """Return the entities that were joined, each with what they are now, that itself included."""
    return {key: heir for key, heir in heirs.items() if heir} | {heir: heir for heir in heirs.values() if heir}


def _moved(fact: Fact, heirs: Mapping[str, str]) -> tuple[str, str, str]:
    _, subject, predicate, object_, _ = fact
    return heirs.get(subject, subject), predicate, heirs.get(object_, object_)


def _complete(seen: _Seen, after: State, new: Lines) -> None:
    """Add to the later state its names and numbers."""
    naming = _Naming(seen.entities, {})
    for kind, some in groupby(seen.near(new()), key=lambda fact: fact[0]):
        if kind == "says":
            naming.count(some)
            continue
        for fact in some:
            after.take(fact)
    after.tallies, after.unions = naming.tallies, naming.unions
    finished(after)


def _of(keys: Mapping[str, Collection[str]], lines: Iterable[str]) -> Iterator[Fact]:
    """Yield the facts of lines of some kinds that are of one of the keys of their kind."""
    wanted = {kind: set(map(_text, some)) for kind, some in keys.items()}

    def is_wanted(line: str) -> bool:
        kind, key, _ = line[2:].split(_BETWEEN, 2)
        return key in wanted.get(kind, ())

    return parsed(filter(is_wanted, lines))


@dataclass(slots=True)
class _Naming:
    """How many papers name entities, counted paper by paper."""

    entities: set[str]
    together: Mapping[str, str]
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unions: Counter[str] = field(default_factory=Counter)

    def count(self, said: Iterable[Fact]) -> None:
        """Count the facts of papers, those of each beside one another."""
        for _, some in groupby(said, key=lambda fact: fact[1]):
            roles: dict[str, str] = {}
            for _, _, predicate, entity in some:
                if predicate in STRONGEST and entity in self.entities:
                    roles[entity] = strongest(roles.get(entity, predicate), predicate)
            for entity, role in roles.items():
                self.tallies[entity][role] += 1
            self.unions.update({self.together[entity] for entity in roles if entity in self.together})
