"""The journal: what was sent to a server, so that it is not sent again. A file a server, in the folder of the build.

A line is written after each request that the server took, and the last one about a graph counts: a publication that is
killed goes on after that request. A line that is cut, as by a full disk, is as if it were not there.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from kg.atomic import write_atomically
from kg.errors import OutputError
from kg.json_text import from_json
from kg.lock import take
from kg.publish.spool import Graph

FOLDER: Final = ".published"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """What a server has of a graph."""

    graph: str
    digest: str
    triples: int
    size: int
    """How many triples a request held."""
    requests: int
    """How many are needed."""
    done: int = 0
    """How many the server took."""

    @property
    def whole(self) -> bool:
        """Tell whether all of it was sent."""
        return self.done >= self.requests

    def goes_on(self, graph: Graph, size: int) -> bool:
        """Tell whether this is the beginning of that graph, cut in the same way."""
        return (self.digest, self.size) == (graph.digest, size)


@dataclass(slots=True)
class Journal:
    """What is known of one server."""

    path: Path
    build: str = ""
    """The build that was sent last, if all of it was."""
    sent: dict[str, Sent] = field(default_factory=dict)
    stream: IO[bytes] | None = None

    def note(self, sent: Sent) -> None:
        """Write down what the server has of a graph."""
        self.sent[sent.graph] = sent
        self._write(asdict(sent))

    def forget(self, graph: str) -> None:
        """Write down that the server no longer has a graph."""
        self.sent.pop(graph, None)
        self._write({"gone": graph})

    def finish(self, build: str) -> None:
        """Write down that the server has all of a build; nothing stands for a build that it has a part of."""
        self.build = build
        self._write({"build": build})

    def _write(self, value: Mapping[str, Any]) -> None:
        if self.stream is not None:
            self.stream.write(_line(value))
            self.stream.flush()


def read(folder: Path, url: str) -> Journal:
    """Return what is known of a server; nothing where no journal can be read."""
    journal = Journal(folder / FOLDER / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.jsonl")
    try:
        lines = journal.path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return journal
    except OSError as error:
        raise OutputError(f"{journal.path}: cannot be read ({error.strerror}); mend this, or delete it") from error
    if _value(lines[0]) != _lead(url):
        return journal
    for line in lines[1:]:
        _take(journal, _value(line))
    return journal


@contextmanager
def kept(journal: Journal, url: str) -> Iterator[Journal]:
    """Give a journal that writes what it is told, and that no other process writes.

    Raises:
        OutputError: another process publishes there, or the folder cannot be written.
    """
    try:
        journal.path.parent.mkdir(exist_ok=True)
        with journal.path.with_suffix(".lock").open("a") as lock:
            take(lock, busy=f"{url}: another kg is publishing this build there; wait until it ends")
            entries = [_lead(url), *map(asdict, journal.sent.values()), {"build": journal.build}]
            write_atomically(
                journal.path, b"".join(json.dumps(one, sort_keys=True).encode() + b"\n" for one in entries)
            )
            with journal.path.open("ab") as journal.stream:
                yield journal
    except OSError as error:
        where = error.filename or journal.path
        raise OutputError(
            f"{where}: cannot be written ({error.strerror or error}); mend this and run it again"
        ) from error
    finally:
        journal.stream = None


def _lead(url: str) -> dict[str, Any]:
    return {"version": _VERSION, "url": url}


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True).encode() + b"\n"


def _value(line: bytes) -> dict[str, Any]:
    try:
        value = from_json(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _take(journal: Journal, value: Mapping[str, Any]) -> None:
    if isinstance(build := value.get("build"), str):
        journal.build = build
    elif isinstance(gone := value.get("gone"), str):
        journal.sent.pop(gone, None)
    elif value.keys() == {*Sent.__slots__} and all(
        isinstance(value[name], str if name in ("graph", "digest") else int) for name in value
    ):
        journal.sent[value["graph"]] = Sent(**value)
