"""The endpoint as a client sees it: every answer comes from a server that runs."""

import json
from urllib.parse import quote

import pyoxigraph
import pytest
from serving import eventually

NAMES = "SELECT ?name { ?model a kg:Model ; skos:prefLabel ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?m skos:prefLabel ?n } { ?m a kg:Model ; skos:prefLabel ?n }"
BASE = "https://w3id.org/abstract-kg/"
SD = "http://www.w3.org/ns/sparql-service-description#"


def test_all_ways_to_ask_have_one_answer(server):
    encoded = f"query={quote(NAMES)}".encode()
    form, direct = "application/x-www-form-urlencoded", "application/sparql-query"
    answers = [
        server.request(f"/sparql?query={quote(NAMES)}"),
        server.request("/sparql", method="POST", body=encoded, content_type=form),
        server.request("/sparql", method="POST", body=NAMES.encode(), content_type=direct),
        server.request("/sparql", method="QUERY", body=NAMES.encode(), content_type=direct),
    ]
    assert [answer.values for answer in answers] == [[("Moss",), ("Moss-7B",)]] * 4
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/sparql-results+json"}
    assert {answer.headers["Vary"] for answer in answers} == {"Accept"}


@pytest.mark.parametrize(
    ("query", "accept", "content_type", "start"),
    [
        (NAMES, "text/csv", "text/csv; charset=utf-8", b"name\r\nMoss\r\n"),
        (NAMES, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b'?name\n"Moss"\n'),
        (NAMES, "application/xml", "application/sparql-results+xml", b"<?xml"),
        (
            "ASK { ?s a kg:Paper }",
            "text/html, */*;q=0.1",
            "application/sparql-results+json",
            b'{"head":{},"boolean":true}',
        ),
        (GRAPH, "*/*", "text/turtle; charset=utf-8", b"@prefix model: "),
        (GRAPH, "application/n-triples", "application/n-triples", f"<{BASE}model/".encode()),
        (GRAPH, "application/json", "application/ld+json", b"[{"),
        ("DESCRIBE method:lora", "application/rdf+xml", "application/rdf+xml", b"<?xml"),
        ("\\u0043ONSTRUCT {} {}", "text/turtle", "text/plain; charset=utf-8", b"query:1:1: "),
    ],
)
def test_formats(server, query, accept, content_type, start):
    answer = server.get(query, accept=accept)
    assert answer.headers["Content-Type"] == content_type
    assert answer.body.startswith(start)


@pytest.mark.parametrize(
    ("query", "name", "content_type"),
    [
        (NAMES, "csv", "text/csv; charset=utf-8"),
        (NAMES, "application/sparql-results+xml", "application/sparql-results+xml"),
        (NAMES, "turtle", "application/sparql-results+json"),
        (GRAPH, "json", "application/ld+json"),
        (GRAPH, "N-Triples", "application/n-triples"),
    ],
)
def test_the_address_may_name_the_format(server, query, name, content_type):
    answer = server.request(f"/sparql?query={quote(query)}&format={quote(name)}")
    assert answer.headers["Content-Type"] == content_type


def test_nothing_acceptable(server):
    answer = server.get(NAMES, accept="image/png")
    assert (answer.status, answer.text) == (
        406,
        "the answer comes in none of the formats that are accepted; choose from application/sparql-results+json, "
        "application/sparql-results+xml, text/csv, text/tab-separated-values\n",
    )


def test_graphs_of_the_request_override_those_of_the_query(server):
    count = "SELECT (COUNT(*) AS ?n) FROM graph:entities { ?s kg:variantOf ?o }"
    assert server.get(count).values == [("2",)]
    named = f"/sparql?query={quote(count)}&default-graph-uri={quote(f'{BASE}graph/alpha')}"
    assert server.request(named).values == [("0",)]
    nothing = f"/sparql?query={quote(count)}&named-graph-uri={quote(f'{BASE}graph/entities')}"
    assert server.request(nothing).values == [("0",)]


def test_relative_iris_start_at_the_endpoint(server):
    answer = server.get("SELECT (<x> AS ?iri) {}")
    assert answer.values == [(f"{server.url}/x",)]
    forged = server.get("SELECT (<x> AS ?iri) {}", host="evil<>.org")
    assert forged.values == [(f"{server.url}/x",)]


def test_mistakes_are_told_with_their_place_as_text_or_as_json(server):
    text = server.get("SELECT * {\n  ?s nope:p ?o }")
    assert (text.status, text.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert text.text.startswith("query:2:6: ")
    answer = server.get("SELECT * {\n  ?s nope:p ?o }", accept="application/json")
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.body)
    assert (problem["status"], problem["title"], problem["line"], problem["column"]) == (400, "Bad Request", 2, 6)
    assert problem["detail"] == text.text.strip()
    results = server.get("SELECT * {", accept="application/sparql-results+json")
    assert results.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_mistake_that_looks_like_markup_stays_text(server):
    answer = server.get("<script>alert(1)</script>", accept="text/html")
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (
        "text/plain; charset=utf-8",
        "nosniff",
    )


def test_too_many_rows_or_bytes_are_refused_with_the_number(server):
    rows = server.get(f"SELECT * {{ VALUES ?x {{ {'1 ' * 1001} }} }}")
    assert (rows.status, rows.text) == (
        413,
        "the answer has more than 1000 rows; ask for fewer, for instance with LIMIT\n",
    )
    assert server.get(f"SELECT * {{ VALUES ?x {{ {'1 ' * 1000} }} }}").status == 200
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(16))
    long = server.get(f"SELECT ?x16 {{ BIND('{'a' * 32}' AS ?x0) {doubled} }}")
    assert (long.status, long.text[:39]) == (413, "the answer has more than 1048576 bytes;")


@pytest.mark.parametrize("text", ["ASK {} #" + "a" * 65_529, "x" * 230_000])
def test_long_queries_are_refused(server, text):
    answer = server.ask(text)
    assert answer.status == 413
    assert "bytes" in answer.text


def test_an_address_may_hold_the_longest_query_with_every_character_escaped(server):
    text = "ASK {} #" + "é" * ((65_536 - 8) // 2)
    assert server.get(text).status == 200


def test_a_head_request_has_the_headers_of_its_answer(server):
    head, get = (server.request(f"/sparql?query={quote(NAMES)}", method=method) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == str(len(get.body))


def test_scripts_of_other_origins_may_ask(server):
    options = server.request("/sparql", method="OPTIONS", origin="https://example.org")
    assert (options.status, options.headers["Allow"]) == (204, "GET, HEAD, POST, QUERY, OPTIONS")
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert options.headers["Access-Control-Allow-Headers"] == "*"
    assert server.get(NAMES).headers["Access-Control-Allow-Origin"] == "*"
    assert server.get("nonsense").headers["Access-Control-Allow-Origin"] == "*"


def test_without_a_query_the_endpoint_describes_itself(server):
    answer = server.request("/sparql")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    graph = pyoxigraph.Store()
    graph.load(answer.body, format=pyoxigraph.RdfFormat.TURTLE)
    endpoint = pyoxigraph.NamedNode(f"{server.url}/sparql")
    found = {quad.predicate.value: quad.object.value for quad in graph.quads_for_pattern(endpoint, None, None)}
    assert found[f"{SD}endpoint"] == endpoint.value
    assert found[f"{SD}supportedLanguage"] == f"{SD}SPARQL11Query"
    assert found[f"{SD}feature"] == f"{SD}UnionDefaultGraph"
    rows = graph.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT ?name ?triples "
        "{ ?s sd:defaultDataset/sd:namedGraph/sd:name ?name . ?name <http://rdfs.org/ns/void#triples> ?triples } "
        "ORDER BY ?name"
    )
    told = [(row["name"].value.removeprefix(BASE), row["triples"].value) for row in rows]
    counted = server.get("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g").values
    assert told == [(name.removeprefix(BASE), number) for name, number in counted]
    assert [name for name, _ in told] == ["graph/alpha", "graph/beta", "graph/entities", "graph/meta"]


def test_a_browser_is_sent_to_the_page_for_queries(server):
    answer = server.request("/sparql", accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (answer.status, answer.headers["Location"]) == (303, "/query")


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [("", "text/turtle; charset=utf-8"), ("application/n-triples", "application/n-triples")],
)
def test_the_description_of_the_data_is_where_crawlers_look(server, accept, content_type):
    answer = server.request("/.well-known/void", accept=accept)
    assert answer.headers["Content-Type"] == content_type
    assert answer.text.count("void#Dataset") or answer.text.count("void:Dataset")


def test_health_tells_what_is_served(server, folder):
    health = server.health()
    total = server.get("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values[0][0]
    outputs = json.loads((folder / "manifest.json").read_text())["outputs"]
    assert (health["status"], health["triples"], health["build"]) == ("ok", int(total), outputs["kg.nq"])
    assert set(health["workers"]) == {"busy", "idle", "starting"}


def test_the_viewer_is_at_the_root(server, folder):
    answer = server.request("/")
    links = b'<a href="/browse">Browse</a> <a href="/query">Query</a> <a href="/about">About</a>'
    nav = b'<nav aria-label="Site">' + links + b"</nav>"
    assert nav in answer.body
    assert answer.body.replace(b"\n    " + nav, b"") == (folder / "graph.html").read_bytes()
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_what_the_viewer_loads_for_queries_is_beside_it(server, folder):
    assert server.request("/graph-sparql.js").status == 404
    (folder / "graph-sparql.js").write_text("globalThis.kgSparql={};\n")
    try:
        answer = server.request("/graph-sparql.js")
    finally:
        (folder / "graph-sparql.js").unlink()
    assert (answer.status, answer.body) == (200, b"globalThis.kgSparql={};\n")
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_nothing_is_there(server):
    answer = server.request("/nothing-here", accept="application/json")
    assert answer.status == 404


def test_the_log_has_a_line_for_each_request_and_no_text_that_steers(server):
    server.get("ASK { SERVICE <http://x/> {} }")
    server.request("/%1b%5b2Jpath")
    # A line is written when its answer has gone.
    eventually(lambda: "Jpath" in server.log.read_text(), "the request is logged")
    assert "\x1b" not in server.log.read_text()
    lines = {line["path"]: line for line in server.requests()}
    assert lines["/\x1b[2Jpath"]["status"] == 404
    refused = [line for line in server.requests() if line["status"] == 403][-1]
    assert (refused["method"], refused["client"], refused["query"]) == ("GET", "127.0.0.1", 30)
    assert refused["reason"] == "SERVICE would ask another server; queries stay on this machine"
    assert refused["bytes"] == len(refused["reason"]) + 1
    assert set(refused) == {"time", "client", "method", "path", "status", "ms", "bytes", "query", "reason"}
