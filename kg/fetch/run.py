"""A fetch from start to end: the steps of a query, the pages they bring, the files they end in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from kg.errors import OutputError
from kg.fetch import files
from kg.fetch.files import SUFFIX, Change, Lines
from kg.fetch.plan import SERVICES
from kg.fetch.queries import Page, Query, Step
from kg.fetch.services import daily_papers
from kg.fetch.spool import Spool, spool_of
from kg.fetch.web.client import Client
from kg.web.clock import Clock
from kg.web.failures import FetchError, TurnedDownError

Progress = Callable[[int, int], None]
Say = Callable[[str], None]
Write = Callable[[Mapping[str, Lines]], None]
_DAYS: Final = "[0-9]" * 4 + "-[0-9][0-9]-[0-9][0-9]"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a fetch asks with, and whom it tells how it goes."""

    client: Client
    key: str
    """The secret that requests to OpenAlex carry; it is kept nowhere."""
    spools: Path | None
    """The folder for the pages of fetches under way; nothing to keep none."""
    say: Say
    progress: Progress


def fetch(query: Query, write: Write, *, asking: Asking) -> None:
    """Ask a service until it has nothing more, then write what it gave.

    Args:
        query: what is asked.
        write: writes the lines of each file, by its name without suffix.
        asking: what asks, and who is told.

    Raises:
        FetchError: the service is away, refuses, or answers what cannot be read; the pages that came are kept.
        OutputError: the same is being fetched by another process, or a file cannot be written.
    """
    with spool_of(query, asking.spools, asking.client.clock) as spool:
        try:
            pages = _all(query, spool, asking)
        except FetchError as error:
            raise FetchError(_without_key(f"{error}{_kept(spool)}", asking.key)) from error
        write(_lines(pages, query))
        spool.forget()


def _all(query: Query, spool: Spool, asking: Asking) -> list[Page]:
    """Return all pages of a query: those that are there, and those that are asked for."""
    pages = _resumed(spool, asking)
    try:
        return [*pages, *_asked(query, pages, spool, asking)]
    except TurnedDownError:
        if not pages or spool.count > len(pages):
            raise
        asking.say(f"{SERVICES[query.service].TITLE} does not go on from there; starting again")
        spool.forget()
        return list(_asked(query, [], spool, asking))


def _kept(spool: Spool) -> str:
    if spool.folder is None or not spool.count:
        return ""
    pages = "the page that came is" if spool.count == 1 else f"the {spool.count} pages that came are"
    return f"; {pages} kept, and the same command goes on from there"


def _without_key(text: str, key: str) -> str:
    """Return a message that does not show the key, even where a service repeats it."""
    return text.replace(key, "…") if key else text


def _resumed(spool: Spool, asking: Asking) -> list[Page]:
    pages = list(spool.pages())
    if pages:
        what = "1 page that is" if len(pages) == 1 else f"{len(pages)} pages that are"
        asking.say(f"Going on after {what} here from a fetch that did not end")
        asking.progress(pages[-1].done, pages[-1].total)
    return pages


def _asked(query: Query, pages: list[Page], spool: Spool, asking: Asking) -> Iterator[Page]:
    """Yield the pages that are still to be asked for, each kept before the next one is."""
    service = SERVICES[query.service]
    headers = {"authorization": f"Bearer {asking.key}"} if asking.key and query.has_key else {}
    step = pages[-1].next if pages else service.first(query)
    while step is not None:
        here: Step = step
        page = asking.client.get(
            service.address(query, here),
            lambda answer: service.read(answer, query, here),  # noqa: B023  called before the next step
            title=service.TITLE,
            gap=service.GAP,
            accept=service.ACCEPT,
            headers=headers,
        )
        spool.add(page)
        if page.remark:
            asking.say(page.remark)
        if page.total:
            asking.progress(page.done, page.total)
        yield page
        step = page.next


def _lines(pages: Iterable[Page], query: Query) -> dict[str, Lines]:
    service = SERVICES[query.service]
    found: dict[str, Lines] = {}
    for page in pages:
        found.setdefault(page.stem, {}).update(files.lines_of(page.records, service.key))
    return {stem: lines for stem, lines in sorted(found.items()) if lines}


def merge(lines: Mapping[str, Lines], query: Query, folder: Path, *, locks: Path) -> list[Change]:
    """Merge what was fetched into the files of a folder.

    Raises:
        OutputError: the folder is a file, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder}: is a file; give --output a folder, or - for standard output")
    key = SERVICES[query.service].key
    return [
        files.merge_into(folder / f"{stem}{SUFFIX}", found, key=key, locks=locks)
        for stem, found in sorted(lines.items())
    ]


def newest_day(query: Query, folder: Path) -> str:
    """Return the date of the newest record that fetches of a query wrote before; nothing where there is none."""
    service = SERVICES[query.service]
    stem = service.stem(query)
    if query.service == daily_papers.NAME:
        found = sorted(folder.glob(f"{stem}-{_DAYS}{SUFFIX}"))
        return found[-1].stem.removeprefix(f"{stem}-") if found else ""
    return files.newest(folder / f"{stem}{SUFFIX}", service.key, service.day)


def today(clock: Clock) -> date:
    """Return the day in UTC, which is the services' own."""
    return datetime.fromtimestamp(clock.now(), UTC).date()
