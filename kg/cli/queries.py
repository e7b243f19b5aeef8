"""`kg queries`: the questions that come with kg."""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli.options import choice, example, talk
from kg.cli.terminal import print_json, say, table

if TYPE_CHECKING:
    from kg.query.named import NamedQuery

_LEAST_WIDTH = 20


@click.command(
    epilog=example("kg queries", "kg queries datasets-of-method > mine.rq"),
)
@click.argument("name", required=False)
@choice("table", "json")
@talk
def command(name: str | None, format: str) -> None:
    """List the questions that `kg query --name` answers, or print the SPARQL of one NAME to build on."""
    from kg.query import named

    if name is not None:
        query = named.find(name)
        print_json(asdict(query)) if format == "json" else click.echo(query.text.rstrip())
        return
    known = named.queries()
    if format == "json":
        print_json([asdict(query) for query in known])
        return
    if sys.stdout.isatty():
        click.echo("\n".join(_folded(known, shutil.get_terminal_size().columns)))
    else:
        rows = [(query.name, query.explanation, _set(query)) for query in known]
        click.echo(table(("name", "question", "--set"), rows))
    say("\nAsk one with `kg query --name NAME`; what --set does not set has a default.")


def _folded(known: Sequence["NamedQuery"], width: int) -> Iterator[str]:
    """Yield lines of a terminal: the names in a column, the questions beside them on as many lines as they need."""
    left = max(len(query.name) for query in known) + 2
    for query in known:
        asked = f"{query.explanation} {f'[{_set(query)}]' if query.parameters else ''}".rstrip()
        lines = textwrap.wrap(asked, max(width - left, _LEAST_WIDTH))
        for name, line in zip((query.name, *[""] * len(lines)), lines, strict=False):
            yield f"{name:{left}}{line}"


def _set(query: "NamedQuery") -> str:
    return ", ".join(f"{parameter.name}={parameter.default}" for parameter in query.parameters)
