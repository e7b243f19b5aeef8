"""Papers and datasets in the words of schema.org, for crawlers."""

from collections.abc import Iterable
from typing import Any

from kg.serve.pages.answers import Row
from kg.serve.pages.links import outside
from kg.serve.pages.things import Thing

_CONTEXT = "https://schema.org"
MOST_MENTIONS = 100


def article(thing: Thing, entities: Iterable[Row]) -> dict[str, Any]:
    """Return a paper as a `ScholarlyArticle`.

    Args:
        thing: the paper.
        entities: rows with the IRI, the name and the type of what it names.
    """
    named = [_mention(row) for row in entities][:MOST_MENTIONS]
    told = {
        "@context": _CONTEXT,
        "@type": "ScholarlyArticle",
        "@id": thing.iri,
        "name": thing.label,
        "headline": thing.label,
        "author": [{"@type": "Person", "name": name} for name in thing.values("schema:author")],
        "datePublished": next(iter(thing.values("schema:datePublished")), ""),
        "identifier": thing.values("dcterms:identifier"),
        "url": next(filter(None, map(outside, thing.values("schema:url"))), ""),
        "sameAs": [iri for iri in thing.values("owl:sameAs") if outside(iri)],
        "mentions": named,
    }
    return {name: value for name, value in told.items() if value}


def dataset(thing: Thing, description: str) -> dict[str, Any]:
    """Return a dataset as a `Dataset`.

    Args:
        thing: the dataset.
        description: what is known of it, in a sentence.
    """
    told = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": thing.iri,
        "name": thing.label,
        "alternateName": thing.values("skos:altLabel"),
        "description": description,
    }
    return {name: value for name, value in told.items() if value}


def _mention(row: Row) -> dict[str, str]:
    kind = "Dataset" if row.text("type").endswith("#Dataset") else "Thing"
    return {"@type": kind, "@id": row.text("entity"), "name": row.text("name")}
