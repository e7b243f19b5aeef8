"""Errors put into a graph at places that a seed chooses, to see whether validators find them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from random import Random

from kg.rdf.terms import Quad, integer, literal, term, typed

Change = Callable[[Quad], list[Quad]]
"""From a row to the rows that stand in its place."""

_TURNS = 5  # how often, at most, a place is drawn for each error that is wanted


def with_errors(rows: Sequence[Quad], number: int, *, seed: int = 0) -> tuple[list[Quad], list[str]]:
    """Return rows with so many errors in them, no two about one thing, and the things that they are about."""
    random = Random(seed)
    places: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        places.setdefault(row[1], []).append(index)
    changed: dict[int, list[Quad]] = {}
    broken: dict[str, None] = {}
    for predicate, change in islice(cycle(_kinds()), _TURNS * number):
        index = random.choice(places[predicate])
        if len(broken) < number and _name(rows[index][0]) not in broken:
            changed[index] = change(rows[index])
            broken[_name(rows[index][0])] = None
    return [row for index, before in enumerate(rows) for row in changed.get(index, [before])], list(broken)


def _kinds() -> Iterator[tuple[str, Change]]:
    """Yield what can be wrong: the predicate of a row, and what becomes of the row."""
    for name in (
        "dcterms:title",
        "skos:prefLabel",
        "confidence",
        "nif:anchorOf",
        "rdf:object",
        "valueKind",
        "linkKind",
    ):
        yield term(name), _missing
    for name in ("dcterms:isPartOf", "rdf:subject", "prov:wasGeneratedBy", "onDataset", "schema:url"):
        yield term(name), _object('"a text where an IRI belongs"')
    for name in ("rdf:subject", "dcterms:isPartOf", "claimedIn", "nif:beginIndex", "valueKind", "betterValue"):
        yield term(name), _doubled
    for name in ("confidence", "nif:endIndex", "value", "schema:datePublished"):
        yield term(name), _object('"some"')
    for name in ("nif:anchorOf", "surface", "foundBy", "schema:author"):
        yield term(name), _object('""')
    for name in ("confidence", "value"):
        yield term(name), _object(typed("-1.5", "decimal"))
    yield term("nif:beginIndex"), _object(integer(1_000_000))
    yield term("dcterms:identifier"), _object('"no prefix at all"')
    yield term("linkKind"), _object('"thing"')
    yield term("skos:inScheme"), _missing
    yield term("rdfs:label"), _added('"another label"')
    yield term("introduces"), _back


def _missing(_: Quad) -> list[Quad]:
    return []


def _object(text: str) -> Change:
    return lambda row: [(row[0], row[1], text, row[3])]


def _added(text: str) -> Change:
    return lambda row: [row, (row[0], row[1], text, row[3])]


def _doubled(row: Quad) -> list[Quad]:
    if row[2].startswith("<"):
        other = f"{row[2][:-1]}-another>"
    else:
        other = literal("another") if row[2].endswith('"') else integer(999_999)
    return _added(other)(row)


def _back(row: Quad) -> list[Quad]:
    """Let the paper introduce itself."""
    return [row, (row[0], row[1], row[0], row[3])]


def _name(iri: str) -> str:
    return iri.strip("<>")
