"""`kg digest`: what is new, as a letter to be read or mailed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import directory, example, settings_file, talk
from kg.cli.terminal import say, setting

if TYPE_CHECKING:
    from kg.digest.document import Document

FORMATS = ("markdown", "text", "html", "email")
_ENDINGS = {".html": "html", ".htm": "html", ".txt": "text", ".eml": "email"}


@click.command(
    epilog=example(
        "kg digest",
        "kg digest --since 7d -o week.html --follow LoRA --follow task/question-answering",
        "kg digest --since 2026-03-11 > digest.md",
        "kg digest --since today --format email | sendmail you@example.org",
    ),
)
@click.option(
    "--since",
    default="last",
    show_default=True,
    metavar="MOMENT",
    help="Since which build: `last` for the one before the newest, 3 builds back, 12h, 7d, 2w, or a date.",
)
@directory
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; beside a page of HTML the same is written as Markdown. Standard output by default.",
)
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(FORMATS),
    help="As the end of FILE says (.html, .txt, .eml), else `markdown`; `email` is a message to be sent.",
)
@click.option("--follow", multiple=True, metavar="NAME", help="A name or id that you follow; also `follow` of kg.toml.")
@click.option("--title", default="", help="The title; the number of papers by default.")
@click.option("--skip-empty", is_flag=True, help="Write nothing where nothing is new.")
@settings_file
@talk
def command(
    since: str,
    folder: Path,
    *,
    settings: Path | None,
    output: Path | None,
    format: str | None,
    follow: tuple[str, ...],
    title: str,
    skip_empty: bool,
) -> None:
    """Write what is new since an earlier build: the papers worth reading first, with a telling sentence of each.

    First come papers that touch what you follow, then those that introduce something, release code or are voted for.
    """
    from kg import config
    from kg.digest import choice, letter
    from kg.history.comparison import diff

    found = diff(folder, since)
    if skip_empty and not found.changes:
        say("Nothing is new; nothing is written")
        return
    names = (*config.load(settings).follow, *follow)
    followed = choice.followed(names, found.called(names))
    for name in followed.unknown(found.titles()):
        say(f"Nothing in this build is called '{name}', which you follow")
    _write(letter.digest(found, follow=followed, title=title), output, format)


def _write(document: "Document", output: Path | None, format: str | None) -> None:
    from kg.atomic import write_atomically

    ending = _ENDINGS.get(output.suffix.lower(), "") if output else ""
    chosen = format or ending or "markdown"
    content = _content(document, chosen)
    if output is None:
        click.echo(content, nl=False)
        return
    write_atomically(output, content)
    if not setting("quiet"):
        click.echo(output)
    if chosen == ending == "html":
        write_atomically(output.with_suffix(".md"), _content(document, "markdown"))


def _content(document: "Document", format: str) -> bytes:
    from kg.digest import mail, markdown, message, plain

    if format == "email":
        return message.write(document)
    if format == "text":
        return plain.write(document, more="").encode()
    return (mail.write(document) if format == "html" else markdown.write(document)).encode()
