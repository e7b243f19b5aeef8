"""`kg drop`: an entity is none."""

import click

from kg.cli.one_decision import Settings, decide, deciding
from kg.cli.options import example


@click.command(
    epilog=example(
        "kg drop task/results",
        'kg drop "state of the art" --because "no task"',
    ),
)
@click.argument("name", metavar="A")
@deciding
def command(settings: Settings, name: str) -> None:
    """Say that entity A is none: it leaves the graph with all that is said of it."""
    decide(settings, lambda proposals: proposals.drop(name))
