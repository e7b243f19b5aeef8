"""`kg retype`: an entity is of another type."""

import click

from kg.cli.one_decision import Settings, decide, deciding
from kg.cli.options import example


@click.command(
    epilog=example(
        "kg retype PPO Method",
        'kg retype task/word-embedding method --because "a way to represent words"',
    ),
)
@click.argument("name", metavar="A")
@click.argument("type_", metavar="TYPE")
@deciding
def command(settings: Settings, name: str, type_: str) -> None:
    """Say that entity A is of TYPE: Method, Model, Dataset or Task."""
    decide(settings, lambda proposals: proposals.retype(name, type_))
