"""Questions to the graph, and what they return as rows of terms.

Values are bound as terms: a query must name each variable that it is given in its SELECT clauses.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.query.job import Job
from kg.serve.site import Ask

MOST_BYTES = 16 * 1024 * 1024
"""No question of a page returns more than this."""


class Term(NamedTuple):
    """A term of RDF."""

    value: str
    kind: str
    """`uri`, `literal` or `bnode`."""
    datatype: str = ""


class Row(dict[str, Term]):
    """The terms of a row by their variables."""

    def text(self, name: str) -> str:
        """Return the value of a variable, or nothing where it is not bound."""
        return self[name].value if name in self else ""

    def number(self, name: str) -> float:
        """Return the value of a variable as a number; 0 where it is none."""
        try:
            return float(self.text(name))
        except ValueError:
            return 0.0


async def rows(ask: Ask, text: str, **bound: str) -> list[Row]:
    """Return the rows of a SELECT query.

    Args:
        ask: evaluates it.
        text: the query.
        bound: what variables stand for: terms as N-Triples writes them, such as `node` gives for an IRI.

    Raises:
        Refusal: it is not answered.
    """
    data = await ask(Job(text, "json", bindings=bound, max_bytes=MOST_BYTES))
    return list(_rows(json.loads(data)))


def node(iri: str) -> str:
    """Return an IRI as a term to bind."""
    return f"<{iri}>"


def _rows(document: dict[str, Any]) -> Iterator[Row]:
    for binding in document["results"]["bindings"]:
        yield Row({name: _term(found) for name, found in binding.items()})


def _term(found: dict[str, str]) -> Term:
    return Term(found["value"], found["type"], found.get("datatype", ""))
