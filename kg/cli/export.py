"""`kg export`: the RDF of a build in another format."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from kg.cli.options import directory, example, talk
from kg.cli.terminal import say
from kg.errors import OutputError
from kg.rdf import dataset
from kg.rdf.convert import check, convert
from kg.rdf.formats import FORMATS, Loss

STDOUT = "-"


@click.command(
    short_help="Write the graph as RDF in another format.",
    epilog=example(
        "kg export jsonld --output graph.jsonld",
        "kg export ttl --graph entities > entities.ttl",
        "kg export nt --rdf12 | gzip > graph.nt.gz",
    ),
)
@click.argument("format", required=False, type=click.Choice([*FORMATS]), metavar="[FORMAT]")
@directory
@click.option(
    "-o", "--output", metavar="FILE", default=STDOUT, help="The file to write; standard output by default, and for -."
)
@click.option(
    "--graph",
    metavar="NAME",
    default="",
    help="Write one named graph: `entities`, `meta` (the description), or what the papers of one source say.",
)
@click.option(
    "--rdf12",
    is_flag=True,
    help="Write what a claim states as a triple term, `rdf:reifies <<( s p o )>>`, which only readers of RDF 1.2 know.",
)
@talk
def command(format: str | None, folder: Path, output: str, graph: str, rdf12: bool) -> None:
    """Write the graph of a build as RDF, in one of six formats, for other tools.

    \b
    ttl      Turtle: to read, and for most tools; as kg.ttl
    nt       N-Triples: a line a triple
    nq       N-Quads: a line a triple, with its named graph; as kg.nq
    trig     TriG: Turtle with named graphs
    jsonld   JSON-LD: JSON, with named graphs
    rdfxml   RDF/XML: for older tools

    The ending of the file tells the format where none is given. A named graph holds what the papers of one source say;
    `entities` holds the methods, models, datasets and tasks, `meta` describes it all. Formats without named graphs hold
    all of them as one.
    """
    format = format or _by_ending(output)
    check(format, rdf12=rdf12)
    source = _source(folder, output)
    with tempfile.TemporaryDirectory(prefix="kg-export-") as scratch, _stream(output) as stream:
        loss = convert(source, format, stream, scratch=Path(scratch), graph=graph, rdf12=rdf12)
    for line in _told(loss):
        say(line)


def _by_ending(output: str) -> str:
    ending = Path(output).suffix.lower()
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
    if output != STDOUT and Path(output).resolve() in {(folder / name).resolve() for name in manifest.outputs}:
        raise OutputError(f"{output}: the build wrote this file itself; choose another name with --output")
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
