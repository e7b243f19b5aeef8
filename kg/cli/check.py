"""`kg check`: whether a build is as it should be."""

import json
from pathlib import Path

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import say, table
from kg.errors import OutputError
from kg.rdf import dataset

LEVELS = ("error", "warn", "never")


@click.command(
    short_help="Check that a build is as it should be.",
    epilog=example("kg check", "kg check --dir outputs --fail-on warn", "kg check --format json"),
)
@directory
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@choice("table", "json")
@talk
@click.pass_context
def command(ctx: click.Context, folder: Path, fail_on: str, format: str) -> None:
    """Check a build: are the files those that were written, and does the graph keep the rules of its schema?"""
    found = findings(folder)
    if format == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif found:
        click.echo(table(("level", "rule", "subject", "message"), [tuple(finding.values()) for finding in found]))
    count = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    say(f"{folder}: {count}" if found else f"{folder}: nothing is wrong")
    failing = {"error": ("error",), "warn": ("error", "warn"), "never": ()}[fail_on]
    if any(finding["level"] in failing for finding in found):
        ctx.exit(1)


def findings(folder: Path) -> list[dict[str, str]]:
    """Return what is wrong with a build, the worst first.

    Raises:
        OutputError: the folder holds no build.
    """
    from kg import store

    manifest = store.open_build(folder)
    found = [_finding("error", "digest", *line.split(": ", 1)) for line in store.damaged(folder, manifest)]
    return found + _broken_rules(folder) if dataset.FILE in manifest.outputs else found


def _broken_rules(folder: Path) -> list[dict[str, str]]:
    """Return which rules of the schema the graph breaks, or that it cannot be read."""
    from kg.query import engine
    from kg.rdf import checks

    try:
        graph = engine.load(folder)
    except OutputError as error:
        return [_finding("error", "readable", engine.FILE, str(error))]
    return [_finding(f.level.lower(), f.rule, f.subject, f.message) for f in checks.check(graph)]


def _finding(level: str, rule: str, subject: str, message: str) -> dict[str, str]:
    return {"level": level, "rule": rule, "subject": subject, "message": message}
