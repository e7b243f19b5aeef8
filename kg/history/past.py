"""The past of a folder: the fact lines of the last build, and for each build the lines that it took out and put in.

history/builds.jsonl   a line for each build that is remembered, in order; the clock decides nothing
history/facts.zst      the fact lines of the last of them
history/000042.zst     `+` and `-` before the lines that build 42 put in and took out
"""

import hashlib
import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.history import streams
from kg.json_text import from_json

FOLDER = "history"
INDEX = f"{FOLDER}/builds.jsonl"
FACTS = f"{FOLDER}/facts.zst"

Lines = frozenset[str]


@dataclass(frozen=True, slots=True)
class PastBuild:
    """A build that is remembered."""

    number: int
    built: str
    """When, as the clock said: an ISO time in UTC."""
    counts: Mapping[str, Any]
    state: str
    """The digest of its fact lines."""
    delta: str = ""
    """The digest of the file that leads back to the one before; empty for the first that is remembered."""

    @property
    def file(self) -> str:
        """Return the path of its delta."""
        return f"{FOLDER}/{self.number:06}.zst"


@dataclass(frozen=True, slots=True)
class Delta:
    """What one build changed: held in memory, as the states themselves never are."""

    added: Lines = frozenset()
    removed: Lines = frozenset()

    @classmethod
    def between(cls, old: Iterable[str], new: Iterable[str]) -> "Delta":
        """Return what differs between two streams of sorted lines."""
        sides: dict[str, list[str]] = {"+": [], "-": []}
        for sign, line in streams.difference(old, new):
            sides[sign].append(line)
        return cls(frozenset(sides["+"]), frozenset(sides["-"]))

    def then(self, later: "Delta") -> "Delta":
        """Return this change and a later one as one."""
        return Delta(
            (self.added - later.removed) | (later.added - self.removed),
            (self.removed - later.added) | (later.removed - self.added),
        )

    def undone(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines from before, sorted, out of sorted ones."""
        return heapq.merge((line for line in lines if line not in self.added), sorted(self.removed))

    def to_bytes(self) -> bytes:
        """Return the content of a delta's file."""
        signed = [*(f"+{line}" for line in sorted(self.added)), *(f"-{line}" for line in sorted(self.removed))]
        return compress(signed)


@dataclass(frozen=True, slots=True)
class Past:
    """The builds that a folder remembers, the oldest first."""

    folder: Path
    builds: tuple[PastBuild, ...]

    def lines(self, number: int) -> Iterator[str]:
        """Yield the fact lines of a build, sorted; of build 0, which stands for nothing at all, none.

        Raises:
            OutputError: that build is not remembered, or a file on the way to it is damaged; for some damage, only
                after the last line.
        """
        if number == 0:
            return iter(())
        place = next((place for place, kept in enumerate(self.builds) if kept.number == number), None)
        if place is None:
            raise OutputError(f"{self.folder / INDEX}: build {number} is not remembered; choose a later one")
        change = Delta()
        for kept in self.builds[place + 1 :]:
            change = change.then(self.delta(kept))
        return self._restored(self.builds[place], change)

    def _restored(self, kept: PastBuild, change: Delta) -> Iterator[str]:
        hashed = hashlib.sha256()
        for line in change.undone(self._present()):
            hashed.update(f"{line}\n".encode())
            yield line
        if hashed.hexdigest() != kept.state:
            raise OutputError(f"{self.folder / FACTS}: build {kept.number} cannot be restored; choose a later one")

    def _present(self) -> Iterator[str]:
        import zstandard

        try:
            yield from streams.read(self.folder / FACTS)
        except (OSError, ValueError, MemoryError, zstandard.ZstdError) as error:
            raise _damaged(self.folder / FACTS) from error

    def check_present(self) -> None:
        """Do nothing if the fact lines of the last build are there.

        Raises:
            OutputError: the file is missing or damaged.
        """
        import zstandard

        path = self.folder / FACTS
        try:
            found = streams.text_digest(path)
        except (OSError, MemoryError, zstandard.ZstdError) as error:
            raise _damaged(path) from error
        if found != self.builds[-1].state:
            raise _damaged(path)

    def delta(self, kept: PastBuild) -> Delta:
        """Return what a build changed.

        Raises:
            OutputError: the file is damaged.
        """
        signed = _read(self.folder / kept.file, sha256=kept.delta)
        return Delta(
            frozenset(line[1:] for line in signed if line[0] == "+"),
            frozenset(line[1:] for line in signed if line[0] == "-"),
        )


def read_past(folder: Path) -> Past:
    """Return what a folder remembers; no builds where it never remembered any.

    Raises:
        OutputError: the list of builds cannot be read.
    """
    path = folder / INDEX
    try:
        rows = [from_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
        builds = tuple(PastBuild(**row) for row in rows)
        numbers = [kept.number for kept in builds]
        if not builds or numbers != sorted({max(1, int(number)) for number in numbers}):
            raise _damaged(path)
    except FileNotFoundError:
        return Past(folder, ())
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(path) from error
    return Past(folder, builds)


def salvaged(folder: Path) -> Past:
    """Return the builds of a damaged list that come after the last line which cannot be read."""
    try:
        rows = (folder / INDEX).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return Past(folder, ())
    found: list[PastBuild] = []
    for row in reversed(rows):
        try:
            kept = PastBuild(**from_json(row))
            follows = 0 < kept.number < (found[0].number if found else kept.number + 1)
        except (ValueError, TypeError):
            break
        if not follows:
            break
        found.insert(0, kept)
    return Past(folder, tuple(found))


def is_whole(folder: Path) -> bool:
    """Tell whether a folder remembers its last build, and each file of the history is what a build wrote."""
    try:
        past = read_past(folder)
        if past.builds:
            past.check_present()
        return bool(past.builds) and not first_damaged(past)
    except OutputError:
        return False


def first_damaged(past: Past) -> int:
    """Return the place of the last build whose delta is damaged, or 0: earlier builds cannot be restored."""
    return next((n for n in range(len(past.builds) - 1, 0, -1) if not _is_whole(past, past.builds[n])), 0)


def _is_whole(past: Past, kept: PastBuild) -> bool:
    try:
        return hashlib.sha256((past.folder / kept.file).read_bytes()).hexdigest() == kept.delta
    except OSError:
        return False


def compress(lines: Iterable[str]) -> bytes:
    """Return the content of a file of lines."""
    import zstandard

    return zstandard.ZstdCompressor(level=streams.LEVEL).compress(_joined(lines))


def index(builds: Iterable[PastBuild]) -> bytes:
    """Return the content of the list of builds."""
    return _joined(json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True) for kept in builds)


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _read(path: Path, *, sha256: str) -> list[str]:
    """Return the lines of a file with a digest.

    Raises:
        OutputError: it is missing or damaged.
    """
    import zstandard

    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged(path)
        return zstandard.ZstdDecompressor().decompress(data).decode().split("\n")[:-1]
    except (OSError, ValueError, MemoryError, zstandard.ZstdError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> OutputError:
    return OutputError(f"{path}: the history is damaged here; `kg build` mends what it can")
