"""`kg init`: a file of settings for a folder of papers."""

import json
import shlex
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import click

from kg.cli.options import example, talk
from kg.cli.terminal import say
from kg.config import DECISIONS, FILE_NAME, Config
from kg.errors import KGError, OutputError

EXAMPLE = "papers"
_MOST = 2_000
"""How many files are looked at."""
_SHOWN = 12
_PACKED = (".gz", ".zst")
TEMPLATE = """\
# Settings of kg for this folder. `kg build`, run here, reads them; paths are relative to this file.

# What to read: files, folders with all that is in them, patterns such as "*.bib" (** for folders below folders).
sources = {sources}

# The folder that a build writes.
output = {output}

# What to write.
# formats = {formats}

# What you follow: names, or ids such as "task/question-answering"; `kg digest` puts papers that touch it first.
# follow = ["LoRA", "task/question-answering"]

# Your corrections, a line each; a file that is not there yet does no harm, "" is for none.
# decisions = {decisions}

# The least confidence of a name that enters the graph, from 0 to 1.
# threshold = {threshold}

# How many processes read texts.
# workers = {workers}

# How many builds `kg diff` and `kg digest` can go back.
# history = {history}

# What `kg fetch` fetches into the folder papers where it is called alone; docs/fetch.md has arXiv and OpenAlex.
# fetch = [{{ service = "daily-papers", since = "last" }}]
"""


@click.command(epilog=example("kg init", "kg init my-papers"))
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False))
@talk
def command(folder: Path) -> None:
    """Write kg.toml, the settings of `kg build`, into DIR, the current folder by default.

    Its sources are the listings of papers that lie there now; nothing that is there is changed.
    """
    path = folder / FILE_NAME
    if path.exists():
        raise OutputError(f"{path}: is there already; edit it, or delete it and run this again")
    found = sources(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text(found))
    say(f"Wrote {path}: {_told(found)}")
    where = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    say(f"Next    {where}kg build" if found else f"Next    put papers into {folder / EXAMPLE}, then {where}kg build")


def text(sources: Sequence[str]) -> str:
    """Return settings with their sources; without any, with an example to be changed."""
    defaults = Config()
    values = {name: getattr(defaults, name) for name in ("output", "formats", "threshold", "workers", "history")}
    return TEMPLATE.format(
        sources=_toml(list(sources) or [EXAMPLE]),
        decisions=_toml(DECISIONS),
        **{name: _toml(value) for name, value in values.items()},
    )


def _toml(value: object) -> str:
    # A text, a list or a number of JSON is one of TOML, but for this character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def sources(folder: Path) -> list[str]:
    """Return what holds the listings of papers in a folder: folders in it, since others may come, patterns, files."""
    places: set[PurePath] = set()
    kinds: dict[str, list[str]] = defaultdict(list)
    for path in _listings(folder):
        inside = path.relative_to(folder)
        if inside.parent.parts:
            places.add(inside.parent)
        else:
            kinds[_ending(inside)].append(inside.name)
    outer = [place.as_posix() for place in places if places.isdisjoint(place.parents)]
    return sorted([*outer, *(name for ending, names in kinds.items() for name in _named(ending, names))])


def _named(ending: str, names: Sequence[str]) -> Sequence[str]:
    return names if len(names) == 1 or not ending else [f"*{ending}"]


def _ending(path: Path) -> str:
    return "".join(path.suffixes[-2:] if path.suffix in _PACKED else path.suffixes[-1:])


def _listings(folder: Path) -> Iterator[Path]:
    """Yield the files that a reader knows, but for those that builds wrote."""
    from itertools import islice

    from kg.inputs import files

    if not folder.is_dir():
        return
    found = files([folder], config=Config(output=str(folder / Config().output), decisions=""))
    yield from (path for path in islice(found, _MOST) if path.name != DECISIONS and _is_listing(path))


def _is_listing(path: Path) -> bool:
    from kg.readers import Source
    from kg.readers.formats import READERS, sniff
    from kg.readers.listing import Listing

    listing = Listing(Source(path.name, str(path), ""), lambda _: None)
    try:
        start = listing.start()
        magic = (getattr(reader, "MAGIC", b"") for reader in READERS.values())
        return any(mark and start.startswith(mark) for mark in magic) or bool(sniff(listing.head()))
    except (KGError, OSError):
        return False


def _told(found: Sequence[str]) -> str:
    if not found:
        return f"there is no listing of papers here yet; it reads the folder {EXAMPLE}, as an example"
    more = len(found) - _SHOWN
    return f"reads {', '.join(found[:_SHOWN])}" + (f" and {more} more" if more > 0 else "")
