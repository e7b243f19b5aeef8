"""`kg decisions`: what a person has decided, and what is wrong with the lines."""

from pathlib import Path

import click

from kg.cli.one_decision import list_standing
from kg.cli.options import choice, decisions_file, directory, example, talk
from kg.cli.terminal import print_json
from kg.query.table import printable


@click.command(
    epilog=example("kg decisions", "kg decisions --decisions my.txt --format json"),
)
@directory
@decisions_file
@choice("text", "json")
@talk
@click.pass_context
def command(ctx: click.Context, folder: Path, file: Path, format: str) -> None:
    """List the decisions that stand, and check every line of the file: its grammar, and the ids against the build.

    The exit code is 1 where a line is wrong.
    """
    from kg.decision_checks import check

    standing, faults = check(file, folder)
    if format == "json":
        names = ("line", "verb", "args", "reason")
        print_json([{name: getattr(decision, name) for name in names} for decision in standing])
    else:
        list_standing(standing, file)
    for fault in faults:
        click.echo(printable(fault), err=True)
    ctx.exit(1 if faults else 0)
