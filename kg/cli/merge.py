"""`kg merge`: two entities are one."""

import click

from kg.cli.one_decision import Settings, decide, deciding
from kg.cli.options import example


@click.command(
    epilog=example(
        'kg merge "Low-Rank Adaption" LoRA --because "a misspelling"',
        "kg merge method/low-rank-adaption method/lora --build",
    ),
)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@deciding
def command(settings: Settings, one: str, other: str) -> None:
    """Say that entity A is entity B: A goes into B, which keeps its id, name and type.

    Both are named by id, by name or by a form.
    """
    decide(settings, lambda proposals: proposals.merge(one, other))
