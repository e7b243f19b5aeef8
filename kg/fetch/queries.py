"""Queries: what a service is asked, with all dates known, and the pages of its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from kg.fetch.web.answers import Answer

Step = Mapping[str, Any]
"""Where in the answer a request stands: a day, the number of the first record, a cursor. Plain values of JSON."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a service."""

    service: str
    base: str
    """The address of the service, without a slash at its end."""
    today: date
    words: str = ""
    ids: tuple[str, ...] = ()
    filter: str = ""
    since: date | None = None
    until: date | None = None
    max: int = 0
    contact: str = ""
    has_key: bool = False
    """Whether requests carry a key, which allows more."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one request brings."""

    stem: str
    """The name, without `.jsonl`, of the file that its records belong to."""
    records: tuple[Mapping[str, Any], ...]
    next: Step | None
    """What to ask next; nothing where this was the last page."""
    done: int
    """How far the query is, of `total`."""
    total: int
    remark: str = ""
    """What the user should know."""


class Service(Protocol):
    """A service that lists papers; each is a module."""

    NAME: str
    TITLE: str
    BASE: str
    GAP: float
    """How many seconds lie between two requests."""
    ACCEPT: str
    NEEDS: str
    """What it asks to know of who asks: `contact`, `contact or key`, or nothing."""
    OVERLAP: int
    """How many days before the newest record that is there a fetch since the last one begins: papers come late."""

    def first(self, query: Query) -> Step:
        """Return the first step of a query."""

    def address(self, query: Query, step: Step) -> str:
        """Return the address that a step asks for."""

    def read(self, answer: Answer, query: Query, step: Step) -> Page:
        """Return what an answer brings; raise `PassingError` where it is not what it should be."""

    def planned(self, query: Query) -> Iterator[Step]:
        """Yield the steps that are known before anything is asked."""

    def stem(self, query: Query) -> str:
        """Return the name of the file of a query, or how the names of its files begin."""

    def key(self, record: Mapping[str, Any]) -> str:
        """Return what a record is known by; nothing where it has no id."""

    def day(self, record: Mapping[str, Any]) -> str:
        """Return the date of a record, as it is compared with `since`."""
