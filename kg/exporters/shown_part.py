"""The graph of the part of a large build that its map shows, read from the tables and records of the whole."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg import shown
from kg.exporters import stored
from kg.exporters.stored import Record, Row, Source

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

_ENDS = {
    "entities": ("id",),
    "aliases": ("entity",),
    "edges": ("subject", "object"),
    "evidence": ("subject", "object", "paper"),
    "links": ("paper", "url"),
}
"""The columns of a row all of which are nodes of the part where the row is of it; no other table is about nodes."""


def read(
    folder: Path, *, seed: int, outputs: Iterable[str], on_open: Callable[[], None] = lambda: None
) -> "Graph | None":
    """Return the graph of the nodes on a map, as it was drawn, or nothing where there is no map.

    What it says is what the whole says: it only lacks what leads to something that is not shown, and what only papers
    say that are not shown.

    Args:
        folder: the folder of the build.
        seed: the seed of its map.
        outputs: the files that the build wrote, as its manifest has them.
        on_open: is called whenever a file was opened, to make sure that it still belongs to the same build.

    Raises:
        OutputError: a file that is needed is missing, or is not what a build writes.
    """
    found = stored.read_map(folder, seed=seed)
    if found is None:
        return None
    source = _Part(folder, on_open, list(outputs), found.positions.keys())
    graph = stored.graph_of(source, seed=seed)
    for key, count in source.named_by.items():
        graph.nodes[key][shown.NAMED_BY] = count
    _weigh(graph)
    return graph


def _weigh(graph: "Graph") -> None:
    """Give the edges the confidence of the sentences that are left, as `kg.assemble` does."""
    for subject, object, predicate, data in list(graph.edges(keys=True, data=True)):
        if data["evidence"]:
            data["confidence"] = round(max(item.confidence for item in data["evidence"]), 4)
        else:
            graph.remove_edge(subject, object, key=predicate)


class _Part(Source):
    """The files of a build, of which only what is about some nodes is read."""

    def __init__(self, folder: Path, on_open: Callable[[], None], outputs: list[str], keys: Collection[str]) -> None:
        super().__init__(folder, on_open, outputs)
        self._keys = keys
        self.named_by: dict[str, int] = {}

    def rows(self, name: str) -> Iterator[Row]:
        ends = _ENDS.get(name, ())
        for row in super().rows(name) if ends else ():
            if all(row[end] in self._keys for end in ends):
                if name == "entities":
                    self.named_by[row["id"]] = int(row["papers"])
                yield row

    def records(self) -> Iterator[Record]:
        return (record for record in super().records() if record["id"] in self._keys)
