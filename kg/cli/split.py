"""`kg split`: a form of an entity is another entity."""

import click

from kg.cli.one_decision import Settings, decide, writing
from kg.cli.options import example


@click.command(
    epilog=example(
        'kg split model/sam "Sharpness-Aware Minimization"',
        'kg split SAM "SAM optimizer" --dry-run',
    ),
)
@click.argument("name", metavar="A")
@click.argument("form", metavar="FORM")
@writing
def command(settings: Settings, name: str, form: str) -> None:
    """Say that FORM, one of the forms of entity A, names something else: it becomes an entity of its own.

    The decision is a line in the file of decisions, which every build applies; `kg undo` takes it back.
    """
    decide(settings, lambda proposals: proposals.split(name, form))
