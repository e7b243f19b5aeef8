"""What there is most of: the overview, and the list of everything of a type."""

import asyncio
from typing import TYPE_CHECKING

from kg.query import named
from kg.serve.pages.answers import Row, node, rows
from kg.serve.pages.context import Context
from kg.serve.pages.front import most
from kg.serve.pages.words import Look, looks

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOST = 10
PER_PAGE = 100
_COUNTS = "SELECT ?class ?count WHERE { ?part void:class ?class ; void:entities ?count }"
_NAMED = """
SELECT ?type ?thing ?name ?papers WHERE {{
  {{ SELECT ?type ?thing (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
    ?thing a ?type .
    OPTIONAL {{ ?paper kg:introduces|kg:uses|kg:comparesWith|kg:mentions ?thing }}
  }} GROUP BY ?type ?thing ORDER BY DESC(?papers) ?thing LIMIT {most} OFFSET {start} }}
  ?thing skos:prefLabel ?name .
}} ORDER BY DESC(?papers) ?thing
"""
_WRITTEN = """
SELECT ?type ?thing ?name ?date WHERE {{
  ?thing a ?type ; dcterms:title ?name .
  OPTIONAL {{ ?thing schema:datePublished ?date }}
}} ORDER BY DESC(STR(?date)) ?thing LIMIT {most} OFFSET {start}
"""
_COMMON = ("datasets-of-method", "code-of", "connection", "most-used-methods", "repositories")
_LISTED = ("Paper", "Method", "Model", "Dataset", "Task")


async def overview(context: Context, request: "Request") -> "Response":  # noqa: ARG001  all pages take one
    """Return the overview.

    Raises:
        Refusal: the graph cannot be asked.
    """
    counts = {row.text("class"): int(row.number("count")) for row in await rows(context.ask, _COUNTS)}
    known = await asyncio.to_thread(most, context.site, number=MOST)
    parts = [
        (look, counts[iri], known.get(look.name) or await _list(context, iri, look, most=MOST))
        for iri, look in _types()
        if iri in counts
    ]
    questions = [named.find(name) for name in _COMMON]
    return context.page("overview.html", parts=parts, counts=counts, most=MOST, questions=questions)


async def listing(context: Context, request: "Request") -> "Response":
    """Return a part of the list of everything of a type.

    Raises:
        Refusal: there is no such type, or the graph cannot be asked.
    """
    from kg.serve.pages.dereference import missing

    wanted = request.path_params["type"]
    iri, look = next(((iri, look) for iri, look in _types() if look.name.lower() == wanted), ("", None))
    if look is None:
        return await missing(context, wanted)
    number = _page_number(request.query_params.get("page", "1"))
    found = await _list(context, iri, look, most=PER_PAGE + 1, start=(number - 1) * PER_PAGE)
    return context.page(
        "listing.html", look=look, found=found[:PER_PAGE], number=number, more=len(found) > PER_PAGE, per_page=PER_PAGE
    )


def _types() -> list[tuple[str, Look]]:
    return [(iri, look) for iri, look in looks().items() if look.name in _LISTED]


async def _list(context: Context, iri: str, look: Look, *, most: int, start: int = 0) -> list[Row]:
    text = _WRITTEN if look.name == "Paper" else _NAMED
    return await rows(context.ask, text.format(most=most, start=start), type=node(iri))


def _page_number(text: str) -> int:
    return min(max(int(text), 1), 100_000) if text.isascii() and text.isdigit() and len(text) < 7 else 1
