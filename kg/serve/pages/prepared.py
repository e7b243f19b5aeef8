"""Queries that a list leads to where it does not show all: their texts are for the editor, where a reader sees them."""

from kg.serve.pages.words import word


def all_papers(iri: str, role: str) -> str:
    """Return a query for all papers to which an entity has a role.

    Args:
        iri: the entity, which the graph knows.
        role: the IRI of the role.
    """
    return f"""# {word(role).inverse}
SELECT ?paper ?title ?date WHERE {{
  ?paper <{role}> <{iri}> ; dcterms:title ?title .
  OPTIONAL {{ ?paper schema:datePublished ?date }}
}} ORDER BY DESC(STR(?date)) ?paper LIMIT 1000
"""


def all_naming(iri: str, property: str) -> str:
    """Return a query for all things that name a thing in one way.

    Args:
        iri: the thing, which the graph knows.
        property: the IRI of the way.
    """
    return f"""# {word(property).inverse}
SELECT ?other ?label WHERE {{
  ?other <{property}> <{iri}> .
  OPTIONAL {{ ?other rdfs:label ?label }}
}} ORDER BY ?other LIMIT 1000
"""
