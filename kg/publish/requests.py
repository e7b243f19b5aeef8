"""One request to a server, again where it did not go well, and what the server says of one that it refuses."""

import random
import re
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import inf
from typing import Final, TypeVar

from kg import __version__
from kg.errors import PublishError
from kg.publish.challenges import answered, fields_of
from kg.publish.credentials import HOW, Credentials
from kg.publish.endpoints import EXAMPLES
from kg.publish.pieces import Body
from kg.web.bodies import read_body, shortened
from kg.web.clock import Clock, SystemClock
from kg.web.exchange import Answering, duration, exchange, told
from kg.web.failures import PassingError, RefusedError
from kg.web.limits import MIB, Limits
from kg.web.retries import PASSING, asked_wait, backoff
from kg.web.targets import Target

Found = TypeVar("Found")

LIMITS: Final = Limits(read=600.0, total=inf, body=MIB)
"""A server may think for minutes about what it was sent, and a body may take hours."""
_TEXT: Final = 1 << 16
_TAG = re.compile(r"<[^<>]{0,200}>")
_PAGE: Final = 4000
_UNAUTHORISED = 401
_CHALLENGES: Final = 2
_ELSEWHERE: Final = f"give the address that takes graphs, such as {EXAMPLES}"
_ADVICE: Final = {403: HOW, 404: _ELSEWHERE, 405: _ELSEWHERE, 413: "give a smaller --triples"}


class AnsweredError(PublishError):
    """A request that a server refuses, or does not answer however often it is asked."""

    def __init__(self, message: str, status: int) -> None:
        """Say what happened; the status is 0 where there is none."""
        super().__init__(message)
        self.status = status


class BusyError(PassingError):
    """A status that may be another at the next try."""

    def __init__(self, message: str, status: int, wait: float | None) -> None:
        """Say what happened."""
        super().__init__(message, wait=wait)
        self.status = status


class ChallengedError(Exception):
    """A request that a server wants to be made again, with another answer to its challenge."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What is sent, as often as it has to be."""

    method: str
    place: Target
    headers: Mapping[str, str]
    body: Body | None


@dataclass(slots=True)
class Server:
    """A server that takes graphs."""

    place: Target
    credentials: Credentials = field(default_factory=Credentials)
    say: Callable[[str], None] = lambda text: None  # noqa: ARG005  words that nobody wants
    clock: Clock = field(default_factory=SystemClock)
    limits: Limits = LIMITS
    chance: Callable[[], float] = random.random
    challenge: Mapping[str, str] = field(default_factory=dict)
    """What the server wants to have a digest made of."""
    answers: int = 0
    """How many requests answered that."""
    bare: bool = False
    """Whether the server is asked without credentials, so that it says what it wants."""

    def ask(
        self,
        method: str,
        place: Target,
        read: Callable[[Answering], Found],
        *,
        headers: Mapping[str, str],
        body: Body | None = None,
        final: Container[int] = (),
    ) -> Found:
        """Make a request until the server takes it, and return what is read.

        Args:
            method: such as `PUT`.
            place: where it goes, on the server that the credentials are for.
            read: makes of an answer that says yes what is returned.
            headers: those of this request.
            body: its body.
            final: statuses at which no other try is made, although the server may answer otherwise then.

        Raises:
            AnsweredError: the server refuses.
            PublishError: the server is away.
        """
        request = _Request(method, place, headers, body)
        most, number = self.limits.tries, 0
        while True:
            number += 1
            try:
                return self._answered(request, read)
            except PassingError as error:
                status = error.status if isinstance(error, BusyError) else 0
                if number >= min(error.tries or most, most) or status in final:
                    raise AnsweredError(_given_up(place, error, number), status) from error
                self._wait(number, error, place)
            except RefusedError as error:
                raise PublishError(f"{place.shown}: {error}") from error

    def _answered(self, request: _Request, read: Callable[[Answering], Found]) -> Found:
        for _ in range(_CHALLENGES):
            with suppress(ChallengedError):
                return self._once(request, read)
        return self._once(request, read)

    def _once(self, request: _Request, read: Callable[[Answering], Found]) -> Found:
        method, place, body = request.method, request.place, request.body
        lines = {"user-agent": f"kg/{__version__}", **request.headers, **self._authorised(method, place)}
        lines |= body.headers if body else {}
        with exchange(
            method,
            place,
            lines,
            body=body.chunks() if body else None,
            clock=self.clock,
            limits=self.limits,
            named=frozenset({place.place}),
        ) as answer:
            if answer.status // 100 == 2:
                return read(answer)
            self._refuse(answer, place)
        raise AssertionError("a refusal is raised")

    def _authorised(self, method: str, place: Target) -> dict[str, str]:
        if place.place != self.place.place:
            return {}
        if not self.challenge:
            return {} if self.bare else self.credentials.headers()
        self.answers += 1
        return answered(self.challenge, self.credentials, method=method, path=place.path, number=self.answers)

    def _refuse(self, answer: Answering, place: Target) -> None:
        status, text = answer.status, _text(answer)
        because = f": {text}" if text else ""
        if status == _UNAUTHORISED:
            self._take_challenge(answer)
            wrong = "does not accept the name and the password" if self.credentials else "wants to know who asks"
            raise AnsweredError(f"{place.shown}: {wrong} ({status}{because}); {HOW}", status)
        if status in PASSING:
            raise BusyError(f"{told(status)}{because}", status, asked_wait(answer.headers, now=self.clock.now()))
        if location := answer.headers.get("location", ""):
            raise AnsweredError(
                f"{place.shown}: redirects to {shortened(location)}, which is not followed; give that address where "
                "it is meant",
                status,
            )
        advice = _ADVICE.get(status, "see what the server's log says")
        raise AnsweredError(f"{place.shown}: {told(status)}{because}; {advice}", status)

    def _take_challenge(self, answer: Answering) -> None:
        """Raise `ChallengedError` where a server asks what can be answered and was not answered yet."""
        if not self.credentials.user:
            return
        given = fields_of(answer.headers.get("www-authenticate", ""))
        if given and self.answers != 1:  # a challenge that was answered before may be for one request only
            self.challenge, self.answers = given, 0
            raise ChallengedError
        if not (given or self.challenge or self.bare):  # Virtuoso says what it wants only where nothing is given
            self.bare = True
            raise ChallengedError

    def _wait(self, number: int, error: PassingError, place: Target) -> None:
        wait = error.wait or 0.0
        if wait > self.limits.longest_wait:
            raise PublishError(
                f"{place.shown}: {error} and asks for a pause of {duration(wait)}; run this again then"
            ) from error
        wait += backoff(number, limits=self.limits, chance=self.chance)
        self.say(f"{place.shown} {error}; trying again" + (f" in {duration(wait)}" if wait >= 1 else ""))
        self.clock.sleep(wait)


def within(place: Target, query: str) -> Target:
    """Return a place with a query."""
    return replace(place, path=f"{place.path}?{query}")


def _text(answer: Answering) -> str:
    try:
        body = read_body(answer.chunks, answer.headers, limit=_TEXT)
    except (PassingError, RefusedError):  # longer than anyone reads, or damaged: its status has to do
        return ""
    text = body.decode("utf-8", "replace").replace("\ufffd", "")
    if answer.headers.get("content-type", "").lower().startswith("text/html"):
        text = _TAG.sub(" ", text[:_PAGE])
    return shortened(text)


def _given_up(place: Target, error: PassingError, number: int) -> str:
    tries = f" after {number} tries" if number > 1 else ""
    return f"{place.shown}: {error}{tries}; {error.advice or 'try again later: it goes on from there'}"
