"""Decisions: merges, splits, retypes and drops that a person keeps in a text file, one a line.

merge method/low-rank-adaption method/lora            # a misspelling
split method/sam "Sharpness-Aware Minimization"       # not Segment Anything
retype model/ppo Method
drop task/foo                                         # no task at all
"""

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg import schema
from kg.errors import DecisionError, KGError

USAGE = {
    "merge": "merge method/a method/b",
    "split": 'split method/a "a form"',
    "retype": "retype model/a Method",
    "drop": "drop task/a",
}
"""An example of each verb."""

_ID = re.compile(r"[^\s/]+/[^\s/]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file."""

    verb: str
    args: tuple[str, ...]
    reason: str = ""
    """The line's comment."""
    where: str = ""
    """The file's name and the line's number."""

    def __str__(self) -> str:
        """Return the decision as a line of the file says it."""
        return shlex.join((self.verb, *self.args))

    @property
    def detail(self) -> str:
        """Return where it stands and why it was taken."""
        return f"{self.where}: {self.reason}" if self.reason else self.where


def read_decisions(path: Path, *, on_error: Callable[[KGError], None]) -> list[Decision]:
    """Read a file of decisions.

    Args:
        path: the file.
        on_error: is called with each line that cannot be read; the others are returned.

    Raises:
        DecisionError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise DecisionError(f"{path}: the decisions cannot be read ({reason}); correct the path or the file") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            decision = _decision(line, where=f"{path}:{number}", name=f"{path.name}:{number}")
        except DecisionError as error:
            on_error(error)
        else:
            found += [decision] if decision else []
    return found


def _decision(line: str, *, where: str, name: str) -> Decision | None:
    words, reason = _split(line, where)
    if not words:
        return None
    verb, *args = words
    if verb not in USAGE:
        raise DecisionError(f"{where}: unknown decision '{verb}'; write one of {', '.join(USAGE)}")
    if len(args) != len(shlex.split(USAGE[verb])) - 1:
        raise DecisionError(f"{where}: '{verb}' with {len(args)} arguments; write it like: {USAGE[verb]}")
    for id_ in args if verb == "merge" else args[:1]:
        if not _ID.fullmatch(id_):
            raise DecisionError(f"{where}: '{id_}' is no id; write it like: {USAGE[verb]}")
    if verb == "retype" and args[1] not in schema.load().types:
        raise DecisionError(f"{where}: unknown type '{args[1]}'; write one of {', '.join(schema.load().types)}")
    return Decision(verb, tuple(args), reason, name)


def _split(line: str, where: str) -> tuple[list[str], str]:
    """Return the words and the comment of a line; a `#` within a word or in quotes starts none, unlike in `shlex`."""
    for match in re.finditer(r"(?:^|(?<=\s))#", line):
        try:
            return shlex.split(line[: match.start()]), line[match.end() :].strip()
        except ValueError:  # the sign stands in quotes
            continue
    try:
        return shlex.split(line), ""
    except ValueError as error:
        problem = str(error).lower()
        raise DecisionError(f'{where}: {problem}; write a form with spaces or quotes in "double quotes"') from error
