"""`kg stats`: what a build holds."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import print_json, table

if TYPE_CHECKING:
    from kg.store import Manifest

TOP = 10


@click.command(epilog=example("kg stats", "kg stats --dir outputs --format json"))
@directory
@choice("table", "json")
@talk
def command(folder: Path, format: str) -> None:
    """Print how much a build holds, and its most frequent names."""
    from kg import store

    manifest = store.open_build(folder)
    counts, top = manifest.counts, _most_frequent(folder, manifest)
    if format == "json":
        print_json({**counts, "top": top})
        return
    click.echo(table(("what", "number"), _rows(counts)))
    if top:
        click.echo()
        click.echo(
            table(
                ("name", "type", "papers", "id"), [(row["name"], row["type"], row["papers"], row["id"]) for row in top]
            )
        )


def _rows(counts: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in sorted(
        counts, key=lambda name: (isinstance(counts[name], dict), name != "papers", name != "entities", name)
    ):
        if isinstance(counts[name], dict):
            yield from ((f"{name}: {key}", value) for key, value in counts[name].items())
        else:
            yield name, counts[name]


def _most_frequent(folder: Path, manifest: "Manifest") -> list[dict[str, object]]:
    import heapq

    from kg import output_files
    from kg.exporters import table_parts

    rows = table_parts.rows(folder, output_files.table(manifest.outputs, "entities"))
    first = heapq.nsmallest(TOP, rows, key=lambda row: (-int(row["papers"]), row["id"]))
    return [{name: row[name] for name in ("id", "name", "type")} | {"papers": int(row["papers"])} for row in first]
