"""Claimed results as rows: a value on a dataset, the sentence that claims it, and the build that found it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.rdf.claims import sentence_rows
from kg.rdf.places import Places, first_source
from kg.rdf.terms import Triple, decimal, literal, term
from kg.records import Result

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def results(graph: "Graph", where: Places) -> Iterator[tuple[Triple, str]]:
    """Yield the triples of the results that papers of a graph claim, each with its named graph."""
    for _, node in graph.nodes(data=True):
        for result in node.get("results", ()):
            source = first_source(node["paper"])
            iri = where.vocabulary.result(result)
            for triple in _result(iri, result, where):
                yield triple, where.graph(source)
            yield (iri, term("prov:wasGeneratedBy"), where.run(source)), where.graph(source)


def _result(iri: str, result: Result, where: Places) -> Iterator[Triple]:
    evidence = result.evidence
    sentence = where.vocabulary.sentence(result.paper, evidence.sentence)
    yield iri, term("rdf:type"), term("ClaimedResult")
    yield iri, term("rdfs:label"), literal(f"{result.text}, claimed in the abstract")
    yield iri, term("claimedIn"), where.vocabulary.thing(result.paper)
    yield iri, term("onDataset"), where.vocabulary.thing(result.dataset)
    if result.subject:
        yield iri, term("resultOf"), where.vocabulary.thing(result.subject)
    yield iri, term("value"), decimal(result.value, places=10)
    yield iri, term("valueKind"), literal(result.kind)
    for name, told in (("metric", result.metric), ("unit", result.unit), ("qualifier", result.qualifier)):
        if told:
            yield iri, term(name), literal(told)
    if result.better:
        yield iri, term("betterValue"), literal(result.better)
    yield iri, term("confidence"), decimal(evidence.confidence)
    yield iri, term("evidence"), sentence
    yield iri, term("foundBy"), literal(evidence.by)
    yield from ((iri, term("surface"), literal(surface)) for surface in evidence.surfaces)
    yield from sentence_rows(sentence, evidence, where)
