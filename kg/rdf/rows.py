"""A graph as rows: subject, predicate, object and named graph, each as N-Quads writes it.

Every triple stands in one named graph: what papers say in the graph of the paper's first source, entities and what
holds between them in `entities`, the description of it all in `meta` (see `void`). There are no blank nodes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.rdf.claims import claims
from kg.rdf.places import Places, extractor, first_source
from kg.rdf.results import results
from kg.rdf.terms import Quad, Triple, date, integer, literal, term, typed
from kg.rdf.vocabulary import address
from kg.records import LINK_TYPES, Paper, Redirect

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def rows(graph: "Graph", where: Places) -> Iterator[Quad]:
    """Yield all rows of a graph but those of `meta`, in no order and some several times."""
    yield from _nodes(graph, where)
    yield from scheme(graph.graph.get("redirects", ()), where)
    yield from builds({first_source(node["paper"]) for _, node in graph.nodes(data=True) if "paper" in node}, where)
    yield from claims(graph, where)
    yield from results(graph, where)


def rows_of_papers(graph: "Graph", where: Places) -> Iterator[Quad]:
    """Yield the rows of a graph whose subject is a paper, or is of one: a claim, a sentence, a result."""
    for key, node in graph.nodes(data=True):
        if node["type"] == "Paper":
            yield from described(where.iris[key], key, node, where)
    yield from (row for row in claims(graph, where) if row[3] != where.entities)
    yield from results(graph, where)


def described(iri: str, key: str, node: Mapping[str, Any], where: Places) -> Iterator[Quad]:
    """Yield the rows of a node by itself, without its edges.

    Args:
        iri: its IRI.
        key: its key in the graph.
        node: the node.
        where: where things stand.
    """
    home = where.home(iri)
    return ((*triple, home) for triple in _node(iri, key, node, where))


def classes(kind: str) -> Iterator[str]:
    """Yield the classes that a thing of a kind is typed with, such as those of a `Dataset`."""
    known = schema.load()
    for name in (kind, "Entity") if kind in known.types else (kind,):
        yield term(name)
        declared = known.types.get(name) or known.classes.get(name)
        yield from map(term, declared.also if declared else ())


def _nodes(graph: "Graph", where: Places) -> Iterator[Quad]:
    links: set[str] = set()
    for key, node in graph.nodes(data=True):
        iri = where.iris[key]
        if node["type"] in LINK_TYPES:
            if iri in links:  # two spellings of an address can be one IRI
                continue
            links.add(iri)
        yield from described(iri, key, node, where)


def _node(iri: str, key: str, node: Mapping[str, Any], where: Places) -> Iterator[Triple]:
    yield from ((iri, term("rdf:type"), kind) for kind in classes(node["type"]))
    yield iri, term("rdfs:label"), literal(node["label"])
    if node["type"] == "Paper":
        yield from _paper(iri, key, node["paper"], where)
    elif node["type"] in LINK_TYPES:
        yield from _link(iri, node)
    else:
        yield from _entity(iri, node, where)


def _paper(iri: str, key: str, paper: Paper, where: Places) -> Iterator[Triple]:
    yield iri, term("dcterms:title"), literal(paper.title)
    for identifier in paper.identifiers or (key.partition("/")[2].replace("-", ":", 1),):
        yield iri, term("dcterms:identifier"), literal(identifier)
        if same := _doi(identifier):
            yield iri, term("owl:sameAs"), f"<{same}>"
    for author in paper.authors:
        yield iri, term("schema:author"), literal(author)
    if published := date(paper.published):
        yield iri, term("schema:datePublished"), published
    if page := address(paper.url):
        yield iri, term("schema:url"), f"<{page}>"
    yield from _publication(iri, paper)
    for source in paper.sources:
        yield iri, term("dcterms:source"), where.source(source)


def _publication(iri: str, paper: Paper) -> Iterator[Triple]:
    """Yield where a paper appeared, and what became of it."""
    if paper.venue:
        yield iri, term("schema:isPartOf"), literal(paper.venue)
    for category in paper.categories:
        yield iri, term("dcterms:subject"), literal(category)
    if paper.upvotes:
        yield iri, term("votes"), integer(paper.upvotes)
    if paper.status:
        yield iri, term("publicationStatus"), literal(paper.status)


def _doi(identifier: str) -> str:
    """Return the address of the DOI of an identifier, or nothing; arXiv has given each of its papers one."""
    scheme, _, local = identifier.partition(":")
    start = {"doi": "https://doi.org/", "arXiv": "https://doi.org/10.48550/arxiv."}.get(scheme)
    return address(f"{start}{local}") if start else ""


def _link(iri: str, node: Mapping[str, Any]) -> Iterator[Triple]:
    yield iri, term("linkKind"), literal(node["kind"])
    if page := address(node["url"]):
        yield iri, term("schema:codeRepository" if node["type"] == "Repository" else "schema:url"), f"<{page}>"


def _entity(iri: str, node: Mapping[str, Any], where: Places) -> Iterator[Triple]:
    yield iri, term("skos:prefLabel"), literal(node["label"])
    yield iri, term("skos:inScheme"), where.vocabulary.iri("scheme", "entities")
    for form in {alias.form for alias in node.get("aliases", ())} - {node["label"]}:
        yield iri, term("skos:altLabel"), literal(form)


def scheme(redirects: Iterable[Redirect], where: Places) -> Iterator[Quad]:
    """Yield the rows of the scheme that holds the entities, and of the ids that stand for others now."""
    return ((*triple, where.entities) for triple in _scheme(redirects, where))


def _scheme(redirects: Iterable[Redirect], where: Places) -> Iterator[Triple]:
    iri = where.vocabulary.iri("scheme", "entities")
    yield iri, term("rdf:type"), term("skos:ConceptScheme")
    yield iri, term("rdfs:label"), literal("entities")
    for redirect in redirects:
        old = where.vocabulary.thing(redirect.old)
        yield old, term("owl:deprecated"), typed("true", "boolean")
        if redirect.new:
            yield old, term("dcterms:isReplacedBy"), where.vocabulary.thing(redirect.new)


def builds(sources: Iterable[str], where: Places) -> Iterator[Quad]:
    """Yield the rows of the extractions of sources under which papers are filed."""
    return ((*triple, where.graph(source)) for source in sorted(sources) for triple in _build(source, where))


def _build(source: str, where: Places) -> Iterator[Triple]:
    run = where.run(source)
    yield from ((run, term("rdf:type"), kind) for kind in classes("Build"))
    yield run, term("rdfs:label"), literal(f"extraction of {source or 'papers of no source'}")
    yield run, term("prov:wasAssociatedWith"), extractor(where.vocabulary)
    if source:
        yield run, term("prov:used"), where.source(source)
