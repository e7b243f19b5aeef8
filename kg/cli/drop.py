"""`kg drop`: an entity is none."""

import click

from kg.cli.one_decision import Settings, decide, writing
from kg.cli.options import example


@click.command(
    epilog=example(
        "kg drop task/results",
        'kg drop "state of the art" --because "no task"',
    ),
)
@click.argument("name", metavar="A")
@writing
def command(settings: Settings, name: str) -> None:
    """Say that entity A is none: it leaves the graph with all that is said of it.

    The decision is a line in the file of decisions, which every build applies; `kg undo` takes it back.
    """
    decide(settings, lambda proposals: proposals.drop(name))
