"""Queries that are meant to hurt: each gets a proper refusal in time, others are answered meanwhile, nothing stays."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from serving import Listener, eventually, is_alive

DEADLINE = 2
DOUBLINGS = "".join(f" BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(30))
GROWTH = "".join(f" BIND(REPLACE(?x{i}, 'a', 'aaaaaaaaaaaaaaaa') AS ?x{i + 1})" for i in range(9))
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
ENDLESS = {
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "closure of all paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f }",
}
GREEDY = {
    "a product to be sorted": f"SELECT * {{ {PRODUCT} }} ORDER BY ?c ?f ?i",
    "strings doubled to gigabytes": f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('{'a' * 64}' AS ?x0){DOUBLINGS} }}",
    "strings replaced to gigabytes": f"SELECT (STRLEN(?x9) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0){GROWTH} }}",
}
DEEP = {
    "braces": "ASK " + "{" * 2200 + "}" * 2200,
    "brackets": "ASK { FILTER(" + "(" * 4700 + "1" + ")" * 4700 + ") }",
    "negations": "ASK { FILTER(" + "!" * 9400 + "true) }",
}
LATE = "the query ran longer than the 6 s that it may; ask for less\n"
LARGE = "the query needs more memory than the 256 MiB that it may use; ask for less\n"


def timed(server, text):
    start = time.monotonic()
    answer = server.ask(text)
    return answer, time.monotonic() - start


@pytest.mark.parametrize("name", ENDLESS)
def test_a_query_that_never_ends_is_killed_while_others_are_answered(server, name):
    eventually(lambda: server.health()["workers"]["idle"] == 2, "both workers wait")
    before = server.workers()
    with ThreadPoolExecutor(1) as others:
        hostile = others.submit(timed, server, ENDLESS[name])
        eventually(lambda: server.health()["workers"]["busy"] == 1, "the query runs")
        assert server.ask("ASK { ?s a kg:Paper }").body == b'{"head":{},"boolean":true}'
        answer, seconds = hostile.result()
    assert (answer.status, answer.text) == (503, LATE)
    assert seconds >= DEADLINE
    eventually(lambda: sum(map(is_alive, before)) == 1, "the worker is gone, the other is not")
    eventually(lambda: len(server.workers()) == 2, "another worker takes its place")
    assert server.ask("ASK {}").status == 200


@pytest.mark.parametrize("name", GREEDY)
def test_a_query_that_eats_memory_costs_its_worker_and_nothing_else(server, name):
    answer = server.ask(GREEDY[name])
    assert (answer.status, answer.text in (LARGE, LATE)) == (503, True)
    assert server.ask("ASK {}").status == 200


@pytest.mark.parametrize("name", DEEP)
def test_a_query_that_is_too_deep_reaches_no_parser(server, name):
    eventually(lambda: server.health()["workers"]["idle"] == 2, "both workers wait")
    before = server.workers()
    answer = server.ask(DEEP[name])
    assert (answer.status, answer.text) == (400, "the query nests more than 100 levels deep\n")
    assert server.workers() == before


def test_a_regular_expression_that_backtracks_elsewhere_does_not_here(server):
    answer = server.ask(f"ASK {{ FILTER(REGEX('{'a' * 60_000}!', '^(a+)+$')) }}")
    assert (answer.status, json.loads(answer.body)["boolean"]) == (200, False)


@pytest.mark.parametrize("query", ["SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
                                   "ASK {{ FILTER(1<2)SERVICE <{url}> {{}} }}",
                                   "ASK {{ SERVICE:x {{}} }}",
                                   "ASK {{ \\u0053ERVICE SILENT <{url}> {{}} }}"])  # fmt: skip
def test_no_query_reaches_another_server(server, query):
    listener = Listener()
    answer = server.ask(f"PREFIX : <{listener.url}> " + query.format(url=listener.url))
    assert answer.status == 403
    assert not listener.was_reached()
    listener.close()


def test_no_graph_is_fetched_and_no_file_is_read(server, tmp_path):
    listener = Listener()
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'secret' .")
    for source in ("file:///etc/passwd", secret.as_uri(), listener.url):
        for clause in (f"FROM <{source}>", f"FROM NAMED <{source}>"):
            assert (
                server.ask(f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}").values == []
            )
        named = server.request(f"/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D&default-graph-uri={source}")
        assert named.values == []
    assert not listener.was_reached()
    listener.close()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"ASK {{ FILTER(1 {'IN (1) ' * 990}) }}", "query:1:1: the query is no SPARQL 1.1\n"),
        ("ASK { FILTER(<urn:f>(1)) }", "the query cannot be answered: The custom function <urn:f> is not supported\n"),
        ("ASK {\x1b[2J\u202e}", "query:1:6: '' is not expected here; expected '.', ';', a pattern or '}'\n"),
    ],
)
def test_what_is_wrong_with_a_query_is_not_the_fault_of_the_server(server, text, message):
    answer = server.ask(text)
    assert (answer.status, answer.text) == (400, message)


def test_a_message_repeats_only_a_little_of_a_query(server):
    answer = server.ask("ASK { FILTER(" + "a" * 60_000 + "(1)) }")
    assert (answer.status, len(answer.text)) == (400, 504)
    assert answer.text.startswith("query:1:14: 'aaa")


def test_a_query_that_is_too_long_is_refused_before_anything_looks_at_it(server):
    answer = server.ask("." * 65_537)
    assert (answer.status, answer.text) == (413, "the query has 65537 bytes; 65536 are allowed\n")


@pytest.mark.parametrize("text", ["LOAD <file:///etc/passwd>", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DROP ALL"])
def test_no_query_writes(server, text):
    answer = server.ask(text)
    assert (answer.status, "would change the graph" in answer.text) == (403, True)
