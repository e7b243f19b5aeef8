"""`kg query`: questions to a build, in SPARQL or by name."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import say
from kg.errors import QueryError
from kg.query.results import FORMATS
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph

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
@click.option(
    "-n",
    "--name",
    metavar="NAME",
    help="A question that comes with kg, or a unique beginning of its name; `kg queries` lists them.",
)
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
    from kg.knowledge_graph import load
    from kg.query.diagnosis import QuerySyntaxError, caret

    if settings and name is None:
        raise click.UsageError("--set sets a parameter of a named question; give --name NAME as well.")

    graph = load(folder)
    called, text = _named(graph, name, settings) if name else _read(str(query))
    try:
        _answer(graph, text, called, format)
    except QuerySyntaxError as error:
        for line in caret(text, error.line, error.column).splitlines():
            say(f"  {line}")
        raise


def _named(graph: "KnowledgeGraph", name: str, settings: dict[str, str]) -> tuple[str, str]:
    from kg.query import named

    question = named.find(name)
    return question.name, named.bind(question, settings, graph.store, known=graph.prefixes)


def _answer(graph: "KnowledgeGraph", text: str, name: str, format: str) -> None:
    from kg.query import engine, results

    if format != "table":
        written = engine.serialized(graph.store, text, format, name=name, known=graph.prefixes)
        if format == "csv":
            written = results.without_formulas(written.decode()).encode()
        click.echo(written, nl=not written.endswith(b"\n"))
        return
    found = engine.query(graph.store, text, name=name, known=graph.prefixes)
    click.echo(results.table(found, width=shutil.get_terminal_size().columns if sys.stdout.isatty() else 0), nl=False)
    if found.kind != "ask" and not found.rows:
        say("The graph has no answer to this.")


def _read(query: str) -> tuple[str, str]:
    """Return the name and the text of a query.

    Raises:
        QueryError: the file cannot be read, or what is given is the name of a question.
    """
    if query == "-":
        return "query", sys.stdin.buffer.read().decode("utf-8", "replace")
    if not query.endswith(SUFFIXES) and not _is_file(query):
        return _given(query)
    try:
        return query, Path(query).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"{printable(query)}: the query cannot be read ({reason}); check the path") from error


def _given(query: str) -> tuple[str, str]:
    from kg.query import named

    if any(question.name == query for question in named.queries()):
        raise QueryError(f"'{query}' is a question that comes with kg: ask it with `kg query --name {query}`")
    return "query", query


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a query is longer than any path may be
        return False
