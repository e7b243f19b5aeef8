"""Rows as lines of N-Triples and N-Quads, and back.

Lines sort as rows do: a subject, a predicate and a graph hold no space, and a space comes before all that can follow.
"""

import re
from collections.abc import Iterable, Iterator

from kg.rdf.terms import HIDDEN, Quad, Triple, escaped

_HIDDEN = re.compile(HIDDEN)


def line(row: Iterable[str]) -> str:
    r"""Return a triple as a line of N-Triples, a quad as one of N-Quads.

    >>> line(("<a:s>", "<a:p>", '"o"'))
    '<a:s> <a:p> "o" .\n'
    """
    return f"{' '.join(row)} .\n"


def quad(line: str) -> Quad:
    """Return the row of a line of N-Quads that `line` made."""
    subject, predicate, rest = line.split(" ", 2)
    object, graph = rest[:-3].rsplit(" ", 1)
    return subject, predicate, object, graph


def triple(line: str) -> Triple:
    """Return the row of a line of N-Triples that `line` made."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-3]


def triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of rows in order, without their graphs and none twice."""
    last = None
    for subject, predicate, object, _ in quads:
        found = subject, predicate, object
        if found != last:
            yield found
        last = found


def visible(text: str) -> str:
    """Return what a serialiser wrote with an escape for each character that nobody sees, as `literal` has them."""
    return _HIDDEN.sub(escaped, text) if _HIDDEN.search(text) else text
