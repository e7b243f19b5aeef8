"""Lines of the log."""

import contextlib
import io
import json
import os
import select

import pytest
from asgi_client import Client, answering, run

from kg.serve.access_log import AccessLog, line, unblocked

PIPE = 1024 * 1024


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


def test_a_line_for_which_nobody_makes_room_is_lost_and_told_of():
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as read, os.fdopen(writer, "w", encoding="utf-8") as stream:
        write = unblocked(stream)
        for _ in range(PIPE // 100):  # more than a pipe holds
            write("x" * 200)
        held = read.read1(2 * PIPE)
        write("last")
        told, last = read.read1(PIPE).decode().splitlines()
        assert held == b"\n".join([*[b"x" * 200] * (len(held) // 201), b""])
        lost = PIPE // 100 - len(held) // 201
        assert (json.loads(told)["event"], last) == (f"{lost} lines of the log are lost: nobody read them", "last")


def test_a_stream_that_is_no_file_gets_all_lines():
    stream = io.StringIO()
    write = unblocked(stream)
    write("a")
    write("b")
    assert stream.getvalue() == "a\nb\n"


def test_the_longest_line_fits_into_a_pipe_that_has_room():
    whole = line(path="\U0001f4a9" * 999, reason="\u202e" * 999, method="M" * 999)
    assert len(whole) < select.PIPE_BUF
