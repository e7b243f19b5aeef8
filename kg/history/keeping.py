"""Keeping: what a build adds to the history of its folder, and which builds are forgotten.

The first build adds its fact lines, each later one that changes a fact also the delta to the one before. Where more
builds are remembered than the settings want, days are kept longer than the builds within a day.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import KGError, OutputError
from kg.history import facts
from kg.history.changes import moved_papers
from kg.history.facts import Fact
from kg.history.past import FACTS, FOLDER, INDEX, Delta, Past, PastBuild, first_damaged, index, read_past, salvaged
from kg.history.state import PaperFact
from kg.history.streams import spooled

_DAY = len("2026-03-11")


@dataclass(frozen=True, slots=True)
class Addition:
    """What a build adds to the history of its folder."""

    files: tuple[str, ...] = ()
    """Paths of what was staged."""
    obsolete: tuple[str, ...] = ()
    """Paths of what is no longer needed."""
    news: Mapping[str, int] | None = None
    """How many papers, entities and links to code are new, where there is a build to compare with."""
    trouble: KGError | None = None
    """What of the history is lost."""


@dataclass(slots=True)
class _Memory:
    """The history while a build adds to it."""

    past: Past
    builds: list[PastBuild] = field(default_factory=list)
    trouble: KGError | None = None
    lost: KGError | None = None
    """What is said where the fact lines of the last build are damaged, and no build says the same."""
    deltas: dict[str, Delta] = field(default_factory=dict)
    """New deltas by their files."""

    def settle(self, state: str) -> None:
        """Forget all builds where the fact lines of the last one are damaged, and it did not say what is said now."""
        if self.lost and self.builds[-1].state != state:
            self.builds, self.trouble = [], self.lost

    def add(self, kept: PastBuild, lines: Iterable[str]) -> Delta | None:
        """Add a build, and return what it changes, where it is known what the last one said."""
        delta = None
        if self.builds:
            delta = Delta.between(self.past.lines(self.builds[-1].number), lines)
            kept = self._with_delta(kept, delta)
        self.builds.append(kept)
        return delta

    def thin(self, limit: int) -> None:
        """Forget builds until no more than the limit lead back from the last: what is between two others of its day.

        The build before the last stays in any case, so that there is always something to compare with.
        """
        while len(self.builds) > limit + 1:
            same = (n for n in range(len(self.builds) - 2) if _day(self.builds[n]) == _day(self.builds[n + 1]))
            self._forget(next(same, 0))

    def _forget(self, place: int) -> None:
        kept, heir = self.builds[place : place + 2]
        if place == 0:
            self.builds[1] = replace(heir, delta="")
            self.deltas.pop(heir.file, None)
        else:
            self.builds[place + 1] = self._with_delta(heir, self._delta(kept).then(self._delta(heir)))
            self.deltas.pop(kept.file, None)
        del self.builds[place]

    def _delta(self, kept: PastBuild) -> Delta:
        return self.deltas.get(kept.file) or self.past.delta(kept)

    def _with_delta(self, kept: PastBuild, delta: Delta) -> PastBuild:
        self.deltas[kept.file] = delta
        return replace(kept, delta=hashlib.sha256(delta.to_bytes()).hexdigest())


def stage(
    lines: Iterable[str], folder: Path, staging: Path, *, built: str, counts: Mapping[str, Any], limit: int
) -> Addition:
    """Write what a build adds to the history, beside its staged outputs; nothing where no fact has changed.

    Memory holds what has changed, however much the build says.

    Args:
        lines: the fact lines of the build, sorted; they are read once.
        folder: the folder of the build.
        staging: where its outputs are staged.
        built: when, as an ISO time in UTC.
        counts: how much it says, for the list of builds.
        limit: how many builds back the history reaches.
    """
    if (folder / FOLDER).is_file():
        raise OutputError(f"{folder / FOLDER}: this file is where the history has to go; move it away")
    memory = _remembered(folder)
    with spooled(lines, staging) as said:
        memory.settle(said.digest)
        is_new = not memory.builds or memory.builds[-1].state != said.digest
        if not is_new and memory.trouble is None and memory.lost is None:
            return Addition(news={})
        delta: Delta | None = Delta()
        if is_new:
            number = max((kept.number for kept in memory.past.builds), default=0) + 1
            delta = memory.add(PastBuild(number, built, counts, said.digest), said)
        memory.thin(limit)
        (staging / FOLDER).mkdir()
        said.compress(staging / FACTS)
    contents = {INDEX: index(memory.builds)} | {name: new.to_bytes() for name, new in memory.deltas.items()}
    for name, content in contents.items():
        (staging / name).write_bytes(content)
    wanted = {INDEX, FACTS, *(kept.file for kept in memory.builds[1:])}
    news = None if delta is None else _news(delta)
    return Addition(tuple(sorted({FACTS, *contents})), tuple(sorted(_files(folder) - wanted)), news, memory.trouble)


def _remembered(folder: Path) -> _Memory:
    """Return what a folder remembers as far as it is whole."""
    memory = _Memory(Past(folder, ()))
    try:
        memory.past = read_past(folder)
    except OutputError as error:
        memory.past = salvaged(folder)
        memory.trouble = _begun_anew(error)
    memory.builds = list(memory.past.builds)
    if not memory.builds:
        return memory
    damaged = first_damaged(memory.past)
    if damaged or memory.trouble:
        broken = memory.builds[damaged]
        memory.trouble = OutputError(
            f"{folder / (broken.file if damaged else INDEX)}: the history was damaged; what there was before build "
            f"{broken.number} is forgotten"
        )
        memory.builds = [replace(broken, delta=""), *memory.builds[damaged + 1 :]]
    try:
        memory.past.check_present()
    except OutputError as error:
        memory.lost = _begun_anew(error)
    return memory


def _begun_anew(error: OutputError) -> OutputError:
    return OutputError(f"{_where(error)}: the history was damaged and begins anew with this build")


def _where(error: OutputError) -> str:
    return str(error).partition(": ")[0]


def _day(kept: PastBuild) -> str:
    return kept.built[:_DAY]


def _files(folder: Path) -> set[str]:
    """Return the paths of the files that builds put into the history."""
    return {f"{FOLDER}/{path.name}" for path in (folder / FOLDER).glob("*.zst") if path.is_file()}


def _news(delta: Delta) -> dict[str, int]:
    """Count what is new; what only has another id, type, title or name is not."""
    added, removed = (list(facts.parse(some)) for some in (delta.added, delta.removed))
    entities = {fact[1] for fact in removed if fact[0] == "entity"}
    known = entities | {fact[2] for fact in added if fact[0] == "redirect" and fact[1] in entities}
    came, gone = (_papers(some) for some in (added, removed))
    moved = moved_papers(gone, came)
    code = _code(added, {}) - _code(removed, moved)
    return {
        "papers": len(came.keys() - gone.keys() - set(moved.values())),
        "entities": sum(fact[0] == "entity" and fact[1] not in known for fact in added),
        "code": len(code),
        "gone": len(gone.keys() - came.keys() - moved.keys()),
    }


def _papers(some: Iterable[Fact]) -> dict[str, PaperFact]:
    return {fact[1]: PaperFact(*fact[1:]) for fact in some if fact[0] == "paper"}


def _code(some: Iterable[Fact], moved: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(moved.get(fact[1], fact[1]), fact[3]) for fact in some if fact[0] == "link" and fact[2] == "hasCode"}
