"""`kg view`: the page of a build in the browser."""

from pathlib import Path

import click

from kg.cli.options import example, talk
from kg.errors import OutputError
from kg.exporters import html

PAGE = html.FILE


@click.command(short_help="Open the page of a build.", epilog=example("kg view", "kg view outputs"))
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--print", "only_print", is_flag=True, help="Print the page's path and open nothing.")
@talk
def command(folder: Path | None, only_print: bool) -> None:
    """Open the page of the build in DIR (default: outputs) in the browser, and print its path."""
    from kg import config

    page = page_of(folder or Path(config.load().output))
    click.echo(page)
    if not only_print:
        open_page(page)


def page_of(folder: Path) -> Path:
    """Return the page of a build.

    Raises:
        OutputError: the folder holds no build, or a build without a page.
    """
    from kg import store

    if PAGE not in store.open_build(folder).outputs:
        raise OutputError(f"{folder}: this build has no page; build with `--format html` as well")
    return (folder / PAGE).resolve()


def open_page(page: Path) -> None:
    """Open a page in the browser, or say where it is."""
    import webbrowser

    if not webbrowser.open(page.as_uri()):
        click.echo(f"No browser could be started; open this file in one: {page}", err=True)
