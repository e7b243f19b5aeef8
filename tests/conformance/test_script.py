"""What scripts/conformance.py makes of a small suite in the W3C's vocabulary; the endpoint answers from a list."""

import sys
from contextlib import nullcontext

import pytest
import rdflib
from script_modules import imported

from kg.store import damaged, read_manifest

QUERIES = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix : <https://w3c.github.io/rdf-tests/sparql/sparql11/letters/manifest#> .
<> a mf:Manifest ; mf:entries (:asks :lists :makes :wellformed :malformed :reasons) .
:asks a mf:QueryEvaluationTest ; mf:action [ qt:query <asks.rq> ; qt:data <data.ttl> ] ; mf:result <asks.srj> .
:lists a mf:QueryEvaluationTest ; mf:action [ qt:query <lists.rq> ; qt:graphData <data.ttl> ] ; mf:result <lists.csv> .
:makes a mf:QueryEvaluationTest ; mf:action [ qt:query <makes.rq> ] ; mf:result <makes.ttl> .
:wellformed a mf:PositiveSyntaxTest11 ; mf:action <asks.rq> .
:malformed a mf:NegativeSyntaxTest11 ; mf:action <broken.rq> .
:reasons a mf:UpdateEvaluationTest .
"""
PROTOCOL = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix ht: <http://www.w3.org/2011/http#> .
@prefix hts: <http://www.w3.org/2011/http-statusCodes#> .
@prefix cnt: <http://www.w3.org/2011/content#> .
@prefix : <https://w3c.github.io/rdf-tests/sparql/sparql11/talk/manifest#> .
<> a mf:Manifest ; mf:entries (:get_it :update_it) .
:get_it a mf:ProtocolTest ; mf:action [ ht:requests ([
    ht:methodName "GET" ; ht:absolutePath "/sparql/?query=ASK%20%7B%7D" ;
    ht:resp [ mf:expectedStatus hts:StatusCode2xx ; mf:expectedFormat "boolean" ; mf:expectedBoolean true ] ]) ] .
:update_it a mf:ProtocolTest ; mf:action [ ht:requests ([
    ht:methodName "POST" ; ht:absolutePath "/sparql/" ;
    ht:headers ([ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-update" ]) ;
    ht:body [ cnt:characterEncoding "UTF-16" ; cnt:chars "CLEAR ALL" ] ;
    ht:resp [ mf:expectedStatus hts:StatusCode2xx , hts:StatusCode3xx ] ]) ] .
"""
DESCRIPTION = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix : <https://w3c.github.io/rdf-tests/sparql/sparql11/self/manifest#> .
<> a mf:Manifest ; mf:entries (:returns-rdf :has-endpoint-triple :conforms-to-schema) .
:returns-rdf a mf:ServiceDescriptionTest .
:has-endpoint-triple a mf:ServiceDescriptionTest .
:conforms-to-schema a mf:ServiceDescriptionTest .
"""
DESCRIBED = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
[] a sd:Service ; sd:endpoint <http://127.0.0.1:8000/sparql> ; sd:supportedLanguage sd:SPARQL11Query .
"""
FILES = {
    "letters/manifest.ttl": QUERIES,
    "letters/data.ttl": "<a> <b> 1 .",
    "letters/asks.rq": "ASK { <a> <b> 1 }",
    "letters/asks.srj": '{"head": {}, "boolean": true}',
    "letters/lists.rq": "SELECT ?a ?b { GRAPH ?g { ?a ?c ?b } }",
    "letters/lists.csv": "a,b\r\nx,y\r\n",
    "letters/makes.rq": "CONSTRUCT { <a> <b> 1.0 } {}",
    "letters/makes.ttl": "<a> <b> 1.00 .",
    "letters/broken.rq": "ASK {",
    "talk/manifest.ttl": PROTOCOL,
    "self/manifest.ttl": DESCRIPTION,
}
JSON, BASE = "application/sparql-results+json", "https://w3c.github.io/rdf-tests/sparql/sparql11/letters"
RIGHT = {
    f"BASE <{BASE}/asks.rq>\nASK {{ <a> <b> 1 }}": (200, JSON, '{"head": {}, "boolean": true}'),
    f"BASE <{BASE}/lists.rq>\nSELECT ?a ?b {{ GRAPH ?g {{ ?a ?c ?b }} }}": (200, "text/csv", "a,b\r\nx,y\r\n"),
    f"BASE <{BASE}/makes.rq>\nCONSTRUCT {{ <a> <b> 1.0 }} {{}}": (200, "text/turtle", f"<{BASE}/a> <{BASE}/b> 1.0 ."),
    "ASK { <a> <b> 1 }": (200, JSON, '{"head": {}, "boolean": false}'),
    "ASK {": (400, "text/plain", "line 1"),
    "?query=ASK%20%7B%7D": (200, JSON, '{"head": {}, "boolean": true}'),
    "CLEAR ALL": (403, "text/plain", "this endpoint is read-only"),
    "": (200, "text/turtle", DESCRIBED),
}


@pytest.fixture
def checkout(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "rdf-tests" / "sparql" / "sparql11" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return tmp_path / "rdf-tests"


@pytest.fixture
def script():
    with imported("conformance") as module:
        yield module


@pytest.fixture
def suite(script):
    return sys.modules[script.Server.__module__]


@pytest.fixture
def run(script, suite, checkout, tmp_path, monkeypatch):
    """Run the script with what the endpoint answers otherwise; return the exit code and the requests."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(script, "MISSES", tmp_path / "misses.toml")

    def run(*options, answers=()):
        asked = []

        class Server(suite.Server):
            def ask(self, method, target, body, headers):
                encoding = "utf-16" if "update" in headers.get("content-type", "") else "utf-8"
                text = target if body is None else body.decode(encoding)
                asked.append((method, target, text))
                status, media_type, said = {**RIGHT, **dict(answers)}[text]
                return suite.Answer(status, media_type, said.encode())

        monkeypatch.setattr(script, "Server", Server)
        monkeypatch.setattr(script, "serving", lambda _folder: nullcontext("http://127.0.0.1:8000"))
        monkeypatch.setattr(sys, "argv", ["conformance.py", str(checkout), *options])
        return script.main(), asked

    return run


def test_an_endpoint_that_is_right_has_no_miss_and_may_refuse_updates(run, capsys):
    assert run()[0] == 0
    assert capsys.readouterr().out == (
        "                      tests  passed  refused  known  new\n"
        "Protocol, queries         1       1        0      0    0\n"
        "Protocol, updates         1       0        1      0    0\n"
        "Service description       3       3        0      0    0\n"
        "Query evaluation          3       3        0      0    0\n"
        "Query syntax              2       2        0      0    0\n"
    )


def test_each_request_chooses_its_dataset(run):
    asked = run("--only", "letters")[1]

    assert [(method, target) for method, target, _ in asked] == [
        ("POST", "?default-graph-uri=https%3A%2F%2Fw3c.github.io%2Frdf-tests%2Fsparql%2Fsparql11%2Fletters%2Fdata.ttl"),
        (
            "POST",
            "?default-graph-uri=https%3A%2F%2Fexample.org%2Fgraph-without-triples"
            "&named-graph-uri=https%3A%2F%2Fw3c.github.io%2Frdf-tests%2Fsparql%2Fsparql11%2Fletters%2Fdata.ttl",
        ),
        ("POST", "?default-graph-uri=https%3A%2F%2Fexample.org%2Fgraph-without-triples"),
        ("POST", "?default-graph-uri=https%3A%2F%2Fexample.org%2Fgraph-without-triples"),
        ("POST", "?default-graph-uri=https%3A%2F%2Fexample.org%2Fgraph-without-triples"),
    ]


ASKS, LISTS, MAKES, WELL, BROKEN, GET, UPDATE, SELF = RIGHT


@pytest.mark.parametrize(
    ("text", "answer", "said"),
    [
        (ASKS, (200, JSON, '{"boolean": false}'), "evaluation/letters/asks: expected True, got False"),
        (LISTS, (200, "text/csv", "a,b\r\nx,z\r\n"), "evaluation/letters/lists: expected x y; got x z"),
        (LISTS, (200, JSON, "{}"), f"evaluation/letters/lists: got 200 {JSON}: {{}}"),
        (MAKES, (503, "text/plain", "too slow"), "evaluation/letters/makes: got 503 text/plain: too slow"),
        (WELL, (400, "text/plain", "no"), "syntax/letters/wellformed: expected 200, got 400 text/plain: no"),
        (BROKEN, (200, JSON, "{}"), f"syntax/letters/malformed: expected 400, got 200 {JSON}: {{}}"),
        (BROKEN, (500, "", ""), "syntax/letters/malformed: expected 400, got 500 : "),
        (UPDATE, (403, "text/plain", "no"), "protocol/talk/update_it: expected 2xx or 3xx, got 403 text/plain: no"),
        (
            UPDATE,
            (500, "text/plain", "read-only"),
            "protocol/talk/update_it: expected 2xx or 3xx, got 500 text/plain: ",
        ),
        (GET, (404, "", ""), "protocol/talk/get_it: expected 2xx, got 404 : "),
        (GET, (200, "text/csv", "true"), "protocol/talk/get_it: expected a format for boolean, got 200 text/csv: true"),
        (GET, (200, JSON, '{"boolean": false}'), "protocol/talk/get_it: expected true, got 200 "),
        (SELF, (200, "text/turtle", ""), "description/self/returns-rdf: the graph is empty"),
        (SELF, (200, JSON, "{}"), f"description/self/returns-rdf: expected RDF, got 200 {JSON}: {{}}"),
        (
            SELF,
            (200, "text/turtle", DESCRIBED.replace("8000", "8001")),
            "description/self/has-endpoint-triple: "
            "expected sd:endpoint http://127.0.0.1:8000/sparql, got http://127.0.0.1:8001/sparql",
        ),
        (
            SELF,
            (200, "text/turtle", DESCRIBED.replace("SPARQL11Query", "SPARQL13Query")),
            "description/self/conforms-to-schema: sd:SPARQL13Query is not in the vocabulary",
        ),
        (
            SELF,
            (200, "text/turtle", DESCRIBED.replace("sd:supportedLanguage", "sd:graph")),
            "description/self/conforms-to-schema: sd:graph is stated of ",
        ),
    ],
)
def test_a_wrong_answer_is_a_new_miss(run, capsys, text, answer, said):
    assert run(answers={text: answer})[0] == 1
    assert f"new miss: {said}" in capsys.readouterr().out


def test_a_known_miss_is_no_failure_until_it_is_gone(run, tmp_path, capsys):
    misses, wrong = tmp_path / "misses.toml", {ASKS: (200, JSON, '{"head": {}, "boolean": false}')}
    misses.write_text('"evaluation/letters/asks" = "the engine sees no ones"\n')

    assert run(answers=wrong)[0] == 0
    assert "Query evaluation          3       2        0      1    0\n" in capsys.readouterr().out
    assert run()[0] == 0
    assert "no longer a miss: evaluation/letters/asks\n" in capsys.readouterr().out


def test_rewriting_keeps_the_reasons_and_drops_what_is_gone(run, tmp_path):
    misses = tmp_path / "misses.toml"
    misses.write_text(
        '"evaluation/letters/lists" = "why not"\n"syntax/letters/malformed" = "gone"\n"x/y/z" = "not run"\n'
    )
    wrong = {ASKS: (200, JSON, '{"boolean": false}'), LISTS: (500, "", "")}

    assert run("--rewrite", answers=wrong)[0] == 0
    assert misses.read_text().splitlines()[1:] == [
        '"evaluation/letters/asks" = "expected True, got False"',
        '"evaluation/letters/lists" = "why not"',
        '"x/y/z" = "not run"',
    ]
    assert run(answers=wrong)[0] == 0


def test_a_folder_without_tests_is_named(run, checkout, capsys):
    assert run("--only", "nothing like this")[0] == 2
    assert capsys.readouterr().err == f"{checkout}: no such test in its sparql/sparql11/*/manifest.ttl\n"


def test_the_files_are_the_graphs_of_a_build(suite, checkout, tmp_path):
    suite.fill(tmp_path, suite.read(checkout))

    data = f"{BASE}/data.ttl"
    assert (tmp_path / "kg.nq").read_text() == (
        f'<{BASE}/a> <{BASE}/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <{data}> .\n'
    )
    assert damaged(tmp_path, read_manifest(tmp_path)) == []
