"""Moments: which build of a folder a word such as `last`, `3`, `7d` or `2026-03-11` means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kg.errors import OutputError
from kg.history.past import Past, PastBuild
from kg.numbers import counted

LAST = "last"
EXAMPLES = "`last`, 3 (builds back), 12h, 7d, 2w, yesterday or a date such as 2026-03-11"
_AGO = re.compile(r"(\d{1,4})([hdw])")
_BACK = re.compile(r"\d{1,4}")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_DAYS = {"today": 0, "yesterday": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """A build of a folder; number 0 stands for the empty folder before the first."""

    folder: Path
    number: int
    built: str = ""

    @property
    def text(self) -> str:
        """Return it in words."""
        if not self.number:
            return "nothing (before the first build)"
        return f"build {self.number} of {local_time(self.built)}"


def newest(past: Past) -> Moment:
    """Return the present.

    Raises:
        OutputError: the folder remembers no build.
    """
    if not past.builds:
        raise OutputError(f"{past.folder}: nothing is remembered of this folder's builds; `kg build` begins to do so")
    return _moment(past, len(past.builds) - 1)


def find(past: Past, word: str, *, now: datetime | None = None) -> Moment:
    """Return the build that a word means: for a time, the last that was there at that time.

    Where the history begins later than a time, its first build is meant; before a single build there is nothing.

    Args:
        past: the builds that are remembered.
        word: `last` for the one before the newest, how many builds back, how long ago, or a date.
        now: the time from which `7d` counts.

    Raises:
        OutputError: the word means no build, or one that is not remembered.
    """
    newest(past)
    if word == LAST or _BACK.fullmatch(word):
        return _back(past, 1 if word == LAST else int(word))
    time = _time(word, now or datetime.now(UTC))
    places = [place for place, built in enumerate(_believed(past.builds, now or datetime.now(UTC))) if built <= time]
    if places:
        return _moment(past, places[-1])
    return _moment(past, 0) if len(past.builds) > 1 else Moment(past.folder, 0)


def is_word(text: str) -> bool:
    """Tell whether a text means a moment; else it is the name of a folder."""
    try:
        return text == LAST or bool(_BACK.fullmatch(text)) or bool(_time(text, datetime.now(UTC)))
    except OutputError:
        return False


def local_time(built: str) -> str:
    """Return when a build was made as a clock on the wall shows it."""
    try:
        return _aware(datetime.fromisoformat(built)).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return built


def _back(past: Past, steps: int) -> Moment:
    reach = len(past.builds) - 1
    if steps <= reach:
        return _moment(past, reach - steps)
    if steps == 1 or (past.builds[0].number == 1 and steps == reach + 1):
        return Moment(past.folder, 0)
    raise OutputError(
        f"{past.folder}: the history goes back {counted(reach, 'build')}, not {steps}; choose fewer, or a date"
    )


def _moment(past: Past, place: int) -> Moment:
    kept = past.builds[place]
    return Moment(past.folder, kept.number, kept.built)


def _time(word: str, now: datetime) -> datetime:
    if match := _AGO.fullmatch(word):
        return now - timedelta(hours=int(match[1]) * _HOURS[match[2]])
    if word in _DAYS:
        return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=_DAYS[word])
    try:
        return _aware(datetime.fromisoformat(word))
    except ValueError:
        raise OutputError(f"'{word}' is no time; write {EXAMPLES}") from None


def _aware(time: datetime) -> datetime:
    return time.astimezone() if time.tzinfo is None else time


def _believed(builds: tuple[PastBuild, ...], now: datetime) -> Iterator[datetime]:
    """Yield when each build was made, never earlier than the one before: clocks go backwards, builds do not.

    A time in the future is not believed either; without a time to believe, a build is as old as the one before.
    """
    last = datetime.min.replace(tzinfo=UTC)
    for kept in builds:
        try:
            built = _aware(datetime.fromisoformat(kept.built))
        except (ValueError, OverflowError):
            built = last
        last = max(last, built) if built <= now else last
        yield last
