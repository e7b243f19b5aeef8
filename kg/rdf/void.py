"""The description of a build in the graph `meta`: VoID counts, DCAT files, PROV sources and software.

The counts hold for the whole build, this description included, so that they equal what SPARQL counts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import __version__, schema
from kg.rdf.places import Places, extractor
from kg.rdf.rows import classes
from kg.rdf.terms import Quad, Triple, integer, literal, term

_FILES = {"kg.nq": ("application/n-quads", "N-Quads"), "kg.ttl": ("text/turtle", "Turtle")}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOCABULARIES = ("kg", "schema", "dcterms", "skos", "prov", "nif", "void", "dcat")


@dataclass(frozen=True, slots=True)
class Counts:
    """How often things occur in rows."""

    triples: int
    subjects: frozenset[str]
    classes: Counter[str]
    properties: Counter[str]
    graphs: Counter[str]

    def plus(self, other: "Counts") -> "Counts":
        """Return the counts of these rows and others."""
        return Counts(
            self.triples + other.triples,
            self.subjects | other.subjects,
            self.classes + other.classes,
            self.properties + other.properties,
            self.graphs + other.graphs,
        )


def counts(rows: Sequence[Quad]) -> Counts:
    """Count rows that are all different."""
    kind = term("rdf:type")
    return Counts(
        len(rows),
        frozenset(row[0] for row in rows),
        Counter(row[2] for row in rows if row[1] == kind),
        Counter(row[1] for row in rows),
        Counter(row[3] for row in rows),
    )


def described(rows: Sequence[Quad], where: Places) -> list[Quad]:
    """Return the rows of `meta` for the rows of a build, sorted."""
    meta = where.vocabulary.iri("graph", "meta")
    data = counts(rows)
    found: list[Quad] = []
    while True:  # the description counts itself: its terms settle in the second round, its numbers in the third
        told = sorted({(*triple, meta) for triple in _all(data.plus(counts(found)), where)})
        if told == found:
            return found
        found = told


def _all(found: Counts, where: Places) -> Iterator[Triple]:
    whole = where.vocabulary.iri("about", "kg")
    yield from _dataset(whole, where)
    yield from _sizes(whole, found)
    yield from _partitions(whole, found, where)
    yield from _graphs(whole, found, where)
    for name, (media_type, _) in _FILES.items():
        file = where.vocabulary.iri("about", name)
        yield whole, term("dcat:distribution"), file
        yield file, term("rdf:type"), term("dcat:Distribution")
        yield file, term("dcterms:title"), literal(name)
        yield file, term("dcat:mediaType"), f"<{_MEDIA_TYPES}{media_type}>"
    software = extractor(where.vocabulary)
    yield from ((software, term("rdf:type"), kind) for kind in classes("Extractor"))
    yield software, term("rdfs:label"), literal(f"kg {__version__}")


def _dataset(whole: str, where: Places) -> Iterator[Triple]:
    known = schema.load()
    yield whole, term("rdf:type"), term("void:Dataset")
    yield whole, term("rdf:type"), term("dcat:Dataset")
    yield whole, term("dcterms:title"), literal("Knowledge graph of paper abstracts")
    yield (
        whole,
        term("dcterms:description"),
        literal("Methods, models, datasets, tasks and code that papers name, with the sentences that say so."),
    )
    yield whole, term("dcterms:conformsTo"), f"<{known.namespace.rstrip('#')}/{known.version}>"
    yield whole, term("void:uriSpace"), literal(where.vocabulary.base)
    for prefix in _VOCABULARIES:
        yield whole, term("void:vocabulary"), f"<{known.all_prefixes()[prefix]}>"
    for _, name in _FILES.values():
        yield whole, term("void:feature"), f"<{_FORMATS}{name}>"


def _sizes(whole: str, found: Counts) -> Iterator[Triple]:
    yield whole, term("void:triples"), integer(found.triples)
    yield whole, term("void:distinctSubjects"), integer(len(found.subjects))
    yield whole, term("void:classes"), integer(len(found.classes))
    yield whole, term("void:properties"), integer(len(found.properties))


def _partitions(whole: str, found: Counts, where: Places) -> Iterator[Triple]:
    for kind, unit, numbers in (("class", "entities", found.classes), ("property", "triples", found.properties)):
        for iri, number in numbers.items():
            part = where.vocabulary.iri("about", f"{kind}-{_name(iri)}")
            yield whole, term(f"void:{kind}Partition"), part
            yield part, term(f"void:{kind}"), iri
            yield part, term(f"void:{unit}"), integer(number)


def _name(iri: str) -> str:
    for prefix, namespace in schema.load().all_prefixes().items():
        if iri.startswith(f"<{namespace}"):
            return f"{prefix}-{iri[len(namespace) + 1 : -1]}"
    return iri.strip("<>")


def _graphs(whole: str, found: Counts, where: Places) -> Iterator[Triple]:
    for source in filter(None, sorted(where.names)):
        iri = where.source(source)
        yield iri, term("rdf:type"), term("Source")
        yield iri, term("rdfs:label"), literal(source)
        if found.graphs[where.graph(source)]:
            yield where.graph(source), term("dcterms:source"), iri
    for graph, number in found.graphs.items():
        yield whole, term("void:subset"), graph
        yield graph, term("rdf:type"), term("void:Dataset")
        yield graph, term("void:triples"), integer(number)
