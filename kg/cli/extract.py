"""`kg extract`: what each abstract says."""

import json
from pathlib import Path

import click

from kg.cli.options import choice, configured, example, model, settings_file, talk, threshold
from kg.cli.terminal import Messages, progress


@click.command(
    epilog=example("kg extract papers.jsonl", "cat papers.jsonl | kg extract - > records.jsonl"),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@threshold
@model
@settings_file
@choice("jsonl")
@talk
def command(
    sources: tuple[str, ...],
    threshold: float | None,
    model: str | None,
    settings: Path | None,
    format: str,  # noqa: ARG001  one format so far
) -> None:
    """Print what each paper of SOURCE says: one JSON object a paper, with entities, roles, offsets and links.

    SOURCE is a file, a folder, or `-` for standard input.
    """
    from kg.build import extract_records

    messages = Messages()
    config = configured(settings, threshold=threshold, model=model)
    with progress(messages) as report:
        records = extract_records(sources, config=config, on_error=messages, progress=report)
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False))
    if messages.sources:
        raise click.exceptions.Exit(1)
