"""Comparison of two builds: of one folder at two moments, or of two folders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.history import changes, moments, state
from kg.history.changes import Changes
from kg.history.moments import Moment
from kg.history.narrowed import narrowed
from kg.history.past import read_past
from kg.history.state import State
from kg.standing import open_standing


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two builds."""

    old: Moment
    new: Moment
    changes: Changes
    state: State
    """What the later build says, as far as it differs."""

    def called(self, names: Iterable[str]) -> State:
        """Return what of the later build is called by names, or has them as ids."""
        return state.called(names, _lines(self.new))

    def titles(self) -> Iterator[str]:
        """Yield the titles of the papers of the later build."""
        return (fact[2] for fact in state.parsed(_lines(self.new)) if fact[0] == "paper")

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: which builds, and the parts of `Changes`."""
        sides = {"old": self.old, "new": self.new}
        named = {side: {"folder": str(m.folder), "build": m.number, "built": m.built} for side, m in sides.items()}
        return named | self.changes.to_dict()


def diff(
    folder: str | Path, old: str = moments.LAST, new: str | None = None, *, now: datetime | None = None
) -> Comparison:
    """Return what differs between two builds.

    Args:
        folder: whose history moments are of.
        old: the folder of a build, or a moment of the folder's history.
        new: another; by default the newest build of the folder.
        now: the time from which `7d` counts.

    Raises:
        OutputError: there is no such build, or its history is lost or damaged.
    """
    sides = [_moment(Path(folder), word, now) for word in (old, new)]
    before, after = narrowed(lambda: _lines(sides[0]), lambda: _lines(sides[1]))
    return Comparison(sides[0], sides[1], changes.compare(before, after), after)


def _moment(folder: Path, word: str | None, now: datetime | None) -> Moment:
    """Return the build that a word means: a moment, else a folder."""
    if word is not None and not moments.is_word(word):
        if not Path(word).is_dir():
            raise OutputError(f"{word}: is neither a moment nor a folder; write {moments.EXAMPLES}, or a folder")
        folder, word = Path(word), None
    open_standing(folder)  # completes a build that was cut off while it was published
    past = read_past(folder)
    return moments.newest(past) if word is None else moments.find(past, word, now=now)


def _lines(moment: Moment) -> Iterator[str]:
    """Yield what a build says.

    Raises:
        OutputError: its history is damaged, or another build has just replaced it.
    """
    standing = open_standing(moment.folder)
    try:
        yield from read_past(moment.folder).lines(moment.number)
    except OutputError:
        standing.check()
        raise
