"""Lines of the log."""

import contextlib
import json

import pytest
from asgi_client import Client, answering, run

from kg.serve.access_log import AccessLog


def logged(app, **options):
    lines = []
    client = Client(**options)
    with contextlib.suppress(KeyError):
        run(client.call(AccessLog(app, write=lines.append)))
    (line,) = lines
    assert line.isascii()
    assert line.isprintable()
    return json.loads(line)


def test_a_request_is_a_line():
    async def app(scope, receive, send):
        scope["state"].update(query=12, reason="too \x1b[31mlong\u202e")
        await answering(b"12345", status=413)(scope, receive, send)

    line = logged(app, method="POST", path="/a\nb\u2028")
    assert line.pop("time").endswith("Z")
    assert line.pop("ms") >= 0
    assert line == {
        "client": "127.0.0.1",
        "method": "POST",
        "path": "/a\nb\u2028",
        "status": 413,
        "bytes": 5,
        "query": 12,
        "reason": "too \x1b[31mlong\u202e",
    }


def test_long_texts_are_cut():
    assert len(logged(answering(), path="/" + "a" * 10_000)["path"]) == 300


def test_the_answer_to_head_has_no_bytes():
    assert logged(answering(), method="HEAD")["bytes"] == 0


@pytest.mark.parametrize("failing", [True, False])
def test_a_request_without_an_answer_is_a_line_too(failing):
    async def app(*_):
        if failing:
            raise KeyError

    assert logged(app)["status"] == 499
