"""`kg serve`: a build over HTTP."""

import re
import sys
import traceback
from pathlib import Path
from typing import Any, NamedTuple

import click

from kg.cli.options import Command, example, talk
from kg.cli.terminal import say, setting
from kg.query.allowance import MIB
from kg.query.table import printable
from kg.serve.limits import Limits

_KIB = 1024
_DEFAULT = Limits()


class _Limit(NamedTuple):
    """An option that sets a limit."""

    option: str
    field: str
    type: click.IntRange | click.FloatRange
    metavar: str
    help: str
    unit: int = 1
    """How much of the field one of the option is."""


_LIMITS = (
    _Limit("timeout", "timeout", click.FloatRange(0.1, 86400), "SECONDS", "How many seconds a query may run."),
    _Limit("max-rows", "rows", click.IntRange(1), "ROWS", "How many rows, or triples, an answer may have."),
    _Limit("max-answer", "answer_bytes", click.IntRange(1, 1024), "MIB", "How many MiB an answer may have.", MIB),
    _Limit("memory", "memory", click.IntRange(64), "MIB", "How many MiB a worker may use for a query.", MIB),
    _Limit("max-query", "query_bytes", click.IntRange(1, 1024), "KIB", "How many KiB a query may have.", _KIB),
    _Limit("max-nesting", "depth", click.IntRange(1, 1000), "LEVELS", "How many levels of brackets a query may have."),
    _Limit("workers", "workers", click.IntRange(1, 256), "PROCESSES", "How many processes evaluate queries."),
    _Limit("waiting", "waiting", click.IntRange(0, 1000), "REQUESTS", "How many requests may wait for each worker."),
    _Limit("grace", "grace", click.FloatRange(0, 3600), "SECONDS", "How many seconds running queries have at the end."),
)
_ORIGIN = re.compile(r"\*|none|https?://[^/\s]+")


def _origin(
    ctx: click.Context,  # noqa: ARG001  click's signature
    parameter: click.Parameter,  # noqa: ARG001  click's signature
    value: str,
) -> str:
    if not _ORIGIN.fullmatch(value):
        raise click.BadParameter(f"'{printable(value)}' is no origin such as https://example.org, nor * nor none.")
    return "" if value == "none" else value


def _limited(function: Command) -> Command:
    for limit in reversed(_LIMITS):  # decorators add options from the last to the first
        default = getattr(_DEFAULT, limit.field)
        option = click.option(
            f"--{limit.option}",
            type=limit.type,
            default=default // limit.unit if limit.unit > 1 else default,
            show_default=True,
            metavar=limit.metavar,
            help=limit.help,
        )
        function = option(function)
    return function


@click.command(
    epilog=example(
        "kg serve",
        "kg serve outputs --port 9000 --workers 4",
        "kg serve --root-path /kg    # behind a proxy",
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
@_limited
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
    values: dict[str, Any] = {limit.field: numbers[limit.option.replace("-", "_")] * limit.unit for limit in _LIMITS}
    return Limits(**values)
