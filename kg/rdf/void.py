"""The description of a build in the graph `meta`: what there is how often, in VoID; see `kg.rdf.meta` for the rest.

The counts hold for the whole build, this description included, so that they equal what SPARQL counts.
"""

from collections.abc import Iterator, Sequence

from kg import schema
from kg.rdf.counts import Counts, Size, counts
from kg.rdf.meta import Example, meta
from kg.rdf.places import Places
from kg.rdf.terms import Quad, Triple, integer, literal, term


def described(data: Counts, where: Places, examples: Sequence[Example] = ()) -> list[Quad]:
    """Return the rows of `meta`, sorted.

    Args:
        data: the counts of all other rows of the build.
        where: where its things stand.
        examples: queries that show what can be asked.
    """
    fixed = [*meta(where, [graph for graph in data.described if graph != where.meta], examples)]
    found: list[Quad] = []
    while True:  # the description counts itself: its terms settle in the second round, its numbers in the third
        told = sorted({(*triple, where.meta) for triple in (*fixed, *_all(data.plus(counts(found)), where))})
        if told == found:
            return found
        found = told


def _all(found: Counts, where: Places) -> Iterator[Triple]:
    yield from _dataset(where.whole, where)
    yield from _vocabularies(where.whole, found)
    yield from _sizes(where.whole, found.size())
    yield from _partitions(where.whole, found, where)
    for graph in found.described:
        yield where.whole, term("void:subset"), graph
        yield graph, term("rdf:type"), term("void:Dataset")
        yield from _sizes(graph, found.size(graph))


def _dataset(whole: str, where: Places) -> Iterator[Triple]:
    known = schema.load()
    yield whole, term("rdf:type"), term("void:Dataset")
    yield whole, term("dcterms:title"), literal("Knowledge graph of paper abstracts")
    yield (
        whole,
        term("dcterms:description"),
        literal("Methods, models, datasets, tasks and code that papers name, with the sentences that say so."),
    )
    yield whole, term("dcterms:conformsTo"), f"<{known.namespace.rstrip('#')}/{known.version}>"
    yield whole, term("void:uriSpace"), literal(where.vocabulary.base)


def _vocabularies(whole: str, found: Counts) -> Iterator[Triple]:
    known = schema.load()
    used = [*found.by_class(), *found.by_property()]
    for namespace in (known.namespace, *known.prefixes.values()):
        if any(iri.startswith(f"<{namespace}") for iri in used):
            yield whole, term("void:vocabulary"), f"<{namespace}>"


def _sizes(dataset: str, size: Size) -> Iterator[Triple]:
    yield dataset, term("void:triples"), integer(size.triples)
    yield dataset, term("void:distinctSubjects"), integer(size.subjects)
    yield dataset, term("void:classes"), integer(size.classes)
    yield dataset, term("void:properties"), integer(size.properties)


def _partitions(whole: str, found: Counts, where: Places) -> Iterator[Triple]:
    for kind, unit, numbers in (
        ("class", "entities", found.by_class()),
        ("property", "triples", found.by_property()),
    ):
        for iri, number in numbers.items():
            part = where.about(f"{kind}-{_name(iri)}")
            yield whole, term(f"void:{kind}Partition"), part
            yield part, term(f"void:{kind}"), iri
            yield part, term(f"void:{unit}"), integer(number)


def _name(iri: str) -> str:
    for prefix, namespace in schema.load().all_prefixes().items():
        if iri.startswith(f"<{namespace}"):
            return f"{prefix}-{iri[len(namespace) + 1 : -1]}"
    return iri.strip("<>")
