"""Requests as the application gets them: whole, not too long, not too slow, and dropped when the client goes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from kg.serve.limits import Limits
from kg.serve.refusal import Refusal
from kg.serve.refused import response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Report = Callable[[Exception], None]


class GoneError(Exception):
    """A client that closed the connection."""


class Attention:
    """Reads the body of a request, then runs the application until it is done or the client has gone."""

    def __init__(self, app: "ASGIApp", *, limits: Limits, report: Report) -> None:
        """Wrap an application.

        Args:
            app: the application.
            limits: how long a body may be, and how slow.
            report: takes what should not have happened.
        """
        self._app = app
        self._limits = limits
        self._report = report

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = _Told(send)
        try:
            body = await self._body(scope, receive)
            await self._run(scope, body, receive, told)
        except GoneError as error:
            scope.setdefault("state", {})["reason"] = str(error)
        except Refusal as refusal:
            await _refuse(scope, receive, send, refusal)
        except Exception as error:
            self._report(error)
            if not told.started:
                await _refuse(scope, receive, send, Refusal(500, "the server failed in a way it should not"))
            scope.setdefault("state", {})["reason"] = " ".join(f"{type(error).__name__}: {error}".split())
            if told.started:
                raise

    async def _body(self, scope: "Scope", receive: "Receive") -> bytes:
        body = bytearray()
        length = dict(scope["headers"]).get(b"content-length", b"0")
        try:
            async with asyncio.timeout(self._limits.idle):
                if length.isdigit() and int(length) > self._limits.body:
                    raise self._too_long()
                async for piece in _pieces(receive):
                    body += piece
                    if len(body) > self._limits.body:
                        raise self._too_long()
        except TimeoutError as error:
            raise Refusal(408, f"the request was not complete after {self._limits.idle:g} s") from error
        return bytes(body)

    def _too_long(self) -> Refusal:
        return Refusal(413, f"the request has more than {self._limits.body} bytes; send a shorter one")

    async def _run(self, scope: "Scope", body: bytes, receive: "Receive", told: "_Told") -> None:
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> "Message":
            if messages:
                return messages.pop()
            await asyncio.Event().wait()  # that the client goes is noticed below, and ends this
            raise AssertionError

        work = asyncio.ensure_future(self._app(scope, again, told))
        watch = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait((work, watch), return_when=asyncio.FIRST_COMPLETED)
            if work.done() or told.finished:
                await work
                return
            raise GoneError("the client has gone")
        finally:
            watch.cancel()
            work.cancel()
            await asyncio.wait((work,))


class _Told:
    """Passes on what the application sends, and remembers how far it is."""

    def __init__(self, send: "Send") -> None:
        self._send = send
        self.started = False
        self.finished = False

    async def __call__(self, message: "Message") -> None:
        self.started = True
        self.finished = message["type"] == "http.response.body" and not message.get("more_body", False)
        await self._send(message)


async def _left(receive: "Receive") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _pieces(receive: "Receive") -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError("the client has gone")
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _refuse(scope: "Scope", receive: "Receive", send: "Send", refusal: Refusal) -> None:
    from starlette.requests import Request

    await response(Request(scope), refusal)(scope, receive, send)
