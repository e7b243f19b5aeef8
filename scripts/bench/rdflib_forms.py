"""Named questions in the form that suits rdflib, where the form that suits pyoxigraph is slow there.

pyoxigraph joins subqueries by hash and reorders patterns; rdflib compares each row of one subquery with each of the
other, and follows patterns as they are written. A fair comparison asks it both ways and counts the quicker one.
"""

RDFLIB_FORMS = {
    "compared-with": """
SELECT ?introduced ?baseline (COUNT(DISTINCT ?paper) AS ?papers) WHERE {
  ?paper kg:introduces ?introduced ; kg:comparesWith ?baseline .
} GROUP BY ?introduced ?baseline ORDER BY DESC(?papers) ?introduced ?baseline LIMIT 20
""",
    "confidence": """
SELECT ?build ?relation (COUNT(DISTINCT ?claim) AS ?claims) (MIN(?c) AS ?lowest)
       (SUM(IF(?c < 0.6, 1, 0)) AS ?weak) WHERE {
  ?claim rdf:predicate ?relation ; prov:wasGeneratedBy ?build ; kg:confidence ?c .
} GROUP BY ?build ?relation ORDER BY ?build ?relation
""",
    "evidence": """
SELECT ?paper ?relation ?confidence ?sentence WHERE {
  VALUES ?entity { method:lora }
  ?claim rdf:object ?entity ; rdf:subject ?paper ; rdf:predicate ?relation ;
         kg:confidence ?confidence ; kg:evidence/nif:anchorOf ?sentence .
  ?paper a kg:Paper .
} ORDER BY DESC(?confidence) ?paper ?relation ?sentence LIMIT 50
""",
    "find": """
SELECT DISTINCT ?entity ?name ?type WHERE {
  VALUES ?type { kg:Method kg:Model kg:Dataset kg:Task }
  ?entity a ?type ; skos:prefLabel ?name ; skos:prefLabel|skos:altLabel ?form .
  FILTER(CONTAINS(LCASE(?form), "adapt"))
} ORDER BY ?name ?entity LIMIT 50
""",
    "used-together": """
SELECT ?a ?b (COUNT(DISTINCT ?paper) AS ?papers) WHERE {
  ?paper kg:uses ?a . ?a a kg:Method .
  ?paper kg:uses ?b . ?b a kg:Method .
  FILTER(STR(?a) < STR(?b))
} GROUP BY ?a ?b HAVING(COUNT(DISTINCT ?paper) > 1) ORDER BY DESC(?papers) ?a ?b LIMIT 20
""",
}
"""The text by the name of the question; the known prefixes need no declaration."""
