"""Answers, handed over in pieces: who takes one too slowly loses it, and not too many bytes wait at a time."""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from kg.serve.limits import Limits
from kg.serve.refusal import Refusal
from kg.serve.refused import response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PIECE = 256 * 1024
_RETRY = 10


class StalledError(Exception):
    """A client that does not take its answer."""


class Delivery:
    """Sends what an application answers."""

    def __init__(self, app: "ASGIApp", *, limits: Limits) -> None:
        """Wrap an application."""
        self._app = app
        self._limits = limits
        self._waiting = 0

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        refused = False

        async def sent(message: "Message") -> None:
            nonlocal start, refused
            if message["type"] == "http.response.start":
                start = message  # it waits until it is known whether its body can be sent
                return
            if start and self._is_too_much(message):
                refused = True
                await self._refuse(scope, receive, send)
            elif not refused:
                await self._send(start, message, send)
            start = {}

        await self._app(scope, receive, sent)

    def _is_too_much(self, message: "Message") -> bool:
        size = len(message.get("body", b""))
        return size > _PIECE and self._waiting + size > self._limits.undelivered

    async def _refuse(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.requests import Request

        refusal = Refusal(503, "too many answers wait for clients to take them; try again later", retry_after=_RETRY)
        await response(Request(scope), refusal)(scope, receive, send)

    async def _send(self, start: "Message", message: "Message", send: "Send") -> None:
        body = message.get("body", b"")
        self._waiting += len(body)
        try:
            if start:
                await self._in_time(send(start))
            for place in range(0, max(len(body), 1), _PIECE):
                end = place + _PIECE
                more = end < len(body) or message.get("more_body", False)
                await self._in_time(send({**message, "body": body[place:end], "more_body": more}))
        finally:
            self._waiting -= len(body)

    async def _in_time(self, sending: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(self._limits.idle):
                await sending
        except TimeoutError as error:
            raise StalledError(f"the client took nothing for {self._limits.idle:g} s") from error
