"""The graph of a build in parts in a file: what exporters ask of a graph, a record at a time.

Memory does not grow with the texts of the build. What is not there: the surfaces of evidence, which
no exporter asks for.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from kg import schema
from kg.exporters import stored
from kg.exporters.database_errors import reported
from kg.json_text import from_json
from kg.records import Alias, Entity, Evidence, Paper

Progress = Callable[[str, int, int], None]
"""Takes what is done in words, how much of it is done, and of how much."""
Row = tuple[Any, ...]

FILE: Final = "graph.sqlite"
READING: Final = "Reading the build"
_HELD = 1 << 12
"""How many nodes are held in memory."""
_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = FILE")
_TABLES = (
    "nodes (key TEXT PRIMARY KEY, type TEXT, label TEXT, told TEXT)",
    "aliases (entity TEXT, form TEXT, reason TEXT, detail TEXT)",
    "edges (subject TEXT, object TEXT, predicate TEXT, confidence REAL)",
    "owners (subject TEXT, object TEXT, predicate TEXT, of TEXT)",
    "evidence (subject TEXT, object TEXT, predicate TEXT, paper TEXT, told TEXT)",
)
_INDICES = (
    "edges (subject, object, predicate)",
    "edges (object, subject, predicate)",
    "aliases (entity)",
    "owners (subject, object, predicate)",
    "evidence (subject, object, predicate)",
)
_EDGES = """SELECT e.subject, e.object, e.predicate, e.confidence, o.of, v.paper, v.told FROM edges e
LEFT JOIN owners o ON (o.subject, o.object, o.predicate) = (e.subject, e.object, e.predicate)
LEFT JOIN evidence v ON (v.subject, v.object, v.predicate) = (e.subject, e.object, e.predicate)"""
_OF_RECORD = ("paper", "sentences", "results")


@contextmanager
def opened(
    source: stored.Source, scratch: Path, *, seed: int | None = None, progress: Progress = lambda *_: None
) -> Iterator["DiskGraph"]:
    """Give the graph of a build, as `stored.read` does, in a file that may be removed afterwards.

    Args:
        source: the files of the build.
        scratch: the folder for the file.
        seed: the seed of the map; `None` for no map.
        progress: is told how much was read.

    Raises:
        OutputError: a file that is needed is missing, or is not what a build writes.
    """
    path = scratch / FILE
    with reported(path), closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        with source.reported():
            _fill(database, source, progress)
        database.execute("COMMIT")
        graph = DiskGraph(database, progress)
        found = None if seed is None else stored.read_map(source.folder, seed=seed)
        if found and found.positions.keys() == set(graph):
            graph.graph["map"] = found
        yield graph


def _fill(database: sqlite3.Connection, source: stored.Source, progress: Progress) -> None:
    for table in _TABLES:
        database.execute(f"CREATE TABLE {table}")
    filled: Sequence[tuple[str, Iterable[Row]]] = (
        ("nodes", _papers(source)),
        ("nodes", _entities(source)),
        ("aliases", ((row["entity"], row["form"], row["reason"], row["detail"]) for row in source.rows("aliases"))),
        ("edges", ((*_triple(row), float(row["confidence"])) for row in source.rows("edges"))),
        ("evidence", _evidence(source)),
        ("nodes", _links(source)),
        ("owners", ((row["paper"], row["url"], row["predicate"], row["of"]) for row in source.rows("links"))),
    )
    for done, (name, rows) in enumerate(filled):
        progress(READING, done, len(filled) + 1)
        _insert(database, name, rows)
    progress(READING, len(filled), len(filled) + 1)
    for number, index in enumerate(_INDICES):
        database.execute(f"CREATE INDEX by_{number} ON {index}")
    progress(READING, len(filled) + 1, len(filled) + 1)


def _insert(database: sqlite3.Connection, name: str, rows: Iterable[Row]) -> None:
    count = len(database.execute(f"PRAGMA table_info({name})").fetchall())
    places = ", ".join("?" * count)
    database.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({places})", rows)  # noqa: S608  names are ours


def _papers(source: stored.Source) -> Iterator[Row]:
    for record in source.records():
        told = {name: record[name] for name in stored.OF_RECORDS}
        yield record["id"], "Paper", stored.paper(record).title, json.dumps(told, ensure_ascii=False)


def _entities(source: stored.Source) -> Iterator[Row]:
    return ((row["id"], row["type"], row["name"], "") for row in source.rows("entities"))


def _links(source: stored.Source) -> Iterator[Row]:
    kinds = schema.load().link_kinds
    for row in source.rows("links"):
        told = json.dumps({"url": row["address"], "kind": row["kind"]})
        yield row["url"], kinds[row["kind"]].node_class, row["label"], told


def _evidence(source: stored.Source) -> Iterator[Row]:
    for row in source.rows("evidence"):
        told = stored.evidence(Paper(row["paper"], "", ""), row)
        kept = told.sentence, told.start, told.end, told.text, told.spans, told.confidence, told.by
        yield *_triple(row), told.paper, json.dumps(kept, ensure_ascii=False)


def _triple(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["subject"], row["object"], row["predicate"]


class DiskGraph:
    """A graph in a database, with what exporters use of the methods of a graph of networkx, in the same order."""

    def __init__(self, database: sqlite3.Connection, progress: Progress) -> None:
        """Take a database that is filled.

        Args:
            database: the database.
            progress: is told how many papers and entities were given out.
        """
        self._ask = database.execute
        self._progress = progress
        self.nodes = Nodes(database)
        self.graph: dict[str, Any] = {}
        self._out = lru_cache(maxsize=64)(self._of_subject)

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of the nodes, sorted."""
        return (key for (key,) in self._ask("SELECT key FROM nodes ORDER BY key"))

    def papers(self) -> Iterator[Paper]:
        """Yield the papers in the order of their ids."""
        (count,) = self._ask("SELECT count(*) FROM nodes WHERE type = 'Paper'").fetchone()
        for number, row in enumerate(self._ask(f"{_NODES} WHERE type = 'Paper' ORDER BY key"), 1):
            found: Paper = self.nodes.node(row)["paper"]
            yield found
            self._progress("Writing papers", number, count)

    def entities(self) -> Iterator[tuple[str, "Node"]]:
        """Yield the entities, each with its node, in the order of their ids."""
        types = [*schema.load().types]
        wanted = f"type IN ({', '.join('?' * len(types))})"
        (count,) = self._ask(f"SELECT count(*) FROM nodes WHERE {wanted}", types).fetchone()  # noqa: S608  names are ours
        for number, row in enumerate(self._ask(f"{_NODES} WHERE {wanted} ORDER BY key", types), 1):
            yield row[0], self.nodes.node(row)
            self._progress("Writing entities", number, count)

    def edges(self, *, keys: bool = False, data: bool = False) -> Iterator[Row]:
        """Yield the edges, with their keys and attributes where they are asked for."""
        return _shaped(_edges(self._ask(f"{_EDGES} ORDER BY e.subject, e.object, e.predicate")), keys=keys, data=data)

    def out_edges(self, key: str, *, keys: bool = False, data: bool = False) -> Iterator[Row]:
        """Yield the edges that start from a node."""
        return _shaped(iter(self._out(key)), keys=keys, data=data)

    def _of_subject(self, key: str) -> list[Row]:
        order = "WHERE e.subject = ? ORDER BY e.object, e.predicate"
        return list(_edges(self._ask(f"{_EDGES} {order}", (key,))))

    def in_edges(self, key: str, *, keys: bool = False, data: bool = False) -> Iterator[Row]:
        """Yield the edges that end at a node."""
        if not (keys or data):
            ends = self._ask("SELECT subject, object FROM edges WHERE object = ? ORDER BY subject, predicate", (key,))
            return iter(ends.fetchall())
        rows = self._ask(f"{_EDGES} WHERE e.object = ? ORDER BY e.subject, e.predicate", (key,))
        return _shaped(_edges(rows), keys=keys, data=data)


_NODES = "SELECT key, type, label, told FROM nodes"


def _edges(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield subject, object, predicate and attributes of each edge, from rows of one evidence each."""
    for (subject, target, predicate, confidence, of), said in groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        evidence = tuple(sorted(_said(*row[5:]) for row in said if row[5] is not None))
        about = {"predicate": predicate, "confidence": confidence, "evidence": evidence}
        yield subject, target, predicate, about if of is None else {**about, "of": of}


def _said(paper: str, told: str) -> Evidence:
    index, start, end, text, spans, confidence, by = from_json(told)
    return Evidence(paper, index, start, end, text, tuple(map(tuple, spans)), (), confidence, by)


def _shaped(rows: Iterator[Row], *, keys: bool, data: bool) -> Iterator[Row]:
    wanted = [0, 1, *([2] if keys else []), *([3] if data else [])]
    return map(itemgetter(*wanted), rows)


class Nodes:
    """The nodes of such a graph, by their keys."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Take the database."""
        self._ask = database.execute
        self._get = lru_cache(maxsize=_HELD)(self._read)

    def __call__(self, *, data: bool) -> Iterator[tuple[str, "Node"]]:  # noqa: ARG002  networkx calls it so
        """Yield all nodes with their attributes, in the order of their keys."""
        return ((row[0], self.node(row)) for row in self._ask(f"{_NODES} ORDER BY key"))

    def __getitem__(self, key: str) -> "Node":
        """Return a node.

        Raises:
            KeyError: there is no such node.
        """
        return self._get(key)

    def _read(self, key: str) -> "Node":
        row = self._ask(f"{_NODES} WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return self.node(row)

    def node(self, row: Row) -> "Node":
        """Return the node of a row."""
        key, kind, label, told = row
        if kind == "Paper":
            return Node({"type": kind, "label": label}, told)
        if told:
            return Node({"type": kind, "label": label, **from_json(told)})
        forms = self._ask("SELECT form, reason, detail FROM aliases WHERE entity = ? ORDER BY rowid", (key,))
        aliases = tuple(Alias(key, *form) for form in forms)
        return Node({"type": kind, "label": label, "entity": Entity(key, label, kind), "aliases": aliases})


class Node(Mapping[str, Any]):
    """The attributes of a node; what stands in the record of a paper is read when it is asked for."""

    def __init__(self, known: dict[str, Any], record: str = "") -> None:
        """Take what is known, and the record of a paper."""
        self._known, self._record = known, record

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  attributes are of any type
        """Return an attribute."""
        if name not in self._known and self._record and name in _OF_RECORD:
            self._known |= stored.paper_node(from_json(self._record))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is an attribute, without reading it."""
        return name in self._known or (bool(self._record) and name in _OF_RECORD)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the attributes."""
        return iter(dict.fromkeys((*self._known, *(_OF_RECORD if self._record else ()))))

    def __len__(self) -> int:
        """Return how many attributes there are."""
        return len(list(iter(self)))
