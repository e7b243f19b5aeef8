"""`kg serve`: a build over HTTP."""

import re
import sys
import traceback
from pathlib import Path

import click

from kg.cli.options import example, talk
from kg.cli.terminal import say, setting
from kg.query.table import printable
from kg.serve.limits import MIB, Limits

_KIB = 1024
_DEFAULT = Limits()
_ORIGIN = re.compile(r"\*|none|https?://[^/\s]+")


def _origin(
    ctx: click.Context,  # noqa: ARG001  click's signature
    parameter: click.Parameter,  # noqa: ARG001  click's signature
    value: str,
) -> str:
    if not _ORIGIN.fullmatch(value):
        raise click.BadParameter(f"'{printable(value)}' is no origin such as https://example.org, nor * nor none.")
    return "" if value == "none" else value


@click.command(
    short_help="Serve a build: a SPARQL endpoint and pages.",
    epilog=example(
        "kg serve",
        "kg serve outputs --port 9000 --workers 4",
        "kg serve --root-path /kg --host 0.0.0.0    # behind a proxy",
    ),
)
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any that is free."
)
@click.option("--root-path", default="", metavar="PATH", help="What a proxy puts before every path, such as /kg.")
@click.option(
    "--cors",
    default="*",
    show_default=True,
    metavar="ORIGIN",
    callback=_origin,
    help="The origin whose scripts may read answers; * for all, none for none.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86400),
    default=_DEFAULT.timeout,
    show_default=True,
    metavar="SECONDS",
    help="How many seconds a query may run before it is stopped.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(1),
    default=_DEFAULT.rows,
    show_default=True,
    metavar="ROWS",
    help="How many rows, or triples, an answer may have.",
)
@click.option(
    "--max-answer",
    type=click.IntRange(1, 1024),
    default=_DEFAULT.answer_bytes // MIB,
    show_default=True,
    metavar="MIB",
    help="How many MiB an answer may have.",
)
@click.option(
    "--memory",
    type=click.IntRange(64),
    default=_DEFAULT.memory // MIB,
    show_default=True,
    metavar="MIB",
    help="How many MiB a worker may use for a query.",
)
@click.option(
    "--max-query",
    type=click.IntRange(1, 1024),
    default=_DEFAULT.query_bytes // _KIB,
    show_default=True,
    metavar="KIB",
    help="How many KiB a query may have.",
)
@click.option(
    "--max-nesting",
    type=click.IntRange(1, 1000),
    default=_DEFAULT.depth,
    show_default=True,
    metavar="LEVELS",
    help="How many levels of brackets a query may have.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=_DEFAULT.workers,
    show_default=True,
    metavar="PROCESSES",
    help="How many processes evaluate queries, one query each.",
)
@click.option(
    "--waiting",
    type=click.IntRange(0, 1000),
    default=_DEFAULT.waiting,
    show_default=True,
    metavar="REQUESTS",
    help="How many requests may wait for each worker; more are refused.",
)
@click.option(
    "--grace",
    type=click.FloatRange(0, 3600),
    default=_DEFAULT.grace,
    show_default=True,
    metavar="SECONDS",
    help="How many seconds running queries have to end when the server stops.",
)
@click.option(
    "--access-log/--no-access-log",
    default=True,
    show_default=True,
    help="Whether each request is a line of JSON on standard error.",
)
@talk
def command(folder: Path | None, *, host: str, root_path: str, cors: str, access_log: bool, **numbers: float) -> None:
    """Serve the build in DIR (default: outputs): SPARQL 1.1 Protocol at /sparql, and pages for people.

    Only this machine reaches it unless --host says otherwise. Each query runs in a process apart, which is killed
    when it costs too much; no query changes the graph or reaches another server.
    """
    from kg import config
    from kg.serve.access_log import unblocked
    from kg.serve.server import Setting, is_local, serve

    place = folder or Path(config.load().output)
    path = "/".join(["", *filter(None, root_path.split("/"))])
    if not is_local(host):
        say(f"Warning: whoever reaches {host} reads this graph; put a proxy before it, or leave out --host.")
    serve(
        Setting(place, host, int(numbers["port"]), path, cors, _limits(numbers)),
        ready=lambda address: say(f"Serving {place} on {address} (SPARQL at {address}sparql; Ctrl-C stops it)"),
        write=unblocked(sys.stderr) if access_log and sys.stderr and not setting("quiet") else None,
        report=traceback.print_exception if setting("verbose") else None,
    )


def _limits(numbers: dict[str, float]) -> Limits:
    return Limits(
        timeout=numbers["timeout"],
        rows=int(numbers["max_rows"]),
        answer_bytes=int(numbers["max_answer"]) * MIB,
        memory=int(numbers["memory"]) * MIB,
        query_bytes=int(numbers["max_query"]) * _KIB,
        depth=int(numbers["max_nesting"]),
        workers=int(numbers["workers"]),
        waiting=int(numbers["waiting"]),
        grace=numbers["grace"],
    )
