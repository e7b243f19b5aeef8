"""What is wrong with a query, and where: the mistakes that people make, and queries without any."""

import pyoxigraph
import pytest

from kg import schema
from kg.query import named
from kg.query.grammar import mistake

PREFIXES = schema.load().all_prefixes()
RIGHT = [
    """SELECT DISTINCT ?x (GROUP_CONCAT(DISTINCT ?n ; SEPARATOR=", ") AS ?names) {
      ?x a kg:Method ; (skos:prefLabel|^kg:uses/!(rdf:type|^rdf:type)*)? ?n .
      { SELECT ?x { ?x kg:uses [ a kg:Dataset ; rdfs:label "a"@en, 'b' ] } LIMIT 5 }
      FILTER(?n IN ("a", 'b') || !BOUND(?n) && 2 + 3 * -4 >= 1.5e3) MINUS { ?x ?p ( 1 2 _:a ) }
    } GROUP BY ?x HAVING(COUNT(?n) > 1) ORDER BY DESC(?names) ASC(STR(?x)) LIMIT 10 OFFSET 2""",
    """PREFIX ex: <http://x.org/> BASE <http://b.org/> DESCRIBE ex:a <b> FROM NAMED <c> WHERE {
      GRAPH ?g { ex:a ?p ?o } BIND(IF(?o = 1, xsd:integer(?o), 2) AS ?z)
      VALUES (?a ?b) { (UNDEF 1) (<d> true) } } VALUES ?k { 1 2 }""",
    "CONSTRUCT WHERE { ?x a kg:Method } LIMIT 3",
    "CONSTRUCT { ?x a kg:Method . } FROM <http://x/> WHERE { ?x a kg:Method }",
    "ASK { ?x a kg:Method FILTER NOT EXISTS { ?x kg:uses ?y } FILTER regex(?x, 'a', 'i') }",
    "SELECT * { { ?s ?p ?o } UNION { ?o ?p ?s } OPTIONAL { ?s a ?t } } ORDER BY ?s",
    "SELECT (COUNT(*) AS ?n) (SUM(?a) / 2 AS ?m) ?k { ?x ?a ?k } GROUP BY ?k (STR(?x) AS ?j)",
    "SELECT ?x { ?x kg:a ?y ; kg:b ?z ; . ?y ?z ?x . } # a comment",
]
# `▲` stands before the word that the message is about.
WRONG = [
    ("▲", "the query is empty"),
    ("▲SELCT ?x { ?x a kg:Method }", "'SELCT' starts no query; did you mean SELECT?"),
    ("▲Which datasets are used", "'Which' starts no query; SELECT, ASK, CONSTRUCT and DESCRIBE do"),
    ("PREFIX ▲ex <https://x.org/> ASK {}", "'ex' is not expected here; expected a prefix with its colon, such as ex:"),
    ("PREFIX ex: ▲https://x.org/ ASK {}", "an address stands between angle brackets: <https://x.org/>"),
    ("PREFIX ex: <https://x.org/>▲; ASK {}", "';' is not expected here; a declaration has no end mark"),
    ("SELECT ▲x { ?x a kg:Method }", "'x' is not expected here; did you mean ?x?"),
    ("SELECT ?x▲, ?y { ?x kg:uses ?y }", "',' is not expected here; separate the variables with spaces"),
    ("SELECT ?x ▲WEHRE { ?x a kg:Method }", "'WEHRE' is not expected here; did you mean WHERE?"),
    ("SELECT ▲{ ?x a kg:Method }",
     "'{' is not expected here; expected a variable such as ?x, '*' or an expression such as (COUNT(*) AS ?n)"),
    ("SELECT ?x ▲?x { ?x a kg:Method }", "?x is selected twice"),
    ("SELECT ?x ▲COUNT(?y) { ?x kg:uses ?y } GROUP BY ?x",
     "an expression of SELECT stands in brackets with a name: (COUNT(...) AS ?name)"),
    ("SELECT (COUNT(?x)▲) { ?x a kg:Method }",
     "')' is not expected here; expected AS and a variable, as in (COUNT(*) AS ?n)"),
    ("SELECT (COUNT(?x) AS ▲n) { ?x a kg:Method }",
     "'n' is not expected here; expected a variable, which starts with '?'"),
    ("SELECT ▲?y (COUNT(?x) AS ?n) { ?x kg:uses ?y }",
     "?y is not grouped; add GROUP BY ?y, or put it into an aggregate"),
    ("SELECT (▲?y + COUNT(?x) AS ?n) { ?x kg:uses ?y } GROUP BY ?x",
     "?y is not grouped; add GROUP BY ?y, or put it into an aggregate"),
    ("SELECT ▲* { ?x kg:uses ?y } GROUP BY ?x", "SELECT * does not go with GROUP BY; name the variables"),
    ("SELECT (1 AS ▲?x) { ?x kg:uses ?y }", "?x has a value already; choose another name after AS"),
    ("SELECT ?x WHERE ▲?x a kg:Method }", "'?x' is not expected here; expected '{'"),
    ("SELECT ?x ▲{ ?x a kg:Method", "'{' is never closed"),
    ("SELECT ?x { ?x a kg:Method }▲}", "'}' closes nothing"),
    ("SELECT ?x { ?x a ▲}", "'}' is not expected here; expected an object: a variable, an IRI, a string or a number"),
    ("SELECT ?x { ?x ▲}", "'}' is not expected here; expected a property: an IRI such as kg:uses, a variable, or 'a'"),
    ("SELECT ?x { ?x a kg:Task▲; ?x kg:uses ?y }", "';' goes on with the same subject; write '.' where ?x is the next"),
    ("SELECT ?x { ?x a kg:Method .▲. }", "'.' is not expected here; expected a pattern or '}'"),
    ("SELECT ?x { ?x rdfs:label ▲“LoRA” }", "“ is no quotation mark of SPARQL; write \" or '"),
    ("SELECT ?x {\n  ?x a kg:Method\n  ▲?x kg:uses ?y\n}", "'.' or ';' is missing before '?x'"),
    ("SELECT ?x { ?x a ▲foo:Method }", "unknown prefix 'foo:'; declare it with PREFIX foo: <...>"),
    ("SELECT ?x { ?x ▲scos:prefLabel ?y }",
     "unknown prefix 'scos:'; did you mean skos:? Else declare it with PREFIX scos: <...>"),
    ("SELECT ?x { ?x ▲<uses> ?y }", "<uses> is no full address, which starts with a scheme such as https:"),
    ("SELECT ?x { ?x ▲<https://x.org/a b> ?y }",
     "an address has neither spaces nor any of {}|\\^` in it; write %20 for a space"),
    ("SELECT ?x { ?x ▲https://x.org/uses ?y }", "an address stands between angle brackets: <https://x.org/uses>"),
    ("SELECT ?x { ?x ▲uses ?y }",
     "'uses' is not expected here; an IRI has a prefix (kg:uses), a variable a '?' (?uses), a string quotation marks"),
    ('SELECT ?x { ?x rdfs:label ▲"LoRA }', "the string is never closed"),
    ("SELECT ?x { ?x (kg:uses ▲?y }", "'?y' is not expected here; expected ')' or a part of a path"),
    ("SELECT ?x { ▲OPTONAL { ?x kg:uses ?y } }", "'OPTONAL' is not expected here; did you mean OPTIONAL?"),
    ("SELECT ?x { { ?x a kg:Method } UNION ▲?x a kg:Model }", "'?x' is not expected here; expected '{'"),
    ("SELECT ?x { ?x a kg:Method } ▲UNION { ?x a kg:Model }", "UNION belongs between the braces after WHERE"),
    ("SELECT ?x { ?x kg:uses ?y BIND(?y AS ▲?x) }", "?x has a value already; choose another name after AS"),
    ("SELECT ?x { VALUES ?x { 'a'▲, 'b' } }", "',' is not expected here; separate the values with spaces"),
    ("SELECT ?x { VALUES (?x ?y) { ▲('a') } }", "this row has not one value for each of the 2 variables"),
    ("SELECT ?x { ?x kg:uses ?y FILTER ▲?y > 3 }", "FILTER wants its expression in brackets: FILTER (?y ...)"),
    ("SELECT ?x { ?x kg:uses ?y FILTER▲(?y = 3 }", "'(' is never closed"),
    ("SELECT ?x { ?x kg:uses ?y FILTER(?y ▲== 3) }", "'==' is not expected here; write '=' to compare"),
    ("SELECT ?x { ?x kg:uses ?y FILTER(?y = 3 ▲AND ?x = 3) }", "'AND' is not expected here; write '&&' for and"),
    ("SELECT ?x { ?x kg:uses ?y FILTER(▲contain(?y, 'a')) }",
     "'contain' is no function of SPARQL; did you mean CONTAINS?"),
    ("SELECT ?x { ?x kg:uses ?y FILTER(regex(?y, 'a', ▲i)) }",
     "'i' is no function of SPARQL; a variable is written ?i, a string \"i\""),
    ("SELECT ?x { ?x kg:uses ?y FILTER(▲CONTAINS(?y)) }", "CONTAINS takes 2 arguments, not 1"),
    ("SELECT ?x { ?x kg:uses ?y FILTER(▲SUBSTR(?y)) }", "SUBSTR takes 2 to 3 arguments, not 1"),
    ("SELECT ?x { FILTER NOT ▲EXIST { ?x a kg:Method } }", "'EXIST' is not expected here; did you mean EXISTS?"),
    ("SELECT ?x { ?x a kg:Method } ORDER ▲?x", "'?x' is not expected here; expected BY"),
    ("SELECT ?x { ?x a kg:Method } ORDER BY ▲x",
     "'x' is not expected here; expected a variable such as ?x, or ASC(...) or DESC(...)"),
    ("SELECT ?x { ?x a kg:Method } LIMIT▲", "the query breaks off here; expected a whole number after LIMIT"),
    ("SELECT ?x { ?x a kg:Method } LIMIT ▲ten", "'ten' is not expected here; expected a whole number after LIMIT"),
    ("SELECT ?x { ?x a kg:Method } LIMIT 5 ▲ORDER BY ?x",
     "ORDER comes too late: GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET stand in this order"),
    ("SELECT ?x { ?x a kg:Method } ▲LMIT 5", "'LMIT' is not expected here; did you mean LIMIT?"),
    ("CONSTRUCT { ?x ?y ?z }▲",
     "the query breaks off here; expected WHERE and a second group: CONSTRUCT { what to make } WHERE { what to find }"),
    ("DESCRIBE▲", "the query breaks off here; expected an IRI, a variable or '*'"),
]  # fmt: skip


@pytest.mark.parametrize("text", [*RIGHT, *(question.text for question in named.queries())])
def test_what_the_engine_reads_has_no_mistake(text):
    pyoxigraph.Store().query(text, prefixes=dict(PREFIXES))
    assert mistake(text, PREFIXES) is None


@pytest.mark.parametrize(("marked", "reason"), WRONG)
def test_a_mistake_is_named_where_it_is(marked, reason):
    text = marked.replace("▲", "")
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(text, prefixes=dict(PREFIXES))
    found = mistake(text, PREFIXES)
    assert (found.reason, found.start) == (reason, marked.index("▲"))
