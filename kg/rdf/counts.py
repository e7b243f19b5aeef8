"""How often things occur in rows: what the description of a build tells."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

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

    def plus(self, other: "Counts") -> "Counts":
        """Return the counts of these rows and of others that are about other subjects."""
        return Counts(
            self.subjects + other.subjects,
            self.described + other.described,
            self.classes + other.classes,
            self.properties + other.properties,
        )

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


def _within(counted: Counter[tuple[str, str]], graph: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for (thing, home), number in counted.items():
        if graph in ("", home):
            found[thing] += number
    return found
