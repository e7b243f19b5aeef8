"""Connections that do not wait for ever: for a request that comes byte by byte, or a client that reads no more."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


def protocol(patience: float) -> type[H11Protocol]:
    """Return the protocol of connections that wait so many seconds for the headers of a request."""

    class Connection(H11Protocol):
        """A connection; uvicorn itself bounds only the time between two requests."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
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
            if self._is_answering():
                self._idle_since = now
            elif now - self._idle_since >= patience:
                self.transport.close()
            self._timer = self.loop.call_later(patience / 2, self._look)

        def _is_answering(self) -> bool:
            cycle: Any = self.cycle
            return cycle is not None and not cycle.response_complete

    return Connection
