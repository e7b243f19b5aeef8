"""The rules of a build that SHACL's core cannot express, each with the pattern that breaks it.

Where SHACL's extension by SPARQL can express a rule, it has a target too; its pattern is the faster one.
"""

from collections.abc import Iterator

from kg import schema
from kg.rdf.validation import graph_rules
from kg.rdf.validation.rule import Pattern, Rule, Target
from kg.rdf.validation.shape import CLASS, ERROR, INFO, SUBJECTS, WARN, own


def rules() -> Iterator[Rule]:
    """Yield the rules."""
    known = schema.load()
    predicates = tuple(own(known.predicates))
    yield from _claims(predicates)
    yield from _evidence()
    yield from _results()
    yield from _entities(known, predicates)
    yield from _orphans(known)
    yield from graph_rules.rules(known)


def _claims(predicates: tuple[str, ...]) -> Iterator[Rule]:
    stated = "$this rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?value ."
    yield _rule(
        "claimed-triple",
        "the triple that a claim states is in the graph",
        # MINUS over a variable predicate would read the whole graph.
        where=f"{stated} FILTER NOT EXISTS {{ ?subject ?predicate ?value }}",
        target=(CLASS, "kg:Claim"),
    )
    claim = "{ ?claim rdf:subject $this ; rdf:predicate ?property ; rdf:object ?value }"
    yield _rule(
        "unclaimed-triple",
        "a claim states each triple that leads to an entity or a web resource",
        fast=f"{_values('?property', predicates)} ?this ?property ?value . MINUS {claim}",
        where=f"{_any_of(predicates, '?value')} FILTER NOT EXISTS {claim}",
        target=(SUBJECTS, *predicates),
    )


def _evidence() -> Iterator[Rule]:
    part, paper = "{ ?value dcterms:isPartOf ?paper }", "$this rdf:subject ?paper ; kg:evidence ?value ."
    yield _rule(
        "evidence-paper",
        "the evidence of what is claimed of a paper is a sentence of that paper",
        "kg:evidence",
        fast=f"{paper} MINUS {part} ?paper a kg:Paper .",
        where=f"{paper} ?paper a kg:Paper . FILTER NOT EXISTS {part}",
        target=(CLASS, "kg:Claim"),
    )
    several = (
        "$this kg:evidence ?value, ?evidence . ?value dcterms:isPartOf ?one . ?evidence dcterms:isPartOf ?other . "
        "FILTER(!sameTerm(?one, ?other))"
    )
    more_than_one = "{ SELECT ?this WHERE { ?this kg:evidence ?some } GROUP BY ?this HAVING(COUNT(*) > 1) }"
    yield _rule(
        "evidence-one-paper",
        "the evidence of one claim comes from one paper",
        "kg:evidence",
        fast=f"{more_than_one} {several}",
        where=several,
        target=(CLASS, "kg:Claim"),
    )
    yield _rule(
        "sentence-length",
        "the offsets of a sentence are as far apart as its text is long",
        "nif:endIndex",
        where="$this nif:anchorOf ?text ; nif:beginIndex ?begin ; nif:endIndex ?value . "
        "FILTER(?value - ?begin != STRLEN(?text))",
        target=(CLASS, "kg:Sentence"),
    )
    held = "$this kg:evidence/nif:anchorOf ?text FILTER(CONTAINS(?text, ?value))"
    yield _rule(
        "surface-in-evidence",
        "the evidence of a claim or a result holds its surfaces",
        "kg:surface",
        fast=f"$this kg:surface ?value . MINUS {{ $this kg:surface ?value . {held} }}",
        where=f"$this kg:surface ?value . FILTER NOT EXISTS {{ {held} }}",
        target=(SUBJECTS, "kg:surface"),
        level=WARN,
    )


def _results() -> Iterator[Rule]:
    yield _rule(
        "result-paper",
        "the evidence of a result is a sentence of the paper that claims it",
        "kg:evidence",
        where="$this kg:claimedIn ?paper ; kg:evidence ?value . FILTER NOT EXISTS { ?value dcterms:isPartOf ?paper }",
        target=(SUBJECTS, "kg:claimedIn"),
    )
    yield _rule(
        "result-dataset",
        "the paper that claims a result names the dataset",
        "kg:onDataset",
        where="$this kg:claimedIn ?paper ; kg:onDataset ?value . FILTER NOT EXISTS { ?paper ?names ?value }",
        target=(SUBJECTS, "kg:claimedIn"),
    )


def _entities(known: schema.Schema, predicates: tuple[str, ...]) -> Iterator[Rule]:
    leading = (*predicates, "rdf:subject", "rdf:object")
    yield _rule(
        "retired-use",
        "nothing leads to a retired IRI",
        where=f"$this owl:deprecated true . ?value ?property $this . FILTER(?property IN ({', '.join(leading)}))",
        target=(SUBJECTS, "owl:deprecated"),
    )
    relations = tuple(own(known.relations))
    yield _rule(
        "related-to-itself",
        "no entity is related to itself",
        fast=f"{_values('?property', relations)} ?this ?property ?value . FILTER(sameTerm(?this, ?value))",
        where=f"{_any_of(relations, '?value')} FILTER(sameTerm($this, ?value))",
        target=(SUBJECTS, *relations),
    )
    alike = (
        "$this a ?type ; skos:prefLabel ?name . ?value skos:prefLabel ?name ; a ?type . "
        f"FILTER(?type IN ({', '.join(own(known.types))}) && STR($this) < STR(?value))"
    )
    shared = "{ SELECT ?name WHERE { ?some skos:prefLabel ?name } GROUP BY ?name HAVING(COUNT(*) > 1) }"
    yield _rule(
        "same-name",
        "the entities of one type have different names",
        "skos:prefLabel",
        fast=f"{shared} {alike}",
        where=alike,
        target=(CLASS, "kg:Entity"),
        level=INFO,
    )


def _orphans(known: schema.Schema) -> Iterator[Rule]:
    roles = "|".join(own(role.predicate for role in known.roles.values()))
    links = "|".join(own(known.links))
    for name, classes, message, path in (
        ("entity-without-paper", ("kg:Entity",), "a paper names each entity", roles),
        ("link-without-paper", ("kg:Repository", "kg:WebResource"), "a paper gives each address", links),
        ("sentence-without-claim", ("kg:Sentence",), "a sentence is evidence of something", "kg:evidence"),
    ):
        yield _rule(
            name,
            message,
            fast=f"{_values('?class', classes)} ?this a ?class . MINUS {{ ?some {path} ?this }}",
            where=f"FILTER NOT EXISTS {{ ?some {path} $this }}",
            target=(CLASS, *classes),
            level=WARN,
        )


def _rule(
    name: str, message: str, path: str = "", *, where: str, target: tuple[str, ...], fast: str = "", level: str = ERROR
) -> Rule:
    """Return a rule that SHACL's extension can express; `fast` is its pattern where that of SHACL is slow."""
    of, *terms = target
    pattern = Pattern((fast or where).replace("$this", "?this"))
    return Rule(level, name, message, (pattern,), path, Target(of, tuple(terms), where))


def _values(variable: str, terms: tuple[str, ...]) -> str:
    return f"VALUES {variable} {{ {' '.join(terms)} }}"


def _any_of(properties: tuple[str, ...], value: str) -> str:
    return f"$this ?property {value} . FILTER(?property IN ({', '.join(properties)}))"
