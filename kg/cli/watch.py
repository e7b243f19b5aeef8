"""`kg watch`: builds, and builds again whenever a source changes."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.build import news
from kg.cli.options import configured, example, settings_file, talk
from kg.cli.pictures import page_of
from kg.cli.terminal import Messages, say
from kg.cli.view import open_page
from kg.config import FILE_NAME, Config
from kg.errors import ConfigError, KGError, LockedError
from kg.numbers import counted
from kg.query.table import printable
from kg.remote import is_url
from kg.user_cache import folder_of_outputs

if TYPE_CHECKING:
    from kg.build import Build

INTERRUPTED = 130
NOTHING = "Nothing to watch: name files or folders with papers, or let `kg init` write a kg.toml that does."


@click.command(
    epilog=example("kg watch    # what kg.toml names", "kg watch papers/ -o outputs --open", "kg watch 'feeds/*.xml'"),
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("-o", "--output", metavar="DIR", help=f"The folder to write; `{Config().output}` by default.")
@click.option("--workers", type=int, help="The number of processes that read texts; 1 by default.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser after the first build.")
@settings_file
@talk
def command(
    sources: tuple[str, ...],
    *,
    opens: bool,
    settings: Path | None,
    **options: Any,  # noqa: ANN401  options are of many types
) -> None:
    """Build from each SOURCE, and again whenever one of them, kg.toml or the decisions change, until Ctrl-C.

    A file is read once it has stopped growing. A build that fails says why, and the next change starts another; the
    outputs of before stay as they were. The folder of outputs is never watched.
    """
    config = configured(settings, **options)
    if not (sources or config.sources):
        raise click.UsageError(NOTHING)
    if "-" in (sources or config.sources):
        raise click.UsageError("Standard input cannot be watched: name files or folders.")
    try:
        _watch(sources, settings, options, config, opens=opens)
    except KeyboardInterrupt:
        say("Stopped watching; the last build stands")
        raise click.exceptions.Exit(INTERRUPTED) from None


def _watch(
    sources: Sequence[str], settings: Path | None, options: dict[str, Any], config: Config, *, opens: bool
) -> None:
    from kg.watching import Watch

    known: set[str] = set()
    while True:
        chosen = sources or config.sources
        watch = Watch(chosen, config=config, settings=settings or Path(FILE_NAME))
        with watch.listening():
            messages = Messages(known)
            done = _built(chosen, config, messages)
            known = messages.of_records if done else known
            if done and opens:
                open_page(page_of(done.folder))
                opens = False
            while True:
                watch.wait()
                try:
                    config = configured(settings, **options)
                except ConfigError as error:
                    _tell(f"Not built: {error}", is_error=True)
                else:
                    break


def _built(sources: Sequence[str], config: Config, messages: Messages) -> "Build | None":
    """Build, and say so in a line; a build that fails is only told of."""
    from kg.build import build
    from kg.lock import wait_until_free

    try:
        try:
            done = build(sources, config=config, on_error=messages)
        except LockedError as error:  # what has changed is to be built when the other one is done
            _tell(f"Waiting: {error}", is_error=True)
            wait_until_free(folder_of_outputs(config.output) if is_url(config.output) else Path(config.output))
            return _built(sources, config, messages)
    except (KGError, OSError) as error:
        _tell(f"Not built: {error}", is_error=True)
        return None
    except Exception as error:
        _tell(f"Not built: kg failed in a way it should not ({type(error).__name__}: {error})", is_error=True)
        return None
    _tell(_summary(done))
    return done


def _summary(done: "Build") -> str:
    counts = done.manifest.counts
    papers, entities = counts["papers"], sum(counts["entities"].values())
    said = f"{counted(papers, 'paper')}, {counted(entities, 'entity', 'entities')}"
    if done.up_to_date:
        return f"Up to date: {said}"
    new = "" if done.news is None else f"; new: {news(done.news)}"
    return f"Built {said} in {sum(done.manifest.seconds.values()):.1f} s{new}"


def _tell(text: str, *, is_error: bool = False) -> None:
    line = f"{time.strftime('%H:%M:%S')} {printable(text)}"
    if is_error:
        click.echo(line, err=True)
    else:
        say(line)
