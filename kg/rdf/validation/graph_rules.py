"""The rules of the graph as a whole: where triples stand, which terms they use, and whether the counts are right."""

from collections.abc import Iterator

from kg.rdf.validation.patterns import BLANK
from kg.rdf.validation.rule import Pattern, Rule
from kg.rdf.validation.shape import ERROR, WARN, own
from kg.schema import Schema

_BUILT_IN = (
    "rdf:type",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "rdfs:label",
    "rdfs:comment",
    "owl:sameAs",
    "owl:deprecated",
)


def rules(schema: Schema) -> Iterator[Rule]:
    """Yield the rules."""
    yield from _triples()
    yield from _terms(schema)
    yield from _counts()


def _triples() -> Iterator[Rule]:
    several = (
        "{ SELECT ?this WHERE { GRAPH ?some { ?this ?any ?thing } } GROUP BY ?this HAVING(COUNT(DISTINCT ?some) > 1) } "
        "GRAPH ?one { ?this ?property ?value } GRAPH ?other { ?this ?property ?value } FILTER(STR(?one) < STR(?other))"
    )
    yield Rule(ERROR, "one-graph", "a triple stands in one named graph", (Pattern(several),))
    outside = Pattern("?this ?property ?value .", union=False)
    yield Rule(ERROR, "named-graph", "a triple stands in a named graph", (outside,))
    blank = Pattern("?this ?property ?value . FILTER(isBlank(?this) || isBlank(?value))", if_any=BLANK)
    yield Rule(ERROR, "blank-node", "there are no blank nodes", (blank,))
    tagged = Pattern('?this ?property ?value . FILTER(LANG(?value) != "")')
    yield Rule(ERROR, "language-tag", "texts have no language tags", (tagged,))


def _terms(schema: Schema) -> Iterator[Rule]:
    ours = own((*schema.types, *schema.classes, *schema.predicates, *schema.properties))
    names = ", ".join((*ours, *schema.borrowed, *_BUILT_IN))
    for word, variable, terms in (
        ("property", "?property", "?some ?property ?thing"),
        ("class", "?value", "?some a ?value"),
    ):
        # Not DISTINCT: the engine would test the term of each triple before it looks which terms there are.
        odd = f"{{ SELECT {variable} WHERE {{ {terms} }} GROUP BY {variable} }} FILTER({variable} NOT IN ({names}))"
        things = "?this ?property ?value ." if word == "property" else "?this a ?value ."
        for level, name, sign, told in (
            (ERROR, "unknown", "", f"the ontology has each {word} of its namespace"),
            (WARN, "undescribed", "!", f"the ontology describes each {word} that is used"),
        ):
            where = f"{odd} FILTER({sign}STRSTARTS(STR({variable}), STR(kg:))) {things}"
            path = "" if word == "property" else "rdf:type"
            yield Rule(level, f"{name}-{word}", told, (Pattern(where, if_any=odd),), path)


def _counts() -> Iterator[Rule]:
    """Yield the rules of VoID's counts; `?value` is what SPARQL counts."""
    dataset = "?this void:uriSpace ?base ; {} ?said . "
    yield _count(
        "graph-count",
        "a named graph has as many triples as its description says",
        "void:triples",
        "?this void:triples ?said . "
        "{ SELECT ?this (COUNT(*) AS ?value) WHERE { GRAPH ?this { ?s ?p ?o } } GROUP BY ?this }",
    )
    yield _count(
        "triple-count",
        "the dataset has as many triples as its description says",
        "void:triples",
        # The sum of what is said of the graphs, which is what they hold: to count all again would take long.
        dataset.format("void:triples")
        + "{ SELECT ?this (SUM(?part) AS ?value) WHERE { ?this void:subset/void:triples ?part } GROUP BY ?this }",
    )
    yield _count(
        "subject-count",
        "the dataset describes as many things as its description says",
        "void:distinctSubjects",
        dataset.format("void:distinctSubjects") + "{ SELECT (COUNT(DISTINCT ?s) AS ?value) WHERE { ?s ?p ?o } }",
    )
    yield _count(
        "class-count",
        "a class has as many things as the description says",
        "void:entities",
        "?this void:class ?class ; void:entities ?said . "
        "{ SELECT ?class (COUNT(DISTINCT ?s) AS ?value) WHERE { ?s a ?class } GROUP BY ?class }",
    )
    yield _count(
        "property-count",
        "a property has as many triples as the description says",
        "void:triples",
        "?this void:property ?property ; void:triples ?said . "
        "{ SELECT ?property (COUNT(*) AS ?value) WHERE { ?s ?property ?o } GROUP BY ?property }",
    )
    for name, path, part in (
        ("class-partition", "void:classes", "void:classPartition"),
        ("property-partition", "void:properties", "void:propertyPartition"),
    ):
        parts = f"{{ SELECT ?this (COUNT(?part) AS ?value) WHERE {{ ?this {part} ?part }} GROUP BY ?this }}"
        told = f"the dataset has as many parts as {path.partition(':')[2]}"
        yield _count(f"{name}-count", told, path, f"?this {path} ?said . {parts}")
    lists = Pattern("GRAPH ?this { } MINUS { ?dataset void:subset ?this }")
    yield Rule(ERROR, "listed-graph", "the description lists each named graph", (lists,), "void:subset")


def _count(name: str, message: str, path: str, pattern: str) -> Rule:
    return Rule(ERROR, name, message, (Pattern(f"{pattern} FILTER(?said != ?value)"),), path)
