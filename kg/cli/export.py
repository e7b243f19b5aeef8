"""`kg export`: a build in the formats of other tools, or a picture of it."""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import directory, example, talk
from kg.cli.outputs import STDOUT, refuse_outputs, stream
from kg.cli.pictures import part_of, parts
from kg.cli.terminal import say
from kg.errors import ConfigError, OutputError
from kg.exporters import OUTPUTS
from kg.numbers import counted
from kg.rdf.convert import check, convert
from kg.rdf.formats import FORMATS, Loss

if TYPE_CHECKING:
    from typing import Unpack

    from kg.standing import Standing
    from kg.viewer.svg import Style

PICTURES = ("svg", "png")
_LEAST, _MOST = 200, 10_000
"""The bounds of a picture's width and height."""
_MOST_PIXELS = 100_000_000
_FOR_PICTURES = ("name", "depth", "group", "width", "height", "theme", "labels", "legend", "scale", "font")
_FOR_PNG = ("scale", "font")
_FOR_RDF = ("graph", "rdf12")


@click.command(
    epilog=example(
        "kg export bibtex --output references.bib",
        "kg export obsidian --output ~/vault/papers",
        "kg export sqlite && sqlite3 kg.sqlite 'SELECT * FROM most_used_datasets'",
        "kg export jsonld --output graph.jsonld",
        "kg export ttl --graph entities > entities.ttl",
        "kg export nt --rdf12 | gzip > graph.nt.gz",
        "kg export svg --output map.svg",
        "kg export png LoRA --theme dark --scale 2 --output lora.png",
    ),
)
@click.argument("format", required=False, type=click.Choice([*FORMATS, *OUTPUTS, *PICTURES]), metavar="[FORMAT]")
@click.argument("name", required=False, metavar="[NAME]")
@directory
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="The file or the folder to write, `-` for standard output; by default what stands in brackets above.",
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
def command(format: str | None, folder: Path, output: str | None, **options: Any) -> None:  # noqa: ANN401  options are of many types
    """Write a build in a format that other tools read; nothing is built or read again.

    \b
    Tables and databases
      tables     CSV for spreadsheets and data frames              [folder tables]
      sqlite     typed tables, views, full-text search             [kg.sqlite]
      duckdb     the same for DuckDB; needs kg[duckdb]             [kg.duckdb]
    \b
    Reading and writing
      bibtex     an entry a paper, entities as keywords            [stdout]
      obsidian   a vault: a note a paper, an entity, a group       [folder obsidian]
    \b
    Networks
      graphml    for yEd, Cytoscape, igraph, networkx              [stdout]
      gexf       for Gephi: places, colours, sizes, dates          [stdout]
      neo4j      CSV for the bulk import, a script for LOAD CSV    [folder neo4j]
    \b
    Linked data
      croissant  the datasets that papers name, as JSON-LD         [stdout]
      ttl        Turtle: to read, and for most tools; as kg.ttl    [stdout]
      nt         N-Triples: a line a triple                        [stdout]
      nq         N-Quads: a line a triple, with its named graph    [stdout]
      trig       Turtle with named graphs                          [stdout]
      jsonld     JSON-LD, with named graphs                        [stdout]
      rdfxml     RDF/XML: for older tools                          [stdout]
    \b
    Pictures
      svg        a drawing of the map, or of what is near NAME     [stdout]
      png        the same as an image                              [stdout]

    Without a format, the ending of the file tells it; without an ending, it is Turtle. NAME is an entity or a paper, as
    `kg show` takes it.

    A folder is written into again and again: only files that an export wrote are replaced or removed, and those that
    you changed or added stay. docs/exports.md tells what each format is for.
    """
    format = format or _by_ending(output or STDOUT)
    given = {option: value for option, value in options.items() if value is not None}
    _check_options(format, given)
    if format in OUTPUTS:
        from kg.cli import graph_exports

        graph_exports.export(format, folder, output)
    elif format in PICTURES:
        _export_picture(format, folder, output or STDOUT, **given)
    else:
        _export_rdf(format, folder, output or STDOUT, **given)


def _check_options(format: str, given: Mapping[str, object]) -> None:
    """Refuse what a format has no use for."""
    fits = _FOR_RDF if format in FORMATS else _FOR_PICTURES if format in PICTURES else ()
    unfit = [option for option in given if option not in fits or (format == "svg" and option in _FOR_PNG)]
    if unfit:
        told = {"name": "NAME", "legend": "--no-legend"}.get(unfit[0], f"--{unfit[0]}")
        users = FORMATS if unfit[0] in _FOR_RDF else ("png",) if unfit[0] in _FOR_PNG else PICTURES
        raise ConfigError(f"{format} has no use for {told}; leave it out, or choose {' or '.join(users)}")


def _export_rdf(format: str, folder: Path, output: str, *, graph: str = "", rdf12: bool = False) -> None:
    check(format, rdf12=rdf12)
    from kg.standing import open_standing

    standing = open_standing(folder)
    sources = _sources(standing, output)
    with tempfile.TemporaryDirectory(prefix="kg-export-") as scratch, stream(output) as file:
        loss = convert(sources, format, file, scratch=Path(scratch), graph=graph, rdf12=rdf12)
        standing.check()
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
        refuse_outputs(Path(output))
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
    with stream(output) as file:
        file.write(content)


def _by_ending(output: str) -> str:
    ending = Path(output).suffix.lower()
    if ending.removeprefix(".") in PICTURES:
        return ending.removeprefix(".")
    known = {
        **{name: item.endings for name, item in OUTPUTS.items()},
        **{n: item.endings for n, item in FORMATS.items()},
    }
    format = next((name for name, endings in known.items() if ending in endings), "")
    if ending and not format:
        raise ConfigError(f"{output}: this ending tells no format; name one as well, such as `kg export ttl -o …`")
    return format or "ttl"


def _sources(standing: "Standing", output: str) -> Path | list[Path]:
    """Return the file to read, or the parts, which are as the build wrote them.

    Raises:
        OutputError: there is none, it would be written over, or a part is damaged.
    """
    from kg import output_files, store

    folder, files = standing.folder, output_files.graph(standing.manifest.outputs)
    if not files:
        raise OutputError(f"{folder}: this build has no graph to export; build with `--format rdf` as well")
    if output != STDOUT:
        refuse_outputs(Path(output))
    if output_files.GRAPH in files:
        return folder / output_files.GRAPH
    if damaged := store.damaged(folder, replace(standing.manifest, outputs=files)):
        raise OutputError(f"{folder / damaged[0]}; build again with --fresh")
    return [folder / name for name in files]


def _told(loss: Loss) -> Iterator[str]:
    if loss.triples:
        yield f"Left out: {counted(loss.triples, 'triple')} whose predicate is no name in XML; other formats have it."
    if loss.characters:
        yield f"Replaced by U+FFFD: {counted(loss.characters, 'character')} that XML forbids; other formats keep them."
