"""The state of a build, made of its fact lines: what a comparison of two builds asks for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from kg.errors import OutputError
from kg.history import facts
from kg.history.facts import Fact
from kg.names import normal_form

INTRODUCES, USES, HAS_CODE = "introduces", "uses", "hasCode"
STRONGEST = (INTRODUCES, USES, "comparesWith", "mentions")
"""How a paper names an entity, the strongest first."""
NAME, DECISION = "name", "decision"
"""Reasons of forms, of which the line of the decision file is told: of a name, where a decision gave it."""
_BATCH = 10_000
_NAMES = ('["alias"', '["entity"', '["redirect"')

Names = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, order=True)
class PaperFact:
    """A paper."""

    id: str
    title: str
    url: str = ""
    published: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, order=True)
class EntityFact:
    """An entity."""

    id: str
    name: str
    type: str


@dataclass(slots=True)
class Sizes:
    """How much a build says, counted while its sorted lines go by."""

    lines: Counter[str] = field(default_factory=Counter)
    relations: int = 0

    def counting(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield lines, and count them."""
        last = ""
        for line in lines:
            kind = line[2 : line.find('"', 2)]
            self.lines[kind] += 1
            if kind == "relation" and (said := line.rpartition('","')[0]) != last:
                last = said
                self.relations += 1  # papers that say the same stand beside one another
            yield line

    def to_dict(self) -> dict[str, int]:
        """Return how many papers, entities, relations, links and claims there are."""
        plain = {name: self.lines[kind] for name, kind in (("papers", "paper"), ("entities", "entity"))}
        return plain | {"relations": self.relations, "links": self.lines["link"], "claims": self.lines["claim"]}


@dataclass(slots=True)
class State:
    """What a build says, or as much of it as a comparison asks for."""

    papers: dict[str, PaperFact] = field(default_factory=dict)
    entities: dict[str, EntityFact] = field(default_factory=dict)
    naming: Names = field(default_factory=partial(defaultdict, dict))
    """For each entity the papers that name it, each with the strongest predicate."""
    named: Names = field(default_factory=partial(defaultdict, dict))
    """For each paper the entities that it names, each with the strongest predicate."""
    code: dict[str, set[str]] = field(default_factory=partial(defaultdict, set))
    """For each paper the addresses of its code."""
    relations: dict[tuple[str, str, str], set[str]] = field(default_factory=partial(defaultdict, set))
    """For each relation between entities the papers that say so."""
    aliases: dict[str, dict[str, str]] = field(default_factory=partial(defaultdict, dict))
    """For each entity its forms, each with the reason."""
    holders: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The entities that have a normal form, sorted, by the form and the type."""
    redirects: dict[str, str] = field(default_factory=dict)
    links: int = 0
    claims: int = 0
    sizes: Sizes | None = None
    """Where the state is not whole: how much the build says."""
    tallies: Mapping[str, Mapping[str, int]] | None = None
    """Where it is not whole: how many papers name each entity, by their strongest predicate."""
    unions: Mapping[str, int] = field(default_factory=dict)
    """Where it is not whole: how many papers name any of the entities that became one, by what that is now."""

    def papers_of(self, entity: str, *roles: str) -> list[str]:
        """Return the papers that name an entity, in any role or in some: the strongest first, then the oldest."""
        said = {paper: role for paper, role in self.naming.get(entity, {}).items() if not roles or role in roles}
        return sorted(said, key=lambda paper: (STRONGEST.index(said[paper]), *self.age(paper)))

    def age(self, paper: str) -> tuple[bool, str, str]:
        """Return what sorts papers by date, those without one last."""
        published = self.papers[paper].published if paper in self.papers else ""
        return not published, published, paper

    def popularity(self, entity: str) -> int:
        """Return how many papers name an entity."""
        if self.tallies is not None:
            return sum(self.tallies.get(entity, {}).values())
        return len(self.naming.get(entity, ()))

    def joint_popularity(self, entities: Iterable[str], heir: str) -> int:
        """Return how many papers name any of the entities that became one."""
        if self.tallies is not None:
            return self.unions.get(heir, self.popularity(heir))
        return len({paper for one in entities for paper in self.naming.get(one, ())})

    def is_named_as(self, entity: str, role: str) -> bool:
        """Tell whether a paper names an entity in a role."""
        if self.tallies is not None:
            return bool(self.tallies.get(entity, {}).get(role))
        return role in self.naming.get(entity, {}).values()

    def counts(self) -> dict[str, int]:
        """Return how many papers, entities, relations, links and claims there are."""
        if self.sizes is not None:
            return self.sizes.to_dict()
        return {
            "papers": len(self.papers),
            "entities": len(self.entities),
            "relations": len(self.relations),
            "links": self.links,
            "claims": self.claims,
        }

    def take(self, fact: Fact) -> None:
        """Add a fact."""
        match fact:
            case "paper", key, *rest:
                self.papers[key] = PaperFact(key, *rest)
            case "entity", key, name, kind:
                self.entities[key] = EntityFact(key, name, kind)
            case "says", paper, predicate, entity if predicate in STRONGEST:
                role = strongest(self.naming[entity].get(paper, predicate), predicate)
                self.naming[entity][paper] = self.named[paper][entity] = role
            case "link", paper, predicate, address, _, _:
                self.links += 1
                if predicate == HAS_CODE:
                    self.code[paper].add(address)
            case "relation", subject, predicate, object_, paper:
                self.relations[subject, predicate, object_].add(paper)
            case "alias", entity, form, reason, detail:
                self.aliases[entity][form] = f"{reason}: {detail}" if detail and reason in (NAME, DECISION) else reason
            case "redirect", old, new:
                self.redirects[old] = new
            case "claim", *_:
                self.claims += 1


def strongest(role: str, other: str) -> str:
    """Return the stronger one of two ways in which a paper names an entity."""
    return min(role, other, key=STRONGEST.index)


def state(lines: Iterable[str]) -> State:
    """Return the state that fact lines describe, whole.

    Raises:
        OutputError: a line is no fact, as another version of kg may write it.
    """
    found = State()
    for fact in parsed(sorted(lines)):
        found.take(fact)
    return finished(found)


def parsed(lines: Iterable[str]) -> Iterator[Fact]:
    """Yield the facts of lines.

    Raises:
        OutputError: a line is no fact.
    """
    rest = iter(lines)
    try:
        while some := list(islice(rest, _BATCH)):
            yield from facts.parse(some)
    except ValueError as error:
        raise OutputError(f"the history cannot be read ({error}); begin anew: delete the folder `history`") from error


def finished(found: State) -> State:
    """Return a state that took all its facts, with the holders of its names."""
    for entity, forms in sorted(found.aliases.items()):
        for form in sorted(set(map(normal_form, forms))) if entity in found.entities else ():
            found.holders.setdefault((form, found.entities[entity].type), []).append(entity)
    return found


def called(names: Iterable[str], lines: Iterable[str]) -> State:
    """Return what of a build is called by names or has them as ids.

    Args:
        names: names and ids.
        lines: the sorted fact lines of the build.

    Raises:
        OutputError: a line is no fact.
    """
    found, ids = State(), {name.strip() for name in names}
    forms = set(map(normal_form, ids))
    for fact in parsed(line for line in lines if line.startswith(_NAMES)):
        match fact:
            case "alias", key, form, _, _ if normal_form(form) in forms:
                ids.add(key)  # before the entities: lines are sorted
                found.take(fact)
            case ("entity" | "redirect", key, *_) if key in ids:
                found.take(fact)
    return finished(found)
