"""The entities of all papers, joined from what resolving found and from the runs of all shards, in one pass."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from kg.parts.packing import unpack
from kg.parts.runs import Beside, Related, first_field
from kg.rdf.sorting import sort
from kg.records import Alias, Entity

_INTRODUCES = "introduces"


@dataclass(frozen=True, slots=True)
class Known:
    """An entity, and how much is said of it."""

    entity: Entity
    aliases: tuple[Alias, ...]
    papers: int
    """How many name it."""
    introduced: tuple[str, ...]
    """The papers that introduce it, sorted."""
    facts: int
    """How many relations it has."""

    @property
    def node(self) -> dict[str, Any]:
        """Return its node in the graph."""
        entity = self.entity
        return {"type": entity.type, "label": entity.name, "entity": entity, "aliases": self.aliases}

    def line(self) -> str:
        """Return it as a line of JSON: id, name, type, papers, facts, who introduces it, its forms."""
        entity, forms = self.entity, [(alias.form, alias.reason, alias.detail) for alias in self.aliases]
        told = (entity.id, entity.name, entity.type, self.papers, self.facts, self.introduced, forms)
        return f"{json.dumps(told, ensure_ascii=False)}\n"


def read_known(path: Path) -> Iterator[Known]:
    """Yield the entities of a file of their lines, in the order of their ids."""
    for text in unpack(path):
        key, name, kind, papers, facts, introduced, forms = json.loads(text)
        aliases = tuple(Alias(key, *form) for form in forms)
        yield Known(Entity(key, name, kind), aliases, papers, tuple(introduced), facts)


def join(
    entities: Iterable[Entity],
    aliases: Iterable[Alias],
    namings: Iterable[str],
    relations: Iterable[Related],
    *,
    scratch: Path,
) -> Iterator[Known]:
    """Yield entities with what is said of them, in the order of their ids.

    Args:
        entities: all entities, in that order.
        aliases: their forms, in that order.
        namings: the lines of the merged run, in that order.
        relations: all relations, each once, in any order.
        scratch: a folder for what does not fit into memory.
    """
    named = Beside(namings, first_field)
    forms = Beside(aliases, lambda alias: alias.entity)
    ends = Beside(sort(chain.from_iterable(map(_ends, relations)), scratch), first_field)
    for entity in entities:
        papers, introduced = _papers(named.of(entity.id))
        facts = sum(1 for _ in ends.of(entity.id))
        yield Known(entity, tuple(sorted(forms.of(entity.id))), papers, introduced, facts)


def _ends(relation: Related) -> tuple[str, str]:
    about = f"{relation.predicate}\t{relation.subject}\t{relation.object}\n"
    return f"{relation.subject}\t{about}", f"{relation.object}\t{about}"


def _papers(lines: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """Return how many papers name an entity, and those that introduce it; a paper names it by one predicate."""
    number, introduced = 0, []
    for number, text in enumerate(lines, 1):  # noqa: B007  the last number is how many there are
        _, paper, predicate = text.rstrip("\n").split("\t")
        if predicate == _INTRODUCES:
            introduced.append(paper)
    return number, tuple(introduced)
