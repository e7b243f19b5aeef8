"""Descriptions of the datasets that papers name, in the words of schema.org and Croissant, as JSON-LD.

A Croissant file describes a dataset that one can download: its files and the fields of its records. Abstracts tell
nothing of these, nor the licence. So no conformance is claimed (`dct:conformsTo`), and what is not known is left out.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.config import Config
from kg.exporters import bibtex
from kg.exporters.citation_keys import citation_keys
from kg.exporters.facts import Fact, addresses, entities, latest_first, naming, papers, related, year
from kg.rdf.vocabulary import Vocabulary, data_base
from kg.records import Paper

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FILE = "datasets.jsonld"
_PAGES = ("data", "project", "demo", "other")
"""The kinds of addresses that can be a dataset's page, the likeliest first."""
_BREAK = "\n"
Node = dict[str, Any]


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:
    """Write the descriptions and return the path."""
    path = folder / FILE
    vocabulary = Vocabulary(data_base(config.base))
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
        stream.writelines(_document(catalogue(vocabulary), datasets(graph, vocabulary)))
    return [path]


def _document(about: Node, found: Iterable[Node]) -> Iterator[str]:
    """Yield the text of a catalogue with its datasets, one at a time."""
    before, after = _json({**about, "dataset": []}).rsplit("[]", 1)
    some = False
    for dataset in found:
        yield f"{',' if some else f'{before}['}\n  {_json(dataset).replace(_BREAK, f'{_BREAK}  ')}"
        some = True
    yield f"\n ]{after}\n" if some else f"{before}[]{after}\n"


def _json(value: Node) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def datasets(graph: "Graph", vocabulary: Vocabulary) -> Iterator[Node]:
    """Yield the description of each dataset of a graph."""
    keys = citation_keys(papers(graph))
    return (_dataset(graph, key, keys, vocabulary) for key, node in entities(graph) if node["type"] == "Dataset")


def catalogue(vocabulary: Vocabulary) -> Node:
    """Return the description of what holds the datasets."""
    return {
        "@context": _context(),
        "@id": vocabulary.iri("about", "datasets")[1:-1],
        "@type": "sc:DataCatalog",
        "name": "Datasets that the papers name",
        "description": "What titles and abstracts of papers say of datasets, and not the datasets themselves.",
    }


def _context() -> Node:
    """Return the context: that of Croissant as far as its terms are used, and what papers do with datasets."""
    prefixes = schema.load().all_prefixes()
    return {
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "kg": prefixes["kg"],
        "citeAs": "cr:citeAs",
        "introducedBy": {"@reverse": "kg:introduces"},
        "usedBy": {"@reverse": "kg:uses"},
        "comparedIn": {"@reverse": "kg:comparesWith"},
        "mentionedBy": {"@reverse": "kg:mentions"},
        "evaluates": {"@reverse": "kg:evaluatedOn"},
        "trains": {"@reverse": "kg:trainedOn"},
    }


_BY_PAPERS = {
    "introducedBy": "introduces",
    "usedBy": "uses",
    "comparedIn": "comparesWith",
    "mentionedBy": "mentions",
}
_BY_ENTITIES = {"evaluates": "evaluatedOn", "trains": "trainedOn"}


def _dataset(graph: "Graph", key: str, keys: dict[str, str], vocabulary: Vocabulary) -> Node:
    node, said = graph.nodes[key], naming(graph, key)
    _, inward = related(graph, key)
    introducing = [fact.other for fact in said.get("introduces", ())]
    described: Node = {
        "@id": vocabulary.thing(key)[1:-1],
        "@type": "sc:Dataset",
        "name": node["label"],
        "alternateName": sorted({alias.form for alias in node.get("aliases", ())} - {node["label"]}),
        "description": _description(graph, said),
        "url": next(_pages(graph, said), ""),
        "citeAs": "\n".join(bibtex.entry(graph.nodes[paper]["paper"], keys[paper], graph) for paper in introducing),
        "keywords": _tasks(graph, introducing),
    }
    for term, predicate in _BY_PAPERS.items():
        described[term] = [_paper(graph.nodes[fact.other]["paper"], vocabulary) for fact in said.get(predicate, ())]
    for term, predicate in _BY_ENTITIES.items():
        others = [fact.other for fact in inward if fact.predicate == predicate]
        described[term] = [_entity(graph, other, vocabulary) for other in others]
    return {name: value for name, value in described.items() if value}


def _description(graph: "Graph", said: dict[str, list[Fact]]) -> str:
    """Return the sentence that tells most of a dataset, with the paper that says it: that of who made it, if any."""
    for predicate in _BY_PAPERS.values():
        sentences = [fact.surest for fact in said.get(predicate, ()) if fact.surest and fact.surest.text]
        if sentences:
            best = min(sentences, key=lambda item: (item.sentence == 0, -item.confidence, item))
            return f"“{best.text}” ({_cited(graph.nodes[best.paper]['paper'])})"
    return ""


def _cited(paper: Paper) -> str:
    family = [name.split()[-1] for name in paper.authors if name.split()]
    authors = f"{family[0]} et al." if len(family) > 2 else " & ".join(family)
    where = paper.url or next(iter(paper.identifiers), "")
    return ", ".join(filter(None, (" ".join(filter(None, (authors, year(paper)))), paper.title, where)))


def _pages(graph: "Graph", said: dict[str, list[Fact]]) -> Iterator[str]:
    """Yield the pages of a dataset: what the papers that introduce it, and no other dataset, give as theirs."""
    made_by = [fact.other for fact in latest_first(graph, said.get("introduces", ()))]
    alone = [paper for paper in made_by if len(list(_introduced(graph, paper))) == 1]
    own = [item for paper in alone for item in addresses(graph, paper) if item.own and item.kind in _PAGES]
    return (item.url for item in sorted(own, key=lambda item: _PAGES.index(item.kind)))


def _introduced(graph: "Graph", paper: str) -> Iterator[str]:
    for _, target, predicate in graph.out_edges(paper, keys=True):
        if predicate == "introduces" and graph.nodes[target]["type"] == "Dataset":
            yield target


def _tasks(graph: "Graph", made_by: list[str]) -> list[str]:
    """Return the tasks of the papers that introduce a dataset."""
    targets = {target for paper in made_by for _, target in graph.out_edges(paper)}
    return sorted(graph.nodes[target]["label"] for target in targets if graph.nodes[target]["type"] == "Task")


def _paper(paper: Paper, vocabulary: Vocabulary) -> Node:
    described = {
        "@id": vocabulary.thing(paper.id)[1:-1],
        "@type": "sc:ScholarlyArticle",
        "name": paper.title,
        "author": list(paper.authors),
        "datePublished": paper.published,
        "url": paper.url,
    }
    return {name: value for name, value in described.items() if value}


def _entity(graph: "Graph", key: str, vocabulary: Vocabulary) -> Node:
    node = graph.nodes[key]
    return {"@id": vocabulary.thing(key)[1:-1], "@type": f"kg:{node['type']}", "name": node["label"]}
