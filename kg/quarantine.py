"""Papers whose text ends the process that reads it: which they are, so that no later build dies of them.

They stand beside the cache of the extractor's version, so another version tries them again; so does `--fresh`.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.atomic import write_atomically
from kg.json_text import from_json

FILE = "quarantine.jsonl"
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper, by the digest of its text, and what became of the process that read it."""

    paper: str
    digest: str
    title: str
    reason: str

    def __str__(self) -> str:
        """Return the line that tells of it."""
        title = self.title if len(self.title) <= _TITLE else self.title[: _TITLE - 1].rstrip() + "…"
        return (
            f"{self.paper} “{title}”: left out, for its text ends the process that reads it ({self.reason}); "
            "please report this bug; --fresh tries it again"
        )


def read(folder: Path) -> dict[tuple[str, str], Entry]:
    """Return the entries of a folder by paper and digest."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    return {(entry.paper, entry.digest): entry for entry in _entries(lines)}


def _entries(lines: Iterable[str]) -> Iterator[Entry]:
    for line in lines:
        try:
            entry = Entry(**from_json(line))
        except (ValueError, TypeError):  # a line that a kill cut short; its paper is found again
            continue
        if all(isinstance(value, str) for value in asdict(entry).values()):
            yield entry


def add(folder: Path, entry: Entry) -> None:
    """Add an entry, safely on the disk when this returns."""
    with (folder / FILE).open("a", encoding="utf-8", newline="\n") as stream:
        stream.write("\n" if stream.tell() else "")  # after a line that a kill cut short
        stream.write(_line(entry))
        stream.flush()
        os.fsync(stream.fileno())


def remove(folder: Path, entries: Iterable[Entry]) -> None:
    """Take entries back."""
    gone = {(entry.paper, entry.digest) for entry in entries}
    kept = [entry for text, entry in read(folder).items() if text not in gone]
    write_atomically(folder / FILE, "".join(map(_line, kept)).encode())


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry)) + "\n"


def forget(folder: Path) -> None:
    """Try all of them again."""
    (folder / FILE).unlink(missing_ok=True)
