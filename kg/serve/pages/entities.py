"""The page of a method, model, dataset or task: who introduces and uses it, what it is related to, who says so."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from kg.query import named
from kg.serve.pages.answers import Row, node, rows
from kg.serve.pages.evidence import sentences
from kg.serve.pages.words import roles, word
from kg.serve.site import Ask

MOST = 20
"""How many rows a list of the page has; a link leads to a query for all."""
_ROLES = " ".join(map(node, roles()))
_RELATIONS = "kg:variantOf kg:basedOn kg:evaluatedOn kg:trainedOn kg:outperforms"
_COUNTS = f"""
SELECT ?this ?role (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
  VALUES ?role {{ {_ROLES} }}
  ?paper ?role ?this .
}} GROUP BY ?this ?role
"""
_PAPERS = f"""
SELECT ?this ?role ?paper ?title ?date WHERE {{
  ?paper ?role ?this ; dcterms:title ?title .
  OPTIONAL {{ ?paper schema:datePublished ?date }}
}} ORDER BY DESC(STR(?date)) ?paper LIMIT {MOST}
"""
_RELATION_COUNTS = f"""
SELECT ?this ?relation ?way (COUNT(DISTINCT ?other) AS ?others) WHERE {{
  VALUES ?relation {{ {_RELATIONS} }}
  {{ ?this ?relation ?other BIND("out" AS ?way) }} UNION {{ ?other ?relation ?this BIND("in" AS ?way) }}
}} GROUP BY ?this ?relation ?way
"""
_RELATED = """
SELECT ?this ?relation ?other ?name (COUNT(DISTINCT ?claim) AS ?claims) (MAX(?sure) AS ?confidence) WHERE {{
  {fact}
  ?other skos:prefLabel ?name .
  OPTIONAL {{ {claim} ; rdf:predicate ?relation ; kg:confidence ?sure }}
}} GROUP BY ?this ?relation ?other ?name ORDER BY DESC(?claims) DESC(?confidence) ?other LIMIT {most}
"""
_WAYS = {
    "out": ("?this ?relation ?other .", "?claim rdf:subject ?this ; rdf:object ?other"),
    "in": ("?other ?relation ?this .", "?claim rdf:object ?this ; rdf:subject ?other"),
}
_CODE = f"""
SELECT DISTINCT ?this ?repository ?label ?paper ?title WHERE {{
  ?paper kg:introduces ?this ; kg:hasCode ?repository ; dcterms:title ?title .
  ?repository rdfs:label ?label .
}} ORDER BY ?repository ?paper LIMIT {MOST}
"""
_BESIDE = f"""
SELECT ?this ?other ?name ?type ?papers WHERE {{
  {{ SELECT ?this ?other (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
    ?paper kg:introduces|kg:uses ?this ; kg:introduces|kg:uses ?other .
    FILTER(?other != ?this)
  }} GROUP BY ?this ?other }}
  ?other a ?type ; skos:prefLabel ?name .
  FILTER(?type IN (kg:Dataset, kg:Method, kg:Model, kg:Task))
}} ORDER BY DESC(?papers) ?type ?other LIMIT {MOST}
"""
RESULTS = f"""
SELECT ?this ?result ?label ?paper ?title ?dataset ?datasetName ?subject ?subjectName ?confidence WHERE {{
  VALUES ?way {{ kg:onDataset kg:resultOf kg:claimedIn }}
  ?result ?way ?this ; rdfs:label ?label ; kg:claimedIn ?paper ; kg:onDataset ?dataset ; kg:confidence ?confidence .
  ?paper dcterms:title ?title .
  ?dataset skos:prefLabel ?datasetName .
  OPTIONAL {{ ?result kg:resultOf ?subject . ?subject skos:prefLabel ?subjectName }}
}} ORDER BY DESC(?confidence) ?result LIMIT {MOST}
"""
"""The results that abstracts claim on a dataset, of a method or model, or in a paper."""
_EVIDENCE = f"""
SELECT ?this ?sentence ?text ?paper ?title ?claim ?confidence ?subject ?subjectName ?relation ?object ?objectName
       (GROUP_CONCAT(?surface; separator="\\u001F") AS ?surfaces) WHERE {{
  {{
    SELECT ?this ?claim ?confidence WHERE {{
      VALUES ?end {{ rdf:subject rdf:object }}
      ?claim ?end ?this ; kg:confidence ?confidence .
    }} ORDER BY DESC(?confidence) ?claim LIMIT {MOST}
  }}
  ?claim kg:evidence ?sentence ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object .
  ?sentence nif:anchorOf ?text ; dcterms:isPartOf ?paper .
  ?paper dcterms:title ?title .
  OPTIONAL {{ ?subject rdfs:label ?subjectName }}
  OPTIONAL {{ ?object rdfs:label ?objectName }}
  OPTIONAL {{ ?claim kg:surface ?surface }}
}} GROUP BY ?this ?sentence ?text ?paper ?title ?claim ?confidence ?subject ?subjectName ?relation ?object ?objectName
ORDER BY DESC(?confidence) ?claim ?sentence
"""


class Group(NamedTuple):
    """Rows under one heading."""

    heading: str
    relation: str
    total: int
    rows: tuple[Row, ...]


async def view(ask: Ask, iri: str) -> dict[str, Any]:
    """Return what the page of an entity shows.

    Raises:
        Refusal: a question is not answered.
    """
    this = node(iri)
    return {
        "papers": [group async for group in _papers(ask, this)],
        "related": [group async for group in _related(ask, this)],
        "beside": await rows(ask, _BESIDE, this=this),
        "code": await rows(ask, _CODE, this=this),
        "results": await rows(ask, RESULTS, this=this),
        "sentences": sentences(await rows(ask, _EVIDENCE, this=this)),
        "most": MOST,
    }


def questions(type: str) -> list[named.NamedQuery]:
    """Return the questions that can be asked of an entity of a type: those whose first parameter takes it."""
    return [one for one in named.queries() if one.parameters and one.parameters[0].type in ("Entity", type)]


def summary(name: str, kind: str, papers: list[Group]) -> str:
    """Return what is known of an entity in a sentence.

    >>> summary("LoRA", "Method", [])
    'LoRA is a method that papers name.'
    """
    told = ", ".join(f"{group.heading.lower()} {group.total:,} {_papers_of(group.total)}" for group in papers)
    return f"{name} is a {kind.lower()}: {told}." if told else f"{name} is a {kind.lower()} that papers name."


def _papers_of(count: int) -> str:
    return "paper" if count == 1 else "papers"


async def _papers(ask: Ask, this: str) -> AsyncIterator[Group]:
    counts = {row.text("role"): int(row.number("papers")) for row in await rows(ask, _COUNTS, this=this)}
    for role in roles():
        if role in counts:
            found = await rows(ask, _PAPERS, this=this, role=node(role))
            yield Group(word(role).inverse, role, counts[role], tuple(found))


async def _related(ask: Ask, this: str) -> AsyncIterator[Group]:
    found = await rows(ask, _RELATION_COUNTS, this=this)
    counts = {(row.text("relation"), row.text("way")): int(row.number("others")) for row in found}
    for relation, way in sorted(counts, key=lambda pair: (pair[1] == "in", _order(pair[0]))):
        fact, claim = _WAYS[way]
        text = _RELATED.format(fact=fact, claim=claim, most=MOST)
        told = await rows(ask, text, this=this, relation=node(relation))
        yield Group(_heading(relation, way), relation, counts[relation, way], tuple(told))


def _order(relation: str) -> int:
    return _RELATIONS.index(f"kg:{relation.rpartition('#')[2]}")


def _heading(relation: str, way: str) -> str:
    known = word(relation)
    return known.inverse if way == "in" else known.label[:1].upper() + known.label[1:]
