"""The RDF that is about all papers: entities, what holds between them, links, and the description."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.exporters import rdf
from kg.parts import runs
from kg.parts.entities import read_known
from kg.parts.packing import pack
from kg.parts.sightings import Link, Sighted
from kg.rdf import write
from kg.rdf.counts import Counts, counts, summed
from kg.rdf.lines import line, quad
from kg.rdf.places import Places, empty_places
from kg.rdf.rows import builds, described, scheme
from kg.rdf.sorting import sort
from kg.rdf.terms import Quad, term
from kg.rdf.vocabulary import Vocabulary, data_base, graph_names
from kg.records import Redirect


def write_rdf(
    entities: Path,
    relations: Path,
    redirects: Iterable[Redirect],
    sighted: Sighted,
    counted: Iterable[Counts],
    *,
    stage: Path,
    base: str,
) -> None:
    """Write the RDF that is about all papers.

    Args:
        entities: the file of the entities.
        relations: the file of the relations between them.
        redirects: the ids that stand for others now.
        sighted: what the papers say together.
        counted: the counts of the rows of all parts.
        stage: where outputs are staged.
        base: the base of the IRIs as the settings give it.
    """
    base = data_base(base)
    where = empty_places(Vocabulary(base), graph_names(sighted.sources))
    made = sorted(builds(sighted.first, where))
    whole = [
        _write(stage, "entities", _entity_rows(entities, redirects, relations, where)),
        _write(stage, "links", _link_rows(sighted.links, where)),
        counts(made),
    ]
    meta = rdf.export_description(stage, summed([*counted, *whole]), where)
    _write(stage, "meta", heapq.merge(made, meta))
    rdf.export_schema(stage, base=base)


def _write(stage: Path, name: str, rows: Iterable[Quad]) -> Counts:
    """Write rows, read them back strictly, and count them."""
    path = stage / "kg" / f"{name}.nq.gz"
    with write.scratch(stage) as scratch:
        lines = sort(map(line, rows), scratch)
        pack(path, lines)
        counted = counts(map(quad, lines))
    write.reread(path, count=counted.size().triples)
    return counted


def _entity_rows(entities: Path, redirects: Iterable[Redirect], relations: Path, where: Places) -> Iterator[Quad]:
    iri = where.vocabulary.thing
    for one in read_known(entities):
        yield from described(iri(one.entity.id), one.entity.id, one.node, where)
    for relation in runs.read_relations(relations):
        yield iri(relation.subject), term(relation.predicate), iri(relation.object), where.entities
    yield from scheme(redirects, where)


def _link_rows(links: Sequence[Link], where: Places) -> Iterator[Quad]:
    """Yield the rows of links; of two addresses that are one IRI, the first is described where the first paper is."""
    told: dict[str, Link] = {}
    papers: dict[str, str] = {}
    for link in links:
        iri = where.vocabulary.web(link.key)
        told.setdefault(iri, link)
        if iri not in papers or link.place.paper < papers[iri]:
            papers[iri] = link.place.paper
            where.homes[iri] = where.graph(link.source)
    for iri, link in told.items():
        yield from described(iri, link.key, link.place.node(), where)
