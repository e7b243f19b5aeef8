"""`kg review`: the doubtful merges, types and names, one question each, and a line for every answer."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.one_decision import next_step
from kg.cli.options import choice, decisions_file, directory, example, talk
from kg.cli.terminal import print_json, say, table
from kg.errors import DecisionError
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.decision_log import DecisionLog
    from kg.questions import Question, Questions
    from kg.records import Doubt

KINDS = ("merges", "homonyms", "types", "pairs", "generic")
LIMIT = 40
REASON = "review"
_AHEAD = 20  # how many questions are looked up at once: each time, the table of sentences is read
_END = ("", "q", "\x03", "\x04")


@click.command(
    epilog=example("kg review", "kg review --kind pairs", "kg review --list --limit 10", "yes y | kg review --ask"),
)
@click.option("--list/--ask", "lists", default=None, help="Print a table, or ask; asks on a terminal.")
@click.option("-k", "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="What to look at; all by default.")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, help="So many at most.")
@directory
@decisions_file
@choice("text", "json")
@talk
def command(*, lists: bool | None, kinds: tuple[str, ...], limit: int, folder: Path, file: Path, format: str) -> None:
    """Go through the doubtful merges, types and names of the build, the most valuable first.

    An answer is one key, and a line in the file of decisions at once; what was answered is never asked again.
    Where the input is no terminal, the doubts are printed as a table; with --ask, each line of it is a key.
    """
    from kg.decision_log import DecisionLog
    from kg.lookup import Build
    from kg.questions import Questions

    log, questions = DecisionLog(file), Questions(Build(folder))
    if lists is None:
        lists = format == "json" or not sys.stdin.isatty()
    if not lists:
        _Review(questions, log, kinds, limit).run()
        return
    doubts = questions.open(log.standing(), kinds)
    _list(questions, doubts[:limit], format)
    if len(doubts) > limit:
        say(f"{len(doubts) - limit} more with --limit {len(doubts)}")


def _list(questions: "Questions", doubts: "list[Doubt]", format: str) -> None:
    found = questions.questions(doubts)
    if format == "json":
        print_json([question.to_dict() for question in found])
    elif found:
        rows = (
            (question.doubt.kind, question.doubt.papers, *map(printable, (question.title, question.doubt.why)))
            for question in found
        )
        click.echo(table(("kind", "papers", "question", "why"), rows))
    else:
        say("Nothing is doubtful that is not answered.")


class _Review:
    """A session of questions and answers."""

    def __init__(self, questions: "Questions", log: "DecisionLog", kinds: tuple[str, ...], limit: int) -> None:
        self._questions, self._log, self._kinds, self._limit = questions, log, kinds, limit
        self._passed: set[Doubt] = set()
        self._looked_up: dict[Doubt, Question] = {}
        self._written: list[tuple[str, ...]] = []
        self._keys = _keys()

    def run(self) -> None:
        """Ask until everything is answered or passed over, or the person has enough."""
        asked = 0
        while (question := self._next()) and asked < self._limit:
            asked += 1
            _print(question)
            if not self._answer(question):
                break
            if question.doubt not in self._passed and question.doubt in self._open():
                asked -= 1  # undone, or refused: the question comes again
        self._close()

    def _open(self) -> "list[Doubt]":
        return [d for d in self._questions.open(self._log.standing(), self._kinds) if d not in self._passed]

    def _next(self) -> "Question | None":
        doubts = self._open()
        if not doubts:
            return None
        if doubts[0] not in self._looked_up:
            ahead = doubts[: min(_AHEAD, self._limit)]
            self._looked_up.update(zip(ahead, self._questions.questions(ahead), strict=True))
        return self._looked_up[doubts[0]]

    def _answer(self, question: "Question") -> bool:
        """Take keys until one answers; return whether to go on."""
        for key in self._keys:
            if key in _END:
                return False
            if key == "u":
                self._undo()
                return True
            if key == "s":
                self._passed.add(question.doubt)
                return True
            if key == "t" or key in question.answers:
                if self._decide(question, key):
                    return True
            else:
                say(f"'{printable(key)}' is none of the keys; press one of {' '.join(question.answers)} t s u q")
        return False

    def _decide(self, question: "Question", key: str) -> bool:
        from kg.resolve import Decision

        decision = question.answers[key].decision if key != "t" else None
        if decision is None:
            type_ = self._other_type(question)
            if not type_:
                return False
            decision = Decision("retype", (question.doubt.entity, type_))
        try:
            written = self._log.add(decision, because=REASON)
        except DecisionError as error:  # it was written elsewhere meanwhile
            say(printable(str(error)))
            return False
        self._written.append(decision.words)
        click.echo(printable(written.text))
        return True

    def _other_type(self, question: "Question") -> str:
        from kg.questions import other_types

        types = other_types(question)
        click.echo("  ".join(f"[{number}] {name}" for number, name in enumerate(types, 1)) + "  [other] back", err=True)
        key = next(self._keys, "")
        return types[int(key) - 1] if key in map(str, range(1, len(types) + 1)) else ""

    def _undo(self) -> None:
        """Take back the last answer of this session."""
        from kg.proposals import choose_standing

        if not self._written:
            say("Nothing was answered yet; `kg undo` takes back what was decided before.")
            return
        words = self._written.pop()
        click.echo(printable(self._log.undo(lambda standing: choose_standing(standing, words), because=REASON).text))

    def _close(self) -> None:
        left, answered = len(self._open()), len(self._written)
        say(f"{answered} answered, {left} left.{f' {next_step(self._log.path)} applies them.' if answered else ''}")


def _of(title: str, text: str) -> str:
    """Return whose a sentence is; a title need not be told twice."""
    return "the title of a paper" if text == title else printable(title)


def _keys() -> Iterator[str]:
    """Yield what the person presses: keys on a terminal, the first letters of lines elsewhere."""
    if not sys.stdin.isatty():
        yield from (line.strip()[:1].lower() or " " for line in sys.stdin)
        return
    while True:
        try:
            yield click.getchar().lower()
        except (KeyboardInterrupt, EOFError):
            return


def _print(question: "Question") -> None:
    lines = [
        "",
        click.style(printable(question.title), bold=True),
        f"  {printable(question.told)}",
        f"  {printable(question.doubt.why)}; {printable(question.changes)}",
        *(f"  · {printable(text)} ({_of(title, text)})" for text, title in question.sentences),
        "  ".join(f"[{key}] {printable(answer.words)}" for key, answer in question.answers.items())
        + "  [t] other type  [s] skip  [u] undo last  [q] quit",
    ]
    click.echo("\n".join(lines), err=True)
