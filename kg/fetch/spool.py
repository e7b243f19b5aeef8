"""The spool: the pages of a fetch that is under way, kept so that one that is killed goes on where it was.

A folder a query; a file a page, with a digest. What is damaged counts as not fetched, and so does what follows it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kg.atomic import remove_parts, write_atomically
from kg.fetch.cache_folder import locked, private_folder
from kg.fetch.queries import Page, Query, Step
from kg.json_text import from_json
from kg.web.clock import Clock

_FRESH: Final = 24 * 3600.0
"""How many seconds pages are worth going on from: later, the service has others at these places."""
_FORGOTTEN: Final = 7 * 24 * 3600.0
_VERSION: Final = 1


@dataclass(slots=True)
class Spool:
    """The pages that one query has brought; without a folder, those of this run."""

    folder: Path | None
    clock: Clock
    count: int = 0

    def pages(self) -> Iterator[Page]:
        """Yield the pages that are there from a run before this one."""
        if self.folder is None:
            return
        now = self.clock.now()
        while (found := _read(self._path(self.count))) and abs(now - found[0]) < _FRESH:
            self.count += 1
            yield found[1]

    def add(self, page: Page) -> None:
        """Keep a page."""
        if self.folder is not None:
            write_atomically(self._path(self.count), _encode(page, self.clock.now()))
        self.count += 1

    def forget(self) -> None:
        """Remove all pages."""
        self.count = 0
        if self.folder is not None:
            remove_parts(self.folder)
            for path in sorted(self.folder.glob("*.page")):
                path.unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return (self.folder or Path()) / f"{number:05}.page"


@contextmanager
def spool_of(query: Query, folder: Path | None, clock: Clock) -> Iterator[Spool]:
    """Give the spool of a query, which no other process has meanwhile.

    Raises:
        OutputError: the same is being fetched by another process.
    """
    if folder is None:
        yield Spool(None, clock)
        return
    _prune(private_folder(folder), clock)
    place = private_folder(folder / _name(query))
    with locked(place / "lock", busy="the same is being fetched by another kg at this moment; wait until it ends"):
        yield Spool(place, clock)


def _name(query: Query) -> str:
    asked = {name: str(value) for name, value in asdict(query).items() if name not in ("today", "contact")}
    text = json.dumps([_VERSION, asked], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _prune(folder: Path, clock: Clock) -> None:
    """Remove the spools that nobody went on from."""
    for place in folder.iterdir():
        with suppress(OSError):
            if clock.now() - place.stat().st_mtime > _FORGOTTEN:
                shutil.rmtree(place, ignore_errors=True)


def _encode(page: Page, now: float) -> bytes:
    body = json.dumps({"at": now, **asdict(page)}).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _read(path: Path) -> tuple[float, Page] | None:
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    raw: dict[str, Any] = from_json(body)
    at: float = raw.pop("at")
    records: tuple[Mapping[str, Any], ...] = tuple(raw.pop("records"))
    following: Step | None = raw.pop("next")
    return at, Page(records=records, next=following, **raw)
