"""The graph that a build wrote, read back from its tables and its paper records as it was assembled."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.errors import OutputError
from kg.exporters import tables
from kg.json_text import from_json
from kg.provenance import Conflict, Listed
from kg.records import Alias, Doubt, Entity, Evidence, Paper, Redirect, Result, Ruling

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

PAPERS = "papers.jsonl"
MAP = "map.jsonl"
_BESIDE = {"listed": Listed, "conflicts": Conflict, "redirects": Redirect, "rulings": Ruling, "doubts": Doubt}
"""The records that go with the graph as a whole, each in a table of its own."""
TABLES = (*_BESIDE, "entities", "aliases", "edges", "evidence", "links")
"""The tables that are read; what the others say follows from these and from the paper records."""
_PLAIN: dict[Any, Callable[[str], Any]] = {int: int, float: float, "int": int, "float": float}

Row = Mapping[str, str]
Record = Mapping[str, Any]
Triple = tuple[str, str, str]
"""Subject, object, predicate: the order of the edges."""


def read(folder: Path, *, seed: int | None = 0, on_open: Callable[[], None] = lambda: None) -> "Graph":
    """Return the graph of a build, equal to the one that was assembled, with its map where there is one.

    Args:
        folder: the folder of the build.
        seed: the seed of its map; `None` for no map.
        on_open: is called whenever a file was opened, to make sure that it still belongs to the same build.

    Raises:
        OutputError: a file that is needed is missing, or is not what a build writes.
    """
    import networkx

    source = _Source(folder, on_open)
    graph: Graph = networkx.MultiDiGraph()
    with source.reported():
        papers = {paper["id"]: paper for paper in source.records()}
        nodes = {**_papers(papers), **_entities(source), **_links(source)}
        graph.add_nodes_from((key, nodes[key]) for key in sorted(nodes))
        _add_edges(graph, source, papers)
        graph.graph.update(_about(graph, source))
        found = None if seed is None else _map(folder, seed=seed)
        if found and found.positions.keys() == set(graph):
            graph.graph["map"] = found
    return graph


class _Source:
    """The files of a build."""

    def __init__(self, folder: Path, on_open: Callable[[], None]) -> None:
        self.folder = folder
        self.on_open = on_open
        self.place = ""
        """The file that is read, for what is said when it cannot be."""

    def reported(self) -> "_Reported":
        return _Reported(self)

    def rows(self, name: str) -> Iterator[Row]:
        self.place = f"{tables.FOLDER}/{name}.csv"
        rows = tables.read(self.folder / self.place)
        first = next(rows, None)  # which opens the file
        self.on_open()
        if first is not None:
            yield first
            yield from rows

    def records(self) -> Iterator[Record]:
        self.place = PAPERS
        with (self.folder / PAPERS).open(encoding="utf-8") as stream:
            self.on_open()
            yield from map(from_json, stream)


class _Reported:
    """Turns what a damaged file causes into one line."""

    def __init__(self, source: _Source) -> None:
        self.source = source

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        path = self.source.folder / self.source.place
        if isinstance(error, FileNotFoundError):
            advice = " with `--format tables` as well" if self.source.place != PAPERS else ""
            raise OutputError(f"{path}: this file is not there; build again{advice}") from error
        if isinstance(error, (OSError, ValueError, KeyError, TypeError, IndexError)):
            reason = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
            raise OutputError(f"{path}: cannot be read ({reason}); build again with --fresh") from error


def _papers(records: Mapping[str, Record]) -> dict[str, dict[str, Any]]:
    nodes = {}
    for key, record in records.items():
        paper = _paper(record)
        sentences = tuple((index, start, end) for index, (start, end) in enumerate(record["sentences"]))
        nodes[key] = {
            "type": "Paper",
            "label": paper.title,
            "paper": paper,
            "sentences": sentences,
            "results": tuple(sorted(_results(paper, sentences, record["claims"]))),
        }
    return nodes


def _paper(record: Record) -> Paper:
    title, _, abstract = record["text"].partition("\n")
    return Paper(
        id=record["id"],
        title=title,
        abstract=abstract,
        sources=tuple(record["sources"]),
        identifiers=tuple(record["identifiers"]),
        url=record["url"],
        published=record["published"],
        authors=tuple(record["authors"]),
        given_title="" if record["title"] == title else record["title"],
        venue=record["venue"],
        categories=tuple(record["categories"]),
        upvotes=record["upvotes"],
        code=tuple(record["code"]),
        implementations=tuple(record["implementations"]),
        status=record["status"],
    )


def _results(paper: Paper, sentences: tuple[tuple[int, int, int], ...], claims: Iterable[Record]) -> Iterator[Result]:
    names = ("start", "end", "dataset", "subject", "metric", "value", "unit", "qualifier", "kind", "better")
    for claim in claims:
        index, start, end = sentences[claim["sentence"]]
        spans = [(start, end) for start, end in claim["spans"]]
        evidence = _evidence(paper, (index, start, end, claim["text"]), spans, claim["confidence"], claim["by"])
        yield Result(paper=paper.id, evidence=evidence, **{name: claim[name] for name in names})


def _evidence(
    paper: Paper, sentence: tuple[int, int, int, str], spans: list[tuple[int, int]], confidence: float, by: str
) -> Evidence:
    surfaces = tuple(paper.text[start:end] for start, end in spans)
    return Evidence(paper.id, *sentence, tuple(spans), surfaces, confidence, by)


def _entities(source: _Source) -> dict[str, dict[str, Any]]:
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for row in source.rows("aliases"):
        aliases[row["entity"]].append(Alias(row["entity"], row["form"], row["reason"], row["detail"]))
    return {
        row["id"]: {
            "type": row["type"],
            "label": row["name"],
            "entity": Entity(row["id"], row["name"], row["type"]),
            "aliases": tuple(aliases[row["id"]]),
        }
        for row in source.rows("entities")
    }


def _links(source: _Source) -> dict[str, dict[str, Any]]:
    kinds = schema.load().link_kinds
    return {
        row["url"]: {
            "type": kinds[row["kind"]].node_class,
            "label": row["label"],
            "url": row["address"],
            "kind": row["kind"],
        }
        for row in source.rows("links")
    }


def _add_edges(graph: "Graph", source: _Source, papers: Mapping[str, Record]) -> None:
    evidence: dict[Triple, list[Evidence]] = defaultdict(list)
    for row in source.rows("evidence"):
        spans = [(int(start), int(end)) for start, _, end in (span.partition("-") for span in row["spans"].split())]
        sentence = (int(row["sentence"]), int(row["start"]), int(row["end"]), row["text"])
        paper = graph.nodes[row["paper"]]["paper"] if row["paper"] in papers else Paper(row["paper"], "", "")
        said = _evidence(paper, sentence, spans, float(row["confidence"]), row["by"])
        evidence[row["subject"], row["object"], row["predicate"]].append(said)
    owners = {(row["paper"], row["url"], row["predicate"]): row["of"] for row in source.rows("links")}
    for row in source.rows("edges"):
        triple = row["subject"], row["object"], row["predicate"]
        of = {"of": owners[triple]} if triple in owners else {}
        graph.add_edge(
            *triple,
            predicate=row["predicate"],
            confidence=float(row["confidence"]),
            evidence=tuple(evidence[triple]),
            **of,
        )


def _about(graph: "Graph", source: _Source) -> dict[str, Any]:
    papers = (node["paper"] for _, node in graph.nodes(data=True) if "paper" in node)
    sources = tuple(sorted({name for paper in papers for name in paper.sources}))
    beside = {name: tuple(_record(kind, row) for row in source.rows(name)) for name, kind in _BESIDE.items()}
    return {"sources": sources, **beside}


def _record(kind: type[Any], row: Row) -> Any:  # noqa: ANN401  of the kind
    types = {field.name: field.type for field in fields(kind)}
    return kind(**{name: _PLAIN.get(types[name], str)(cell) for name, cell in row.items()})


def _map(folder: Path, *, seed: int) -> Any:  # noqa: ANN401  numpy is not to be imported for its type
    path = folder / MAP
    if not path.is_file():
        return None
    from kg.analyse import read_map

    return read_map(path, seed=seed)
