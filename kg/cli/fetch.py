"""`kg fetch`: papers from the services that list them."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import config
from kg.cli.group import INTERRUPTED
from kg.cli.options import Command, example, settings_file, talk
from kg.cli.terminal import Messages, Progress, progress, say, setting
from kg.config import Config
from kg.errors import ConfigError, FetchError, KGError
from kg.numbers import counted
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.fetch.files import Change
    from kg.fetch.plan import Job
    from kg.fetch.queries import Query
    from kg.fetch.session import Session

STDOUT = "-"
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options that all services share say."""

    output: str
    contact: str
    url: str
    offline: bool
    dry_run: bool
    cache: bool
    settings: Path | None


def _shared(function: Command) -> Command:
    """Add the options that all services share."""
    options = (
        click.option(
            "-o",
            "--output",
            metavar="DIR",
            help="The folder to write, merged with what is there; papers by default, - for standard output.",
        ),
        click.option(
            "--contact",
            envvar="KG_CONTACT",
            metavar="EMAIL",
            help="Your e-mail address, for the services that ask who asks; kg.toml and KG_CONTACT may hold it.",
        ),
        click.option("--url", metavar="URL", help="A mirror: another place that speaks as the service does."),
        click.option("--no-cache", is_flag=True, help="Ask for everything again, and keep no answers."),
        click.option("--offline", is_flag=True, help="Refuse to use the network, as KG_OFFLINE=1 does."),
        click.option("--dry-run", is_flag=True, help="Print the requests that would be made, and make none."),
    )
    for option in reversed(options):  # decorators add options from the last to the first
        function = option(function)
    return settings_file(talk(function))


def _wishes(options: Mapping[str, Any]) -> Wishes:
    return Wishes(
        output=options["output"] or "",
        contact=options["contact"] or "",
        url=options["url"] or "",
        offline=options["offline"] or os.environ.get("KG_OFFLINE", "") not in ("", "0"),
        dry_run=options["dry_run"],
        cache=not options["no_cache"],
        settings=options["settings"],
    )


@click.group(
    invoke_without_command=True,
    epilog=example(
        "kg fetch daily-papers --since 7d",
        'kg fetch arxiv "cat:cs.CL AND abs:retrieval" --since last --contact you@example.org',
        "kg fetch    # all that the [[fetch]] tables of kg.toml say",
        "kg build papers/",
    ),
)
@_shared
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401  options are of many types
    """Fetch papers from a service, and merge them into files of JSON Lines that `kg build` reads.

    Alone, it fetches what the [[fetch]] tables of kg.toml say. Beside it, only `kg publish`, object
    stores and engines of a cluster use the network. Services
    are asked at the pace that they want; a fetch that ends too early goes on from there the next time.
    """
    if ctx.invoked_subcommand:
        given = {name: value for name, value in options.items() if value not in (None, False)}
        ctx.default_map = dict.fromkeys(ctx.command.list_commands(ctx), given)  # type: ignore[attr-defined]  # a group has it
        return
    from kg.fetch.plan import jobs

    wishes = _wishes(options)
    settings = config.load(wishes.settings)
    where = str(wishes.settings or config.FILE_NAME)
    found = jobs(settings.fetch, where=where)
    if not found:
        raise click.UsageError(
            "Nothing to fetch: name a service as `kg fetch --help` shows, or write a [[fetch]] table into "
            f"{config.FILE_NAME}."
        )
    _run(found, wishes, settings, where=where)


@command.command(
    "daily-papers",
    short_help="Papers that Hugging Face lists, a file a day.",
    epilog=example("kg fetch daily-papers", "kg fetch daily-papers --since last -o papers"),
)
@click.option("--date", metavar="DAY", help="One day, as 2026-11-20; today by default.")
@click.option("--since", metavar="DAY", help="The first day: 2026-11-01, 7d, 2w, or last for the newest day in DIR.")
@click.option("--until", metavar="DAY", help="The last day; today by default.")
@_shared
def daily_papers(**options: Any) -> None:  # noqa: ANN401  options are of many types
    """Fetch the papers that Hugging Face lists day by day; a file a day."""
    _one("daily-papers", {name: options[name] for name in ("date", "since", "until")}, options)


@command.command(
    "arxiv",
    short_help="Papers of arXiv, by a query or by ids.",
    epilog=example(
        'kg fetch arxiv "graph neural networks" --max 200',
        "kg fetch arxiv cs.CL --since 7d",
        "kg fetch arxiv 1706.03762 https://arxiv.org/abs/2106.09685",
    ),
)
@click.argument("asked", nargs=-1, required=True, metavar="QUERY|ID...")
@click.option("--since", metavar="DAY", help="The first day of submission: 2026-11-01, 7d, 2w, or last.")
@click.option("--until", metavar="DAY", help="The last day of submission.")
@click.option("--max", type=int, metavar="N", help="How many papers at most, the newest first; 1000 by default.")
@_shared
def arxiv(asked: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401  options are of many types
    """Fetch papers from arXiv, by a query or by their ids in any spelling.

    QUERY is in arXiv's own words (ti:, au:, abs:, cat:, AND, OR, ANDNOT, "…"), or plain words that all must occur.
    """
    from kg.fetch.plan import asked as words_of

    try:
        words = words_of(asked)
    except ValueError as error:
        raise click.UsageError(f"{printable(str(error))}.") from error
    _one("arxiv", {**words, **{name: options[name] for name in ("since", "until", "max")}}, options)


@command.command(
    "openalex",
    short_help="Works of OpenAlex, by words or by a filter.",
    epilog=example(
        'kg fetch openalex "diffusion models" --since 2w --max 500',
        "kg fetch openalex --filter primary_topic.id:T10181,has_abstract:true --since last",
    ),
)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--filter", metavar="FILTER", help="A filter in OpenAlex's words, such as has_abstract:true.")
@click.option("--since", metavar="DAY", help="The first day of publication: 2026-11-01, 7d, 2w, or last.")
@click.option("--until", metavar="DAY", help="The last day of publication.")
@click.option("--max", type=int, metavar="N", help="How many works at most; 1000 by default.")
@_shared
def openalex(query: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401  options are of many types
    """Fetch works from OpenAlex, by words, by a filter, or both; the key is in OPENALEX_API_KEY."""
    words = {name: options[name] for name in ("filter", "since", "until", "max")}
    _one("openalex", {"query": " ".join(query) or None, **words}, options)


def _one(service: str, words: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    from kg.fetch.plan import job

    given = {name: value for name, value in words.items() if value is not None}
    try:
        found = job({"service": service, **given})
    except ValueError as error:
        raise click.UsageError(f"{printable(str(error))}.") from error
    wishes = _wishes(options)
    _run([found], wishes, config.load(wishes.settings), where="")


def _run(jobs: list["Job"], wishes: Wishes, settings: Config, *, where: str) -> None:
    """Fetch one thing after the other; one that fails does not keep the others from being fetched."""
    from kg.fetch.session import Session

    if wishes.offline and not wishes.dry_run:
        raise FetchError("the network is not to be used (--offline, KG_OFFLINE); leave that out to fetch")
    messages = Messages()
    session = Session(
        contact=wishes.contact or settings.contact,
        cached=wishes.cache,
        say=lambda text: None if setting("quiet") else messages.write(printable(text)),
    )
    jobs = [replace(job, to=wishes.output or job.to, url=wishes.url or job.url) for job in jobs]
    queries = list(_queries(session, jobs, where))
    if wishes.dry_run:
        for job, query in zip(jobs, queries, strict=True):
            _print_requests(session, job, query)
        return
    failures = list(_failures(session, messages, jobs, queries))
    for error in failures[:-1]:
        click.echo(f"Error: {printable(str(error))}", err=True)
    if failures:
        raise failures[-1]
    for folder in dict.fromkeys(job.to for job in jobs if job.to != STDOUT and Path(job.to).is_dir()):
        say(f"Next    kg build {shlex.quote(folder)}")


def _queries(session: "Session", jobs: list["Job"], where: str) -> Iterator["Query"]:
    for number, job in enumerate(jobs, 1):
        try:
            yield session.query(job)
        except ValueError as error:
            if where:
                raise ConfigError(f"{where}: [[fetch]] number {number}: {error}") from error
            raise click.UsageError(f"{printable(str(error))}.") from error


def _failures(session: "Session", messages: Messages, jobs: list["Job"], queries: list["Query"]) -> Iterator[KGError]:
    for job, query in zip(jobs, queries, strict=True):
        try:
            _fetch(session, messages, job, query)
        except (FetchError, ConfigError) as error:
            yield error


def _fetch(session: "Session", messages: Messages, job: "Job", query: "Query") -> None:
    title = session.title(job)
    came: list[int] = []

    def report(done: int, total: int) -> None:
        came.append(done)
        advance(f"Fetching from {title}", done, total)

    advance: Progress
    try:
        with progress(messages) as advance:
            if job.to == STDOUT:
                data = session.bytes_of(job, query, report)
            else:
                changes = session.merged(job, query, Path(job.to), report)
    except KeyboardInterrupt:
        kept = "what came is kept, and the same command goes on from there"
        click.echo(f"Stopped; {kept if came and session.cached else 'nothing was written'}", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    if job.to == STDOUT:
        sys.stdout.buffer.write(data)
        say(f"Fetched {counted(len(data.splitlines()), 'paper')} to standard output")
    else:
        say(_summary(title, query, Path(job.to), changes))


def _summary(title: str, query: "Query", folder: Path, changes: list["Change"]) -> str:
    fetched = sum(change.fetched for change in changes)
    new, changed = sum(change.new for change in changes), sum(change.changed for change in changes)
    if not fetched:
        return f"Fetched 0 papers: {title} lists none {_when(query)}"
    where = changes[0].path if len(changes) == 1 else f"{len(changes)} files in {folder}"
    return f"Fetched {counted(fetched, 'paper')} ({new:,} new, {changed:,} changed) to {where}"


def _when(query: "Query") -> str:
    if query.since and query.since == query.until:
        return f"on {_named(query.since)}"
    bounds = (f"from {query.since}" if query.since else "", f"to {query.until or query.today}" if query.since else "")
    return " ".join(filter(None, bounds)) or "for this"


def _named(day: date) -> str:
    return f"{day}, a {day:%A}" if day.weekday() >= _WEEKEND else f"{day}"


def _print_requests(session: "Session", job: "Job", query: "Query") -> None:
    for address in session.addresses(query):
        click.echo(f"GET {address}")
    say(session.manners(job, query))
