"""`kg check`: whether a build is as it should be."""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import in_memory
from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import print_json, say
from kg.errors import OutputError
from kg.query.table import aligned, printable

if TYPE_CHECKING:
    import pyoxigraph

    from kg.rdf.validation.checks import Finding
    from kg.rdf.validation.rule import Rule
    from kg.store import Manifest

FAILING = {"error": ("ERROR",), "warn": ("ERROR", "WARN"), "info": ("ERROR", "WARN", "INFO"), "none": ()}
HEADER = ("Level", "Rule Name", "Subject", "Property", "Value", "Message")
LONGEST = 60
"""How much of a value a table shows."""
_TERM = re.compile(r'^<([^<>"]*)>$|(?<="\^\^)<([^<>"]*)>$')
_SPLIT = re.compile(r"(.*[/#])([^/#]*)", re.DOTALL)


@click.command(
    epilog=example(
        "kg check",
        "kg check --dir outputs --fail-on warn",
        "kg check --format tsv > report.tsv",
        "kg check --list",
    ),
)
@directory
@click.option(
    "--fail-on",
    type=click.Choice(tuple(FAILING)),
    default="error",
    show_default=True,
    help="The mildest level that makes the exit code 1.",
)
@click.option("--shacl", is_flag=True, help="Let pyshacl check the shapes, in place of kg's own checks; slower.")
@click.option("--list", "listing", is_flag=True, help="Print the rules and check nothing.")
@choice("table", "tsv", "json")
@talk
@click.pass_context
def command(ctx: click.Context, folder: Path, fail_on: str, *, shacl: bool, listing: bool, format: str) -> None:
    """Check a build: are the files those that were written, and does the graph keep the rules of its schema?

    Prints one line for each violation, the worst first; docs/rules.md explains the rules.
    """
    if listing:
        _list(format)
        return
    found, prefixes = _findings(folder, shacl=shacl)
    if format == "json":
        print_json([asdict(finding) for finding in found])
    elif format == "tsv":
        _tsv(HEADER, [tuple(asdict(finding).values()) for finding in found])
    elif found:
        _table(HEADER, [_row(finding, prefixes) for finding in found])
    say(f"{folder}: {_summary(found)}")
    if any(finding.level in FAILING[fail_on] for finding in found):
        ctx.exit(1)


def _findings(folder: Path, *, shacl: bool) -> tuple[list["Finding"], Mapping[str, str]]:
    """Return what is wrong with a build, the worst first, and the prefixes of its IRIs.

    Raises:
        OutputError: the folder holds no build.
        ConfigError: pyshacl is wanted and not installed.
    """
    from kg import output_files, schema, store
    from kg.rdf.validation.checks import ordered
    from kg.rdf.validation.rule import DIGEST
    from kg.standing import open_standing

    standing = open_standing(folder)
    manifest = standing.manifest
    damaged = (line.split(": ", 1) for line in store.damaged(folder, manifest))
    found = [_about_file(DIGEST, name, reason) for name, reason in damaged]
    prefixes = schema.load().all_prefixes()
    if output_files.graph(manifest.outputs):
        wrong, prefixes = _wrong(folder, manifest, prefixes, shacl=shacl)
        found += wrong
    found += _given_differently(folder, manifest.outputs, prefixes["paper"])
    standing.check()
    return ordered(found), prefixes


def _wrong(
    folder: Path, manifest: "Manifest", prefixes: Mapping[str, str], *, shacl: bool
) -> tuple[list["Finding"], Mapping[str, str]]:
    """Return which rules of the schema the graph breaks, or that it cannot be read, and the prefixes of its IRIs."""
    from kg import output_files
    from kg.query import graph_file
    from kg.rdf.validation import by_pyshacl, checks
    from kg.rdf.validation.rule import READABLE

    files = output_files.graph(manifest.outputs)
    try:
        graph = _graph(folder, manifest)
    except OutputError as error:
        name = output_files.GRAPH if output_files.GRAPH in files else "kg"
        return [_about_file(READABLE, name, str(error))], prefixes
    if not shacl:
        return checks.check(graph), graph_file.prefixes(graph)
    in_memory.refuse_large(folder, manifest, "--shacl", "leave it out for kg's own checks")
    return by_pyshacl.validate(*(folder / name for name in files)), graph_file.prefixes(graph)


def _graph(folder: Path, manifest: "Manifest") -> "pyoxigraph.Store":
    """Return the graph as it was written, and not the store that was made of it; of parts, the store.

    A store bears the digests of its parts as its name, and that the parts have them is checked as well.
    """
    from kg import output_files
    from kg.query import graph_file, triplestore

    parted = output_files.GRAPH not in manifest.outputs
    kept = triplestore.kept(folder, output_files.graph_digest(manifest.outputs)) if parted else None
    return graph_file.load(folder) if kept is None else kept


def _given_differently(folder: Path, outputs: Iterable[str], papers: str) -> list["Finding"]:
    """Return what the sources of a build give differently; a table that is damaged has its own finding."""
    from kg import output_files
    from kg.exporters import table_parts
    from kg.rdf.validation.sources import conflicts

    try:
        return conflicts(table_parts.rows(folder, output_files.table(outputs, "conflicts")), papers)
    except (OSError, ValueError, KeyError):
        return []


def _about_file(rule: "Rule", name: str, reason: str) -> "Finding":
    from kg.rdf.validation.checks import Finding

    return Finding(rule.level, rule.name, name, "", "", reason)


def _summary(found: Sequence["Finding"]) -> str:
    counts = Counter(finding.level for finding in found)
    return ", ".join(f"{counts[level]} {level}" for level in FAILING["info"] if counts[level]) or "nothing is wrong"


def _list(format: str) -> None:
    from kg.rdf.validation.checks import every_rule

    rules = [{"level": rule.level, "rule": rule.name, "message": rule.message} for rule in every_rule()]
    header, rows = ("Level", "Rule Name", "Message"), [tuple(rule.values()) for rule in rules]
    if format == "json":
        print_json(rules)
    elif format == "tsv":
        _tsv(header, rows)
    else:
        _table(header, rows)


def _tsv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for row in (header, *rows):
        click.echo("\t".join(map(printable, row)))


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    click.echo(aligned(header, rows, right=[False] * len(header), width=width), nl=False)


def _row(finding: "Finding", prefixes: Mapping[str, str]) -> tuple[str, ...]:
    spaces = {namespace: prefix for prefix, namespace in prefixes.items()}
    value = _TERM.sub(lambda match: _short(match[1] or match[2], spaces), finding.value)
    if len(value) > LONGEST:
        value = f"{value[: LONGEST - 1]}…"
    subject, property = (_short(iri, spaces) for iri in (finding.subject, finding.property))
    return finding.level, finding.rule, subject, property, value, finding.message


def _short(iri: str, spaces: Mapping[str, str]) -> str:
    match = _SPLIT.fullmatch(iri)
    prefix = spaces.get(match[1]) if match else None
    return f"{prefix}:{match[2]}" if match and prefix else iri
