"""Claims as rows: what one paper says, with its sentences, its confidence and the build that found it.

Beside each claim stands the triple that it states. Only sentences that are evidence of something are written.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.rdf.places import Places, first_source
from kg.rdf.terms import Triple, decimal, integer, literal, term
from kg.records import Evidence

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def claims(graph: "Graph", where: Places) -> Iterator[tuple[Triple, str]]:
    """Yield the triples of all edges of a graph, each with its named graph."""
    surest: dict[tuple[str, str], float] = {}
    for subject, object, data in graph.edges(data=True):
        triple = where.iris[subject], term(data["predicate"]), where.iris[object]
        yield triple, where.home(triple[0])
        for paper, evidence in _by_paper(subject, graph, data["evidence"]).items():
            source = first_source(graph.nodes[paper]["paper"])
            claim = where.vocabulary.claim(paper, triple[0], data["predicate"], triple[2])
            home = where.graph(source)
            sure = max((item.confidence for item in evidence), default=data["confidence"])
            surest[claim, home] = max(sure, surest.get((claim, home), 0.0))
            for row in _claim(claim, triple, data, evidence, where, run=where.run(source)):
                yield row, home
    for (claim, home), sure in surest.items():  # two spellings of an address can make one claim
        yield (claim, term("confidence"), decimal(sure)), home


def _by_paper(subject: str, graph: "Graph", evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    grouped: dict[str, list[Evidence]] = {}
    if graph.nodes[subject]["type"] == "Paper":
        grouped[subject] = []
    for item in evidence:
        grouped.setdefault(item.paper, []).append(item)
    return grouped


def _claim(
    claim: str, triple: Triple, data: Mapping[str, Any], evidence: Iterable[Evidence], where: Places, *, run: str
) -> Iterator[Triple]:
    yield claim, term("rdf:type"), term("Claim")
    yield claim, term("rdf:subject"), triple[0]
    yield claim, term("rdf:predicate"), triple[1]
    yield claim, term("rdf:object"), triple[2]
    yield claim, term("prov:wasGeneratedBy"), run
    if of := data.get("of"):
        yield claim, term("linkOf"), literal(of)
    for item in evidence:
        sentence = where.vocabulary.sentence(item.paper, item.sentence)
        yield claim, term("evidence"), sentence
        yield claim, term("foundBy"), literal(item.by)
        yield from ((claim, term("surface"), literal(surface)) for surface in item.surfaces)
        yield from sentence_rows(sentence, item, where)


def sentence_rows(sentence: str, item: Evidence, where: Places) -> Iterator[Triple]:
    """Yield the triples of a sentence that is evidence."""
    yield sentence, term("rdf:type"), term("Sentence")
    yield sentence, term("rdf:type"), term("nif:Sentence")
    yield sentence, term("dcterms:isPartOf"), where.vocabulary.thing(item.paper)
    yield sentence, term("sentenceIndex"), integer(item.sentence)
    yield sentence, term("nif:anchorOf"), literal(item.text)
    yield sentence, term("nif:beginIndex"), integer(item.start)
    yield sentence, term("nif:endIndex"), integer(item.end)
