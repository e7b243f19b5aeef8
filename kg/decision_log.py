"""The decisions file as a record: lines are added at its end, by one writer at a time; nothing else ever changes."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from io import FileIO
from pathlib import Path

from kg.errors import DecisionError, KGError, OutputError
from kg.resolve import UNDO, Decision, parse_decisions

try:
    import fcntl
except ImportError:  # Windows has no flock: there, two writers at once are the user's care
    fcntl = None  # type: ignore[assignment]  # the name stands for a module or for nothing

LONGEST_REASON = 500
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _ignore(error: KGError) -> None:
    """Take a line that cannot be read: builds and `kg decisions` report it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A line that was added, or would be."""

    text: str
    """Without its end."""
    where: str
    """The file's path and the line's number."""
    decision: Decision
    """What it says; of a line that undoes, what it undoes."""


def _today() -> date:
    return date.today()


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """A file of decisions, there or not."""

    path: Path
    today: Callable[[], date] = field(default=_today)

    def standing(self, *, on_error: Callable[[KGError], None] = _ignore) -> list[Decision]:
        """Return the decisions that no later line undoes; none where there is no file.

        Raises:
            DecisionError: the file cannot be read.
        """
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _unreadable(self.path, error.strerror or str(error)) from error
        return self._parsed(raw, on_error)

    def _parsed(self, raw: bytes, on_error: Callable[[KGError], None]) -> list[Decision]:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _unreadable(self.path, "not UTF-8") from error
        return parse_decisions(text, self.path, on_error=on_error)

    def add(self, decision: Decision, *, because: str = "", dry_run: bool = False) -> Written:
        """Add a decision with today's date and a reason.

        Raises:
            DecisionError: the file says so already, or cannot be read or written as a text.
            OutputError: the file cannot be written; it is as it was.
        """

        def line(standing: list[Decision]) -> tuple[str, Decision]:
            same = next((other for other in standing if other.words == decision.words), None)
            if same:
                raise DecisionError(f"{same.where}: says '{same}' already; `kg build` applies it")
            return str(decision), decision

        return self._append(line, because, dry_run=dry_run)

    def undo(
        self, choose: Callable[[list[Decision]], Decision], *, because: str = "", dry_run: bool = False
    ) -> Written:
        """Add a line that undoes one of the decisions that stand.

        Args:
            choose: returns the decision to undo, of those that stand; of equal ones the last is undone.
            because: the reason.
            dry_run: change nothing.

        Raises:
            DecisionError: the file cannot be read as a text, or `choose` refuses.
            OutputError: the file cannot be written; it is as it was.
        """

        def line(standing: list[Decision]) -> tuple[str, Decision]:
            chosen = choose(standing)
            return f"{UNDO} {chosen}", chosen

        return self._append(line, because, dry_run=dry_run)

    def _append(
        self, line: Callable[[list[Decision]], tuple[str, Decision]], because: str, *, dry_run: bool
    ) -> Written:
        if dry_run:
            raw = self.path.read_bytes() if self.path.exists() else b""
            text, decision = line(self._parsed(raw, _ignore))
            return self._written(text, because, decision, raw)
        if not self.path.exists():  # what is refused makes no file
            text, decision = line([])
            self._written(text, because, decision, b"")
        with _opened(self.path) as stream:
            raw = stream.read()
            text, decision = line(self._parsed(raw, _ignore))
            written = self._written(text, because, decision, raw)
            _extend(stream, _ending(raw, written.text), size=len(raw))
        return written

    def _written(self, text: str, because: str, decision: Decision, raw: bytes) -> Written:
        reason = " ".join(_CONTROLS.sub(" ", because).split())[:LONGEST_REASON]
        comment = f"{self.today().isoformat()}{f': {reason}' if reason else ''}"
        number = len(re.split(rb"\r\n?|\n", raw)) + (0 if not raw or raw.endswith((b"\n", b"\r")) else 1)
        line = f"{text}  # {comment}"
        if _CONTROLS.search(text):
            raise DecisionError(f"'{text}' is more than one line; leave line breaks and control characters out")
        # What is written has to mean the same when it is read again, whatever the names contain.
        read = parse_decisions(f"{decision}  # {comment}", self.path, on_error=_refuse)
        if [other.words for other in read] != [decision.words]:
            raise DecisionError(f"'{text}' cannot be written as a line; use the id instead of the name")
        where = f"{self.path}:{number}"
        return Written(line, where, replace(decision, reason=comment, where=f"{self.path.name}:{number}"))


def _refuse(error: KGError) -> None:
    raise error


def _unreadable(path: Path, reason: str) -> DecisionError:
    return DecisionError(f"{path}: the decisions cannot be read ({reason}); correct the path or the file")


@contextmanager
def _opened(path: Path) -> Iterator[FileIO]:
    """Open a file to read and extend it, made where it is missing, and hold it alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            path.touch()
            with path.open("rb+", buffering=0) as stream:
                if fcntl is not None:
                    fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
                if _is_still(path, stream):  # an editor may have put another file in its place meanwhile
                    yield stream
                    return
    except OSError as error:
        raise OutputError(
            f"{path}: the decision cannot be written ({error.strerror or error}); mend this, or name another file "
            "with --decisions"
        ) from error


def _is_still(path: Path, stream: FileIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def _ending(raw: bytes, line: str) -> bytes:
    """Return what to add: the line with the file's own line end, after the one that the last line may lack."""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    lacks = raw and not raw.endswith((b"\n", b"\r"))
    return (end if lacks else b"") + line.encode() + end


def _extend(stream: FileIO, data: bytes, *, size: int) -> None:
    """Write at the end, all or nothing."""
    try:
        stream.seek(size)
        while data:
            data = data[stream.write(data) :]
        os.fsync(stream.fileno())
    except OSError:
        os.ftruncate(stream.fileno(), size)
        raise
