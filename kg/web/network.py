"""Connections: made to the very address that was looked at, and given up when their time is over.

A name is resolved once, here, and what is connected to is one of the addresses that came back and passed: a name that
leads to another address a moment later (DNS rebinding) gains nothing by it.
"""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
from httpcore import SOCKET_OPTION, NetworkBackend, NetworkStream

from kg.web.clock import Clock
from kg.web.destinations import refusal, resolve
from kg.web.failures import PassingError, RefusedError

Place = tuple[str, int]
"""A host and a port."""


class Patience:
    """How much time a request has left."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        """Start now."""
        self._clock = clock
        self._end = clock.monotonic() + seconds

    def least(self, seconds: float | None) -> float:
        """Return a time-out, cut to what is left.

        Raises:
            httpcore.ReadTimeout: nothing is left.
        """
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer took too long")
        return left if seconds is None else min(seconds, left)


class Guard(NetworkBackend):
    """Connects to public addresses, and to the places that the user named."""

    def __init__(self, patience: Patience, *, named: frozenset[Place]) -> None:
        """Guard the connections of one request."""
        self._patience = patience
        self._named = named
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Connect to the first address of a host that may be reached and answers.

        Raises:
            RefusedError: no address of the host may be reached.
        """
        failure: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._system.connect_tcp(
                    address, port, self._patience.least(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Bounded(stream, self._patience)
        raise failure or httpcore.ConnectError("no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = list(resolve(host, port))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise PassingError(
                f"cannot be found ({reason})", tries=3, advice="check the name and the network"
            ) from error
        if (host, port) in self._named:
            return [str(address) for address in found]
        if not (public := [str(address) for address in found if not refusal(address)]):
            raise RefusedError(
                f"{host} leads to {found[0]}, {refusal(found[0])}, which is not connected to; "
                "name it by --url where it is meant"
            )
        return public

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002  httpcore's signature
        socket_options: Iterable[SOCKET_OPTION] | None = None,  # noqa: ARG002  httpcore's signature
    ) -> NetworkStream:
        """Refuse: no service is a file."""
        raise RefusedError(f"{path} is no address of the internet")

    def sleep(self, seconds: float) -> None:
        """Wait; never called, as retries are not httpcore's here."""


class _Bounded(NetworkStream):
    """A stream whose reads and writes end when the patience does."""

    def __init__(self, stream: NetworkStream, patience: Patience) -> None:
        self._stream = stream
        self._patience = patience

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._patience.least(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._patience.least(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._patience.least(timeout))
        return _Bounded(secured, self._patience)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  httpcore's signature
        return self._stream.get_extra_info(info)
