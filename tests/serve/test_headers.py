"""Headers of every response."""

import pytest
from asgi_client import Client, answering, run

from kg.serve.headers import Headers

HTML = (b"content-type", b"text/html; charset=utf-8")


def told(app, *, cors="*", method="GET"):
    return run(Client(method=method).call(Headers(app, cors=cors)))


def test_browsers_guess_nothing_tell_nothing_and_frame_nothing():
    headers = told(answering()).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "content-security-policy" not in headers


def test_html_without_a_policy_of_its_own_may_load_nothing():
    assert told(answering(headers=[HTML])).headers["content-security-policy"].startswith("default-src 'none';")
    own = (b"content-security-policy", b"default-src 'self'")
    assert told(answering(headers=[HTML, own])).headers["content-security-policy"] == "default-src 'self'"


@pytest.mark.parametrize(
    ("cors", "origin", "vary"),
    [("*", "*", "Accept"), ("https://a.org", "https://a.org", "Accept, Origin"), ("", None, "Accept")],
)
def test_other_origins(cors, origin, vary):
    headers = told(answering(headers=[(b"vary", b"Accept")]), cors=cors).headers
    assert (headers.get("access-control-allow-origin"), headers["vary"]) == (origin, vary)


def test_options_are_answered_here():
    async def never(*_):
        raise AssertionError

    answer = told(never, method="OPTIONS")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, QUERY, OPTIONS"
    assert told(never, cors="", method="OPTIONS").headers == {"allow": "GET, HEAD, POST, QUERY, OPTIONS"}
