"""Answers that are kept to ask only whether they have changed: a file each, with a digest, within a bound of size."""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.atomic import remove_parts, write_atomically
from kg.fetch.cache_folder import private_folder
from kg.json_text import from_json
from kg.web.limits import MIB

KEPT: Final = ("content-type", "etag", "last-modified")
MOST: Final = 256 * MIB


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service says."""

    status: int
    headers: Mapping[str, str]
    """By their names in lower case."""
    body: bytes
    url: str
    """The address that answered."""
    again: bool = False
    """Whether the service said that its last answer still holds."""

    @property
    def type(self) -> str:
        """Return the media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Answers:
    """The answers that are kept."""

    def __init__(self, folder: Path | None, *, most: int = MOST) -> None:
        """Keep answers in a folder, or none."""
        self._folder = folder
        self._most = most

    def read(self, url: str) -> Answer | None:
        """Return the last answer of an address; one that is damaged is dropped."""
        if self._folder is None:
            return None
        path = self._path(self._folder, url)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if (found := _decode(data, url)) is None:
            path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)  # what was used last is dropped last
        return found

    def keep(self, url: str, answer: Answer) -> None:
        """Keep an answer that can be asked about again."""
        says_no = "no-store" in answer.headers.get("cache-control", "").lower()
        if self._folder is None or says_no or not (answer.headers.keys() & {"etag", "last-modified"}):
            return
        private_folder(self._folder)
        with suppress(OSError):  # a full disk costs no answer
            write_atomically(self._path(self._folder, url), _encode(url, answer))
            self._prune(self._folder)

    def drop(self, url: str) -> None:
        """Forget an answer."""
        if self._folder is not None:
            self._path(self._folder, url).unlink(missing_ok=True)

    def _prune(self, folder: Path) -> None:
        """Drop what was not used for longest until the rest fits."""
        remove_parts(folder)
        files = sorted((status.st_mtime_ns, path.name, status.st_size) for path, status in _files(folder))
        total = sum(size for *_, size in files)
        for _, name, size in files:
            if total <= self._most:
                break
            (folder / name).unlink(missing_ok=True)
            total -= size

    @staticmethod
    def _path(folder: Path, url: str) -> Path:
        return folder / hashlib.sha256(url.encode()).hexdigest()


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    found = []
    for path in folder.iterdir():
        with suppress(OSError):  # another process has dropped it
            found.append((path, path.stat()))
    return found


def _encode(url: str, answer: Answer) -> bytes:
    headers = {name: answer.headers[name] for name in KEPT if name in answer.headers}
    lead = json.dumps({"url": url, "headers": headers}, sort_keys=True).encode() + b"\n"
    return hashlib.sha256(lead + answer.body).hexdigest().encode() + b"\n" + lead + answer.body


def _decode(data: bytes, url: str) -> Answer | None:
    digest, _, rest = data.partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != digest:
        return None
    lead, _, body = rest.partition(b"\n")
    raw = from_json(lead)
    return Answer(200, raw["headers"], body, url, again=True) if raw["url"] == url else None
