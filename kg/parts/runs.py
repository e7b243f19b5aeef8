"""Sorted runs: what the papers of a shard say that counts for the whole, a line each, and the merging of them.

    namings      entity, paper, predicate
    relations    subject, object, predicate, then in JSON: confidence, number of evidences, both labels

Fields are parted by tabs, which sort before all that can follow, so that lines are in the order of their fields.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from kg import multiway_merge
from kg.errors import OutputError
from kg.multiway_merge import MOST, Codec
from kg.parts.packing import pack, unpack

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

Item = TypeVar("Item")

NAMINGS: Final = "namings"
RELATIONS: Final = "relations"
FACTS: Final = "facts"
ENDING: Final = ".gz"
_TAB: Final = "\t"
_PACKED: Final = Codec(pack, unpack)


@dataclass(frozen=True, slots=True)
class Related:
    """A relation between two entities."""

    subject: str
    object: str
    predicate: str
    confidence: float
    evidence: int
    """How many sentences say so."""
    labels: tuple[str, str]

    def line(self) -> str:
        """Return the line of a run."""
        told = json.dumps((self.confidence, self.evidence, *self.labels), ensure_ascii=False)
        return f"{self.subject}\t{self.object}\t{self.predicate}\t{told}\n"


def namings(graph: "Graph") -> list[str]:
    """Return the lines that tell which papers of a graph name which entities, sorted."""
    return sorted(
        f"{target}\t{paper}\t{data['predicate']}\n"
        for paper, target, data in graph.edges(data=True)
        if "paper" in graph.nodes[paper] and "entity" in graph.nodes[target]
    )


def relations(graph: "Graph") -> list[str]:
    """Return the lines of the relations between entities that papers of a graph state, sorted."""
    nodes = graph.nodes
    return sorted(
        Related(
            subject,
            target,
            data["predicate"],
            data["confidence"],
            len(data["evidence"]),
            (nodes[subject]["label"], nodes[target]["label"]),
        ).line()
        for subject, target, data in graph.edges(data=True)
        if "entity" in nodes[subject]
    )


def merged(paths: Iterable[Path], *, most: int = MOST) -> Iterator[str]:
    """Return the lines of sorted runs in order, with no more than `most` of them open at once."""
    paths = list(paths)
    folder = paths[0].parent if paths else None
    return multiway_merge.merged([partial(unpack, path) for path in paths], _PACKED, most=most, folder=folder)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a merged run that is read several times: it stays uncompressed.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        multiway_merge.write_lines(path, lines)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error


def merged_relations(paths: Iterable[Path]) -> Iterator[Related]:
    """Yield the relations of runs in order, each with its highest confidence and the sentences of all runs."""
    for _, lines in groupby(merged(paths), lambda line: line.rpartition(_TAB)[0]):
        found = list(map(_related, lines))
        first = found[0]
        yield Related(
            first.subject,
            first.object,
            first.predicate,
            max(item.confidence for item in found),
            sum(item.evidence for item in found),
            first.labels,
        )


def read_relations(path: Path) -> Iterator[Related]:
    """Yield the relations of a run."""
    return map(_related, unpack(path))


def _related(line: str) -> Related:
    subject, target, predicate, told = line.split(_TAB, 3)
    confidence, evidence, *labels = json.loads(told)
    return Related(subject, target, predicate, confidence, evidence, (labels[0], labels[1]))


class Beside(Generic[Item]):
    """Items in the order of a key, taken beside another sequence in the same order."""

    def __init__(self, items: Iterable[Item], key: Callable[[Item], str]) -> None:
        """Take items from a sequence that is in order.

        Args:
            items: the sequence.
            key: gives the key of an item.
        """
        self._items, self._key = iter(items), key
        self._head = next(self._items, None)

    def of(self, key: str) -> Iterator[Item]:
        """Yield the items of a key; the items before it are lost."""
        while self._head is not None and (found := self._key(self._head)) <= key:
            head, self._head = self._head, next(self._items, None)
            if found == key:
                yield head


def first_field(line: str) -> str:
    """Return the first field of a line."""
    return line.partition(_TAB)[0].rstrip("\n")
