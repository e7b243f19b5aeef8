"""Parts of a build's map, as `kg view` and `kg export` take them: all of it, what is near a name, or one group."""

import hashlib
import re
from collections.abc import Callable, Container
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.config import DEEPEST
from kg.errors import ConfigError, OutputError
from kg.exporters import html

if TYPE_CHECKING:
    from kg.viewer.picture import Picture

Command = TypeVar("Command", bound=Callable[..., Any])
_LONGEST = 80
_BETWEEN = re.compile(r"[^a-z0-9.]+")


def parts(function: Command) -> Command:
    """Add `--depth` and `--group`: which part of the map is meant."""
    depth = click.option(
        "--depth",
        type=click.IntRange(1, DEEPEST),
        help="How many steps from NAME; 1 by default, 2 where little is so near.",
    )
    group = click.option(
        "--group", metavar="GROUP", help="One group of the map, by a name or its number; `kg view --groups` lists them."
    )
    return depth(group(function))


def page_of(folder: Path) -> Path:
    """Return the page of a build.

    Raises:
        OutputError: the folder holds no build, or a build without a page, or whose page is gone.
    """
    from kg import store

    if html.FILE not in store.open_build(folder).outputs:
        raise OutputError(f"{folder}: this build has no page; build with `--format html` as well")
    page = (folder / html.FILE).resolve()
    if not page.is_file():
        raise OutputError(f"{page}: the page is gone; build again")
    return page


def part_of(folder: Path, *, name: str | None, group: str | None, depth: int | None) -> tuple["Picture", str]:
    """Return a part of the map of a build, and a name for its file.

    Raises:
        KGError: there is no such part, or the build has no page or cannot tell whose name it is.
    """
    if name and group:
        raise ConfigError("NAME and --group are two parts of the map; give one of them")
    if depth and not name:
        raise ConfigError("--depth tells how far from NAME; give a name as well")
    page = page_of(folder)
    from kg.exporters import pictures
    from kg.viewer import reading
    from kg.viewer.picture import keys

    picture = reading.read(page)
    if name:
        from kg.lookup import Build

        key = Build(folder).find(name)[0]
        _check_shown(folder, key, keys(picture.structure))
        return pictures.ego(picture, key, depth=depth), file_name(key)
    if group:
        cut = pictures.community(picture, group)
        return cut, file_name(f"group/{cut.structure['title']}")
    return picture, "graph"


def _check_shown(folder: Path, key: str, shown: Container[str]) -> None:
    """Refuse what is not on the page of a build that shows only its most important part.

    Raises:
        OutputError: it is not there.
    """
    from kg import store

    part = store.open_build(folder).parts.get("shown", {})
    if part and key not in shown:
        raise OutputError(
            f"{folder}: the page shows {part['papers']:,} of {part['of_papers']:,} papers, and not '{key}'; "
            f"`kg show {key}` tells about it"
        )


def file_name(key: str) -> str:
    """Return a key as the name of a file that every system takes; keys that differ have names that differ.

    >>> file_name("method/lora"), file_name("https://x.org/../a")
    ('method-lora', 'https-x.org-..-a-8f73ef28')
    """
    plain = _BETWEEN.sub("-", key.lower()).strip("-.")[:_LONGEST]
    if plain == key.replace("/", "-"):
        return plain
    return f"{plain}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".lstrip("-")
