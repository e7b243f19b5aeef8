"""Any thing that the graph describes: what is said of it, and what names it."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from kg.rdf.terms import term
from kg.serve.pages.answers import Row, node, rows
from kg.serve.pages.words import Look, Word, looks, word
from kg.serve.site import Ask

MOST = 1000
"""How many statements a page shows."""
MOST_NAMING = 20
"""How many of those things a page shows that name a thing in one way."""
_SAID = f"""
SELECT DISTINCT ?this ?property ?value ?label WHERE {{
  ?this ?property ?value .
  OPTIONAL {{ ?value rdfs:label|nif:anchorOf ?label }}
}} ORDER BY ?property ?value LIMIT {MOST}
"""
_NAMING_COUNTS = """
SELECT ?this ?property (COUNT(DISTINCT ?other) AS ?others) WHERE { ?other ?property ?this } GROUP BY ?this ?property
ORDER BY ?property LIMIT 100
"""
_NAMING = f"""
SELECT DISTINCT ?this ?property ?other ?label ?subject ?relation ?object WHERE {{
  {{ SELECT DISTINCT ?this ?property ?other WHERE {{ ?other ?property ?this }} ORDER BY ?other LIMIT {MOST_NAMING} }}
  OPTIONAL {{ ?other rdfs:label|nif:anchorOf ?label }}
  OPTIONAL {{ ?other rdf:subject/rdfs:label ?subject ; rdf:predicate ?relation ; rdf:object/rdfs:label ?object }}
}} ORDER BY ?other ?label
"""
_LABELS = ("rdfs:label", "dcterms:title", "nif:anchorOf")
_TYPE = "rdf:type"
_FIRST = ("rdf:type", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object", "evidence", "confidence", "surface")


class Naming(NamedTuple):
    """The things that name a thing in one way."""

    property: str
    total: int
    things: tuple[tuple[str, str], ...]
    """The IRI and the name of each of the first."""


class Thing(NamedTuple):
    """A thing, and what is said of it."""

    iri: str
    said: tuple[Row, ...]

    def values(self, name: str) -> list[str]:
        """Return the values of a property, given as in `schema:author`."""
        wanted = term(name)[1:-1]
        return [row.text("value") for row in self.said if row.text("property") == wanted]

    @property
    def label(self) -> str:
        """Return what it is called: its label, the text of a sentence, what a claim says, or the end of its IRI."""
        if found := next((text for name in _LABELS for text in self.values(name)), ""):
            return found
        return self._statement() or "/".join(self.iri.rsplit("/", 2)[-2:])

    @property
    def look(self) -> Look | None:
        """Return how its type is shown; nothing for what is no paper, entity or address."""
        types = self.values(_TYPE)
        return next((look for iri, look in looks().items() if iri in types), None)

    @property
    def kind(self) -> str:
        """Return the class that it is called by: the one of our own ontology where it has one."""
        if self.look:
            return self.look.label
        types = sorted(self.values(_TYPE), key=lambda iri: (not iri.startswith(term("x")[1:-2]), iri))
        return word(types[0]).label if types else "thing"

    @property
    def successors(self) -> list[str]:
        """Return the IRIs that stand for it now."""
        return self.values("dcterms:isReplacedBy")

    @property
    def retired(self) -> bool:
        """Tell whether its IRI stands for nothing any more."""
        return "true" in self.values("owl:deprecated")

    def table(self) -> list[tuple[str, Word, list[Row]]]:
        """Return each property with its name and the rows of its values: what it is, what it says, then the rest."""
        grouped: dict[str, list[Row]] = {}
        for row in self.said:
            grouped.setdefault(row.text("property"), []).append(row)
        first = {term(name)[1:-1]: place for place, name in enumerate(_FIRST)}
        ordered = sorted(grouped, key=lambda iri: (first.get(iri, len(first)), word(iri).label, iri))
        return [(iri, word(iri), grouped[iri]) for iri in ordered]

    def _statement(self) -> str:
        ends = [self._named(f"rdf:{part}") for part in ("subject", "predicate", "object")]
        return " ".join(ends) if all(ends) else ""

    def _named(self, name: str) -> str:
        wanted = term(name)[1:-1]
        row = next((row for row in self.said if row.text("property") == wanted), Row())
        value = row.text("value")
        return row.text("label") or (word(value).label if name == "rdf:predicate" else value)


async def load(ask: Ask, iri: str) -> Thing | None:
    """Return a thing, or nothing where the graph says nothing of it.

    Raises:
        Refusal: the question is not answered.
    """
    said = await rows(ask, _SAID, this=node(iri))
    return Thing(iri, tuple(said)) if said else None


async def view(ask: Ask, iri: str) -> dict[str, Any]:
    """Return what the page of any thing shows beside its own statements.

    Raises:
        Refusal: a question is not answered.
    """
    return {"naming": [naming async for naming in _naming(ask, node(iri))], "most": MOST_NAMING}


async def _naming(ask: Ask, this: str) -> AsyncIterator[Naming]:
    for row in await rows(ask, _NAMING_COUNTS, this=this):
        found = await rows(ask, _NAMING, this=this, property=node(row.text("property")))
        named = tuple((one.text("other"), _name(one)) for one in found)
        yield Naming(row.text("property"), int(row.number("others")), named)


def _name(row: Row) -> str:
    if row.text("subject"):
        return f"{row.text('subject')} {word(row.text('relation')).label} {row.text('object')}"
    return row.text("label")
