"""The rules of a build that SHACL's core cannot express, each with the pattern that breaks it.

A pattern binds `?this`, what the finding is about, and may bind `?value`, what the message ends with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import schema
from kg.rdf.constraints import ERROR, INFO, WARN


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what breaks it."""

    level: str
    name: str
    message: str
    pattern: str


def rules() -> Iterator[Rule]:
    """Yield the rules."""
    known = schema.load()
    yield from _claims(_either(known.predicates))
    yield from _results()
    yield from _redirects(_either(known.predicates))
    yield from _triples((*known.types, *known.classes, *known.predicates, *known.properties))
    yield from _orphans(known)


def _either(names: Iterable[str], *, by: str = " ") -> str:
    return by.join(f"kg:{name}" for name in names)


def _claims(predicates: str) -> Iterator[Rule]:
    # MINUS where NOT EXISTS would be asked row by row: a hundred times faster on a large build.
    stated = "?claim rdf:subject ?this ; rdf:predicate ?predicate ; rdf:object ?value"
    yield Rule(
        ERROR,
        "claimed-triple",
        "the triple that the claim states is not in the graph",
        "?this a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?value . "
        "FILTER NOT EXISTS { ?subject ?predicate ?value }",
    )
    yield Rule(
        ERROR,
        "unclaimed-triple",
        "no claim states the triple to this",
        f"VALUES ?predicate {{ {predicates} }} ?this ?predicate ?value . MINUS {{ {stated} }}",
    )
    yield Rule(
        ERROR,
        "evidence-paper",
        "the evidence is a sentence of another paper than the claim's",
        "?this a kg:Claim ; rdf:subject ?paper ; kg:evidence ?value . ?paper a kg:Paper . "
        "FILTER NOT EXISTS { ?value dcterms:isPartOf ?paper }",
    )
    yield Rule(
        ERROR,
        "evidence-one-paper",
        "the evidence of one claim comes from several papers",
        "?this a kg:Claim ; kg:evidence/dcterms:isPartOf ?value ; kg:evidence/dcterms:isPartOf ?other . "
        "FILTER(!sameTerm(?value, ?other))",
    )
    yield Rule(
        ERROR,
        "sentence-length",
        "the offsets do not fit the length of the text",
        "?this a kg:Sentence ; nif:anchorOf ?text ; nif:beginIndex ?begin ; nif:endIndex ?end . "
        "FILTER(?end - ?begin != STRLEN(?text))",
    )
    yield Rule(
        WARN,
        "surface-in-evidence",
        "no evidence of the claim or the result holds the surface",
        "?this kg:surface ?value . "
        "MINUS { ?this kg:surface ?value ; kg:evidence/nif:anchorOf ?text FILTER(CONTAINS(?text, ?value)) }",
    )


def _results() -> Iterator[Rule]:
    yield Rule(
        ERROR,
        "result-paper",
        "the evidence is a sentence of another paper than the one that claims the result",
        "?this kg:claimedIn ?paper ; kg:evidence ?value . FILTER NOT EXISTS { ?value dcterms:isPartOf ?paper }",
    )
    yield Rule(
        ERROR,
        "result-dataset",
        "the paper that claims the result does not name the dataset",
        "?this kg:claimedIn ?paper ; kg:onDataset ?value . FILTER NOT EXISTS { ?paper ?names ?value }",
    )


def _redirects(predicates: str) -> Iterator[Rule]:
    yield Rule(
        ERROR,
        "redirect-target",
        "a retired IRI is replaced by what is no entity",
        "?this dcterms:isReplacedBy ?value . FILTER NOT EXISTS { ?value a kg:Entity }",
    )
    yield Rule(
        ERROR,
        "redirect-mark",
        "a replaced IRI is not marked as retired",
        "?this dcterms:isReplacedBy ?value . FILTER NOT EXISTS { ?this owl:deprecated true }",
    )
    yield Rule(
        ERROR,
        "redirect-use",
        "a retired IRI is still in use",
        f"?this owl:deprecated true . {{ ?this a ?value }} UNION "
        f"{{ VALUES ?predicate {{ {predicates} rdf:subject rdf:object }} ?value ?predicate ?this }}",
    )


def _triples(names: Iterable[str]) -> Iterator[Rule]:
    terms = _either(names, by=", ")
    yield Rule(
        ERROR,
        "one-graph",
        "a triple of this stands in two named graphs",
        "GRAPH ?value { ?this ?predicate ?object } GRAPH ?other { ?this ?predicate ?object } "
        "FILTER(STR(?value) < STR(?other))",
    )
    yield Rule(
        ERROR,
        "blank-node",
        "there are no blank nodes in a build",
        "?this ?predicate ?object . FILTER(isBlank(?this) || isBlank(?object))",
    )
    yield Rule(
        ERROR, "language-tag", "texts have no language tags", '?this ?predicate ?value . FILTER(LANG(?value) != "")'
    )
    yield Rule(
        ERROR,
        "unknown-property",
        "the ontology does not have the property",
        "{ SELECT DISTINCT ?value WHERE { ?any ?value ?object } } "
        f"FILTER(STRSTARTS(STR(?value), STR(kg:)) && ?value NOT IN ({terms})) ?this ?value ?thing .",
    )
    yield Rule(
        ERROR,
        "unknown-class",
        "the ontology does not have the class",
        f"?this a ?value . FILTER(STRSTARTS(STR(?value), STR(kg:)) && ?value NOT IN ({terms}))",
    )
    yield Rule(
        ERROR,
        "triple-count",
        "the description of the graph gives another number of triples than there are",
        "?this a void:Dataset ; void:triples ?said . "
        "{ SELECT ?this (COUNT(*) AS ?value) WHERE { GRAPH ?this { ?s ?p ?o } } GROUP BY ?this } "
        "FILTER(?said != ?value)",
    )


def _orphans(known: schema.Schema) -> Iterator[Rule]:
    roles = _either((role.predicate for role in known.roles.values()), by="|")
    links = _either(known.links, by="|")
    types = _either(known.types)
    yield Rule(
        WARN,
        "entity-without-paper",
        "no paper names the entity",
        f"?this a kg:Entity . FILTER NOT EXISTS {{ ?paper {roles} ?this }}",
    )
    yield Rule(
        WARN,
        "link-without-paper",
        "no paper gives the address",
        "?this a ?kind . FILTER(?kind IN (kg:Repository, kg:WebResource)) "
        f"FILTER NOT EXISTS {{ ?paper {links} ?this }}",
    )
    yield Rule(
        WARN,
        "sentence-without-claim",
        "the sentence is evidence of nothing",
        "?this a kg:Sentence . FILTER NOT EXISTS { ?claim kg:evidence ?this }",
    )
    yield Rule(
        INFO,
        "same-name",
        "another entity of this type has the same name",
        f"VALUES ?type {{ {types} }} ?this a ?type ; skos:prefLabel ?name . "
        "?value a ?type ; skos:prefLabel ?name . FILTER(STR(?this) < STR(?value))",
    )
