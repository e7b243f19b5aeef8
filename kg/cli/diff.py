"""`kg diff`: what differs between two builds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import choice, directory, example, settings_file, talk
from kg.cli.terminal import print_json

if TYPE_CHECKING:
    from kg.history.comparison import Comparison

SHOWN = 8
LAST = "last"


@click.command(
    epilog=example(
        "kg diff",
        "kg diff 7d --format markdown",
        "kg diff 2026-03-11 last",
        "kg diff outputs-of-monday outputs",
        "kg diff --exit-code > /dev/null",
    ),
)
@click.argument("old", required=False)
@click.argument("new", required=False)
@directory
@choice("text", "markdown", "json")
@click.option("--since", metavar="MOMENT", help="The same as OLD, as `kg digest` has it.")
@click.option("--all", "everything", is_flag=True, help=f"Print whole lists, not the first {SHOWN} of each.")
@click.option("--exit-code", is_flag=True, help="End with exit code 1 where something differs.")
@settings_file
@talk
@click.pass_context
def command(
    ctx: click.Context,
    old: str | None,
    new: str | None,
    folder: Path,
    *,
    since: str | None,
    format: str,
    everything: bool,
    exit_code: bool,
    settings: Path | None,  # noqa: ARG001  `--dir` has read it
) -> None:
    """Print what is new in the build NEW since OLD: by default in the last build since the one before.

    Each is the folder of a build, or a moment in the history of one folder: `last` for the build before the newest,
    3 for three builds back, 12h, 7d, 2w, today, yesterday, or a date such as 2026-03-11 for what was there then.
    """
    from kg.history.comparison import diff

    if since and new:
        raise click.UsageError("OLD and --since say the same; give one of them.")
    found = diff(folder, since, old) if since else diff(folder, old or LAST, new)
    _print(found, format, None if everything else SHOWN)
    if exit_code and found.changes:
        ctx.exit(1)


def _print(found: "Comparison", format: str, limit: int | None) -> None:
    from kg.digest import markdown, plain, sections

    if format == "json":
        print_json(found.to_dict())
        return
    document = sections.report(found.changes, old=found.old.text, new=found.new.text, limit=limit)
    click.echo(markdown.write(document) if format == "markdown" else plain.write(document), nl=False)
