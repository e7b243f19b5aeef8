"""Claimed results as rows: a value on a dataset, the sentence that claims it, and the build that found it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.rdf.claims import sentence_rows
from kg.rdf.places import Places, first_source
from kg.rdf.terms import Quad, Triple, decimal, literal, term
from kg.records import Result

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def results(graph: "Graph", where: Places) -> Iterator[Quad]:
    """Yield the rows of the results that papers of a graph claim."""
    for _, node in graph.nodes(data=True):
        for result in node.get("results", ()):
            source = first_source(node["paper"])
            home = where.graph(source)
            iri = where.vocabulary.result(result)
            yield from ((*triple, home) for triple in _result(iri, result, where))
            yield iri, term("prov:wasGeneratedBy"), where.run(source), home
            yield from sentence_rows(result.evidence, where, home=home)


def _result(iri: str, result: Result, where: Places) -> Iterator[Triple]:
    evidence = result.evidence
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
    yield iri, term("evidence"), where.vocabulary.sentence(result.paper, evidence.sentence)
    yield iri, term("foundBy"), literal(evidence.by)
    yield from ((iri, term("surface"), literal(surface)) for surface in evidence.surfaces)
