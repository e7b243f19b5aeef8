"""Files for Neo4j: CSV for its bulk import, and a script that loads the same files into a database that runs.

The cells are as they are: what makes formulas harmless for spreadsheets in `tables/` would be wrong data here.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.config import Config
from kg.exporters import cypher
from kg.exporters.cypher import LIST_SEPARATOR, NodeFile, RelationshipFile
from kg.exporters.facts import year
from kg.rdf.vocabulary import Vocabulary, data_base
from kg.records import LINK_TYPES, Result

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FOLDER = "neo4j"
_NOT_IN_CELL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")
_PAPER = (
    *("title", "abstract", "url", "published", "year:int", "authors:string[]", "identifiers:string[]"),
    *("sources:string[]", "venue", "categories:string[]", "upvotes:int", "status"),
)
_ENTITY = ("name", "aliases:string[]")
_ADDRESS = ("url", "label", "kind")
_RESULT = (
    *("text", "metric", "value:double", "unit", "qualifier", "kind", "better", "sentence", "confidence:double", "by"),
)
_EDGE = ("confidence:double", "of", "papers:string[]", "sentences:string[]", "by:string[]")
_OF_RESULTS = {"claimedIn": ("paper", "Paper"), "onDataset": ("dataset", "Entity"), "resultOf": ("subject", "Entity")}
"""The relationships of results: the field of a result that they lead to, and its label."""

Cells = tuple[Any, ...]
Write = Callable[..., object]


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:
    """Write the files and return their paths."""
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(data_base(config.base))
    nodes, relationships = node_files(), relationship_files()
    written = [target / name for name in (*(file.name for file in nodes), *(file.name for file in relationships))]
    with ExitStack() as files:
        into = {file.label: _writer(target / file.name, file.header, file.labels, files) for file in nodes}
        into |= {file.predicate: _writer(target / file.name, file.header, file.type, files) for file in relationships}
        _write_nodes(graph, into, vocabulary)
        _write_relationships(graph, into)
    texts = {"load.cypher": cypher.script(nodes, relationships), "README.md": cypher.readme(nodes, relationships)}
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(target / name)
    return written


def node_files() -> list[NodeFile]:
    """Return the files of nodes, one a type."""
    known = schema.load()
    return [
        NodeFile("papers.csv", "Paper", "Paper", _PAPER),
        *(NodeFile(f"{kind.plural}.csv", "Entity", name, _ENTITY) for name, kind in known.types.items()),
        *(NodeFile(f"{name.lower()}.csv", "Address", name, _ADDRESS) for name in LINK_TYPES),
        NodeFile("results.csv", "Result", "Result", _RESULT),
    ]


def relationship_files() -> list[RelationshipFile]:
    """Return the files of relationships, one a predicate."""
    known = schema.load()
    return [
        *(RelationshipFile(role.predicate, "Paper", "Entity", _EDGE) for role in known.roles.values()),
        *(RelationshipFile(name, "Paper", "Address", _EDGE) for name in known.links),
        *(RelationshipFile(name, "Entity", "Entity", _EDGE) for name in known.relations),
        *(RelationshipFile(name, "Result", end, ()) for name, (_, end) in _OF_RESULTS.items()),
    ]


def _writer(path: Path, header: Iterable[str], last: Any, files: ExitStack) -> Write:  # noqa: ANN401  a cell
    """Open a file, write its header, and return what writes a row into it, with the same last cell in each."""
    stream = files.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    return lambda *row: writer.writerow(map(_cell, (*row, last)))


def _cell(value: Any) -> Any:  # noqa: ANN401  numbers stay numbers
    if isinstance(value, str):
        return _NOT_IN_CELL.sub(" ", value)
    return value if isinstance(value, (int, float)) else LIST_SEPARATOR.join(map(_cell, value))


def _write_nodes(graph: "Graph", into: Mapping[str, Write], vocabulary: Vocabulary) -> None:
    """Write the nodes, and the results of papers with what these are about."""
    for key, node in graph.nodes(data=True):
        into[node["type"]](key, *_values(node))
        for result in node.get("results", ()):
            name = _result_id(result, vocabulary)
            into["Result"](name, *_result(result))
            for predicate, (field, _) in _OF_RESULTS.items():
                if end := getattr(result, field):
                    into[predicate](name, end)


def _values(node: Mapping[str, Any]) -> Cells:
    if "entity" in node:
        forms = sorted({alias.form for alias in node.get("aliases", ())} - {node["label"]})
        return node["label"], forms
    if "paper" not in node:
        return node["url"], node["label"], node["kind"]
    paper = node["paper"]
    about = (paper.title, paper.abstract, paper.url, paper.published, year(paper))
    lists = (paper.authors, paper.identifiers, paper.sources)
    return (*about, *lists, paper.venue, paper.categories, paper.upvotes or "", paper.status)


def _result_id(result: Result, vocabulary: Vocabulary) -> str:
    """Return what the RDF calls the result, without the base."""
    return vocabulary.result(result)[1:-1].removeprefix(vocabulary.base)


def _result(result: Result) -> Cells:
    said = (result.text, result.metric, result.value, result.unit, result.qualifier, result.kind, result.better)
    return (*said, result.evidence.text, result.evidence.confidence, result.evidence.by)


def _write_relationships(graph: "Graph", into: Mapping[str, Write]) -> None:
    for subject, object, predicate, data in graph.edges(keys=True, data=True):
        said = data["evidence"]
        lists = [item.paper for item in said], [item.text for item in said], [item.by for item in said]
        into[predicate](subject, object, data["confidence"], data.get("of", ""), *lists)
