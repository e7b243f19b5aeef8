"""The figures of SPARQL in the page: until it is ready, and how long its questions take."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from invented import builds

from bench import sparql_page
from bench.cost import alone
from bench.figures import Figure

TRIPLES = 50_000
READY, TYPICAL = 1.0, 50.0


def figures(folder: Path) -> Iterator[Figure]:
    """Measure a graph of 50,000 triples inside of a page."""
    told = partial(Figure, "sparql", TRIPLES)
    alone(builds.make, TRIPLES, folder)
    found = alone(sparql_page.costs, folder)
    yield told("making its part of the page", f"{found.making:.2f} s", numbers={"seconds": found.making})
    size = max(found.inside, found.beside) / 1e6
    yield told("file, more by", f"{size:.2f} MB", numbers={"megabytes": size})
    ready = found.ready_cpu
    yield told("until it is ready, all threads", f"{ready:.2f} s", f"{READY:g} s", ready <= READY, {"seconds": ready})
    usual, (slowest, most) = median(found.questions.values()), max(found.questions.items(), key=lambda row: row[1])
    goal = f"{TYPICAL:.0f} ms"
    yield told("a typical question", f"{usual:.1f} ms", goal, usual <= TYPICAL, {"seconds": usual / 1000})
    yield told(f"the slowest, {slowest}", f"{most:.0f} ms", numbers={"seconds": most / 1000})
