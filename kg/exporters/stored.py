"""The graph that a build wrote, read back from its tables and its paper records as it was assembled."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import output_files, schema
from kg.errors import OutputError
from kg.exporters import table_parts
from kg.json_text import from_json
from kg.provenance import Conflict, Listed
from kg.records import Alias, Doubt, Entity, Evidence, Paper, Redirect, Result, Ruling

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

PAPERS = output_files.RECORDS
MAP = "map.jsonl"
_BESIDE = {"listed": Listed, "conflicts": Conflict, "redirects": Redirect, "rulings": Ruling, "doubts": Doubt}
"""The records that go with the graph as a whole, each in a table of its own."""
_OF_PAPERS = ("listed", "conflicts")
TABLES = (*_BESIDE, "entities", "aliases", "edges", "evidence", "links")
"""The tables that are read; what the others say follows from these and from the paper records."""
OF_RECORDS = (
    *("id", "text", "title", "sources", "identifiers", "url", "published", "authors", "venue", "categories", "upvotes"),
    *("code", "implementations", "status", "sentences", "claims"),
)
"""What is read of a paper record."""
_PLAIN: dict[Any, Callable[[str], Any]] = {int: int, float: float, "int": int, "float": float}

Row = Mapping[str, str]
Record = Mapping[str, Any]
Triple = tuple[str, str, str]
"""Subject, object, predicate: the order of the edges."""


def read(
    folder: Path,
    *,
    seed: int | None = 0,
    outputs: Iterable[str] | None = None,
    on_open: Callable[[], None] = lambda: None,
) -> "Graph":
    """Return the graph of a build, equal to the one that was assembled, with its map where there is one.

    Args:
        folder: the folder of the build.
        seed: the seed of its map; `None` for no map.
        outputs: the files that the build wrote, as its manifest has them; those that are there by default.
        on_open: is called whenever a file was opened, to make sure that it still belongs to the same build.

    Raises:
        OutputError: a file that is needed is missing, or is not what a build writes.
    """
    source = Source(folder, on_open, _present(folder) if outputs is None else list(outputs))
    return graph_of(source, seed=seed)


def graph_of(source: "Source", *, seed: int | None) -> "Graph":
    """Return the graph that the files of a build hold, with its map where there is one; see `read`."""
    import networkx

    graph: Graph = networkx.MultiDiGraph()
    with source.reported():
        papers = {record["id"]: paper_node(record) for record in source.records()}
        nodes = {**papers, **_entities(source), **_links(source)}
        graph.add_nodes_from((key, nodes[key]) for key in sorted(nodes))
        _add_edges(graph, source, papers)
        graph.graph.update(_about(graph, source))
        found = None if seed is None else read_map(source.folder, seed=seed)
        if found and found.positions.keys() == set(graph):
            graph.graph["map"] = found
    return graph


def _present(folder: Path) -> list[str]:
    found = (path for pattern in ("*.jsonl", "papers/*", "tables/**/*") for path in folder.glob(pattern))
    return [path.relative_to(folder).as_posix() for path in found]


class Source:
    """The files of a build."""

    def __init__(self, folder: Path, on_open: Callable[[], None], outputs: list[str]) -> None:
        """Take the folder, what is called whenever a file was opened, and the names of the files."""
        self.folder = folder
        self.on_open = on_open
        self.outputs = outputs
        self.place = ""
        """The file that is read, for what is said when it cannot be."""

    def reported(self) -> "_Reported":
        """Return a context in which what a damaged file causes is told in one line."""
        return _Reported(self)

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a table, those of one part after another."""
        for file in output_files.table(self.outputs, name) or [f"{output_files.TABLES}/{name}.csv"]:
            self.place = file
            yield from table_parts.rows(self.folder, [file], on_open=self.on_open)

    def records(self) -> Iterator[Record]:
        """Yield the paper records."""
        for file in output_files.records(self.outputs) or [PAPERS]:
            self.place = file
            lines = output_files.lines(self.folder / file)
            first = next(lines, None)  # which opens the file
            self.on_open()
            yield from map(from_json, chain([first] if first else [], lines))


class _Reported:
    """Turns what a damaged file causes into one line."""

    def __init__(self, source: Source) -> None:
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


def paper_node(record: Record) -> dict[str, Any]:
    """Return the attributes of the node of a paper record."""
    told = paper(record)
    sentences = tuple((index, start, end) for index, (start, end) in enumerate(record["sentences"]))
    results = tuple(sorted(_results(told, sentences, record["claims"])))
    return {"type": "Paper", "label": told.title, "paper": told, "sentences": sentences, "results": results}


def paper(record: Record) -> Paper:
    """Return the paper of a paper record."""
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


def evidence(paper: Paper, row: Row) -> Evidence:
    """Return the evidence of a row, with the surfaces of its paper."""
    spans = [(int(start), int(end)) for start, _, end in (span.partition("-") for span in row["spans"].split())]
    sentence = (int(row["sentence"]), int(row["start"]), int(row["end"]), row["text"])
    return _evidence(paper, sentence, spans, float(row["confidence"]), row["by"])


def _entities(source: Source) -> dict[str, dict[str, Any]]:
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


def _links(source: Source) -> dict[str, dict[str, Any]]:
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


def _add_edges(graph: "Graph", source: Source, papers: Mapping[str, Record]) -> None:
    said: dict[Triple, list[Evidence]] = defaultdict(list)
    for row in source.rows("evidence"):
        paper = papers[row["paper"]]["paper"] if row["paper"] in papers else Paper(row["paper"], "", "")
        said[row["subject"], row["object"], row["predicate"]].append(evidence(paper, row))
    owners = {(row["paper"], row["url"], row["predicate"]): row["of"] for row in source.rows("links")}
    for row in sorted(source.rows("edges"), key=itemgetter("subject", "object", "predicate")):
        triple = row["subject"], row["object"], row["predicate"]
        of = {"of": owners[triple]} if triple in owners else {}
        graph.add_edge(
            *triple,
            predicate=row["predicate"],
            confidence=float(row["confidence"]),
            evidence=tuple(sorted(said[triple])),
            **of,
        )


def _about(graph: "Graph", source: Source) -> dict[str, Any]:
    papers = (node["paper"] for _, node in graph.nodes(data=True) if "paper" in node)
    sources = tuple(sorted({name for paper in papers for name in paper.sources}))
    beside = {name: tuple(_record(kind, row) for row in _ordered(source, name)) for name, kind in _BESIDE.items()}
    return {"sources": sources, **beside}


def _ordered(source: Source, name: str) -> Iterable[Row]:
    """Return the rows of a table that is about the whole, or of one that may lie in parts by paper in its order."""
    rows = source.rows(name)
    return sorted(rows, key=itemgetter("paper")) if name in _OF_PAPERS else rows


def _record(kind: type[Any], row: Row) -> Any:  # noqa: ANN401  of the kind
    types = {field.name: field.type for field in fields(kind)}
    return kind(**{name: _PLAIN.get(types[name], str)(cell) for name, cell in row.items()})


def read_map(folder: Path, *, seed: int) -> Any:  # noqa: ANN401  numpy is not to be imported for its type
    """Return the map of a build, or nothing where it has none that can be read."""
    path = folder / MAP
    if not path.is_file():
        return None
    from kg import analyse

    return analyse.read_map(path, seed=seed)
