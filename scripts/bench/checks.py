"""Measure the checks: ours beside pyshacl with the same shapes, on a whole graph and on one with seeded errors."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.builds import NQUADS
from bench.cost import TooSlowError, alone, best, deadline, peak
from bench.figures import Figure, Setting, share
from bench.seeded_errors import with_errors
from kg.rdf.lines import line, quad

if TYPE_CHECKING:
    import rdflib

ERRORS = 50
BROKEN = "broken.nq"
_PATIENCE = 120.0
_COMPARED = 50_000  # more triples say no more about what is found

Found = frozenset[tuple[str, str]]
"""What is wrong: the thing and the name of the rule."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a validation cost, in seconds and megabytes, and what it found."""

    cpu: float
    megabytes: float
    found: Found
    ended: bool = True


def validation(setting: Setting) -> Iterator[Figure]:
    """Measure our checks beside pyshacl, and compare what they find among seeded errors."""
    told = partial(Figure, "validation", setting.triples)
    shapes, whole, damaged = (setting.folder / name for name in ("shapes.ttl", NQUADS, BROKEN))
    ours = alone(by_kg, whole, setting.runs)
    value = f"{ours.cpu:.2f} s, {ours.megabytes:.0f} MB"
    yield told("our checks", value, numbers={"kg": ours.cpu, "megabytes": ours.megabytes})
    yield told("findings in a whole graph", str(len(ours.found)), "0", not ours.found)
    if setting.reference:
        theirs = alone(by_pyshacl, whole, shapes, _PATIENCE)
        value = f"{theirs.cpu:.1f} s, {theirs.megabytes:.0f} MB" if theirs.ended else f"more than {_PATIENCE:.0f} s"
        yield told("pyshacl with the shapes", value, numbers={"pyshacl": theirs.cpu, "megabytes": theirs.megabytes})
        yield told("beside pyshacl", share(ours.cpu, theirs.cpu), "1/8", ours.cpu <= theirs.cpu / 8)
    broken = set(alone(seed_errors, setting.folder, 0))
    found = alone(by_kg, damaged, 1).found
    caught = len(broken & {thing for thing, _ in found})
    yield told("seeded errors that are found", f"{caught} of {ERRORS}", f"{ERRORS}", caught == ERRORS)
    if setting.triples <= _COMPARED:
        yield told(*_compared(alone(of_shapes, found, shapes), alone(by_pyshacl, damaged, shapes, _PATIENCE).found))
    damaged.unlink()


def _compared(ours: Found, theirs: Found) -> tuple[str, str, str, bool]:
    value = f"{len(ours & theirs)} the same, {len(ours - theirs)} only ours, {len(theirs - ours)} only pyshacl's"
    return "what both say of the errors", value, "the same", bool(ours) and ours == theirs


def seed_errors(folder: Path, seed: int) -> list[str]:
    """Write the graph of a folder with errors in it, and return the things that they are about."""
    with (folder / NQUADS).open(encoding="utf-8") as stream:
        rows, broken = with_errors(list(map(quad, stream)), ERRORS, seed=seed)
    (folder / BROKEN).write_text("".join(map(line, rows)), encoding="utf-8", newline="\n")
    return broken


def by_kg(path: Path, runs: int) -> Checked:
    """Check a file of N-Quads by our rules; loading it is not counted, as it is not for pyshacl."""
    import pyoxigraph

    from kg.rdf.validation import checks

    graph = pyoxigraph.Store()
    graph.load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
    spent, findings = best(lambda: checks.check(graph), runs=runs)
    found = frozenset((finding.subject, finding.rule) for finding in findings)
    return Checked(spent.cpu, peak(), found)


def by_pyshacl(path: Path, shapes: Path, seconds: float) -> Checked:
    """Check a file of N-Quads by pyshacl, which takes its triples as one graph."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    for subject, predicate, object, _ in rdflib.Dataset(default_union=True).parse(path, format="nquads").quads():
        data.add((subject, predicate, object))
    known = rdflib.Graph().parse(shapes)
    try:
        with deadline(seconds):
            spent, (_, report, _) = best(lambda: pyshacl.validate(data, shacl_graph=known, inplace=True), runs=1)
    except TooSlowError:
        return Checked(seconds, peak(), frozenset(), ended=False)
    return Checked(spent.cpu, peak(), _reported(report))


def of_shapes(found: Found, shapes: Path) -> Found:
    """Return what breaks a property shape: what shapes cannot say is left out."""
    names = _property_shapes(shapes)
    return frozenset((thing, rule) for thing, rule in found if rule in names)


def _property_shapes(shapes: Path) -> Set[str]:
    import rdflib

    graph = rdflib.Graph().parse(shapes)
    return {_local(name) for name in graph.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape)}


def _reported(report: "rdflib.Graph") -> Found:
    from rdflib import SH

    return frozenset(
        (str(report.value(result, SH.focusNode)), _local(report.value(result, SH.sourceShape)))
        for result in report.subjects(SH.sourceShape)
    )


def _local(iri: object) -> str:
    return str(iri).rpartition("#")[2]
