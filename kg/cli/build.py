"""`kg build`: papers to a graph, in a folder."""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import output_files
from kg.cli.options import configured, example, model, settings_file, talk, threshold
from kg.cli.pictures import page_of
from kg.cli.terminal import Messages, progress, say, setting
from kg.cli.view import PAGE, open_page
from kg.config import EXECUTORS, RENDERERS, Config
from kg.exporters import EXPORTERS
from kg.numbers import counted
from kg.remote import is_url
from kg.shown import in_words

if TYPE_CHECKING:
    from kg.build import Build

FORMATS = tuple(EXPORTERS)
PYVIS_UP_TO = 5_000  # nodes that vis-network draws at once
DEFAULTS = Config()


def _formats(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  click's signature
    names = tuple(name.strip() for item in value for name in item.split(",") if name.strip())
    if unknown := [name for name in names if name not in FORMATS]:
        raise click.BadParameter(f"'{unknown[0]}' is not one of {', '.join(FORMATS)}.")
    return tuple(dict.fromkeys(names))


@click.command(
    epilog=example(
        "kg build --sample --open",
        "kg build papers.jsonl pages/ -o outputs",
        "kg build papers.jsonl --format tables,graphml --workers 4",
        "kg build    # in a folder with a kg.toml",
    ),
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    help=f"The folder to write, or a URL of an object store: s3://…; `{DEFAULTS.output}` by default.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    callback=_formats,
    metavar="NAME,...",
    help=f"What to write: {', '.join(FORMATS)}; {', '.join(DEFAULTS.formats)} by default.",
)
@click.option("--sample", is_flag=True, help="Build the papers that come with kg.")
@click.option("--fresh", is_flag=True, help="Build although nothing changed, read every text again, draw a new map.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser afterwards.")
@click.option("--base", metavar="IRI", help="The base of the data's IRIs.")
@click.option(
    "--decisions",
    metavar="FILE",
    help="The file of decisions, as `kg merge` and the like write it; what kg.toml says, or `decisions.txt`.",
)
@threshold
@model
@click.option(
    "--renderer",
    type=click.Choice(RENDERERS),
    help="What draws the page: `canvas`, or vis-network by `pyvis`; `auto`, the default, is the faster, `canvas`.",
)
@click.option("--seed", type=int, help=f"The seed of the layout and of the communities; {DEFAULTS.seed} by default.")
@click.option(
    "--workers",
    type=int,
    help=f"The number of processes that read texts, and write parts; {DEFAULTS.workers} by default.",
)
@click.option(
    "--executor",
    type=click.Choice(EXECUTORS),
    help="What works on the papers: `processes` of this machine, the default, or an engine, `spark` or `dask`.",
)
@click.option(
    "--url",
    metavar="URL",
    help="Where the engine is: `sc://host:15002` or a master such as `local-cluster[2,1,1024]` for Spark, "
    "`tcp://host:8786` for Dask; without it, Dask starts --workers workers on this machine.",
)
@click.option(
    "--shards",
    type=int,
    help="The least number of shards that papers are spread over, each with a file of the cache; doubled until a shard "
    f"has about 1,000 papers at most; {DEFAULTS.shards} by default.",
)
@click.option(
    "--graph-limit",
    type=int,
    metavar="PAPERS",
    help="The most papers whose graph is held in memory; of more, the outputs are written in parts and the page shows "
    f"the most important part; {DEFAULTS.graph_limit:,} by default.",
)
@settings_file
@talk
def command(
    sources: tuple[str, ...],
    sample: bool,
    fresh: bool,
    opens: bool,
    settings: Path | None,
    **options: Any,  # noqa: ANN401  options are of many types
) -> None:
    """Build a knowledge graph from the papers of each SOURCE: a file, a folder, a pattern, `-` for standard input.

    Without SOURCE, kg.toml of the current folder names the sources; `kg init` writes one.

    Only new and changed texts are read; what a source that is left out said is forgotten. A record that cannot be
    read is named and skipped (with --quiet, once), and the rest is built; where a whole source cannot be read, the
    exit code is 1.
    """
    from kg.build import SAMPLE, build

    config = configured(settings, **options)
    chosen = [*(sources or (() if sample else config.sources)), *([str(SAMPLE)] if sample else [])]
    if not chosen:
        raise click.UsageError(
            "Nothing to build from: name files or folders with papers, let `kg init` write a kg.toml that does, or try "
            "`kg build --sample`."
        )
    messages = Messages(_known(config) if setting("quiet") and not fresh else ())
    with progress(messages) as report:
        done = build(chosen, config=config, on_error=messages, progress=report, fresh=fresh)
    if is_url(config.output):
        say(f"Copied to {config.output} from {done.folder}, where it was made")
    _summarise(done, config.renderer)
    if opens:
        open_page(page_of(done.folder))
    if any(error["kind"] == "SourceError" for error in done.manifest.errors):
        raise click.exceptions.Exit(1)


def _known(config: Config) -> set[str]:
    """Return what the last build of the folder said: what is mailed every day is to tell of that day."""
    from kg.store import read_manifest
    from kg.user_cache import folder_of_outputs

    manifest = read_manifest(folder_of_outputs(config.output))
    return {item["message"] for item in manifest.errors} if manifest else set()


def _summarise(done: "Build", renderer: str) -> None:
    manifest, folder = done.manifest, done.folder
    lead, end = ("Up to date: ", "") if done.up_to_date else ("Built ", f" in {sum(manifest.seconds.values()):.1f} s")
    say(f"{lead}{_counted(manifest.counts)}{end}")
    if done.news is not None:
        say(f"New since the last build: {news(done.news)}" + _which(done))
    if manifest.errors:
        say(f"Skipped {counted(len(manifest.errors), 'thing')}; {folder / 'manifest.json'} lists what and why")
    if PAGE in manifest.outputs:
        say(f"Page    {folder / PAGE}")
        if part := manifest.parts.get("shown"):
            say(f"        {in_words(part)}")
        else:
            _warn_of_pyvis(manifest.counts, renderer)
    for number, line in enumerate(_next(folder, manifest.outputs)):
        say(f"{'' if number else 'Next':8}{line}")


def news(counts: Mapping[str, int]) -> str:
    """Return in words how much is new."""
    told = [
        counted(counts[name], one, many)
        for name, one, many in (
            ("papers", "paper", "papers"),
            ("entities", "entity", "entities"),
            ("code", "code link", "code links"),
        )
        if counts.get(name)
    ]
    gone = [f"{counted(counts['gone'], 'paper')} gone"] if counts.get("gone") else []
    return ", ".join(told + gone) or ("nothing" if not counts else "no papers, but known ones or names changed")


def _which(done: "Build") -> str:
    named = "" if str(done.folder) == DEFAULTS.output else f" --dir {shlex.quote(str(done.folder))}"
    return f"; `kg diff{named}` tells which" if done.news else ""


def _warn_of_pyvis(counts: Mapping[str, Any], renderer: str) -> None:
    nodes = counts["papers"] + sum(counts["entities"].values()) + counts["links"]
    if renderer == "pyvis" and nodes > PYVIS_UP_TO:
        say(f"        pyvis draws {nodes:,} nodes slowly; `--renderer canvas` is faster")


def _next(folder: Path, outputs: Mapping[str, str]) -> Iterator[str]:
    """Yield commands that work on a build with these files."""
    is_default = str(folder) == DEFAULTS.output
    named = shlex.quote(str(folder))
    option = "" if is_default else f" --dir {named}"
    if PAGE in outputs:
        yield "kg view" if is_default else f"kg view {named}"
    yield f"kg stats{option}"
    if output_files.graph(outputs):
        yield f"kg query --name most-used-datasets{option}"


def _counted(counts: Mapping[str, Any]) -> str:
    types = ", ".join(f"{number:,} {name}" for name, number in counts["entities"].items())
    return ", ".join(
        (
            counted(counts["papers"], "paper"),
            counted(sum(counts["entities"].values()), "entity", "entities") + (f" ({types})" if types else ""),
            counted(sum(counts["edges"].values()), "edge"),
            counted(counts["links"], "link"),
        )
    )
