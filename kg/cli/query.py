"""`kg query`: questions to a build, in SPARQL or by name."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import say
from kg.errors import OutputError, QueryError
from kg.query.results import FORMATS, render
from kg.query.table import printable

if TYPE_CHECKING:
    import pyoxigraph

    from kg.query.results import Result

SUFFIXES = (".rq", ".sparql")


def _settings(
    ctx: click.Context,  # noqa: ARG001  click's signature
    parameter: click.Parameter,  # noqa: ARG001  click's signature
    values: tuple[str, ...],
) -> dict[str, str]:
    if wrong := next((value for value in values if "=" not in value), None):
        raise click.BadParameter(f"'{wrong}' is not of the form NAME=VALUE.")
    return dict((part.strip() for part in value.split("=", 1)) for value in values)  # type: ignore[misc]  # two parts each


@click.command(
    short_help="Ask a build a question.",
    epilog=example(
        "kg query --name most-used-datasets",
        "kg query --name datasets-of-method --set method=LoRA --format csv",
        "kg query 'SELECT ?name { ?model a kg:Model ; skos:prefLabel ?name }'",
        "kg query question.rq --format json > answer.json",
    ),
)
@click.argument("query", required=False, metavar="[FILE|SPARQL|-]")
@click.option("-n", "--name", metavar="NAME", help="A question that comes with kg; `kg queries` lists them.")
@click.option(
    "-s",
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings,
    help="The value of a parameter of a named question, such as the name of a method.",
)
@directory
@choice(*FORMATS)
@talk
def command(query: str | None, name: str | None, settings: dict[str, str], folder: Path, format: str) -> None:
    """Ask a build a question: a file with SPARQL, SPARQL itself, `-` for standard input, or one by its name.

    The prefixes of the schema (kg:, skos:, dcterms: ...) need no declaration.
    """
    if (query is None) == (name is None):
        raise click.UsageError("Give one query: a file, SPARQL, or --name NAME; `kg queries` lists the names.")
    if settings and name is None:
        raise click.UsageError("--set sets a parameter of a named question; give --name NAME as well.")

    graph = _graph(folder)
    result = _named(graph, name, settings) if name else _asked(graph, str(query))
    width = shutil.get_terminal_size().columns if format == "table" and sys.stdout.isatty() else 0
    click.echo(render(result, format, width=width), nl=False)
    if result.kind != "ask" and not result.rows:
        say("The graph has no answer to this.")


def _graph(folder: Path) -> "pyoxigraph.Store":
    """Return the graph of a build.

    Raises:
        OutputError: the folder holds no build, or a build without RDF.
    """
    from kg import store
    from kg.query import engine

    if engine.FILE not in store.open_build(folder).outputs:
        raise OutputError(f"{folder}: this build has no graph to ask; build with `--format rdf` as well")
    return engine.load(folder)


def _named(graph: "pyoxigraph.Store", name: str, settings: dict[str, str]) -> "Result":
    from kg.query import engine, named

    return engine.query(graph, named.bind(named.find(name), settings, graph), name=name)


def _asked(graph: "pyoxigraph.Store", query: str) -> "Result":
    from kg.query import engine
    from kg.query.diagnosis import QuerySyntaxError, caret

    name, text = _read(query)
    try:
        return engine.query(graph, text, name=name)
    except QuerySyntaxError as error:
        for line in caret(text, error.line, error.column).splitlines():
            say(f"  {line}")
        raise


def _read(query: str) -> tuple[str, str]:
    """Return the name and the text of a query.

    Raises:
        QueryError: the file cannot be read.
    """
    if query == "-":
        return "query", sys.stdin.buffer.read().decode("utf-8", "replace")
    if not query.endswith(SUFFIXES) and not _is_file(query):
        return "query", query
    try:
        return query, Path(query).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"{printable(query)}: the query cannot be read ({reason}); check the path") from error


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a query is longer than any path may be
        return False
