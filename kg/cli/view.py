"""`kg view`: the page of a build, or of a part of its map, in the browser."""

import os
from html import escape
from pathlib import Path
from urllib.parse import quote

import click

from kg.cli.options import directory, example, talk
from kg.cli.outputs import refuse_outputs
from kg.cli.pictures import file_name, page_of, part_of, parts
from kg.cli.terminal import table
from kg.config import RENDERERS
from kg.errors import ConfigError
from kg.exporters import html
from kg.query.table import printable

PAGE = html.FILE
VIEWS = ("timeline", "table", "sparql")
_REDIRECTION = """<!doctype html>
<meta charset="utf-8">
<title>kg</title>
<meta http-equiv="refresh" content="0; url={0}">
<a href="{0}">{0}</a>
"""


@click.command(
    epilog=example(
        "kg view",
        "kg view LoRA --depth 2",
        "kg view --groups",
        'kg view --group "object detection"',
        "kg view --timeline",
    ),
)
@click.argument("name", required=False, metavar="[NAME]")
@directory
@parts
@click.option("--groups", "listing", is_flag=True, help="Print the groups of the map, and open nothing.")
@click.option("--timeline", "view", flag_value="timeline", help="Open the page at its timeline.")
@click.option("--table", "view", flag_value="table", help="Open the page at its table.")
@click.option("--sparql", "view", flag_value="sparql", help="Open the page where it answers SPARQL.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the page of NAME or of a group is written; the folder `views` beside the page by default.",
)
@click.option(
    "--renderer",
    type=click.Choice(RENDERERS),
    help="What draws the page of NAME or of a group; `auto`, the default, is `canvas`.",
)
@click.option("--print", "only_print", is_flag=True, help="Print the page's path and open nothing.")
@talk
def command(
    name: str | None,
    folder: Path,
    *,
    depth: int | None,
    group: str | None,
    listing: bool,
    view: str | None,
    output: Path | None,
    renderer: str | None,
    only_print: bool,
) -> None:
    """Open the page of a build in the browser, and print its path.

    With NAME, an entity or a paper as `kg show` takes it, or with --group, a page of that part alone is made anew and
    opened. NAME may also be the folder of a build, whose page is opened.
    """
    if name and Path(name).is_dir():
        folder, name = Path(name), None
    if listing:
        click.echo(_groups(folder))
        return
    page = page_of(folder)
    if name or group or output or depth:
        page = _made(folder, name=name, group=group, depth=depth, output=output, renderer=renderer or "auto")
    elif renderer:
        raise ConfigError("--renderer is for the page of NAME or of a group; `kg build --renderer` is for this one")
    click.echo(f"{page.as_uri()}#?view={view}" if view else page)
    if not only_print:
        open_page(_leading_to(page, view, folder) if view else page)


def _groups(folder: Path) -> str:
    from kg.viewer import reading
    from kg.viewer.columns import members

    structure = reading.read(page_of(folder)).structure
    rows = zip(members(structure), structure["communities"], strict=True)
    lines = [(number, len(found), printable(name)) for number, (found, name) in enumerate(rows, 1)]
    return table(("group", "members", "name"), lines)


def _made(
    folder: Path, *, name: str | None, group: str | None, depth: int | None, output: Path | None, renderer: str
) -> Path:
    """Write the page of a part of the map, and return where it is."""
    picture, called = part_of(folder, name=name, group=group, depth=depth)
    from kg.atomic import write_atomically
    from kg.exporters import pictures

    path = output or folder / pictures.FOLDER / f"{called}.html"
    refuse_outputs(path)
    write_atomically(path, pictures.page(picture, renderer=renderer).encode())
    return path.resolve()


def _leading_to(page: Path, view: str, folder: Path) -> Path:
    """Write a page that leads to a view: not every system hands the end of a file's address on to the browser."""
    from kg.atomic import write_atomically
    from kg.exporters import pictures

    path = (folder / pictures.FOLDER / f"{file_name(view)}.html").resolve()
    target = f"{quote(Path(os.path.relpath(page, path.parent)).as_posix())}#?view={view}"
    write_atomically(path, _REDIRECTION.format(escape(target)).encode())
    return path


def open_page(page: Path) -> None:
    """Open a page in the browser, or say where it is."""
    import webbrowser

    if not webbrowser.open(page.as_uri()):
        click.echo(f"No browser could be started; open this file in one: {page}", err=True)
