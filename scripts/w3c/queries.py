"""The W3C's tests of the SPARQL 1.1 query language, sent to an endpoint."""

import re
from pathlib import Path
from urllib.parse import urlencode

import rdflib

from w3c.result_sets import CSV, GRAPHS, JSON, TSV, TURTLE, XML, answered, described, difference, difference_of_graphs
from w3c.suite import PASSED, QUERY, TEST, Answer, Server, Test

NOWHERE = "https://example.org/graph-without-triples"
ACCEPT = {".srx": XML, ".srj": JSON, ".csv": CSV, ".tsv": TSV, ".ttl": JSON}
MEDIA_TYPE = {"Content-Type": "application/sparql-query"}


def syntax(test: Test, server: Server) -> str:
    """Send what is a query, or is none; the endpoint is to answer 400 to the latter alone.

    Returns:
        "passed", or what is wrong.
    """
    text = test.file(test.one(TEST.action)).read_bytes()
    answer = server.ask("POST", f"?{urlencode({'default-graph-uri': NOWHERE})}", text, MEDIA_TYPE)
    expected = 200 if test.kind.startswith("Positive") else 400
    return PASSED if answer.status == expected else f"expected {expected}, got {answer}"


def evaluation(test: Test, server: Server) -> str:
    """Send a query with its dataset, and compare the answer with the one that is right.

    Returns:
        "passed", or what is wrong.
    """
    address = test.one(TEST.action, QUERY.query)
    text, result = test.file(address).read_text(encoding="utf-8"), test.file(test.one(TEST.result))
    accept = TURTLE if _word("CONSTRUCT", text) else ACCEPT[result.suffix]
    body = f"BASE <{address}>\n{text}".encode()
    answer = server.ask("POST", _dataset(test, text), body, MEDIA_TYPE | {"Accept": accept})
    if answer.status != 200 or answer.type != accept:
        return f"got {answer}"
    ordered = not re.search(r"SELECT\s+((DISTINCT|REDUCED)\s+)?\*", text, re.IGNORECASE) and result.suffix != ".ttl"
    return _difference(result, answer, base=str(test.one(TEST.result)), ordered=ordered) or PASSED


def _word(word: str, text: str) -> bool:
    return re.search(rf"^\s*{word}\b", text, re.MULTILINE | re.IGNORECASE) is not None


def _dataset(test: Test, text: str) -> str:
    """Return the parameters that choose the dataset; none for a query that chooses it by FROM."""
    if _word("FROM", text):
        return ""
    default, named = test.datasets()
    return f"?{urlencode({'default-graph-uri': default or [NOWHERE], 'named-graph-uri': named}, doseq=True)}"


def _difference(result: Path, answer: Answer, *, base: str, ordered: bool) -> str:
    if answer.type == TURTLE:
        expected = rdflib.Graph().parse(result, publicID=base)
        found = rdflib.Graph().parse(data=answer.body, format=GRAPHS[TURTLE], publicID=base)
        return difference_of_graphs(expected, found)
    told = result.suffix == ".ttl"
    expected_table = described(result, base) if told else answered(result.read_bytes(), answer.type)
    return difference(expected_table, answered(answer.body, answer.type), ordered=ordered)
