"""The client: one request at a time, at a service's pace, within bounds, and again where it did not go well."""

import http
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

from kg.fetch.web.answers import Answer, Answers
from kg.fetch.web.pace import Pace
from kg.web.bodies import read_body
from kg.web.clock import Clock, SystemClock
from kg.web.exchange import UNREACHED_TRIES, duration, exchange, told
from kg.web.failures import FetchError, PassingError, RefusedError
from kg.web.limits import DEFAULT, Limits
from kg.web.proxies import proxy_for
from kg.web.retries import PASSING, asked_wait, backoff
from kg.web.targets import Target, redirected, target

Found = TypeVar("Found")
Read = Callable[[Answer], Found]

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


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
            raise PassingError(told(answer.status), wait=asked_wait(answer.headers, now=self.clock.now()))
        elif answer.status != http.HTTPStatus.OK and not 400 <= answer.status < 500:
            raise RefusedError(f"{told(answer.status)}, which means nothing here; try again later")
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
        raise PassingError("says that an answer has not changed which it did not give", tries=UNREACHED_TRIES, wait=0)

    def _followed(self, start: Target, headers: Mapping[str, str]) -> Answer:
        here = start
        for _ in range(self.limits.redirects + 1):
            answer = self._asked(here, headers)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return answer
            there = redirected(start, here, location, named=self.named, through_proxy=proxy_for(here) is not None)
            if (there.scheme, there.place) != (here.scheme, here.place):
                headers = {name: value for name, value in headers.items() if name != "authorization"}
            headers = {name: value for name, value in headers.items() if not name.startswith("if-")}
            here = there
        raise RefusedError(f"redirects more than {self.limits.redirects} times; try again later")

    def _asked(self, here: Target, headers: Mapping[str, str]) -> Answer:
        lines = {"user-agent": self.agent, **headers}
        with exchange("GET", here, lines, clock=self.clock, limits=self.limits, named=self.named) as answering:
            body = read_body(answering.chunks, answering.headers, limit=self.limits.body)
            return Answer(answering.status, answering.headers, body, here.url)

    def _wait(self, number: int, error: PassingError, title: str, start: Target) -> None:
        wait = error.wait if error.wait is not None else 0.0
        if wait > self.limits.longest_wait:
            raise FetchError(
                f"{title} ({start.shown}): {error} and asks for a pause of {duration(wait)}; run this again then"
            ) from error
        if error.wait is None or error.wait > 0:
            wait += backoff(number, limits=self.limits, chance=self.chance)
        if error.wait:
            self.pace.postpone(start.authority, error.wait)
        self.say(f"{title} {error}; trying again" + (f" in {duration(wait)}" if wait >= 1 else ""))
        self.clock.sleep(wait)

    def naming(self, *places: tuple[str, int]) -> "Client":
        """Return a client that may also reach places that the user named."""
        return replace(self, named=self.named.union(places))


def _conditions(held: Answer | None) -> dict[str, str]:
    tags = {"if-none-match": "etag", "if-modified-since": "last-modified"}
    return {name: held.headers[tag] for name, tag in tags.items() if tag in held.headers} if held else {}


def _tag(answer: Answer) -> str:
    return answer.headers.get("etag", "").removeprefix("W/")


def _given_up(title: str, start: Target, error: PassingError, number: int) -> str:
    tries = f" after {number} tries" if number > 1 else ""
    return f"{title} ({start.shown}): {error}{tries}; {error.advice or 'try again later'}"
