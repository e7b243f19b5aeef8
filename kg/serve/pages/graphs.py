"""The RDF of a thing: what is said of it, what is said by naming it, and the claims about it with their sentences.

It holds, each part up to a bound:
- every triple with the thing as its subject;
- every triple with it as its object, but for those that say what a claim is about;
- the claims about it, the surest first, and the results that abstracts claim of it, with their sentences;
- the labels of what these triples relate it to.
"""

from kg.query.job import Job
from kg.serve.pages.answers import MOST_BYTES, node
from kg.serve.site import Ask

MOST_TRIPLES = 2000
MOST_CLAIMS = 200
_CLAIMS = f"""{{
    SELECT ?this ?claim WHERE {{
      VALUES ?end {{ rdf:subject rdf:object }}
      ?claim ?end ?this ; kg:confidence ?confidence .
    }} ORDER BY DESC(?confidence) ?claim LIMIT {MOST_CLAIMS}
  }}"""
_RESULTS = f"""{{
    SELECT ?this ?claim WHERE {{
      VALUES ?end {{ kg:claimedIn kg:onDataset kg:resultOf }}
      ?claim ?end ?this .
    }} ORDER BY ?claim LIMIT {MOST_CLAIMS}
  }}"""
_TEXT = f"""
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{
    SELECT ?this ?s ?p ?o WHERE {{ ?this ?p ?o BIND(?this AS ?s) }} ORDER BY ?p ?o LIMIT {MOST_TRIPLES}
  }} UNION {{
    SELECT ?this ?s ?p ?o WHERE {{ ?s ?p ?this BIND(?this AS ?o) FILTER(?p NOT IN (rdf:subject, rdf:object)) }}
    ORDER BY ?p ?s LIMIT {MOST_TRIPLES}
  }} UNION {{
    {_CLAIMS} ?claim ?p ?o . BIND(?claim AS ?s)
  }} UNION {{
    {_CLAIMS} ?claim kg:evidence ?s . ?s ?p ?o .
  }} UNION {{
    {_RESULTS} ?claim ?p ?o . BIND(?claim AS ?s)
  }} UNION {{
    {_RESULTS} ?claim kg:evidence ?s . ?s ?p ?o .
  }} UNION {{
    {{ SELECT DISTINCT ?this ?s WHERE {{ ?this ?way ?s }} ORDER BY ?s LIMIT {MOST_TRIPLES} }}
    ?s rdfs:label ?o . BIND(rdfs:label AS ?p)
  }} UNION {{
    {{
      SELECT DISTINCT ?this ?s WHERE {{ ?s ?way ?this FILTER(?way NOT IN (rdf:subject, rdf:object)) }}
      ORDER BY ?s LIMIT {MOST_TRIPLES}
    }}
    ?s rdfs:label ?o . BIND(rdfs:label AS ?p)
  }}
}}
"""


async def graph(ask: Ask, iri: str, format: str) -> bytes:
    """Return the RDF of a thing, as the module's description says, in one of the formats of graphs.

    Raises:
        Refusal: the question is not answered.
    """
    return await ask(Job(_TEXT, format, bindings={"this": node(iri)}, max_bytes=MOST_BYTES))
