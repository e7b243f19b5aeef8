"""The ontology as Turtle: every term that data, shapes and queries use, labelled, commented and mapped.

No blank nodes: where a property takes several classes, `schema:domainIncludes` and `schema:rangeIncludes` list them.
"""

from collections.abc import Iterable, Iterator

from kg.rdf.terms import Triple, literal, term
from kg.rdf.write import turtle
from kg.schema import PropertyTerm, RelationType, Schema

_KINDS = {"class": "owl:Class", "object": "owl:ObjectProperty", "data": "owl:DatatypeProperty"}


def ontology(schema: Schema) -> str:
    """Return the ontology of a schema."""
    return turtle(_all(schema), schema.all_prefixes())


def _all(schema: Schema) -> Iterator[Triple]:
    whole = f"<{schema.namespace.rstrip('#')}>"
    yield from _header(whole, schema)
    for triple in (*_classes(schema), *_properties(schema)):
        yield triple
        if triple[1] == term("rdf:type"):
            yield triple[0], term("rdfs:isDefinedBy"), whole
    yield from _borrowed(schema)


def _header(whole: str, schema: Schema) -> Iterator[Triple]:
    yield whole, term("rdf:type"), term("owl:Ontology")
    yield whole, term("rdfs:label"), literal("Ontology of paper abstracts")
    yield whole, term("dcterms:title"), literal("Ontology of paper abstracts")
    yield (
        whole,
        term("rdfs:comment"),
        literal("What titles and abstracts say about methods, models, datasets, tasks and code, with the evidence."),
    )
    yield whole, term("owl:versionInfo"), literal(schema.version)
    yield whole, term("owl:versionIRI"), f"{whole[:-1]}/{schema.version}>"


def _classes(schema: Schema) -> Iterator[Triple]:
    for kind in schema.types.values():
        yield from _named(kind.name, kind.name.lower(), kind.comment, "class")
        yield from _mapped(kind.name, "rdfs:subClassOf", ("Entity", *kind.also), kind.close_match)
    for found in schema.classes.values():
        yield from _named(found.name, found.label, found.comment, "class")
        yield from _mapped(found.name, "rdfs:subClassOf", (*found.also, *found.sub_class_of), found.close_match)


def _properties(schema: Schema) -> Iterator[Triple]:
    for role in schema.roles.values():
        yield from _named(role.predicate, role.label, role.comment, "object")
        yield from _ends(role.predicate, ("Paper",), ("Entity",))
        yield from _mapped(role.predicate, "rdfs:subPropertyOf", role.sub_property_of, role.close_match)
    for link in schema.links.values():
        yield from _named(link.name, link.label, link.comment, "object")
        yield from _ends(link.name, ("Paper",), (link.range,))
        yield from _mapped(link.name, "rdfs:subPropertyOf", link.sub_property_of, link.close_match)
    others: list[RelationType | PropertyTerm] = [*schema.relations.values(), *schema.properties.values()]
    for found in others:
        kind = "data" if found.range[0].startswith("xsd:") else "object"
        yield from _named(found.name, found.label, found.comment, kind)
        yield from _ends(found.name, found.domain, found.range)
        yield from _mapped(found.name, "rdfs:subPropertyOf", found.sub_property_of, found.close_match)


def _named(name: str, label: str, comment: str, kind: str) -> Iterator[Triple]:
    yield term(name), term("rdf:type"), term(_KINDS[kind])
    yield term(name), term("rdfs:label"), literal(label)
    yield term(name), term("rdfs:comment"), literal(comment)


def _mapped(name: str, broader: str, parents: Iterable[str], close: Iterable[str]) -> Iterator[Triple]:
    yield from ((term(name), term(broader), term(parent)) for parent in parents)
    yield from ((term(name), term("skos:closeMatch"), term(match)) for match in close)


def _ends(name: str, domain: tuple[str, ...], range: tuple[str, ...]) -> Iterator[Triple]:
    for end, classes in (("domain", domain), ("range", range)):
        relation = f"rdfs:{end}" if len(classes) == 1 else f"schema:{end}Includes"
        yield from ((term(name), term(relation), term(found)) for found in classes)


def _borrowed(schema: Schema) -> Iterator[Triple]:
    for found in schema.borrowed.values():
        yield from _named(found.name, found.label, found.comment, found.kind)
        vocabulary = schema.all_prefixes()[found.name.partition(":")[0]]
        yield term(found.name), term("rdfs:isDefinedBy"), f"<{vocabulary}>"
