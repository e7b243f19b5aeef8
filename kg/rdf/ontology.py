"""The ontology as Turtle: every term that data, shapes and queries use, labelled, commented and mapped.

The ontology itself comes first, then our classes, our properties, and what is borrowed from other vocabularies.
No blank nodes: where a property takes several classes, `schema:domainIncludes` and `schema:rangeIncludes` list them.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.rdf.terms import Triple, literal, term
from kg.rdf.turtle import Names, blocks, header
from kg.schema import Predicate, Schema, Term

_KINDS = {
    "class": "owl:Class",
    "object": "owl:ObjectProperty",
    "data": "owl:DatatypeProperty",
    "annotation": "owl:AnnotationProperty",
}


def ontology(schema: Schema) -> str:
    """Return the ontology of a schema."""
    whole = f"<{schema.namespace.rstrip('#')}>"
    parts = (
        _header(whole, schema),
        _ours(_classes(schema), whole),
        _ours((*_predicates(schema), *_properties(schema)), whole),
        _borrowed(schema),
    )
    names = Names(schema.all_prefixes())
    body = "".join(text for part in parts for text in blocks(sorted(set(part)), names))
    return header(names) + body


def _ours(terms: Iterable[Triple], whole: str) -> Iterator[Triple]:
    for triple in terms:
        yield triple
        if triple[1] == term("rdf:type"):
            yield triple[0], term("rdfs:isDefinedBy"), whole


def _header(whole: str, schema: Schema) -> Iterator[Triple]:
    about = schema.about
    yield whole, term("rdf:type"), term("owl:Ontology")
    yield whole, term("rdfs:label"), literal(about["title"])
    yield whole, term("dcterms:title"), literal(about["title"])
    yield whole, term("rdfs:comment"), literal(about["description"])
    yield whole, term("dcterms:description"), literal(about["description"])
    yield whole, term("dcterms:license"), f"<{about['license']}>"
    yield whole, term("dc:creator"), literal(about["creator"])
    yield whole, term("owl:versionInfo"), literal(schema.version)
    yield whole, term("owl:versionIRI"), f"<{whole[1:-1]}/{schema.version}>"
    yield whole, term("vann:preferredNamespacePrefix"), literal("kg")
    yield whole, term("vann:preferredNamespaceUri"), literal(schema.namespace)


def _classes(schema: Schema) -> Iterator[Triple]:
    for kind in schema.types.values():
        yield from _named(kind.name, kind.name.lower(), kind.comment, "class")
        yield from _mapped(kind.name, kind, "rdfs:subClassOf", ("Entity", *kind.also))
    for one, other in combinations(schema.types, 2):
        yield term(one), term("owl:disjointWith"), term(other)
    for found in schema.classes.values():
        yield from _named(found.name, found.label, found.comment, "class")
        yield from _mapped(found.name, found, "rdfs:subClassOf", (*found.also, *found.sub_class_of))


def _predicates(schema: Schema) -> Iterator[Triple]:
    for role in schema.roles.values():
        yield from _predicate(role.predicate, role, ("Paper",), ("Entity",))
    for link in schema.links.values():
        yield from _predicate(link.name, link, ("Paper",), (link.range,))
    for found in schema.relations.values():
        yield from _predicate(found.name, found, _any(schema, found.domain), _any(schema, found.range))


def _predicate(name: str, found: Predicate, domain: tuple[str, ...], range: tuple[str, ...]) -> Iterator[Triple]:
    yield from _named(name, found.label, found.comment, "object")
    yield term(name), term("skos:scopeNote"), literal(f"Read from its object: {found.inverse_label}.")
    yield from _ends(name, domain, range)
    yield from _mapped(name, found, "rdfs:subPropertyOf", found.sub_property_of)


def _properties(schema: Schema) -> Iterator[Triple]:
    for found in schema.properties.values():
        kind = "data" if found.range[0].startswith("xsd:") else "object"
        yield from _named(found.name, found.label, found.comment, kind)
        yield from _ends(found.name, found.domain, found.range)
        yield from _mapped(found.name, found, "rdfs:subPropertyOf", found.sub_property_of)


def _any(schema: Schema, types: tuple[str, ...]) -> tuple[str, ...]:
    return ("Entity",) if set(types) == set(schema.types) else types


def _named(name: str, label: str, comment: str, kind: str) -> Iterator[Triple]:
    yield term(name), term("rdf:type"), term(_KINDS[kind])
    yield term(name), term("rdfs:label"), literal(label)
    yield term(name), term("rdfs:comment"), literal(comment)


def _mapped(name: str, found: Term, broader: str, parents: Iterable[str]) -> Iterator[Triple]:
    matches = {
        "exact": found.exact_match,
        "close": found.close_match,
        "broad": found.broad_match,
        "narrow": found.narrow_match,
        "related": found.related_match,
    }
    yield from ((term(name), term(broader), term(parent)) for parent in parents)
    for kind, others in matches.items():
        yield from ((term(name), term(f"skos:{kind}Match"), term(other)) for other in others)


def _ends(name: str, domain: tuple[str, ...], range: tuple[str, ...]) -> Iterator[Triple]:
    for end, classes in (("domain", domain), ("range", range)):
        relation = f"rdfs:{end}" if len(classes) == 1 else f"schema:{end}Includes"
        yield from ((term(name), term(relation), term(found)) for found in classes)


def _borrowed(schema: Schema) -> Iterator[Triple]:
    for found in schema.borrowed.values():
        yield from _named(found.name, found.label, found.comment, found.kind)
        vocabulary = schema.all_prefixes()[found.name.partition(":")[0]]
        yield term(found.name), term("rdfs:isDefinedBy"), f"<{vocabulary}>"
