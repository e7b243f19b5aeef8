"""What the commands that write or list single decisions share: their options, and what they print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import config
from kg.cli.options import decisions_file, directory, talk
from kg.cli.terminal import say, table
from kg.errors import ConfigError
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.decision_log import DecisionLog, Written
    from kg.proposals import Proposal, Proposals
    from kg.resolve.decisions import Decision

_APPLIED = "The decision is a line in the file of decisions, which every build applies; `kg undo` takes it back."


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a command that writes decisions."""

    folder: Path
    """The folder of the build."""
    file: Path
    """The file of decisions."""
    because: str
    dry_run: bool
    build: bool
    """Whether to build afterwards."""


def writing(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a command that writes a decision, which it gets as `settings`."""

    def command(
        folder: Path,
        file: Path,
        because: str,
        dry_run: bool,
        build: bool,
        **arguments: Any,  # noqa: ANN401  arguments are of many types
    ) -> None:
        function(settings=Settings(folder, file, because, dry_run, build), **arguments)

    command.__doc__ = function.__doc__
    command = click.option("--build", is_flag=True, help="Build at once, from the sources that kg.toml names.")(command)
    command = click.option("--dry-run", is_flag=True, help="Print the line, and write nothing.")(command)
    command = click.option(
        "-b", "--because", default="", metavar="TEXT", help="The reason, kept in the line and shown by `kg explain`."
    )(command)
    return directory(decisions_file(talk(command)))


def deciding(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a command that writes a decision which builds apply, and say so in its help."""
    function.__doc__ = f"{cleandoc(function.__doc__ or '')}\n\n{_APPLIED}"
    return writing(function)


def decide(settings: Settings, propose: "Callable[[Proposals], Proposal]") -> None:
    """Check a decision against the build, write it, and say what comes of it."""
    from kg.decision_log import DecisionLog
    from kg.lookup import Build
    from kg.proposals import Proposals

    check_sources(settings)
    log = DecisionLog(settings.file)
    proposal = propose(Proposals(Build(settings.folder), log.standing()))
    say(printable(proposal.effect))
    finish(settings, log.add(proposal.decision, because=settings.because, dry_run=settings.dry_run))


def check_sources(settings: Settings) -> None:
    """Refuse `--build` where kg.toml names nothing to build from, before anything is written.

    Raises:
        ConfigError: there are no sources.
    """
    if settings.build and not config.load().sources:
        raise ConfigError("--build needs `sources` in a kg.toml in this folder; leave it out and run `kg build SOURCE`")


def finish(settings: Settings, written: "Written") -> None:
    """Print the line that was written, say what is next, and build where that is wanted."""
    click.echo(printable(written.text))
    if settings.dry_run:
        say(f"Nothing is written; the line would be {written.where}.")
        return
    say(f"Written as {written.where}{'.' if settings.build else f'; {next_step(settings.file)} applies it.'}")
    if settings.build:
        _build(settings)


def next_step(file: Path) -> str:
    """Return the command that applies a file of decisions."""
    usual = config.decisions_file(config.load())
    is_usual = usual is not None and usual.absolute() == file.absolute()
    return "`kg build`" if is_usual else f"`kg build --decisions {file}`"


def _build(settings: Settings) -> None:
    from kg.cli.build import command

    here = click.get_current_context()
    arguments = ["--output", str(settings.folder), "--decisions", str(settings.file)]
    with command.make_context("build", arguments, parent=here.parent) as context:
        command.invoke(context)


def list_standing(standing: "Sequence[Decision]", file: Path) -> None:
    """Print the decisions that stand, with the numbers of their lines."""
    if standing:
        rows = [(decision.line, printable(str(decision)), printable(decision.reason)) for decision in standing]
        click.echo(table(("line", "decision", "reason"), rows))
    else:
        say(f"No decision stands in {file}.")


def log_of(settings: Settings) -> "DecisionLog":
    """Return the file of decisions that the options name."""
    from kg.decision_log import DecisionLog

    return DecisionLog(settings.file)
