"""One request and its answer, by HTTP/1.1, on a connection of its own."""

import http
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import httpcore

from kg.web.clock import Clock
from kg.web.failures import PassingError, RefusedError
from kg.web.limits import Limits
from kg.web.network import Guard, Patience, Place
from kg.web.proxies import Proxy, proxy_for
from kg.web.targets import Target

UNREACHED_TRIES: Final = 3
"""How often to try what is wrong with the network more often than with the service."""
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer whose body is still to be read."""

    status: int
    headers: Mapping[str, str]
    """By their names in lower case."""
    chunks: Iterable[bytes]


@contextmanager
def exchange(
    method: str,
    here: Target,
    headers: Mapping[str, str],
    *,
    body: Iterator[bytes] | None = None,
    clock: Clock,
    limits: Limits,
    named: frozenset[Place],
) -> Iterator[Answering]:
    """Make a request, and give its answer.

    Args:
        method: such as `GET`.
        here: where it goes.
        headers: beside those that every request has; they say how long the body is, where there is one.
        body: the chunks of its body, where it has one.
        clock: what tells the time.
        limits: what it may cost.
        named: hosts and ports that the user named, which may be private.

    Raises:
        PassingError: the place is not reached, or breaks off.
        RefusedError: the place must not be reached.
    """
    lines = {"host": here.authority, "accept-encoding": "gzip", "connection": "close", **headers}
    times = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    try:
        with (
            _pool(here, proxy_for(here), clock, limits, named) as pool,
            pool.stream(
                method,
                httpcore.URL(scheme=here.scheme, host=here.host, port=here.port, target=here.path),
                headers=[(name.encode(), value.encode("latin-1")) for name, value in lines.items()],
                content=body,
                extensions={"timeout": times},
            ) as response,
        ):
            found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            yield Answering(response.status, found, response.iter_stream())
    except httpcore.TimeoutException as error:
        raise PassingError("does not answer in time") from error
    except httpcore.ConnectError as error:
        raise _unconnected(error) from error
    except httpcore.ProxyError as error:
        raise PassingError("is not reached through the proxy", advice="check HTTPS_PROXY") from error
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        raise PassingError("breaks off before its answer is whole") from error


def _pool(
    here: Target, proxy: Proxy | None, clock: Clock, limits: Limits, named: frozenset[Place]
) -> httpcore.ConnectionPool:
    patience = Patience(clock, limits.total)
    context = httpcore.default_ssl_context() if "https" in (here.scheme, proxy and proxy.scheme) else None
    if proxy is None:
        return httpcore.ConnectionPool(context, network_backend=Guard(patience, named=named))
    return httpcore.HTTPProxy(
        proxy.url,
        proxy_auth=proxy.auth,
        ssl_context=context,
        proxy_ssl_context=context if proxy.scheme == "https" else None,
        network_backend=Guard(patience, named=frozenset({(proxy.host, proxy.port)})),
    )


def _unconnected(error: httpcore.ConnectError) -> Exception:
    cause = error.__cause__ or error.__context__  # httpcore's pool takes the cause away
    if isinstance(cause, ssl.SSLCertVerificationError):
        return RefusedError(f"shows a certificate that is not valid ({cause.verify_message}); check the network")
    reason = (cause.strerror if isinstance(cause, OSError) else "") or "no connection"
    return PassingError(f"cannot be reached ({reason})", tries=UNREACHED_TRIES, advice="check the network")


def told(status: int) -> str:
    """Return what a service does that answers with a status.

    >>> told(503)
    'answers 503 (Service Unavailable)'
    """
    phrases = {known.value: known.phrase for known in http.HTTPStatus}
    return f"answers {status} ({phrases[status]})" if status in phrases else f"answers {status}"


def duration(seconds: float) -> str:
    """Return a time as people say it.

    >>> duration(90), duration(600), duration(7200)
    ('90 s', '10 min', '2 h')
    """
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < 2 * _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.0f} h"
