"""What the description of a build tells beside its counts: files in DCAT, origins in PROV, prefixes and ready queries.

Prefixes and queries stand in the form in which query editors look for them (SHACL, as the SIB SPARQL editor reads it).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg import __version__, schema
from kg.rdf.places import Places, extractor
from kg.rdf.rows import classes
from kg.rdf.terms import Triple, literal, term, typed

_FILES = {
    "kg.nq": ("application/n-quads", "N-Quads", "All triples, each in its named graph, in order."),
    "kg.ttl": ("text/turtle", "Turtle", "All triples without their graphs, by subject."),
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORM = re.compile(r"^[^\S\n]*(SELECT|CONSTRUCT|ASK)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A query that shows what can be asked."""

    name: str
    title: str
    comment: str
    text: str
    """SPARQL that declares its prefixes."""


def meta(where: Places, graphs: Collection[str], examples: Sequence[Example]) -> Iterator[Triple]:
    """Yield what is told of a build beside its counts.

    Args:
        where: where its things stand.
        graphs: the named graphs that are described, but for `meta`.
        examples: queries that show what can be asked.
    """
    yield where.whole, term("prov:wasAttributedTo"), extractor(where.vocabulary)
    yield from _files(where)
    yield from _origins(where, graphs)
    yield from _software(where)
    yield from _prefixes(where)
    for example in examples:
        yield from _example(example, where)


def _files(where: Places) -> Iterator[Triple]:
    yield where.whole, term("rdf:type"), term("dcat:Dataset")
    for name, (media_type, format, description) in _FILES.items():
        file = where.about(name)
        yield where.whole, term("void:feature"), f"<{_FORMATS}{format}>"
        yield where.whole, term("dcat:distribution"), file
        yield file, term("rdf:type"), term("dcat:Distribution")
        yield file, term("dcterms:title"), literal(name)
        yield file, term("dcterms:description"), literal(description)
        yield file, term("dcterms:format"), f"<{_FORMATS}{format}>"
        yield file, term("dcat:mediaType"), f"<{_MEDIA_TYPES}{media_type}>"


def _origins(where: Places, graphs: Collection[str]) -> Iterator[Triple]:
    yield where.meta, term("dcterms:title"), literal("description of the graph")
    if where.entities in graphs:
        yield where.entities, term("dcterms:title"), literal("entities and what holds between them")
    for name in sorted(where.names):
        if name:
            yield where.source(name), term("rdf:type"), term("Source")
            yield where.source(name), term("rdfs:label"), literal(name)
        if where.graph(name) in graphs:
            yield from _origin(name, where.graph(name), where)


def _origin(name: str, graph: str, where: Places) -> Iterator[Triple]:
    yield graph, term("dcterms:title"), literal(f"papers of {name or 'no source'}")
    yield graph, term("prov:wasGeneratedBy"), where.run(name)
    yield where.entities, term("prov:wasDerivedFrom"), graph
    if name:
        yield graph, term("dcterms:source"), where.source(name)
        yield graph, term("prov:wasDerivedFrom"), where.source(name)


def _software(where: Places) -> Iterator[Triple]:
    software = extractor(where.vocabulary)
    yield from ((software, term("rdf:type"), kind) for kind in classes("Extractor"))
    yield software, term("rdfs:label"), literal(f"kg {__version__}")
    yield software, term("schema:softwareVersion"), literal(__version__)


def _prefixes(where: Places) -> Iterator[Triple]:
    for prefix, namespace in schema.load().all_prefixes(where.vocabulary.base).items():
        declaration = where.about(f"prefix-{prefix}")
        yield where.whole, term("sh:declare"), declaration
        yield declaration, term("rdf:type"), term("sh:PrefixDeclaration")
        yield declaration, term("sh:prefix"), literal(prefix)
        yield declaration, term("sh:namespace"), typed(namespace, "anyURI")


def _example(example: Example, where: Places) -> Iterator[Triple]:
    found = _FORM.search(example.text)
    if not found:  # SHACL has no word for DESCRIBE
        return
    form = found[1].lower()
    query = where.about(f"query-{example.name}")
    yield query, term("rdf:type"), term("sh:SPARQLExecutable")
    yield query, term("rdf:type"), term(f"sh:SPARQL{form.capitalize()}Executable")
    yield query, term("rdfs:label"), literal(example.title)
    yield query, term("rdfs:comment"), literal(example.comment)
    yield query, term("sh:prefixes"), where.whole
    yield query, term(f"sh:{form}"), literal(example.text)
