"""The client: one request at a time, at a service's pace, within bounds, and again where it did not go well."""

import http
import random
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

import httpcore

from kg.fetch.web.answers import Answer, Answers
from kg.fetch.web.bodies import read_body
from kg.fetch.web.clock import Clock, SystemClock
from kg.fetch.web.failures import FetchError, PassingError, RefusedError
from kg.fetch.web.limits import DEFAULT, Limits
from kg.fetch.web.network import Guard, Patience
from kg.fetch.web.pace import Pace
from kg.fetch.web.proxies import Proxy, proxy_for
from kg.fetch.web.retries import PASSING, asked_wait, backoff
from kg.fetch.web.targets import Target, redirected, target

Found = TypeVar("Found")
Read = Callable[[Answer], Found]

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MINUTE, _HOUR = 60, 3600
_GARBLED_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Client:
    """Asks services."""

    agent: str
    """What it calls itself: `kg/0.1.0 (mailto:you@example.org)`."""
    pace: Pace
    answers: Answers
    named: frozenset[tuple[str, int]] = frozenset()
    """Hosts and ports that the user named, which may be private."""
    say: Callable[[str], None] = lambda text: None  # noqa: ARG005  words that nobody wants
    clock: Clock = field(default_factory=SystemClock)
    limits: Limits = DEFAULT
    chance: Callable[[], float] = random.random

    def get(
        self, url: str, read: Read[Found], *, title: str, gap: float, accept: str, headers: Mapping[str, str]
    ) -> Found:
        """Ask for an address until its answer can be read, and return what is read.

        Args:
            url: the address; what is secret does not stand in it.
            read: makes of an answer, with status 200 or one of 400 to 499, what is returned; raises `PassingError`
                where the answer is not what it should be and may be at the next try.
            title: the name of the service, for messages.
            gap: how many seconds lie between two requests to its host.
            accept: the media types that can be read.
            headers: more headers of the request; they go to no other host.

        Raises:
            FetchError: the service is away, refuses, or answers what cannot be read.
        """
        start = target(url)
        number = 0
        while True:
            number += 1
            try:
                return self._once(start, read, gap, {"accept": accept, **headers})
            except PassingError as error:
                if number >= min(error.tries or self.limits.tries, self.limits.tries):
                    if error.otherwise is not None:
                        return cast(Found, error.otherwise)  # `read` made it
                    raise FetchError(_given_up(title, start, error, number)) from error
                self._wait(number, error, title, start)
            except RefusedError as error:
                raise RefusedError(f"{title} ({start.shown}): {error}") from error

    def _once(self, start: Target, read: Read[Found], gap: float, headers: Mapping[str, str]) -> Found:
        held = self.answers.read(start.url)
        with self.pace.turn(start.authority, gap):
            answer = self._followed(start, {**headers, **_conditions(held)})
        if answer.status == http.HTTPStatus.NOT_MODIFIED:
            answer = self._unchanged(start, answer, held)
        elif answer.status in PASSING:
            raise PassingError(_status(answer.status), wait=asked_wait(answer.headers, now=self.clock.now()))
        elif answer.status != http.HTTPStatus.OK and not 400 <= answer.status < 500:
            raise RefusedError(f"{_status(answer.status)}, which means nothing here; try again later")
        try:
            found = read(answer)
        except PassingError:
            self.answers.drop(start.url)
            raise
        if answer.status == http.HTTPStatus.OK and not answer.again and answer.url == start.url:
            self.answers.keep(start.url, answer)
        return found

    def _unchanged(self, start: Target, answer: Answer, held: Answer | None) -> Answer:
        """Return the answer that is kept, where it is the one that the service means."""
        if held is not None and _tag(answer) in ("", _tag(held)):
            return held
        self.answers.drop(start.url)
        raise PassingError("says that an answer has not changed which it did not give", tries=_GARBLED_TRIES, wait=0)

    def _followed(self, start: Target, headers: Mapping[str, str]) -> Answer:
        here = start
        for _ in range(self.limits.redirects + 1):
            proxy = proxy_for(here)
            answer = self._asked(here, proxy, headers)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return answer
            there = redirected(start, here, location, named=self.named, through_proxy=proxy is not None)
            if (there.scheme, there.place) != (here.scheme, here.place):
                headers = {name: value for name, value in headers.items() if name != "authorization"}
            headers = {name: value for name, value in headers.items() if not name.startswith("if-")}
            here = there
        raise RefusedError(f"redirects more than {self.limits.redirects} times; try again later")

    def _asked(self, here: Target, proxy: Proxy | None, headers: Mapping[str, str]) -> Answer:
        limits = self.limits
        lines = {"host": here.authority, "user-agent": self.agent, "accept-encoding": "gzip", "connection": "close"}
        times = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
        try:
            with (
                self._pool(here, proxy) as pool,
                pool.stream(
                    "GET",
                    httpcore.URL(scheme=here.scheme, host=here.host, port=here.port, target=here.path),
                    headers=[(name.encode(), value.encode("latin-1")) for name, value in {**lines, **headers}.items()],
                    extensions={"timeout": times},
                ) as response,
            ):
                found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                body = read_body(response.iter_stream(), found, limit=limits.body)
                return Answer(response.status, found, body, here.url)
        except httpcore.TimeoutException as error:
            raise PassingError("does not answer in time") from error
        except httpcore.ConnectError as error:
            raise _unconnected(error) from error
        except httpcore.ProxyError as error:
            raise PassingError("is not reached through the proxy", advice="check HTTPS_PROXY") from error
        except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
            raise PassingError("breaks off before its answer is whole") from error

    def _pool(self, here: Target, proxy: Proxy | None) -> httpcore.ConnectionPool:
        patience = Patience(self.clock, self.limits.total)
        context = httpcore.default_ssl_context() if "https" in (here.scheme, proxy and proxy.scheme) else None
        if proxy is None:
            return httpcore.ConnectionPool(context, network_backend=Guard(patience, named=self.named))
        return httpcore.HTTPProxy(
            proxy.url,
            proxy_auth=proxy.auth,
            ssl_context=context,
            proxy_ssl_context=context if proxy.scheme == "https" else None,
            network_backend=Guard(patience, named=frozenset({(proxy.host, proxy.port)})),
        )

    def _wait(self, number: int, error: PassingError, title: str, start: Target) -> None:
        wait = error.wait if error.wait is not None else 0.0
        if wait > self.limits.longest_wait:
            raise FetchError(
                f"{title} ({start.shown}): {error} and asks for a pause of {_duration(wait)}; run this again then"
            ) from error
        if error.wait is None or error.wait > 0:
            wait += backoff(number, limits=self.limits, chance=self.chance)
        if error.wait:
            self.pace.postpone(start.authority, error.wait)
        self.say(f"{title} {error}; trying again" + (f" in {_duration(wait)}" if wait >= 1 else ""))
        self.clock.sleep(wait)

    def naming(self, *places: tuple[str, int]) -> "Client":
        """Return a client that may also reach places that the user named."""
        return replace(self, named=self.named.union(places))


def _conditions(held: Answer | None) -> dict[str, str]:
    tags = {"if-none-match": "etag", "if-modified-since": "last-modified"}
    return {name: held.headers[tag] for name, tag in tags.items() if tag in held.headers} if held else {}


def _tag(answer: Answer) -> str:
    return answer.headers.get("etag", "").removeprefix("W/")


def _unconnected(error: httpcore.ConnectError) -> Exception:
    cause = error.__cause__ or error.__context__  # httpcore's pool takes the cause away
    if isinstance(cause, ssl.SSLCertVerificationError):
        return RefusedError(f"shows a certificate that is not valid ({cause.verify_message}); check the network")
    reason = (cause.strerror if isinstance(cause, OSError) else "") or "no connection"
    return PassingError(f"cannot be reached ({reason})", tries=_GARBLED_TRIES, advice="check the network")


def _status(status: int) -> str:
    phrases = {known.value: known.phrase for known in http.HTTPStatus}
    return f"answers {status} ({phrases[status]})" if status in phrases else f"answers {status}"


def _given_up(title: str, start: Target, error: PassingError, number: int) -> str:
    tries = f" after {number} tries" if number > 1 else ""
    return f"{title} ({start.shown}): {error}{tries}; {error.advice or 'try again later'}"


def _duration(seconds: float) -> str:
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < 2 * _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.0f} h"
