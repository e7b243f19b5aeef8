"""`kg split`: a form of an entity, or what some papers call by its name, is another entity."""

import click

from kg.cli.one_decision import Settings, decide, deciding
from kg.cli.options import example


@click.command(
    epilog=example(
        'kg split model/sam "Sharpness-Aware Minimization"',
        'kg split SAM "SAM optimizer" --dry-run',
        "kg split SAM 2010.01412 --into method/sharpness-aware-minimization",
    ),
)
@click.argument("name", metavar="A")
@click.argument("words", nargs=-1, required=True, metavar="FORM|PAPER...")
@click.option("--into", default="", metavar="B", help="The entity that the papers mean, where it is there already.")
@deciding
def command(settings: Settings, name: str, words: tuple[str, ...], into: str) -> None:
    """Say that FORM, one of the forms of entity A, names something else: it becomes an entity of its own.

    Where one name stands for two things, say what some papers mean by it: given papers (ids, arXiv ids or titles) that
    name A, what they call A becomes an entity of its own, or part of B.
    """
    decide(settings, lambda proposals: proposals.split(name, *words, into=into))
