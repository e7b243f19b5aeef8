"""`kg apart`: two entities are two."""

import click

from kg.cli.one_decision import Settings, decide, deciding
from kg.cli.options import example


@click.command(
    epilog=example(
        'kg apart Adam Adan --because "two optimisers"',
    ),
)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@deciding
def command(settings: Settings, one: str, other: str) -> None:
    """Say that entities A and B are two: `kg review` does not ask, and no build joins them."""
    decide(settings, lambda proposals: proposals.apart(one, other))
