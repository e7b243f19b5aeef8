"""The page of a paper: who wrote it and where it is, what it introduces, uses and links to, and its sentences."""

from typing import Any, NamedTuple
from urllib.parse import quote

from kg.serve.pages.answers import Row, node, rows
from kg.serve.pages.entities import RESULTS
from kg.serve.pages.evidence import sentences
from kg.serve.pages.words import roles, word
from kg.serve.site import Ask

_ROLES = " ".join(map(node, roles()))
_PLACES = {
    "arXiv": ("arXiv", "https://arxiv.org/abs/"),
    "doi": ("DOI", "https://doi.org/"),
    "acl": ("ACL Anthology", "https://aclanthology.org/"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id="),
}
MOST = 500
"""How many rows a list of the page has; a paper's abstract names fewer."""
_ENTITIES = f"""
SELECT ?this ?role ?entity ?name ?type (MAX(?sure) AS ?confidence) WHERE {{
  VALUES ?role {{ {_ROLES} }}
  VALUES ?type {{ kg:Method kg:Model kg:Dataset kg:Task }}
  ?this ?role ?entity .
  ?entity a ?type ; skos:prefLabel ?name .
  OPTIONAL {{ ?claim rdf:subject ?this ; rdf:predicate ?role ; rdf:object ?entity ; kg:confidence ?sure }}
}} GROUP BY ?this ?role ?entity ?name ?type ORDER BY ?type DESC(?confidence) ?entity LIMIT {MOST}
"""
_LINKED = f"""
SELECT ?this ?relation ?link ?label ?url WHERE {{
  VALUES ?relation {{ kg:hasCode kg:linksTo }}
  ?this ?relation ?link .
  ?link rdfs:label ?label .
  OPTIONAL {{ ?link schema:codeRepository|schema:url ?url }}
}} ORDER BY ?relation ?link ?url LIMIT {MOST}
"""
_SENTENCES = f"""
SELECT ?this ?index ?sentence ?text ?claim ?confidence ?subject ?subjectName ?relation ?object ?objectName
       (GROUP_CONCAT(?surface; separator="\\u001F") AS ?surfaces) WHERE {{
  ?sentence dcterms:isPartOf ?this ; nif:anchorOf ?text ; kg:sentenceIndex ?index .
  ?claim kg:evidence ?sentence ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
         kg:confidence ?confidence .
  OPTIONAL {{ ?subject rdfs:label ?subjectName }}
  OPTIONAL {{ ?object rdfs:label ?objectName }}
  OPTIONAL {{ ?claim kg:surface ?surface }}
}} GROUP BY ?this ?index ?sentence ?text ?claim ?confidence ?subject ?subjectName ?relation ?object ?objectName
ORDER BY ?index DESC(?confidence) ?claim LIMIT {MOST}
"""


class Identifier(NamedTuple):
    """An identifier of a paper, and where it leads."""

    scheme: str
    name: str
    url: str


async def view(ask: Ask, iri: str) -> dict[str, Any]:
    """Return what the page of a paper shows beside its own statements.

    Raises:
        Refusal: a question is not answered.
    """
    this = node(iri)
    entities = await rows(ask, _ENTITIES, this=this)
    return {
        "roles": [(word(role).label, told) for role in roles() if (told := _with(entities, "role", role))],
        "entities": entities,
        "linked": await rows(ask, _LINKED, this=this),
        "results": await rows(ask, RESULTS, this=this),
        "sentences": sentences(await rows(ask, _SENTENCES, this=this)),
    }


def identifiers(given: list[str]) -> list[Identifier]:
    """Return the identifiers of a paper, those that lead somewhere with where they do.

    >>> identifiers(["arXiv:1706.03762"])[0].url
    'https://arxiv.org/abs/1706.03762'
    """
    return [_identifier(text) for text in given]


def _identifier(text: str) -> Identifier:
    scheme, _, name = text.partition(":")
    label, place = _PLACES.get(scheme, (scheme, ""))
    return Identifier(label, name or text, f"{place}{quote(name, safe='/', errors='replace')}" if place else "")


def _with(found: list[Row], name: str, value: str) -> list[Row]:
    return [row for row in found if row.text(name) == value]
