"""`kg rename`: an entity has another name."""

import click

from kg.cli.one_decision import Settings, decide, deciding
from kg.cli.options import example


@click.command(
    epilog=example(
        'kg rename method/moe "Mixture of Experts"',
    ),
)
@click.argument("name", metavar="A")
@click.argument("new", metavar="NAME")
@deciding
def command(settings: Settings, name: str, new: str) -> None:
    """Give entity A the name NAME; its id and its forms stay."""
    decide(settings, lambda proposals: proposals.rename(name, new))
