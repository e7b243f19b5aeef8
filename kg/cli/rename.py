"""`kg rename`: an entity has another name."""

import click

from kg.cli.one_decision import Settings, decide, writing
from kg.cli.options import example


@click.command(
    epilog=example(
        'kg rename method/moe "Mixture of Experts"',
    ),
)
@click.argument("name", metavar="A")
@click.argument("new", metavar="NAME")
@writing
def command(settings: Settings, name: str, new: str) -> None:
    """Give entity A the name NAME; its id and its forms stay.

    The decision is a line in the file of decisions, which every build applies; `kg undo` takes it back.
    """
    decide(settings, lambda proposals: proposals.rename(name, new))
