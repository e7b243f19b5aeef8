"""How often things occur in rows: what the description of a build tells."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.rdf.terms import Quad, term


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in a graph, or in all graphs together."""

    triples: int
    subjects: int
    classes: int
    properties: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How often things occur, by their named graph."""

    subjects: int
    """How many subjects there are in all graphs together."""
    described: Counter[str]
    """How many there are in each graph."""
    classes: Counter[tuple[str, str]]
    """How many things of each class there are, by class and graph."""
    properties: Counter[tuple[str, str]]
    """How many triples of each property there are, by property and graph."""

    def to_json(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        return {
            "subjects": self.subjects,
            "described": dict(sorted(self.described.items())),
            "classes": [[*key, number] for key, number in sorted(self.classes.items())],
            "properties": [[*key, number] for key, number in sorted(self.properties.items())],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Counts":
        """Return the counts that plain data hold."""
        classes, properties = (
            Counter({(thing, home): number for thing, home, number in told[name]}) for name in ("classes", "properties")
        )
        return cls(told["subjects"], Counter(told["described"]), classes, properties)

    def plus(self, other: "Counts") -> "Counts":
        """Return the counts of these rows and of others that are about other subjects."""
        return summed((self, other))

    def size(self, graph: str = "") -> Size:
        """Return the size of a graph, or of all graphs together."""
        properties = _within(self.properties, graph)
        subjects = self.described[graph] if graph else self.subjects
        return Size(properties.total(), subjects, len(_within(self.classes, graph)), len(properties))

    def by_class(self) -> Counter[str]:
        """Return how many things of each class there are."""
        return _within(self.classes, "")

    def by_property(self) -> Counter[str]:
        """Return how many triples of each property there are."""
        return _within(self.properties, "")


def summed(parts: Iterable[Counts]) -> Counts:
    """Return the counts of rows that were counted in parts, no subject in two of them."""
    found = Counts(0, Counter(), Counter(), Counter())
    for part in parts:
        found = replace(found, subjects=found.subjects + part.subjects)
        found.described.update(part.described)
        found.classes.update(part.classes)
        found.properties.update(part.properties)
    return found


def counts(rows: Iterable[Quad]) -> Counts:
    """Count rows that are in order, each triple in one graph."""
    kind = term("rdf:type")
    subjects = 0
    described: Counter[str] = Counter()
    classes: Counter[tuple[str, str]] = Counter()
    properties: Counter[tuple[str, str]] = Counter()
    for _, group in groupby(rows, itemgetter(0)):
        subjects += 1
        graphs = set()
        for _, predicate, object, graph in group:
            graphs.add(graph)
            properties[predicate, graph] += 1
            if predicate == kind:
                classes[object, graph] += 1
        described.update(graphs)
    return Counts(subjects, described, classes, properties)


def counts_of_all(rows: Collection[Quad]) -> Counts:
    """Count rows that are held in memory, in any order and none twice: in half of the time that `counts` takes."""
    kind = term("rdf:type")
    return Counts(
        len(set(map(itemgetter(0), rows))),
        Counter(map(itemgetter(1), set(map(itemgetter(0, 3), rows)))),
        Counter((object, graph) for _, predicate, object, graph in rows if predicate == kind),
        Counter(map(itemgetter(1, 3), rows)),
    )


def _within(counted: Counter[tuple[str, str]], graph: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for (thing, home), number in counted.items():
        if graph in ("", home):
            found[thing] += number
    return found
