"""Sessions: what the fetches of one command share."""

import os
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kg.errors import ConfigError
from kg.fetch import contact as contacts
from kg.fetch import files
from kg.fetch.cache_folder import cache_folder
from kg.fetch.files import Change, Lines
from kg.fetch.plan import SERVICES, Job, query_of
from kg.fetch.queries import Query
from kg.fetch.run import Asking, Progress, Write, fetch, merge, newest_day, today
from kg.fetch.services import openalex
from kg.fetch.web.answers import Answers
from kg.fetch.web.client import Client
from kg.fetch.web.pace import Pace
from kg.web.clock import Clock, SystemClock
from kg.web.destinations import literal
from kg.web.limits import DEFAULT, Limits
from kg.web.targets import Target, target

_ANSWERS, _SPOOLS, _PACE, _LOCKS = "answers", "fetching", "pace", "locks"


class Session:
    """Asks services for a person."""

    def __init__(
        self,
        *,
        contact: str,
        cached: bool,
        say: Callable[[str], None],
        clock: Clock | None = None,
        limits: Limits = DEFAULT,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Prepare to ask.

        Args:
            contact: the person's e-mail address, or nothing.
            cached: whether answers and pages of unfinished fetches are kept.
            say: is told what the person should know.
            clock: what tells the time and waits.
            limits: what a request may cost.
            chance: returns a number from 0 to 1, by which waits differ.

        Raises:
            ConfigError: the contact is no address, or the key is none.
        """
        self.contact = contacts.checked(contact)
        self.cached = cached
        self._say = say
        self._folder = cache_folder(os.environ)
        clock = clock or SystemClock()
        self._client = Client(
            agent=contacts.agent(self.contact),
            pace=Pace(self._folder / _PACE, clock, longest=limits.longest_wait, on_wait=self._waits),
            answers=Answers(self._folder / _ANSWERS if cached else None),
            say=say,
            clock=clock,
            limits=limits,
            chance=chance,
        )
        self._key = _key()
        self._today = today(clock)
        self._waited: set[str] = set()

    def title(self, job: Job) -> str:
        """Return the name of the service of a job."""
        return SERVICES[job.service].TITLE

    def query(self, job: Job) -> Query:
        """Return the query that a job is today.

        Raises:
            ValueError: a date, or the address of the service, is none.
        """
        return query_of(
            job,
            today=self._today,
            newest=lambda query: newest_day(query, Path(job.to)) if job.to != "-" else "",
            contact=self.contact,
            has_key=bool(self._key) and job.service == openalex.NAME,
            say=self._say,
        )

    def bytes_of(self, job: Job, query: Query, progress: Progress) -> bytes:
        """Return what a service gives, as JSON Lines.

        Raises:
            FetchError: the service is away, refuses, or answers what cannot be read.
            ConfigError: the service wants to know who asks.
        """
        found: Lines = {}

        def gather(lines: Mapping[str, Lines]) -> None:
            for part in lines.values():
                found.update(part)

        self._fetch(job, query, gather, progress)
        return files.text_of(found)

    def merged(self, job: Job, query: Query, folder: Path, progress: Progress) -> list[Change]:
        """Merge what a service gives into the files of a folder.

        Raises:
            FetchError: the service is away, refuses, or answers what cannot be read.
            ConfigError: the service wants to know who asks.
            OutputError: the folder cannot be written.
        """
        changes: list[Change] = []

        def write(lines: Mapping[str, Lines]) -> None:
            changes.extend(merge(lines, query, folder, locks=self._folder / _LOCKS))

        self._fetch(job, query, write, progress)
        return changes

    def addresses(self, query: Query) -> Iterator[str]:
        """Yield the addresses that are known before anything is asked."""
        service = SERVICES[query.service]
        for step in service.planned(query):
            yield service.address(query, step)

    def manners(self, job: Job, query: Query) -> str:
        """Return in a line how a query would be asked."""
        service = SERVICES[query.service]
        more = "; each answer says where the next begins" if query.service == openalex.NAME else ""
        slices = "; fewer where there are fewer papers" if query.service == "arxiv" and not query.ids else ""
        key = ", with your key" if query.has_key else ""
        return (
            f"{service.TITLE} would be asked this as {contacts.agent(self.contact)}{key}, at most once in "
            f"{service.GAP:g} s{more}{slices}; written to {'standard output' if job.to == '-' else job.to}"
        )

    def _fetch(self, job: Job, query: Query, write: Write, progress: Progress) -> None:
        service = SERVICES[query.service]
        contacts.require(self.contact, title=service.TITLE, needs=service.NEEDS, has_key=query.has_key)
        place = target(query.base)
        if query.has_key and place.scheme == "http" and not _is_here(place):
            raise ConfigError(
                f"{openalex.KEY} is not sent to {place.shown}, which is not encrypted; name https, or unset it"
            )
        client = self._client.naming(place.place) if job.url else self._client
        spools = self._folder / _SPOOLS if self.cached else None
        asking = Asking(client, self._key if query.has_key else "", spools, self._say, progress)
        fetch(query, write, asking=asking)

    def _waits(self, host: str) -> None:
        if host not in self._waited:
            self._waited.add(host)
            self._say(f"Another kg is asking {host} too; the two take turns")


def _is_here(place: Target) -> bool:
    address = literal(place.host)
    return place.host == "localhost" or (address is not None and address.is_loopback)


def _key() -> str:
    key = os.environ.get(openalex.KEY, "").strip()
    if not key.isascii() or any(character.isspace() or not character.isprintable() for character in key):
        raise ConfigError(f"{openalex.KEY} has characters that no key has; copy it again")
    return key
