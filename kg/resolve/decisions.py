"""Decisions: a person's corrections of a graph, kept in a text file, one a line.

merge method/low-rank-adaption method/lora            # 2026-11-21: a misspelling
split method/sam "Sharpness-Aware Minimization"       # not Segment Anything
split method/fern paper/arxiv-2611.00003              # what this paper calls Fern is another thing
split method/fern paper/arxiv-2611.00004 into task/b  # what this paper calls Fern is that
retype model/ppo Method
drop task/foo                                         # no task at all
rename method/moe "Mixture of Experts"
apart method/adam method/adan                         # two optimisers
keep method/a "a form"                                # is right; not to be asked again
undo drop task/foo                                    # cancels the last equal line above
"""

import difflib
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import schema
from kg.errors import DecisionError, KGError

USAGE = {
    "merge": "merge method/a method/b",
    "split": 'split method/a "a form"',
    "retype": "retype model/a Method",
    "drop": "drop task/a",
    "rename": 'rename method/a "A Name"',
    "apart": "apart method/a method/b",
    "keep": 'keep method/a "a form"',
}
"""An example of each verb."""
UNDO = "undo"
LONGEST = 2_000
"""The most characters of a line: quotes make the reading of endless ones slow."""
INTO = "into"
PAPER = "paper/"
"""What the ids of papers begin with."""
_SENSE = "split method/a paper/one paper/two into method/b"
"""How to write that papers mean something else; `into` and what follows may be left out."""
_IDS = {"merge": 2, "apart": 2}
_LEAST = {"keep": 1}
_MOST_BYTES = 4 << 20
_LATEST = 100
"""The decisions that a line may have meant to undo: comparing it with all of them takes long."""
_ID = re.compile(r"[^\s/]+/[^\s/]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file."""

    verb: str
    args: tuple[str, ...]
    reason: str = ""
    """The line's comment."""
    where: str = ""
    """The file's name and the line's number."""
    known_as: tuple[str, ...] = ()
    """The ids that `papers` have now, where one of them has another one than the line says."""

    def __str__(self) -> str:
        """Return the decision as a line of the file says it."""
        return " ".join(map(_quoted, self.words))

    @property
    def words(self) -> tuple[str, ...]:
        """Return the verb and what it is about, by which equal decisions are known."""
        return self.verb, *self.args

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of entities that it is about."""
        return *self.args[: _IDS.get(self.verb, 1)], *(self.args[-1:] if self._has_goal else ())

    @property
    def papers(self) -> tuple[str, ...]:
        """Return the papers that it is about: those that mean something else, or the same, by a name."""
        return tuple(arg for arg in self.args[1:] if is_paper(arg)) if self.verb in ("split", "keep") else ()

    @property
    def papers_now(self) -> tuple[str, ...]:
        """Return the papers by the ids that they have now."""
        return self.known_as or self.papers

    @property
    def _has_goal(self) -> bool:
        return bool(self.papers) and INTO in self.args

    @property
    def line(self) -> int:
        """Return the number of its line."""
        return int(self.where.rpartition(":")[2] or 0)

    @property
    def date(self) -> str:
        """Return the date that its comment begins with, or nothing."""
        found = _DATE.match(self.reason)
        return found[0] if found else ""

    @property
    def detail(self) -> str:
        """Return where it stands and why it was taken."""
        return f"{self.where}: {self.reason}" if self.reason else self.where


def is_paper(word: str) -> bool:
    """Tell whether a word is the id of a paper, which no form of an entity is."""
    return word.startswith(PAPER) and _ID.fullmatch(word) is not None


def sense_decision(entity: str, papers: Iterable[str], *, into: str = "") -> Decision:
    """Return the decision that papers mean something else by the name of an entity.

    The order of the papers makes no difference: they are sorted.

    Args:
        entity: the id of the entity.
        papers: their ids.
        into: the id of what they mean; without it, an entity of its own.
    """
    return Decision("split", (entity, *sorted(set(papers)), *((INTO, into) if into else ())))


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def read_decisions(path: Path, *, on_error: Callable[[KGError], None]) -> list[Decision]:
    """Read the decisions of a file that stand: those that no later line undoes.

    Args:
        path: the file.
        on_error: is called with each line that cannot be read; the others are returned.

    Raises:
        DecisionError: the file cannot be read.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DecisionError(
                f"{path}: has more than {_MOST_BYTES >> 20} MB, which no person's decisions have; name another file"
            )
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise DecisionError(f"{path}: the decisions cannot be read ({reason}); correct the path or the file") from error
    return parse_decisions(text, path, on_error=on_error)


def parse_decisions(text: str, path: Path, *, on_error: Callable[[KGError], None]) -> list[Decision]:
    """Return the decisions of a file's text that stand; the arguments are those of `read_decisions`."""
    standing: list[Decision] = []
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        where = f"{path}:{number}"
        try:
            words, reason = _split(line, where)
            if words[:1] == [UNDO]:
                _cancel(_decision(words[1:], reason="", where=where, name=""), standing, where)
            elif words:
                standing.append(_decision(words, reason=reason, where=where, name=f"{path.name}:{number}"))
        except DecisionError as error:
            on_error(error)
    return standing


def _cancel(undone: Decision, standing: list[Decision], where: str) -> None:
    """Remove the last decision that is equal to one."""
    for place in reversed(range(len(standing))):
        if standing[place].words == undone.words:
            del standing[place]
            return
    near = difflib.get_close_matches(str(undone), map(str, standing[-_LATEST:]), n=1, cutoff=0.8)
    hint = f"did you mean '{UNDO} {near[0]}'?" if near else "remove or correct the line"
    raise DecisionError(f"{where}: no line above says '{undone}', so there is nothing to undo; {hint}")


def _decision(words: list[str], *, reason: str, where: str, name: str) -> Decision:
    if not words:
        raise DecisionError(f"{where}: nothing to undo is named; write it like: {UNDO} {USAGE['drop']}")
    verb, *args = words
    _check_words(words, where)
    if verb == "split" and len(args) > 1 and is_paper(args[1]):
        return _sense(args, reason=reason, where=where, name=name)
    most = len(shlex.split(USAGE[verb])) - 1
    if not _LEAST.get(verb, most) <= len(args) <= most:
        raise DecisionError(f"{where}: '{verb}' with {len(args)} arguments; write it like: {USAGE[verb]}")
    decision = Decision(verb, tuple(args), reason, name)
    _check_ids(decision, where)
    if verb == "retype" and args[1] not in schema.load().types:
        raise DecisionError(f"{where}: unknown type '{args[1]}'; {_choice(args[1], list(schema.load().types))}")
    if verb == "rename" and not args[1].strip():
        raise DecisionError(f"{where}: the name is empty; write it like: {USAGE[verb]}")
    return decision


def _check_words(words: Sequence[str], where: str) -> None:
    verb = words[0]
    if any(map(_CONTROLS.search, words)):
        raise DecisionError(f"{where}: the line has a character that cannot be seen; write it anew")
    if verb == UNDO:
        raise DecisionError(f"{where}: what is undone stays undone; write the decision once more, without '{UNDO}'")
    if verb not in USAGE:
        raise DecisionError(f"{where}: unknown decision '{verb}'; {_choice(verb, [*USAGE, UNDO])}")


def _check_ids(decision: Decision, where: str) -> None:
    for id_ in decision.ids:
        if is_paper(id_):
            raise DecisionError(f"{where}: '{id_}' is a paper, and no entity; write it like: {USAGE[decision.verb]}")
        if not _ID.fullmatch(id_):
            raise DecisionError(f"{where}: '{id_}' is no id; write it like: {USAGE[decision.verb]}")


def _sense(args: list[str], *, reason: str, where: str, name: str) -> Decision:
    entity, *papers = args
    goal = papers[-1] if papers[-2:-1] == [INTO] else ""
    given = papers[:-2] if goal else papers
    if wrong := next((word for word in given if not is_paper(word)), ""):
        raise DecisionError(f"{where}: '{wrong}' is no id of a paper; write it like: {_SENSE}")
    if wrong := next((id_ for id_ in (entity, *filter(None, [goal])) if is_paper(id_) or not _ID.fullmatch(id_)), ""):
        raise DecisionError(f"{where}: '{wrong}' is no id of an entity; write it like: {_SENSE}")
    if goal == entity:
        raise DecisionError(f"{where}: '{entity}' cannot be split into itself; write it like: {_SENSE}")
    return replace(sense_decision(entity, given, into=goal), reason=reason, where=name)


def _choice(word: str, known: list[str]) -> str:
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1)
    return f"did you mean '{folded[near[0]]}'?" if near else f"write one of {', '.join(known)}"


def _split(line: str, where: str) -> tuple[list[str], str]:
    """Return the words and the comment of a line; a `#` within a word or in quotes starts none, unlike in `shlex`."""
    if len(line) > LONGEST:
        raise DecisionError(f"{where}: the line is longer than {LONGEST} characters; shorten it")
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
