"""Answers in pieces, clients that do not take them, too many answers at a time."""

import asyncio

import pytest
from asgi_client import Client, answering, run

from kg.serve.delivery import Delivery, StalledError
from kg.serve.limits import MIB, Limits


def test_a_long_answer_comes_in_pieces_and_whole():
    body = bytes(range(256)) * 4096
    told = run(Client().call(Delivery(answering(body), limits=Limits())))
    assert (told.status, told.body) == (200, body)
    assert [len(message["body"]) for message in told.sent[1:]] == [256 * 1024] * 4
    assert [message["more_body"] for message in told.sent[1:]] == [True, True, True, False]


@pytest.mark.parametrize("body", [b"", b"a"])
def test_a_short_answer_comes_at_once(body):
    told = run(Client().call(Delivery(answering(body), limits=Limits())))
    assert [message.get("more_body") for message in told.sent[1:]] == [False]
    assert told.body == body


def test_a_client_that_takes_nothing_loses_its_answer():
    class Stalled(Client):
        async def send(self, _message):
            await asyncio.Event().wait()

    with pytest.raises(StalledError, match=r"took nothing for 0\.01 s"):
        run(Stalled().call(Delivery(answering(), limits=Limits(idle=0.01))))


def test_an_answer_is_refused_while_too_many_bytes_wait():
    async def scene():
        class Slow(Client):
            async def send(self, message):
                await super().send(message)
                await released.wait()

        released = asyncio.Event()
        delivery = Delivery(answering(b"a" * MIB), limits=Limits(answer_bytes=MIB))
        slow = [asyncio.ensure_future(Slow().call(delivery)) for _ in range(4)]
        await asyncio.sleep(0)
        waited = await Client().call(delivery)
        small = await Client().call(Delivery(answering(b"a"), limits=Limits(answer_bytes=MIB)))
        released.set()
        told = await asyncio.gather(*slow)
        later = await Client().call(delivery)
        return waited, small, told, later

    refused, small, told, later = run(scene())
    assert (refused.status, refused.headers["retry-after"]) == (503, "10")
    assert b"too many answers wait" in refused.body
    assert small.status == later.status == 200
    assert [len(client.body) for client in told] == [MIB] * 4
