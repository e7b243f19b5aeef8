"""Documents: the blocks of Markdown as a reader follows them: files to save, commands to type, Python to run.

A paragraph that says "Save this as `NAME`" or "Add this to `NAME`" makes a file of the block below it. In a block of
the console, what stands below a command is what it prints; a line `…` stands for any lines, and times and today's date
are as they are. A command whose comment is one of `APART` is not run. A block of text below one of Python is what that
prints.
"""

import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from click.testing import CliRunner

from kg import config
from kg.cli.group import cli
from kg.cli.terminal import STAGES

ROOT = Path(__file__).parents[1]
APART = ("needs the network", "opens the browser", "until Ctrl-C")
"""What is said of commands that are shown, and not run."""
ENDLESS = ("fetch", "serve", "view", "watch")
"""The commands of which something like that has to be said."""
TODAY = "2026-11-21"
"""The day on which all documents were written, as far as they show what a command prints."""

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"\b([Ss]ave this as|[Aa]dd this to)\s`([\w./-]+)`")
_STEP = re.compile(r"^\$ ", re.MULTILINE)
_PROGRESS = re.compile(rf"^(?:{'|'.join(STAGES.values())}): \d+ of \d+\n", re.MULTILINE)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_SECONDS = re.compile(r"\bin \d+(?:\.\d+)? s\b")
_OPERATORS = "|&;<>"
_REDIRECTIONS = (">", ">>", "<")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code in a document."""

    language: str
    text: str
    before: str
    """The paragraph above it."""
    directly: bool
    """Whether no paragraph stands between it and the block above."""


def blocks(document: str) -> Iterator[Block]:
    """Yield the blocks of a document."""
    end = 0
    for match in _BLOCK.finditer(document):
        above = document[end : match.start()].strip()
        yield Block(match[1], match[2], above.rpartition("\n\n")[2], not above)
        end = match.end()


def steps(block: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block, each with what it prints."""
    for step in _STEP.split(block)[1:]:
        command, _, printed = step.partition("\n")
        yield command, printed


def commands(document: str) -> Iterator[list[str]]:
    """Yield the words of each `kg` command in the blocks of a document that a shell reads."""
    for block in blocks(document):
        lines = [command for command, _ in steps(block.text)] if block.language == "console" else []
        if block.language in ("bash", "cron"):
            lines = block.text.replace("\\\n", " ").splitlines()
        for line in lines:
            yield from calls(line)


def calls(line: str) -> Iterator[list[str]]:
    """Yield the words of each `kg` command in a line of a shell, without comments and redirections."""
    words: list[str] = []
    redirected = False
    lexer = shlex.shlex(line, posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace_split = True
    for word in [*lexer, ";"]:
        if word in _REDIRECTIONS:
            redirected = True
        elif redirected:
            redirected = False
        elif not set(word) <= set(_OPERATORS):
            words.append(word)
        else:
            if "kg" in words:
                yield words[words.index("kg") + 1 :]
            words = []


def check_words(words: list[str]) -> None:
    """Let click read a command line as it would before it runs it; a `click.UsageError` says what is wrong."""
    command: click.Command = cli
    context = cli.make_context("kg", [*words])
    while isinstance(command, click.Group) and (rest := [*context._protected_args, *context.args]):
        name, found, rest = command.resolve_command(context, rest)
        command = found
        context = command.make_context(name, rest, parent=context)


def run(command: str) -> tuple[str, int]:
    """Run a command of `kg` in the current folder; return what a person sees, and the exit code."""
    (words,) = calls(command)
    assert words[0] not in ENDLESS, f"{command}: say after it, as a comment, one of {', '.join(APART)}"
    given = re.match(r"echo (\S+) \| ", command)
    done = CliRunner(env={"COLUMNS": "100"}).invoke(cli, words, input=f"{given[1]}\n" if given else None)
    assert done.exception is None or isinstance(done.exception, SystemExit), command
    if target := re.search(r" > (\S+)$", command):
        Path(target[1]).write_text(done.stdout, encoding="utf-8")
        return done.stderr, done.exit_code
    return done.output, done.exit_code


def check_printed(command: str, printed: str, shown: str) -> None:
    """Assert that a command printed what a document shows."""
    expected, got = _same(shown), _same(printed)
    parts = "\n".join("(?:.*\n)*?.*" if line == "…" else re.escape(line) for line in expected.splitlines())
    if not re.fullmatch(parts, got):
        assert got == expected, command


def _same(text: str) -> str:
    """Return a text without what differs from run to run."""
    # Of yesterday is what was printed before a midnight that came while the document was run.
    for today in (date.today(), datetime.now(UTC).date()):
        for day in (today, today - timedelta(days=1)):
            text = text.replace(day.isoformat(), TODAY)
    text = _SECONDS.sub("in 0.1 s", _MOMENT.sub(f"{TODAY} 07:00", _PROGRESS.sub("", text)))
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


class Reader:
    """Somebody who does all that a tutorial says, in the current folder."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.names: dict[str, object] = {"__name__": "__main__"}
        self.printed = ""
        self.apart: list[str] = []
        """The commands that were not run."""
        self.ran = 0

    def follow(self, document: str) -> None:
        """Do what the blocks of a document say, in their order."""
        for block in blocks(document):
            if file := _FILE.search(" ".join(block.before.split())):
                self._write(file[1], Path(file[2]), block.text)
            elif block.language == "console":
                for command, shown in steps(block.text):
                    self._type(command, shown)
            elif block.language == "python":
                self._run(block.text)
            elif block.language == "text" and block.directly:
                check_printed("the Python above", self.printed, block.text)
            elif block.language == "toml":
                config.override(config.Config(), tomllib.loads(block.text))

    def _write(self, how: str, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if how.casefold() == "add this to" else "w", encoding="utf-8") as stream:
            stream.write(text)

    def _type(self, command: str, shown: str) -> None:
        command, _, comment = map(str.strip, command.partition("  #"))
        if comment in APART:
            self.apart.append(command)
        elif command.startswith("cat "):
            check_printed(command, Path(command.removeprefix("cat ")).read_text(encoding="utf-8"), shown)
        else:
            printed, code = run(command)
            self.ran += 1
            assert code == 0 or re.search(r"^Error: ", shown, re.MULTILINE), f"{command}: {printed}"
            if shown.strip():
                check_printed(command, printed, shown)

    def _run(self, code: str) -> None:
        with redirect_stdout(io.StringIO()) as stream:
            exec(compile(code, "a tutorial", "exec"), self.names)  # noqa: S102  the tutorials are ours
        self.printed = stream.getvalue()
        self.ran += 1
