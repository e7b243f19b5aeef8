"""The cases of protocol.toml, sent to a started server as they stand."""

import http.client
import io
import re
import tomllib
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import rdflib
from rdflib.query import Result

# rdflib 7.6 warns of the class that its own reader of JSON-LD makes
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CASES = tomllib.loads(Path(__file__).with_name("protocol.toml").read_text(encoding="utf-8"))["case"]
SENT = {"method", "path", "parameters", "raw", "form", "body", "encoding", "padding", "chunked", "headers"}
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


class Answer:
    """What came back, read by another library than wrote it."""

    def __init__(self, response, endpoint):
        self.status = response.status
        self.headers = response.headers
        self.type = response.headers.get("Content-Type", "").partition(";")[0].strip()
        self.body = response.read()
        self.endpoint = endpoint

    def result(self):
        return Result.parse(io.BytesIO(self.body), format=RESULTS[self.type])

    def graph(self):
        return rdflib.Graph().parse(data=self.body, format=GRAPHS[self.type])


def placed(answer, value):
    return value.replace("{endpoint}", answer.endpoint)


def status(answer, expected):
    assert expected in (answer.status, f"{answer.status // 100}xx"), answer.body


def media_type(answer, expected):
    assert answer.type == expected


def boolean(answer, expected):
    assert answer.result().askAnswer is expected


def rows(answer, expected):
    found = [{str(name): str(value) for name, value in row.items()} for row in answer.result().bindings]

    assert found == [{name: placed(answer, value) for name, value in row.items()} for row in expected]


def triples(answer, expected):
    assert sorted(" ".join(term.n3() for term in triple) + " ." for triple in answer.graph()) == expected


def holds(answer, expected):
    stated = {(str(predicate), str(value)) for _, predicate, value in answer.graph()}

    assert {(predicate, placed(answer, value)) for predicate, value in expected} <= stated


def has(answer, expected):
    for name, pattern in expected.items():
        assert re.fullmatch(pattern, answer.headers[name] or ""), f"{name}: {answer.headers[name]}"


def lacks(answer, expected):
    assert not {*expected} & {*answer.headers}


def says(answer, expected):
    assert re.search(expected, answer.body.decode())


def empty(answer, expected):
    assert (answer.body == b"") is expected


EXPECTED = {
    "status": status,
    "type": media_type,
    "boolean": boolean,
    "rows": rows,
    "triples": triples,
    "holds": holds,
    "has": has,
    "lacks": lacks,
    "says": says,
    "empty": empty,
}


def send(endpoint, step):
    body, headers = step.get("body"), dict(step.get("headers", {}))
    if "form" in step:
        body = encoded(step["form"])
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    if body is not None:
        body = body.encode(step.get("encoding", "utf-8")) + b" " * step.get("padding", 0)
    if step.get("chunked"):
        body = iter([body[:5], body[5:]])
    place = urlsplit(endpoint)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    try:
        connection.request(
            step.get("method", "POST" if body is not None else "GET"), target(place, step), body, headers
        )
        return Answer(connection.getresponse(), endpoint)
    finally:
        connection.close()


def target(place, step):
    query = f"?{encoded(step['parameters'])}" if "parameters" in step else step.get("raw", "")
    return step.get("path", place.path) + query


def encoded(pairs):
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_endpoint_answers_as_the_standard_asks(case, endpoint):
    for step in case["step"]:
        answer = send(endpoint, step)

        for kind, judge in EXPECTED.items():
            if kind in step:
                judge(answer, step[kind])


def test_each_case_has_its_own_name_and_says_what_it_asks_for():
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all("status" in step and case["part"] for case in CASES for step in case["step"])
    assert {word for case in CASES for step in case["step"] for word in step} <= {*SENT, *EXPECTED}
