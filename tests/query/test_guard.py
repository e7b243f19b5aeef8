"""What is refused before evaluation, and what is not."""

import pyoxigraph
import pytest

from kg.query.guard import MAX_BYTES, RefusedError, examine, form, names_graphs, tokens

FEDERATION = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x/> { } }",
    "SELECT * { ?s ?p ?o . SeRvIcE ?g { } }",
    "SELECT * { SERVICE:x { } }",
    "SELECT * { SERVICEx:x { } }",
    "SELECT * { SERVICESILENT<http://x/> { } }",
    "SELECT * { ?s ?p trueSERVICE:x { } }",
    "SELECT * { ?s ?p 'a'SERVICE<http://x/>{} }",
    "SELECT * { ?s ?p 1SERVICE<http://x/>{} }",
    "SELECT * { # comment\nSERVICE#\n<http://x/>{} }",
    "SELECT * { ?s ?p '# no comment' SERVICE <http://x/> {} }",
    "SELECT * { ?s ?p '\\'' . SERVICE <http://x/> { ?a ?b '' } }",
    "SELECT * { ?s ?p '''a' ''' . SERVICE <http://x/> { ?a ?b '''''' } }",
    "SELECT * { ?s ex:a\\' ?o . SERVICE <http://x/> { ?a ?b 'c' } }",
    "SELECT * { FILTER(?a<1)SERVICE#>\n<http://x/>{} }",
    "SELECT * { FILTER(?a<'>')SERVICE<http://x/>{} FILTER(?a='1') }",
    "SELECT * { FILTER(?a<1#>'''\n)SERVICE<http://x/>{}#''' }",
    "SELECT * { FILTER(?a<<urn:x'y>||'z')SERVICE<http://x/>{} FILTER('') }",
    "SELECT * { <<?s?p'>'>>SERVICE<http://x/>{}'' }",
    "SELECT * { \\u0053ERVICE <http://x/> { } }",
    "SELECT * { S\\U00000045RVICE <http://x/> { } }",
    "SELECT * { ?s ?p 'a\\u0027 . SERVICE <http://x/> { ?s ?p \\u0027' } }",
]
HARMLESS = [
    "SELECT (STR(<#a>) AS ?n) {}",
    "SELECT ?s { ?s ?p ?x FILTER(?x IN (<#a>, <#b>, 1)) }",
    "",
    "# nothing",
    "SELECT ?service { ?service a ex:Service }",
    "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
    'SELECT * { ?s ?p "a \\"SERVICE\\" b" }',
    "SELECT * { ?s ?p '''two\n'lines' SERVICE''' } # SERVICE",
    "SELECT * { <http://x/SERVICE> ?p $SERVICE . ?a ex:service 'x'@service }",
    "SELECT * { ?s ?p ?o FILTER(?s < ?o && ?o > 1 || ?s = <http://x.org/wiki/A_(b)#c>) }",
    "SELECT * { VALUES (?a ?b) { (<http://x/#a> <http://x/#b>) (<urn:a> <urn:b>) } }",
    "PREFIX load: <http://x/> PREFIX add: <http://y/> SELECT * { ?insert load:drop 'DELETE' }",
    "ASK { " + "{ " * 90 + "} " * 90 + "}",
    "ASK { VALUES ?x { " + "1 " * 20000 + "} }",
    "ASK { FILTER(1 IN (" + "'a b', " * 5000 + "1)) }",
    "ASK { VALUES ?x { " + "kg:uses " * 5000 + "} }",
]


@pytest.mark.parametrize("text", FEDERATION)
def test_federation_is_refused(text):
    with pytest.raises(RefusedError, match=r"another server|two ways|quoted triples"):
        examine(text)


@pytest.mark.parametrize("text", FEDERATION[:4])
def test_federation_is_what_the_engine_would_do(text):
    """The engine reads these as SERVICE: without the guard it would open a connection (port 9 is never opened)."""
    local = text.replace("<http://x/>", "<http://127.0.0.1:9/>").replace("?g {", "<http://127.0.0.1:9/> {")
    asked = local.replace("SILENT", "").replace("silent", "").replace("?s ?p ?o .", "")
    with pytest.raises(OSError, match="port 9"):
        list(pyoxigraph.Store().query(asked, prefixes={"x": "http://127.0.0.1:9/", "": "http://127.0.0.1:9/"}))


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_queries_pass(text):
    examine(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "# a\nPREFIX a: <b:c>\nBASE <x:y>\n delete where { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "CLEAR GRAPH <a:a>",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "\\u0044ROP ALL",
    ],
)
def test_updates_are_refused(text):
    with pytest.raises(RefusedError, match="would change the graph, which is read-only"):
        examine(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { " + "{" * 150 + "}" * 150 + "}",
        "ASK { FILTER(" + "(" * 150 + "1" + ")" * 150 + ") }",
        "ASK { ?s ?p " + "[?p " * 150,
        "ASK { FILTER(" + "!" * 150 + "?a) }",
        "ASK { FILTER(" + "! " * 150 + "?a) }",
        "ASK { FILTER(" + "- " * 150 + "?a) }",
    ],
)
def test_deep_nesting_is_refused(text):
    with pytest.raises(RefusedError, match="nests more than 100 levels deep"):
        examine(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { BIND(" + "1+" * 2000 + "1 AS ?x) }",
        "ASK { " + "OPTIONAL{?s ?p ?o}" * 2000 + " }",
        "ASK { ?s :a" + "/:a" * 2000 + " ?o }",
        "ASK { FILTER(" + "?a||" * 2000 + "?a) }",
        "ASK { " + "FILTER:f(?a)" * 2000 + "}",
    ],
)
def test_long_chains_are_refused(text):
    with pytest.raises(RefusedError, match="more than 1000 keywords and operators"):
        examine(text)


def test_a_chain_may_not_hide_in_an_address():
    with pytest.raises(RefusedError, match="an address has more than 2000 characters"):
        examine("ASK { FILTER(?a<" + "1+" * 2000 + "1> 2) }")


def test_long_queries_are_refused():
    examine("ASK {} #" + "a" * (MAX_BYTES - 8))
    with pytest.raises(RefusedError, match="the query has 65537 bytes; 65536 are allowed"):
        examine("ASK {} #" + "a" * (MAX_BYTES - 7))
    with pytest.raises(RefusedError, match="bytes"):
        examine("ASK {} #" + "é" * (MAX_BYTES // 2))


def test_what_no_encoding_has_is_refused():
    with pytest.raises(RefusedError, match="the query is not valid UTF-8"):
        examine("ASK { ?s ?p '\udcff' }")


def test_the_place_of_a_refusal_is_told():
    with pytest.raises(RefusedError) as caught:
        examine("ASK {\n SERVICE <a:a> {} }")
    assert caught.value.offset == 7


def test_tokens_know_strings_comments_addresses_and_names():
    found = [(token.kind, token.text) for token in tokens("?a <b:c> ex:d 'e#f' # g\n@en && 1")]
    assert found == [
        ("variable", "?a"),
        ("address", "<b:c>"),
        ("word", "ex"),
        ("local", ":d"),
        ("string", "'e#f'"),
        ("language", "@en"),
        ("operator", "&&"),
        ("word", "1"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * {}", "select"),
        ("# ask\nBASE <http://x/ask> PREFIX describe: <urn:a> construct {} {}", "construct"),
        ("PREFIX : <urn:a> DESCRIBE :select", "describe"),
        ("PREFIX x: <http://x/\\u0061> ASK {}", "ask"),
        ("PREFIX x: SELECT * {}", ""),
        (". SELECT * {}", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query(text, expected):
    assert form(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ASK FROM <urn:a> {}",
        "SELECT * from named:a {}",
        "SELECT ('{' AS ?x) FROM NAMED <urn:a> {}",
        "SELECT ('\\u0027' AS ?x) FROM <urn:a> {}",
        "DESCRIBE <urn:x> FROM#\n<urn:a>",
        "CONSTRUCT { ?s ?p ?o } FROM :a {}",
    ],
)
def test_from_is_seen(text):
    assert names_graphs(text)


@pytest.mark.parametrize("text", ["ASK { ?from from:p 'FROM' }", "PREFIX from: <urn:FROM> DESCRIBE from:a # FROM <a>"])
def test_from_is_not_seen_where_there_is_none(text):
    assert not names_graphs(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CLEAR ALL", "update"),
        ("ASK { SERVICE <a:a> {} }", "federation"),
        (" " * (MAX_BYTES + 1), "long"),
        ("ASK " + "{" * 101, ""),
    ],
)
def test_a_refusal_tells_of_what_kind_it_is(text, kind):
    with pytest.raises(RefusedError) as caught:
        examine(text)
    assert caught.value.kind == kind
