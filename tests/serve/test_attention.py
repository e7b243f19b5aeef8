"""Requests that are too long or too slow, clients that go, applications that fail."""

import asyncio

import pytest
from asgi_client import Client, answering, run

from kg.serve.attention import Attention
from kg.serve.limits import Limits
from kg.serve.refusal import Refusal

LIMITS = Limits(query_bytes=4, idle=60)
MOST = 3 * 4 + 16 * 1024
failures = []


def around(app, limits=LIMITS):
    failures.clear()
    return Attention(app, limits=limits, report=failures.append)


def call(app, *pieces, **options):
    async def scene():
        return await Client(*pieces, **options).call(app)

    return run(scene())


def test_an_application_gets_the_whole_body_at_once():
    app = answering()
    told = call(around(app), b"ab", b"", b"c")
    assert (app.asked, told.status, told.body) == (b"abc", 200, b"hello")


@pytest.mark.parametrize("headers", [(), [("content-length", str(MOST + 1))]])
def test_a_body_that_is_too_long_is_refused(headers):
    pieces = [b"a"] if headers else [b"a" * MOST, b"b"]
    told = call(around(answering()), *pieces, headers=headers)
    assert (told.status, told.body) == (413, f"the request has more than {MOST} bytes; send a shorter one\n".encode())
    assert call(around(answering()), b"a" * MOST).status == 200


def test_a_body_that_does_not_come_is_refused():
    async def scene():
        client = Client(b"")
        client._messages[0]["more_body"] = True
        return await client.call(around(answering(), Limits(idle=0.01)))

    told = run(scene())
    assert (told.status, told.body) == (408, b"the request was not complete after 0.01 s\n")


def test_a_client_that_goes_ends_the_work_for_it():
    async def scene():
        ended = asyncio.Event()

        async def app(*_):
            try:
                client.left.set()
                await asyncio.Event().wait()
            finally:
                ended.set()

        client = Client()
        await client.call(around(app))
        assert ended.is_set()
        return client

    told = run(scene())
    assert (told.sent, told.scope["state"]["reason"], failures) == ([], "the client has gone", [])


def test_a_client_that_goes_before_its_request_is_complete_is_forgotten():
    async def scene():
        client = Client(b"a", stays=False)
        client._messages[0]["more_body"] = True
        return await client.call(around(answering()))

    assert run(scene()).sent == []


def test_what_follows_an_answer_is_done_although_the_client_has_gone():
    async def scene():
        done = []

        async def then():
            client.left.set()
            await asyncio.sleep(0)
            done.append(True)

        client = Client()
        await client.call(around(answering(then=then)))
        return done

    assert run(scene()) == [True]


def test_a_failure_is_reported_and_told_without_its_inner_workings():
    async def app(*_):
        raise KeyError("secret\npath")

    told = call(around(app))
    assert (told.status, told.body) == (500, b"the server failed in a way it should not\n")
    assert told.scope["state"]["reason"] == "KeyError: 'secret\\npath'"
    assert [type(error) for error in failures] == [KeyError]


def test_a_failure_after_the_start_of_an_answer_breaks_it_off():
    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("late")

    async def scene():
        client = Client()
        with pytest.raises(KeyError):
            await client.call(around(app))
        return client

    assert run(scene()).scope["state"]["reason"] == "KeyError: 'late'"


def test_a_refusal_is_an_answer():
    async def app(*_):
        raise Refusal(503, "later", retry_after=5)

    told = call(around(app))
    assert (told.status, told.headers["retry-after"], told.body) == (503, "5", b"later\n")
