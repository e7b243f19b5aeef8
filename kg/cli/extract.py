"""`kg extract`: what each abstract says."""

import json
import re
from pathlib import Path
from typing import Any

import click

from kg.cli.options import choice, configured, example, model, settings_file, talk, threshold
from kg.cli.terminal import Messages, progress, say
from kg.config import Config
from kg.numbers import counted

_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


def _share(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:  # noqa: ARG001  click's signature
    if value is None:
        return None
    found = _SHARE.fullmatch(value)
    number, jobs = map(int, found.groups()) if found else (0, 0)
    if number >= jobs:
        raise click.BadParameter(f"'{value}' is no share; write the number of the job, from 0, and how many: 3/64.")
    return number, jobs


@click.command(
    epilog=example(
        "kg extract papers.jsonl",
        "cat papers.jsonl | kg extract - > records.jsonl",
        "kg extract papers/ -o /shared/graph --shard 3/64    # and so on: 64 jobs, then `kg build`",
        "sbatch --array=0-63 --wrap 'kg extract papers/ -o /shared/graph --shard $SLURM_ARRAY_TASK_ID/64'",
    ),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@threshold
@model
@click.option(
    "--shard",
    "share",
    callback=_share,
    metavar="I/N",
    help="Print nothing, but read share I of N, from 0, for the build of these sources that comes after all N jobs.",
)
@click.option(
    "-o", "--output", metavar="DIR", help=f"With --shard: the folder of that build; `{Config().output}` by default."
)
@click.option("--workers", type=int, help=f"With --shard: the number of processes; {Config().workers} by default.")
@settings_file
@choice("jsonl")
@talk
def command(
    sources: tuple[str, ...],
    share: tuple[int, int] | None,
    settings: Path | None,
    format: str,  # noqa: ARG001  one format so far
    **options: Any,  # noqa: ANN401  options are of many types
) -> None:
    """Print what each paper of SOURCE says: one JSON object a paper, with entities, roles, offsets and links.

    SOURCE is a file, a folder, or `-` for standard input.

    With --shard, jobs on many machines that see one folder read the texts of a build together.
    """
    if share is None and (options["output"] or options["workers"]):
        raise click.UsageError("--output and --workers are for jobs; say which with --shard, such as --shard 0/64.")
    messages = Messages()
    config = configured(settings, **options)
    if share:
        _do_share(sources, share, config, messages)
    else:
        _print(sources, config, messages)
    if messages.sources:
        raise click.exceptions.Exit(1)


def _print(sources: tuple[str, ...], config: Config, messages: Messages) -> None:
    from kg.build import extract_records

    with progress(messages) as report:
        records = extract_records(sources, config=config, on_error=messages, progress=report)
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False))


def _do_share(sources: tuple[str, ...], share: tuple[int, int], config: Config, messages: Messages) -> None:
    from kg.build.jobs import extract_share

    number, jobs = share
    with progress(messages) as report:
        done = extract_share(sources, number, jobs, config=config, on_error=messages, progress=report)
    read = f"{counted(done.read, 'text')} read" if done.read else "all texts read before"
    say(f"Job {number} of {jobs}: {counted(done.papers, 'paper')} in {done.shards} of {done.of} shards, {read}")
