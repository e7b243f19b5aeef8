"""Plans: what is to be fetched, as a `[[fetch]]` table of kg.toml or the command line says it.

[[fetch]]
service = "arxiv"           # or "daily-papers", "openalex"
query = "cat:cs.CL"         # or ids = ["2401.12345"]; OpenAlex also knows filter = "…"
since = "last"              # or a date, or "7d"; until too
max = 500
to = "papers"               # the folder
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Final

from kg.arxiv_ids import arxiv_id
from kg.errors import ConfigError
from kg.fetch.dates import FIRST_DAYS, LAST, day_of
from kg.fetch.queries import Query, Service
from kg.fetch.services import arxiv, daily_papers, openalex
from kg.web.targets import base_of

SERVICES: Final[dict[str, Service]] = {"daily-papers": daily_papers, "arxiv": arxiv, "openalex": openalex}
"""The services by name."""
FOLDER: Final = "papers"
MAX: Final = 1000
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "daily-papers": ("date", "since", "until"),
    "arxiv": ("query", "ids", "since", "until", "max"),
    "openalex": ("query", "filter", "since", "until", "max"),
}
_ALL: Final = ("service", "to", "url")


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to fetch, as a person says it."""

    service: str
    query: str = ""
    ids: tuple[str, ...] = ()
    filter: str = ""
    date: str = ""
    since: str = ""
    until: str = ""
    max: int = MAX
    to: str = FOLDER
    """The folder to write; `-` for standard output."""
    url: str = ""
    """Another place that speaks as the service does."""


def jobs(tables: Iterable[Mapping[str, Any]], *, where: str) -> list[Job]:
    """Return what `[[fetch]]` tables say.

    Raises:
        ConfigError: a table names no service, or has a key or a value that is wrong.
    """
    found = []
    for number, table in enumerate(tables, 1):
        try:
            found.append(job(table))
        except ValueError as error:
            raise ConfigError(f"{where}: [[fetch]] number {number}: {error}") from error
    return found


def job(table: Mapping[str, Any]) -> Job:
    """Return what one table says.

    Raises:
        ValueError: it names no service, or has a key or a value that is wrong.
    """
    service = table.get("service")
    if not isinstance(service, str) or service not in SERVICES:
        given = f"no service is called {service!r}" if service is not None else "it names no service"
        raise ValueError(f"{given}; known are {', '.join(SERVICES)}")
    for name, value in table.items():
        _check(service, name, value)
    made = Job(**{**table, "ids": tuple(table.get("ids", ()))})
    _check_together(made)
    return made


def _check(service: str, name: str, value: object) -> None:
    known = (*_KEYS[service], *_ALL)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise ValueError(
            f"{service} knows no '{name}'; "
            + (f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}")
        )
    if name == "ids":
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise ValueError("'ids' must be a list of texts")
    elif name == "max":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ValueError("'max' must be a whole number of at least 1")
    elif not isinstance(value, str):
        raise ValueError(
            f"'{name}' must be a text" + (', such as "2026-11-20"' if name in _KEYS["daily-papers"] else "")
        )


def _check_together(made: Job) -> None:
    if made.date and (made.since or made.until):
        raise ValueError("a date and a span of dates exclude each other; give one of them")
    if made.service == arxiv.NAME:
        _check_arxiv(made)
    if made.service == openalex.NAME and not (made.query.strip() or made.filter.strip()):
        raise ValueError("OpenAlex needs a query or a filter")


def _check_arxiv(made: Job) -> None:
    if not made.query.strip() and not made.ids:
        raise ValueError("arXiv needs a query or ids")
    if made.query.strip() and made.ids:
        raise ValueError("a query and ids exclude each other; give one of them")
    if wrong := [given for given in made.ids if not arxiv_id(given)]:
        raise ValueError(f"'{wrong[0][:60]}' is no arXiv id; write it as 2401.12345 or hep-th/9901001")
    if made.ids and (made.since or made.until):
        raise ValueError("ids have no dates; leave out since and until")
    if made.max > arxiv.MOST:
        raise ValueError(f"arXiv gives at most {arxiv.MOST:,} papers for a query; narrow it, or use dates")


def asked(arguments: Iterable[str]) -> dict[str, Any]:
    """Return the words that a person gives arXiv as ids or as a query.

    Raises:
        ValueError: some are ids and some are not.
    """
    given = [argument.strip() for argument in arguments]
    parts = [part for argument in given for part in argument.split(",") if part.strip()]
    are_ids = [bool(arxiv_id(part)) for part in parts]
    if parts and all(are_ids):
        return {"ids": tuple(parts)}
    if any(are_ids):
        wrong = parts[are_ids.index(False)]
        raise ValueError(f"'{wrong[:60]}' is no arXiv id, and others are; ask for ids and for a query apart")
    return {"query": given[0] if len(given) == 1 else " ".join(map(_as_phrase, given))}


def _as_phrase(argument: str) -> str:
    """Return an argument of several words in quotes: the shell has taken away those that the person wrote."""
    return f'"{argument}"' if " " in argument and not set(argument) & set('":') else argument


def query_of(
    made: Job, *, today: date, newest: Callable[[Query], str], contact: str, has_key: bool, say: Callable[[str], None]
) -> Query:
    """Return the query that a job is on a day.

    Args:
        made: the job.
        today: the day.
        newest: returns the date of the newest record that fetches of a query wrote before, for `since = "last"`.
        contact: who asks.
        has_key: whether requests carry a key.
        say: is told what a date was taken to be.

    Raises:
        ValueError: a date is none, lies in the future, or the first lies after the last.
    """
    service = SERVICES[made.service]
    undated = Query(
        service=made.service,
        base=(base_of(made.url).url if made.url else service.BASE).rstrip("/"),
        today=today,
        words=" ".join(made.query.split()),
        ids=tuple(dict.fromkeys(arxiv_id(given) for given in made.ids)),
        filter=made.filter.strip(),
        max=made.max,
        contact=contact,
        has_key=has_key,
    )
    since, until = _dates(made, today, lambda: _since_last(service, today, newest(undated), say))
    return replace(undated, since=since, until=until)


def _dates(made: Job, today: date, since_last: Callable[[], date]) -> tuple[date | None, date | None]:
    if made.date:
        since: date | None = day_of(made.date, today=today)
        until = since
    else:
        until = day_of(made.until, today=today) if made.until else None
        since = None
        if made.since:
            since = since_last() if made.since == LAST else day_of(made.since, today=today)
        if made.service == daily_papers.NAME and since is None:
            since = until = until or today
    if since and since > (until or today):
        first, last = since, until or today
        raise ValueError(f"{first} is after {last}" + ("" if until and not made.date else ", which is today"))
    if made.service == daily_papers.NAME and since and since < daily_papers.BEGAN:
        raise ValueError(f"{since} is too early; Daily Papers began on {daily_papers.BEGAN}")
    if made.service == daily_papers.NAME and until and until > today:
        raise ValueError(f"{until} is still to come; today is {today}")
    return since, until


def _since_last(service: Service, today: date, newest: str, say: Callable[[str], None]) -> date:
    try:
        found = min(date.fromisoformat(newest[:10]), today) - timedelta(service.OVERLAP)
    except ValueError:
        found = today - timedelta(FIRST_DAYS)
        say(f"No earlier fetch from {service.TITLE} is there, so this one starts {FIRST_DAYS} days ago, on {found}")
    return found


assert {field.name for field in fields(Job)} == {*_ALL}.union(*_KEYS.values())  # noqa: S101  a key more needs a field more
