"""Measure files: writing a graph, loading it, its way through a store and back, and a store kept up to date."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invented import builds

from bench.builds import NQUADS, digest, kept_store
from bench.cost import Spent, alone, best, peak, spending
from bench.figures import LARGE, Figure, Setting, milliseconds, share
from kg import output_files, schema, store
from kg.digests import sha256
from kg.query import triplestore
from kg.rdf.lines import triple

if TYPE_CHECKING:
    import rdflib

SMALL = 50_000
GROWTH = 20_000
"""For so many triples a source grows by one paper: by about a tenth."""
_LITERAL = re.compile(r'"(.*)"(?:\^\^<(.*)>)?', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')

Plain = tuple[str, str, str, str | None]
"""Subject, predicate, object or its text, and the datatype of a text: nothing for an IRI."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What it cost until a graph could be asked, in CPU seconds, and the memory of the process in megabytes."""

    cpu: float
    megabytes: float


def export(setting: Setting) -> Iterator[Figure]:
    """Measure how a graph is written."""
    told = partial(Figure, "export", setting.triples)
    with tempfile.TemporaryDirectory(dir=setting.folder.parent) as name:
        folder = Path(name)
        ours, path = alone(export_by_kg, setting.triples, folder)
        if setting.reference:
            theirs, other = alone(export_by_rdflib, path, folder)
            numbers = {"kg": ours.cpu, "rdflib": theirs.cpu}
            value = f"{theirs.cpu / ours.cpu:.1f} times as fast: {ours.cpu:.2f} s, {theirs.cpu:.2f} s"
            yield told("N-Triples, sorted", value, "6 times rdflib", theirs.cpu >= 6 * ours.cpu, numbers)
            same = sha256(path) == sha256(other)
            yield told("bytes beside rdflib's, sorted", "the same" if same else "others", "the same", same)
        small = setting.folder if setting.triples == SMALL else folder / "small"
        if small != setting.folder:
            alone(builds.make, SMALL, small)
        here, there = alone(turtle, setting.folder), alone(turtle, small)
        value = f"{here / there:.2f} times that of {SMALL:,} triples: {here * 1e6:.2f} µs"
        yield told("Turtle, time per triple", value, "1.3 times", here <= 1.3 * there, {"here": here, "there": there})
        whole, megabytes = alone(whole_export, setting.triples, folder)
        value = f"{whole.cpu:.2f} s, {megabytes:.0f} MB with the graph"
        yield told("all RDF files of a build, reread", value, numbers={"kg": whole.cpu, "megabytes": megabytes})


def load(setting: Setting) -> Iterator[Figure]:
    """Measure how a graph is loaded, and whether the store gives back what was written."""
    told = partial(Figure, "load", setting.triples)
    kept, memory = alone(load_kept, setting.folder), alone(load_memory, setting.folder)
    yield told("kept store, opened", f"{milliseconds(kept.cpu)}, {kept.megabytes:.0f} MB", numbers=asdict(kept))
    yield told("into memory", f"{memory.cpu:.2f} s, {memory.megabytes:.0f} MB", numbers=asdict(memory))
    if setting.reference:
        rdflib = alone(load_rdflib, setting.folder)
        yield told("rdflib", f"{rdflib.cpu:.2f} s, {rdflib.megabytes:.0f} MB", numbers=asdict(rdflib))
        value = f"{share(memory.cpu, rdflib.cpu)} time, {share(memory.megabytes, rdflib.megabytes)} memory"
        met = memory.cpu <= rdflib.cpu / 5 and memory.megabytes <= rdflib.megabytes / 2
        yield told(
            "into memory, beside rdflib", value, f"1/5, 1/2 at {LARGE:,}", met if setting.triples >= LARGE else None
        )
    differ = alone(round_trip, setting.folder)
    yield told("export to store and back", f"{differ} lines differ", "0", differ == 0)


def incremental(setting: Setting) -> Iterator[Figure]:
    """Measure how a store is made where one of ten sources has grown, from the last one and anew."""
    with tempfile.TemporaryDirectory(dir=setting.folder.parent) as name:
        folder = Path(name)
        alone(builds.make, setting.triples, folder)
        alone(builds.make, setting.triples, folder, max(1, setting.triples // GROWTH))
        again = alone(store_again, folder)
        anew = alone(store_anew, folder)
    value = f"{share(again.cpu, anew.cpu)}: {again.cpu:.2f} s, {anew.cpu:.2f} s"
    numbers = {"again": again.cpu, "anew": anew.cpu}
    met = again.cpu <= anew.cpu / 5 if setting.triples >= LARGE else None
    what = "store, one source of ten grown"
    yield Figure("incremental", setting.triples, what, value, f"1/5 at {LARGE:,}", met, numbers)


def export_by_kg(triples: int, folder: Path) -> tuple[Spent, Path]:
    """Write a graph as sorted N-Triples by our writers: from the graph of a build to the file."""
    from kg.rdf import write
    from kg.rdf.places import places
    from kg.rdf.rows import rows
    from kg.rdf.vocabulary import Vocabulary, data_base

    made, path = builds.graph(triples), folder / "ours.nt"
    with spending() as spent:
        where = places(made, Vocabulary(data_base()))
        write.write_rows((row[:3] for row in rows(made, where)), path)
    return spent, path


def export_by_rdflib(written: Path, folder: Path) -> tuple[Spent, Path]:
    """Write the same triples by rdflib, from their texts: terms, `Graph.add`, `serialize("nt")`, and sort."""
    import rdflib

    with written.open(encoding="utf-8", newline="\n") as stream:
        plain = [_plain(line) for line in stream]
    path = folder / "rdflib.nt"
    with spending() as spent:
        graph = rdflib.Graph()
        for row in plain:
            graph.add(_terms(row))
        lines = graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)
        path.write_bytes(b"".join(sorted(line for line in lines if line.strip())))
    return spent, path


def whole_export(triples: int, folder: Path) -> tuple[Spent, float]:
    """Write all RDF files of a build, with their strict reading; return its cost and the memory of the process."""
    from kg.config import Config
    from kg.exporters.rdf import export

    made = builds.graph(triples)
    with spending() as spent:
        export(made, folder / "whole", config=Config())
    return spent, peak()


def turtle(folder: Path) -> float:
    """Return the CPU seconds that a triple of a build takes to be written as N-Quads and Turtle."""
    from kg.rdf.write import write_dataset

    with (folder / NQUADS).open(encoding="utf-8", newline="\n") as stream:
        lines = stream.readlines()
    with tempfile.TemporaryDirectory() as name:
        nquads, union = Path(name) / NQUADS, Path(name) / "kg.ttl"
        spent, _ = best(lambda: write_dataset(lines, nquads, union, schema.load().all_prefixes()), runs=3)
    return spent.cpu / len(lines)


def load_kept(folder: Path) -> Loaded:
    """Open the store that a build keeps, and ask it one thing."""
    with spending() as spent:
        _ask(kept_store(folder))
    return Loaded(spent.cpu, peak())


def load_memory(folder: Path) -> Loaded:
    """Read the graph into memory as Python users do, and ask it one thing."""
    from kg.query import graph_file

    with spending() as spent:
        _ask(graph_file.load(folder))
    return Loaded(spent.cpu, peak())


def load_rdflib(folder: Path) -> Loaded:
    """Read the graph by rdflib, as N-Triples without named graphs, which is its fastest way."""
    import rdflib

    path = folder / "plain.nt"
    with (folder / NQUADS).open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line.rsplit(' ', 2)[0]} .\n" for line in lines)
    with spending() as spent:
        graph = rdflib.Graph().parse(path, format="nt")
        next(iter(graph))
    path.unlink()
    return Loaded(spent.cpu, peak())


def round_trip(folder: Path) -> int:
    """Return how many lines differ between the export and what the kept store holds of it."""
    import pyoxigraph

    dump = kept_store(folder).dump(format=pyoxigraph.RdfFormat.N_QUADS) or b""
    dumped = {f"{line}\n" for line in dump.decode().split("\n") if line}
    with (folder / NQUADS).open(encoding="utf-8", newline="\n") as stream:
        return len(dumped.symmetric_difference(stream))


def store_anew(folder: Path) -> Spent:
    """Make the store of a build where there is none."""
    shutil.rmtree(folder / triplestore.FOLDER, ignore_errors=True)
    return _update(folder)


def store_again(folder: Path) -> Spent:
    """Make the store of a build from that of the build before."""
    shutil.rmtree(triplestore.path(folder, digest(folder)))
    return _update(folder)


def _update(folder: Path) -> Spent:
    import pyoxigraph  # noqa: F401  its import is not what is measured

    made = output_files.graph(store.open_build(folder).outputs)
    with spending() as spent:
        triplestore.update(folder, made)
    return spent


def _ask(graph: Any) -> None:  # noqa: ANN401  a store of pyoxigraph, which is imported where it is used
    list(graph.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1", use_default_graph_as_union=True))


def _plain(line: str) -> Plain:
    subject, predicate, object = triple(line)
    found = _LITERAL.fullmatch(object)
    if not found:
        return subject[1:-1], predicate[1:-1], object[1:-1], None
    return subject[1:-1], predicate[1:-1], _ESCAPED.sub(r"\1", found[1]), found[2] or ""


def _terms(row: Plain) -> "tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef | rdflib.Literal]":
    from rdflib import Literal, URIRef

    subject, predicate, object, datatype = row
    if datatype is None:
        return URIRef(subject), URIRef(predicate), URIRef(object)
    return URIRef(subject), URIRef(predicate), Literal(object, datatype=URIRef(datatype) if datatype else None)
