"""`kg query`: questions to a build, in SPARQL or by name."""

import errno
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import say
from kg.errors import QueryError
from kg.query.allowance import MIB, SECONDS, Allowance, usual_memory
from kg.query.results import FORMATS
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.query.results import Result

SUFFIXES = (".rq", ".sparql")
_HELD = 1 << 24
"""How many bytes of an answer are held in memory; of a longer one, none."""
_PIECE = 1 << 20
_NO_ANSWER = "The graph has no answer to this."


def _settings(
    ctx: click.Context,  # noqa: ARG001  click's signature
    parameter: click.Parameter,  # noqa: ARG001  click's signature
    values: tuple[str, ...],
) -> dict[str, str]:
    if wrong := next((value for value in values if "=" not in value), None):
        raise click.BadParameter(f"'{wrong}' is not of the form NAME=VALUE.")
    return dict((part.strip() for part in value.split("=", 1)) for value in values)  # type: ignore[misc]  # two parts each


@click.command(
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
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings,
    help="The value of a parameter of a named question, such as the name of a method.",
)
@directory
@choice(*FORMATS)
@click.option(
    "--memory",
    type=click.IntRange(0),
    metavar="MIB",
    help="How many MiB of memory the query may use, 0 for no limit; 4096 by default, or half of what this machine has "
    "where that is less.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="How many seconds the query may take; 0 for no limit.",
)
@talk
def command(
    query: str | None,
    name: str | None,
    values: dict[str, str],
    folder: Path,
    *,
    format: str,
    memory: int | None,
    timeout: float,
) -> None:
    """Ask a build a question: a file with SPARQL, SPARQL itself, `-` for standard input, or one by its name.

    The prefixes of the schema (kg:, skos:, dcterms: ...) need no declaration.
    """
    if (query is None) == (name is None):
        raise click.UsageError("Give one query: a file, SPARQL, or --name NAME; `kg queries` lists the names.")
    if values and name is None:
        raise click.UsageError("--set sets a parameter of a named question; give --name NAME as well.")
    given = None if query is None else _read(query)
    context = click.get_current_context()

    def work() -> Callable[[], None]:
        with context.scope(cleanup=False):  # another thread knows of no command
            return _asked(folder, given, name, values, format)

    from kg.cli import costly

    costly.run(work, folder, Allowance(usual_memory() if memory is None else memory * MIB, timeout))


def _asked(
    folder: Path, given: tuple[str, str] | None, name: str | None, settings: dict[str, str], format: str
) -> Callable[[], None]:
    """Ask a build, and return what prints the answer when there is all of it: a failure leaves no half of one."""
    from kg.knowledge_graph import load
    from kg.query.diagnosis import QuerySyntaxError, caret

    graph = load(folder)
    called, text = given or _named(graph, str(name), settings)
    try:
        if format != "table":
            return _written(graph, text, called, format)
        return _shown(graph, text, called, settings if name else None)
    except QuerySyntaxError as error:
        for line in caret(text, error.line, error.column).splitlines():
            say(f"  {line}")
        raise


def _named(graph: "KnowledgeGraph", name: str, settings: dict[str, str]) -> tuple[str, str]:
    from kg.query import named

    question = named.find(name)
    return question.name, named.bind(question, settings, graph.store, known=graph.prefixes)


def _shown(graph: "KnowledgeGraph", text: str, name: str, settings: dict[str, str] | None) -> Callable[[], None]:
    """Return what prints a table, and what is to be said of it; `settings` are those of a named question."""
    from kg.query import engine, results

    found = engine.query(graph.store, text, name=name, known=graph.prefixes)
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    table = results.table(found, width=shutil.get_terminal_size().columns if is_terminal else 0)
    said = list(_remarks(graph, text, found) if settings is None else _advice(name, settings, found))

    def tell() -> None:
        click.echo(table, nl=False)
        for line in said:
            say(line)

    return tell


def _written(graph: "KnowledgeGraph", text: str, name: str, format: str) -> Callable[[], None]:
    """Return what prints an answer in a format of the W3C; a long one lies on the disk."""
    import tempfile

    from kg.query import engine

    with ExitStack() as stack:
        spool = stack.enter_context(tempfile.SpooledTemporaryFile(_HELD, prefix="kg-answer-"))
        answer = cast("BinaryIO", spool)
        try:
            engine.write(graph.store, text, format, answer, name=name, known=graph.prefixes)
        except QueryError as error:
            if _is_of_full_disk(error):
                raise QueryError(
                    f"{tempfile.gettempdir()}: no room for the answer; ask for less, for instance with LIMIT, or set "
                    "TMPDIR to a folder with more room"
                ) from error
            raise
        stack.pop_all()  # it is closed when it is printed

    def tell() -> None:
        with closing(spool):
            _copy(answer, format)

    return tell


def _is_of_full_disk(error: BaseException | None) -> bool:
    while error is not None and getattr(error, "errno", 0) not in (errno.ENOSPC, errno.EDQUOT):
        error = error.__cause__
    return error is not None


def _copy(answer: BinaryIO, format: str) -> None:
    """Copy an answer to standard output, where there is one."""
    from kg.query import results

    if sys.stdout is None:
        return
    answer.seek(0)
    out = sys.stdout.buffer
    last = b""
    for last in results.without_formulas(answer) if format == "csv" else _pieces(answer):
        out.write(last)
    if not last.endswith(b"\n"):
        out.write(b"\n")


def _pieces(answer: BinaryIO) -> Iterator[bytes]:
    while piece := answer.read(_PIECE):
        yield piece


def _advice(name: str, settings: dict[str, str], found: "Result") -> Iterator[str]:
    """Yield what to ask where a question has no answer."""
    from kg.query import named

    if found.rows or found.kind == "ask":
        return
    yield _NO_ANSWER
    if other := named.find(name).otherwise:
        given = "".join(f" --set {shlex.quote(f'{parameter}={value}')}" for parameter, value in settings.items())
        yield f"Perhaps `kg query --name {other}{given}` has."


def _remarks(graph: "KnowledgeGraph", text: str, found: "Result") -> Iterator[str]:
    """Yield what a colleague would say of a query that may not mean what it says."""
    from kg.query import remarks

    if found.kind != "ask" and not found.rows:
        yield _NO_ANSWER
    yield from remarks.on(text, graph.store, graph.prefixes, answered=bool(found.rows) or found.truth)


def _read(query: str) -> tuple[str, str]:
    """Return the name and the text of a query.

    Raises:
        QueryError: the file cannot be read, or what is given is the name of a question.
    """
    if query == "-":
        return "query", sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""
    if not query.endswith(SUFFIXES) and not _is(query, Path.is_file):
        return _given(query)
    try:
        return query, Path(query).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"{printable(query)}: the query cannot be read ({reason}); check the path") from error


def _given(query: str) -> tuple[str, str]:
    from kg.query import named

    begun = "-".join(query.lower().split())
    if begun and (found := [question.name for question in named.queries() if question.name.startswith(begun)]):
        raise QueryError(f"'{query}' is no SPARQL; ask a question that comes with kg with `kg query --name {found[0]}`")
    if _is(query, Path.is_dir):
        raise QueryError(f"'{query}' is a folder; give the folder of a build with `--dir {query}`, and a query")
    return "query", query


def _is(text: str, test: Callable[[Path], bool]) -> bool:
    try:
        return test(Path(text))
    except (OSError, ValueError):  # a query is longer than any path may be
        return False
