"""One line of JSON for each request, and for what happens to workers; no text of a client steers a terminal."""

import json
import select
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Write = Callable[[str], None]
"""Takes a line without its end."""
_LONGEST = 300
_LONGEST_ESCAPED = 100  # so that a line is shorter than what a pipe that can be written to takes at once
_CLIENT_GONE = 499  # nginx's status for it; no client ever sees it


def line(**fields: object) -> str:
    r"""Return a line of the log; what no terminal should get is escaped, texts are cut.

    >>> line(time="now", path="/\x1b[2J")
    '{"time": "now", "path": "/\\u001b[2J"}'
    """
    return json.dumps({name: _cut(value) if isinstance(value, str) else value for name, value in fields.items()})


def now() -> str:
    """Return the time in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unblocked(stream: TextIO) -> Write:
    """Return what writes lines to a stream; a line for which nobody makes room is lost, and the server goes on."""
    lost = 0

    def write(text: str) -> None:
        nonlocal lost
        if not _has_room(stream):
            lost += 1
            return
        before = f"{line(time=now(), event=f'{lost} lines of the log are lost: nobody read them')}\n" if lost else ""
        lost = 0
        try:
            stream.write(f"{before}{text}\n")
            stream.flush()
        except OSError:  # who read the log has gone
            pass

    return write


class AccessLog:
    """Writes a line for each request that an application answers."""

    def __init__(self, app: "ASGIApp", *, write: Write) -> None:
        """Wrap an application."""
        self._app = app
        self._write = write

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request, then write its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, sent, start = _CLIENT_GONE, 0, time.perf_counter()

        async def counted(message: "Message") -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            self._write(_request(scope, status, sent, 1000 * (time.perf_counter() - start)))


def _cut(text: str) -> str:
    return text[: _LONGEST if text.isascii() and text.isprintable() else _LONGEST_ESCAPED]


def _has_room(stream: TextIO) -> bool:
    try:
        poll = select.poll()
        poll.register(stream.fileno(), select.POLLOUT)
        return bool(poll.poll(0))
    except (AttributeError, OSError, ValueError):  # Windows has no poll, and not every stream is a file
        return True


def _request(scope: "Scope", status: int, sent: int, milliseconds: float) -> str:
    state = scope.get("state", {})
    client = scope.get("client")
    return line(
        time=now(),
        client=client[0] if client else "",
        method=scope["method"],
        path=scope["path"],
        status=status,
        ms=round(milliseconds, 1),
        bytes=0 if scope["method"] == "HEAD" else sent,
        query=state.get("query", 0),
        reason=state.get("reason", ""),
    )
