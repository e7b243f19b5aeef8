"""The state of a build, made of its fact lines: what a comparison of two builds asks for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from kg.errors import OutputError
from kg.history import facts
from kg.history.facts import Fact
from kg.names import normal_form

INTRODUCES, USES, HAS_CODE = "introduces", "uses", "hasCode"
_ROLES = (INTRODUCES, USES, "comparesWith", "mentions")
"""How a paper names an entity, the strongest first."""

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
class State:
    """What a build says."""

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
    holders: dict[tuple[str, str], str] = field(default_factory=dict)
    """The entity that has a normal form, by the form and the type."""
    redirects: dict[str, str] = field(default_factory=dict)
    links: int = 0
    claims: int = 0

    def papers_of(self, entity: str, *roles: str) -> list[str]:
        """Return the papers that name an entity, in any role or in some: the strongest first, then the oldest."""
        said = {paper: role for paper, role in self.naming.get(entity, {}).items() if not roles or role in roles}
        return sorted(said, key=lambda paper: (_ROLES.index(said[paper]), *self.age(paper)))

    def age(self, paper: str) -> tuple[bool, str, str]:
        """Return what sorts papers by date, those without one last."""
        published = self.papers[paper].published if paper in self.papers else ""
        return not published, published, paper

    def popularity(self, entity: str) -> int:
        """Return how many papers name an entity."""
        return len(self.naming.get(entity, ()))

    def take(self, fact: Fact) -> None:
        """Add a fact."""
        match fact:
            case "paper", key, *rest:
                self.papers[key] = PaperFact(key, *rest)
            case "entity", key, name, kind:
                self.entities[key] = EntityFact(key, name, kind)
            case "says", paper, predicate, entity if predicate in _ROLES:
                known = self.naming[entity].get(paper, predicate)
                self.naming[entity][paper] = self.named[paper][entity] = min(known, predicate, key=_ROLES.index)
            case "link", paper, predicate, address, _, _:
                self.links += 1
                if predicate == HAS_CODE:
                    self.code[paper].add(address)
            case "relation", subject, predicate, object_, paper:
                self.relations[subject, predicate, object_].add(paper)
            case "alias", entity, form, reason, detail:
                self.aliases[entity][form] = f"{reason}: {detail}" if detail and reason == "decision" else reason
            case "redirect", old, new:
                self.redirects[old] = new
            case "claim", *_:
                self.claims += 1


def state(lines: Iterable[str]) -> State:
    """Return the state that fact lines describe.

    Raises:
        OutputError: a line is no fact, as another version of kg may write it.
    """
    found = State()
    try:
        for fact in facts.parse(sorted(lines)):
            found.take(fact)
    except ValueError as error:
        raise OutputError(f"the history cannot be read ({error}); begin anew: delete the folder `history`") from error
    for entity, forms in sorted(found.aliases.items()):
        for form in sorted(forms):
            if entity in found.entities:
                found.holders.setdefault((normal_form(form), found.entities[entity].type), entity)
    return found
