"""Connections that come to nothing: headers byte by byte, answers that nobody takes."""

import asyncio
import contextlib
import socket

from asgi_client import run
from uvicorn import Config
from uvicorn.server import ServerState

from kg.serve.connection import protocol

LONG = 64 * 1024 * 1024


async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    size = LONG if scope["path"] == "/long" else 2
    headers = [(b"content-length", str(size).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x" * size})


def connected(scene):
    """Run a scene with a server that waits for hardly any time."""

    async def whole():
        state = ServerState()
        config = Config(app, log_config=None, lifespan="off", ws="none")
        made = protocol(0.05, 9)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: made(config, state, {}, loop), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            await scene(reader, writer, state)
        finally:
            writer.transport.abort()
            server.close()
            while state.connections:
                await asyncio.sleep(0)

    run(whole())


def test_a_request_that_never_ends_ends_the_connection():
    async def scene(reader, writer, _state):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nSlow: ")
        assert await reader.read() == b""

    connected(scene)


def test_silence_ends_the_connection():
    async def scene(reader, *_):
        assert await reader.read() == b""

    connected(scene)


def test_an_answer_that_nobody_takes_is_dropped():
    async def scene(_reader, writer, state):
        writer.transport.pause_reading()
        writer.write(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
        while not state.total_requests:
            await asyncio.sleep(0)
        while state.connections:
            await asyncio.sleep(0)

    connected(scene)


def test_a_request_that_comes_is_answered():
    async def scene(reader, writer, _state):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await reader.read()).endswith(b"\r\n\r\nxx")

    connected(scene)


def test_the_wait_for_a_request_counts_from_the_last_answer():
    async def scene():
        loop = asyncio.get_running_loop()
        connection = protocol(10, 9)(Config(app, log_config=None, lifespan="off", ws="none"), ServerState(), {}, loop)
        here, there = socket.socketpair()
        await loop.create_connection(lambda: connection, sock=here)
        connection._idle_since -= 9
        there.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        while not connection.cycle or not connection.cycle.response_complete:
            await asyncio.sleep(0)
        assert loop.time() - connection._idle_since < 9
        connection.transport.abort()
        there.close()
        await asyncio.sleep(0)

    run(scene())


def test_one_more_than_there_may_be_takes_the_place_of_who_waits_longest():
    async def scene():
        loop, state = asyncio.get_running_loop(), ServerState()
        config, made = Config(app, log_config=None, lifespan="off", ws="none"), protocol(60, 2)
        server = await loop.create_server(lambda: made(config, state, {}, loop), "127.0.0.1", 0)
        address = server.sockets[0].getsockname()
        opened = []
        for start in (
            b"GET / HTTP/1.1\r\nSlow: ",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nslow",
            b"GET",
        ):
            opened.append(await asyncio.open_connection(*address))
            opened[-1][1].write(start)
            await asyncio.sleep(0.01)
        first, second, third = opened
        with contextlib.suppress(ConnectionError):
            assert await first[0].read() == b""
        third[1].write(b" / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await third[0].read()).endswith(b"\r\n\r\nxx")
        assert not second[0].at_eof()
        for _, writer in opened:
            writer.transport.abort()
        server.close()
        while state.connections:
            await asyncio.sleep(0)

    run(scene())
