"""`kg undo`: take a decision back."""

import click

from kg.cli.one_decision import Settings, check_sources, finish, list_standing, log_of, writing
from kg.cli.options import example
from kg.cli.terminal import say
from kg.query.table import printable


@click.command(
    epilog=example("kg undo", "kg undo --list", "kg undo 7", "kg undo merge method/a method/b"),
)
@click.argument("words", nargs=-1, metavar="[N | WORDS]")
@click.option("--list", "lists", is_flag=True, help="Print the decisions that stand, with their numbers.")
@writing
def command(settings: Settings, words: tuple[str, ...], lists: bool) -> None:
    """Take back the last decision that stands, or the one on line N, or the one that WORDS tell apart.

    Nothing is deleted: a line `undo …` is added to the file of decisions, and builds leave out what it names.
    """
    from kg.proposals import choose_standing

    log = log_of(settings)
    if lists:
        list_standing(log.standing(), settings.file)
        return
    check_sources(settings)
    written = log.undo(
        lambda standing: choose_standing(standing, words), because=settings.because, dry_run=settings.dry_run
    )
    say(f"Undone: {printable(str(written.decision))}")
    finish(settings, written)
