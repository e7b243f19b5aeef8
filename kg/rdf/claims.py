"""Claims as rows: what one paper says, with its sentences, its confidence and the build that found it.

Beside each claim stands the triple that it states. Only sentences that are evidence of something are written.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.rdf.places import Places, first_source
from kg.rdf.terms import Quad, Triple, decimal, integer, literal, term
from kg.records import Evidence

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def claims(graph: "Graph", where: Places) -> Iterator[Quad]:
    """Yield the rows of all edges of a graph, those of a sentence once or more."""
    for subject in graph:
        yield from _said_of(subject, graph, where)


def _said_of(subject: str, graph: "Graph", where: Places) -> Iterator[Quad]:
    surest: dict[tuple[str, str], float] = {}
    quoted: dict[tuple[str, int], Evidence] = {}
    for _, object, data in graph.edges(subject, data=True):
        triple = where.iris[subject], term(data["predicate"]), where.iris[object]
        yield *triple, where.home(triple[0])
        for paper, evidence in _by_paper(subject, graph, data["evidence"]).items():
            source = first_source(graph.nodes[paper]["paper"])
            claim = where.vocabulary.claim(paper, triple[0], data["predicate"], triple[2])
            key = claim, where.graph(source)
            sure = max((item.confidence for item in evidence), default=data["confidence"])
            surest[key] = max(sure, surest.get(key, 0.0))
            yield from _claim(key, triple, data, run=where.run(source))
            yield from _evidence(key, evidence, where)
            quoted.update(((item.paper, item.sentence), item) for item in evidence)
    for (claim, home), sure in surest.items():  # two spellings of an address can make one claim
        yield claim, term("confidence"), decimal(sure), home
    for item in quoted.values():
        yield from sentence_rows(item, where, home=where.graph(first_source(graph.nodes[item.paper]["paper"])))


def _by_paper(subject: str, graph: "Graph", evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    grouped: dict[str, list[Evidence]] = {}
    if graph.nodes[subject]["type"] == "Paper":
        grouped[subject] = []
    for item in evidence:
        grouped.setdefault(item.paper, []).append(item)
    return grouped


def _claim(key: tuple[str, str], triple: Triple, data: Mapping[str, Any], *, run: str) -> Iterator[Quad]:
    claim, home = key
    yield claim, term("rdf:type"), term("Claim"), home
    yield claim, term("rdf:subject"), triple[0], home
    yield claim, term("rdf:predicate"), triple[1], home
    yield claim, term("rdf:object"), triple[2], home
    yield claim, term("prov:wasGeneratedBy"), run, home
    if of := data.get("of"):
        yield claim, term("linkOf"), literal(of), home


def _evidence(key: tuple[str, str], evidence: Iterable[Evidence], where: Places) -> Iterator[Quad]:
    claim, home = key
    for item in evidence:
        yield claim, term("evidence"), where.vocabulary.sentence(item.paper, item.sentence), home
        yield claim, term("foundBy"), literal(item.by), home
        for surface in item.surfaces:
            yield claim, term("surface"), literal(surface), home


def sentence_rows(item: Evidence, where: Places, *, home: str) -> Iterator[Quad]:
    """Yield the rows of a sentence that is evidence."""
    sentence = where.vocabulary.sentence(item.paper, item.sentence)
    yield sentence, term("rdf:type"), term("Sentence"), home
    yield sentence, term("rdf:type"), term("nif:Sentence"), home
    yield sentence, term("dcterms:isPartOf"), where.vocabulary.thing(item.paper), home
    yield sentence, term("sentenceIndex"), integer(item.sentence), home
    yield sentence, term("nif:anchorOf"), literal(item.text), home
    yield sentence, term("nif:beginIndex"), integer(item.start), home
    yield sentence, term("nif:endIndex"), integer(item.end), home
