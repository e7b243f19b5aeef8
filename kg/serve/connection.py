"""Connections that neither wait for ever, for a slow request or a slow reader, nor keep a place that others need."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


def protocol(patience: float, most: int) -> type[H11Protocol]:
    """Return the protocol of connections.

    Args:
        patience: how many seconds they wait for the headers of a request.
        most: how many there may be; one more ends the one that has waited longest for a whole request.
    """

    class Connection(H11Protocol):
        """A connection; uvicorn itself bounds only the time between two requests."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
            if len(self.connections) >= most:
                _make_room(self.connections)
            super().connection_made(transport)
            self._idle_since = self.loop.time()
            self._closing = False
            self._timer = self.loop.call_later(patience / 2, self._look)

        def on_response_complete(self) -> None:
            self._idle_since = self.loop.time()
            super().on_response_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._timer.cancel()
            super().connection_lost(exc)

        def _look(self) -> None:
            now: float = self.loop.time()
            if self._closing:
                self.transport.abort()  # what it should still take, it does not take
                return
            self._closing = self.transport.is_closing()
            if _is_answering(self):
                self._idle_since = now
            elif now - self._idle_since >= patience:
                self.transport.close()
            self._timer = self.loop.call_later(patience / 2, self._look)

    return Connection


def _make_room(connections: set[Any]) -> None:
    waiting = [connection for connection in connections if _is_waiting(connection)]
    if waiting:
        longest = min(waiting, key=lambda connection: connection._idle_since)
        longest.transport.abort()
        connections.discard(longest)  # its own turn to leave comes too late


def _is_waiting(connection: Any) -> bool:  # noqa: ANN401  uvicorn declares its parts loosely
    return not _is_answering(connection) or connection.cycle.more_body


def _is_answering(connection: Any) -> bool:  # noqa: ANN401  uvicorn declares its parts loosely
    return connection.cycle is not None and not connection.cycle.response_complete
