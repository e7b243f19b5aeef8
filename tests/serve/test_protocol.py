"""What a request asks, and which requests ask nothing that can be answered."""

import pytest

from kg.serve.protocol import Question, question
from kg.serve.refusal import Refusal

FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}


def refused(*request):
    with pytest.raises(Refusal) as caught:
        question(*request)
    return caught.value


@pytest.mark.parametrize(
    "request_",
    [
        ("GET", "query=ASK%20%7B%22%C3%A9%2B%22%7D", {}, b""),
        ("HEAD", "query=ASK+%7B%22%C3%A9%2B%22%7D", {}, b""),
        ("POST", "", FORM, b"query=ASK+%7B%22%C3%A9%2B%22%7D"),
        ("POST", "", {"content-type": "Application/X-WWW-Form-URLencoded; charset=UTF-8"}, b'query=ASK {"%c3%a9%2b"}'),
        ("POST", "", QUERY, 'ASK {"é+"}'.encode()),
        ("POST", "", {"content-type": 'application/sparql-query;charset="utf-8"'}, 'ASK {"é+"}'.encode()),
        ("QUERY", "", QUERY, 'ASK {"é+"}'.encode()),
        ("QUERY", "", FORM, b"query=ASK+%7B%22%C3%A9%2B%22%7D"),
        ("GET", "unknown=1&query=ASK+%7B%22%C3%A9%2B%22%7D&timeout=5", {}, b""),
    ],
)
def test_every_way_to_ask(request_):
    assert question(*request_) == Question('ASK {"é+"}')


@pytest.mark.parametrize(
    "request_",
    [
        ("GET", "query=Q&default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c", {}, b""),
        ("POST", "", FORM, b"default-graph-uri=urn%3Aa&default-graph-uri=urn:b&query=Q&named-graph-uri=urn:c"),
        ("POST", "default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c", QUERY, b"Q"),
    ],
)
def test_graphs(request_):
    assert question(*request_) == Question("Q", ("urn:a", "urn:b"), ("urn:c",))


def test_a_graph_that_is_named_twice_counts_once():
    assert question("GET", "query=Q&default-graph-uri=urn:a&default-graph-uri=urn:a", {}, b"").default_graphs == (
        "urn:a",
    )


@pytest.mark.parametrize("name", ["format", "output"])
def test_the_address_may_name_a_format(name):
    assert question("GET", f"query=Q&{name}=csv", {}, b"").format == "csv"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_query_asks_for_the_description(method):
    assert question(method, "default-graph-uri=urn:a", {}, b"") is None


@pytest.mark.parametrize(
    "request_",
    [
        ("GET", "query=a&query=b", {}, b""),
        ("POST", "", FORM, b"query=a&query=b"),
        ("POST", "query=a", QUERY, b"b"),
        ("POST", "", FORM, b"nothing=a"),
        ("GET", "query=%ff", {}, b""),
        ("POST", "", QUERY, b"ASK { \xff }"),
        ("POST", "", FORM, b"query=\xff"),
        ("GET", "query=Q&default-graph-uri=", {}, b""),
        ("GET", "query=Q&default-graph-uri=relative", {}, b""),
        ("GET", "query=Q&named-graph-uri=http%3A%2F%2Fa%3E%3Cb", {}, b""),
        ("GET", "&".join(["query=Q", *["x=1"] * 1000]), {}, b""),
    ],
)
def test_malformed(request_):
    assert refused(*request_).status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/sparql-query; charset=utf-16"},
        {"content-type": "application/x-www-form-urlencoded; charset=latin-1"},
    ],
)
def test_unknown_media_types_and_encodings(headers):
    assert refused("POST", "query=ASK+%7B%7D", headers, b"ASK {}").status == 415


@pytest.mark.parametrize(
    "request_",
    [
        ("GET", "update=CLEAR+ALL", {}, b""),
        ("POST", "", FORM, b"update=CLEAR+ALL"),
        ("POST", "", FORM, b"update=CLEAR+ALL&query=ASK+%7B%7D"),
        ("POST", "", {"content-type": "application/sparql-update"}, b"CLEAR ALL"),
    ],
)
def test_updates_are_refused(request_):
    refusal = refused(*request_)
    assert (refusal.status, refusal.message) == (
        403,
        "this endpoint is read-only; change the sources of the graph and build it again",
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "get", "\x1b[2J"])
def test_other_methods_are_told_which_there_are(method):
    refusal = refused(method, "query=ASK+%7B%7D", {}, b"")
    assert (refusal.status, refusal.allow) == (405, "GET, HEAD, POST, QUERY, OPTIONS")
    assert refusal.message.isprintable()


@pytest.mark.parametrize("encoding", ["gzip", "identity, br"])
def test_a_compressed_body_is_not_understood(encoding):
    found = refused("POST", "", {**QUERY, "content-encoding": encoding}, b"ASK {}")
    assert (found.status, found.message) == (415, "a body with a Content-Encoding is not understood; send it as it is")
    assert question("POST", "", {**QUERY, "content-encoding": "Identity"}, b"ASK {}") == Question("ASK {}")
