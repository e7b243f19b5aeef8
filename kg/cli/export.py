"""`kg export`: the RDF of a build in another format, or a picture of it."""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from kg.cli.options import directory, example, talk
from kg.cli.pictures import part_of, parts, refuse_outputs
from kg.cli.terminal import say
from kg.errors import ConfigError, OutputError
from kg.rdf import dataset
from kg.rdf.convert import check, convert
from kg.rdf.formats import FORMATS, Loss

if TYPE_CHECKING:
    from typing import Unpack

    from kg.viewer.svg import Style

STDOUT = "-"
PICTURES = ("svg", "png")
_LEAST, _MOST = 200, 10_000
"""The bounds of a picture's width and height."""
_MOST_PIXELS = 100_000_000
_FOR_PICTURES = ("name", "depth", "group", "width", "height", "theme", "labels", "legend", "scale", "font")
_FOR_PNG = ("scale", "font")
_FOR_RDF = ("graph", "rdf12")


@click.command(
    short_help="Write the graph as RDF, or as a picture.",
    epilog=example(
        "kg export jsonld --output graph.jsonld",
        "kg export ttl --graph entities > entities.ttl",
        "kg export nt --rdf12 | gzip > graph.nt.gz",
        "kg export svg --output map.svg",
        "kg export png LoRA --theme dark --scale 2 --output lora.png",
    ),
)
@click.argument("format", required=False, type=click.Choice([*FORMATS, *PICTURES]), metavar="[FORMAT]")
@click.argument("name", required=False, metavar="[NAME]")
@directory
@click.option(
    "-o", "--output", metavar="FILE", default=STDOUT, help="The file to write; standard output by default, and for -."
)
@click.option(
    "--graph",
    metavar="NAME",
    help="Write one named graph: `entities`, `meta` (the description), or what the papers of one source say.",
)
@click.option(
    "--rdf12",
    is_flag=True,
    default=None,
    help="Write what a claim states as a triple term, `rdf:reifies <<( s p o )>>`, which only readers of RDF 1.2 know.",
)
@parts
@click.option("--width", type=click.IntRange(_LEAST, _MOST), help="The width of a picture in pixels; 1600 by default.")
@click.option("--height", type=click.IntRange(_LEAST, _MOST), help="The height in pixels; 1000 by default.")
@click.option("--theme", type=click.Choice(("light", "dark")), help="The colours of a picture; light by default.")
@click.option(
    "--labels", type=click.IntRange(0), help="How many names a picture has at most; by its size if not given."
)
@click.option("--no-legend", "legend", flag_value=False, default=None, type=bool, help="Draw the map alone.")
@click.option(
    "--scale", type=click.FloatRange(0.1, 8), help="2 makes a PNG twice as wide and high, and as sharp; 1 by default."
)
@click.option(
    "--font", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A font for the names in a PNG."
)
@talk
def command(format: str | None, folder: Path, output: str, **options: Any) -> None:  # noqa: ANN401  options are of many types
    """Write the graph of a build as RDF for other tools, or a picture of it for papers and slides.

    \b
    ttl      Turtle: to read, and for most tools; as kg.ttl
    nt       N-Triples: a line a triple
    nq       N-Quads: a line a triple, with its named graph; as kg.nq
    trig     TriG: Turtle with named graphs
    jsonld   JSON-LD: JSON, with named graphs
    rdfxml   RDF/XML: for older tools
    svg      a drawing of the map, or of what is near NAME
    png      the same as an image

    The ending of the file tells the format where none is given. A named graph holds what the papers of one source say;
    `entities` holds the methods, models, datasets and tasks, `meta` describes it all. Formats without named graphs hold
    all of them as one. NAME is an entity or a paper, as `kg show` takes it.
    """
    format = format or _by_ending(output)
    given = {option: value for option, value in options.items() if value is not None}
    _check_options(format, given)
    if format in PICTURES:
        _export_picture(format, folder, output, **given)
    else:
        _export_rdf(format, folder, output, **given)


def _check_options(format: str, given: Mapping[str, object]) -> None:
    """Refuse what a format has no use for."""
    fits = _FOR_RDF if format in FORMATS else _FOR_PICTURES
    unfit = [option for option in given if option not in fits or (format == "svg" and option in _FOR_PNG)]
    if unfit:
        told = {"name": "NAME", "legend": "--no-legend"}.get(unfit[0], f"--{unfit[0]}")
        users = FORMATS if unfit[0] in _FOR_RDF else ("png",) if unfit[0] in _FOR_PNG else PICTURES
        raise ConfigError(f"{format} has no use for {told}; leave it out, or choose {' or '.join(users)}")


def _export_rdf(format: str, folder: Path, output: str, *, graph: str = "", rdf12: bool = False) -> None:
    check(format, rdf12=rdf12)
    source = _source(folder, output)
    with tempfile.TemporaryDirectory(prefix="kg-export-") as scratch, _stream(output) as stream:
        loss = convert(source, format, stream, scratch=Path(scratch), graph=graph, rdf12=rdf12)
    for line in _told(loss):
        say(line)


def _export_picture(
    format: str,
    folder: Path,
    output: str,
    *,
    name: str | None = None,
    group: str | None = None,
    depth: int | None = None,
    scale: float = 1.0,
    font: Path | None = None,
    **style: "Unpack[Style]",
) -> None:
    if output != STDOUT:
        refuse_outputs(folder, Path(output))
    elif format == "png" and sys.stdout.isatty():
        raise OutputError("a PNG is no text for a terminal; name a file with --output")
    picture, _ = part_of(folder, name=name, group=group, depth=depth)
    from kg.exporters import pictures
    from kg.viewer import svg

    wide, high = style.get("width", svg.WIDTH), style.get("height", svg.HEIGHT)
    if wide * high * scale**2 > _MOST_PIXELS:
        raise ConfigError(f"a picture of {wide * scale:.0f} × {high * scale:.0f} pixels is too large; lower --scale")
    text = svg.draw(picture, **style)
    content = pictures.png(text, scale=scale, font=font) if format == "png" else text.encode()
    with _stream(output) as stream:
        stream.write(content)


def _by_ending(output: str) -> str:
    ending = Path(output).suffix.lower()
    if ending.removeprefix(".") in PICTURES:
        return ending.removeprefix(".")
    return next((name for name, format in FORMATS.items() if ending in format.endings), "ttl")


def _source(folder: Path, output: str) -> Path:
    """Return the file to read.

    Raises:
        OutputError: there is none, or it would be written over.
    """
    from kg import store

    manifest = store.open_build(folder)
    if dataset.FILE not in manifest.outputs:
        raise OutputError(f"{folder}: this build has no graph to export; build with `--format rdf` as well")
    if output != STDOUT:
        refuse_outputs(folder, Path(output))
    return folder / dataset.FILE


@contextmanager
def _stream(output: str) -> Iterator[BinaryIO]:
    from kg.atomic import replacing

    path = Path(output)
    if output == STDOUT:
        yield sys.stdout.buffer
    elif path.exists() and not path.is_file():  # a pipe or a device is to be written to, not to be replaced
        with path.open("wb") as stream:
            yield stream
    else:
        with replacing(path) as stream:
            yield stream


def _told(loss: Loss) -> Iterator[str]:
    if loss.triples:
        said = "1 triple" if loss.triples == 1 else f"{loss.triples} triples"
        yield f"Left out: {said} whose predicate is no name in XML; other formats have it."
    if loss.characters:
        said = "1 character" if loss.characters == 1 else f"{loss.characters} characters"
        yield f"Replaced by U+FFFD: {said} that XML forbids; other formats keep them."
