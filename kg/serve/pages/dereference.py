"""What an IRI stands for, as a page or as RDF, by what the client prefers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.addresses import address_key
from kg.serve.negotiation import GRAPHS, Format, preferred
from kg.serve.pages import entities, papers, search, structured, things
from kg.serve.pages.context import Context
from kg.serve.pages.graphs import graph
from kg.serve.pages.links import is_iri
from kg.serve.pages.things import Thing
from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

HTML = Format("html", "text/html; charset=utf-8", ("application/xhtml+xml",))
OFFERS = (HTML, *GRAPHS)
"""The formats of pages, the default first."""
_SAFE = ":/?#[]@!$&()*+,;=%~"
_ENTITIES = {"Method", "Model", "Dataset", "Task"}


async def of_path(context: Context, request: "Request") -> "Response":
    """Return the thing of a path `/kind/local`.

    Raises:
        Refusal: no format suits the client, or the graph cannot be asked.
    """
    kind, local = request.path_params["kind"], request.path_params["local"]
    return await _found(context, request, context.links.iri(kind, local), asked=local)


async def of_iri(context: Context, request: "Request") -> "Response":
    """Return the thing of the IRI in `?iri=`, which may lead anywhere; another spelling of an address leads to it.

    Raises:
        Refusal: no format suits the client, or the graph cannot be asked.
    """
    iri = request.query_params.get("iri", "")
    if is_iri(iri) and (key := await _other_spelling(context, iri)):
        return _moved(context, request, key)
    return await _found(context, request, iri if is_iri(iri) else "", asked=iri)


async def _other_spelling(context: Context, iri: str) -> str:
    """Return the IRI that the build has for a web address which it lacks in this spelling, or nothing."""
    key = address_key(iri)
    if key == iri or not is_iri(key) or await things.load(context.ask, iri):
        return ""
    return key if await things.load(context.ask, key) else ""


async def missing(context: Context, asked: str, *, status: int = 404) -> "Response":
    """Return a page that says that there is no such thing, with names that are near.

    Raises:
        Refusal: the graph cannot be asked.
    """
    near = await search.near(context.ask, asked.replace("-", " "))
    return context.page("missing.html", status=status, asked=asked, near=near)


def negotiated(request: "Request", offers: Sequence[Format] = OFFERS) -> Format:
    """Return the format of an answer: what `?format=` says, or else what the client prefers.

    Raises:
        Refusal: there is no such format.
    """
    offered = ", ".join(f"{offer.name} ({offer.media_type})" for offer in offers)
    if named := request.query_params.get("format", ""):
        if found := next((offer for offer in offers if offer.name == named), None):
            return found
        raise Refusal(400, f"there is no format '{named[:40]}' here; choose from {offered}")
    if found := preferred(request.headers.get("accept", ""), offers):
        return found
    raise Refusal(406, f"the page comes in {offered}; ask for one of these")


def headers(path: str, format: Format, offers: Sequence[Format] = OFFERS) -> dict[str, str]:
    """Return the headers of an answer that comes in several formats.

    Args:
        path: the address of the page.
        format: the format of the answer.
        offers: all its formats.
    """
    mark = "&" if "?" in path else "?"
    others = [
        f'<{path}{mark}format={offer.name}>; rel="alternate"; type="{offer.media_type}"'
        for offer in offers
        if offer != format
    ]
    return {"Vary": "Accept", "Content-Location": f"{path}{mark}format={format.name}", "Link": ", ".join(others)}


async def _found(context: Context, request: "Request", iri: str, *, asked: str) -> "Response":
    format = negotiated(request)
    thing = await things.load(context.ask, iri) if iri else None
    if thing is None:
        return await missing(context, asked)
    if thing.successors:
        return _moved(context, request, thing.successors[0])
    if thing.retired:
        return await missing(context, asked, status=410)
    if format == HTML:
        return await _page(context, thing)
    return await _rdf(context, thing, format)


def _moved(context: Context, request: "Request", iri: str) -> "Response":
    from starlette.responses import RedirectResponse

    page, format = context.links.page(iri), request.query_params.get("format", "")
    mark = "&" if "?" in page else "?"
    return RedirectResponse(f"{page}{mark}format={quote(format)}" if format else page, 301, {"Vary": "Accept"})


async def _rdf(context: Context, thing: Thing, format: Format) -> "Response":
    from starlette.responses import Response

    content = await graph(context.ask, thing.iri, format.name)
    told = {**_headers(context, thing, format), "Content-Type": format.content_type}
    return Response(content, headers=told)


async def _page(context: Context, thing: Thing) -> "Response":
    template, values = await _shown(context, thing, thing.look.name if thing.look else "")
    return context.page(template, headers=_headers(context, thing, HTML), thing=thing, formats=GRAPHS, **values)


def _headers(context: Context, thing: Thing, format: Format) -> dict[str, str]:
    told = headers(context.links.page(thing.iri), format)
    # RFC 6892: the page is not the thing, it describes it.
    about = f'<{quote(thing.iri, safe=_SAFE)}>; rel="describes"'
    return {**told, "Link": f"{told['Link']}, {about}"}


async def _shown(context: Context, thing: Thing, kind: str) -> tuple[str, dict[str, Any]]:
    if kind == "Paper":
        values = await papers.view(context.ask, thing.iri)
        known = papers.identifiers(thing.values("dcterms:identifier"))
        return "paper.html", {**values, "identifiers": known, "json_ld": structured.article(thing, values["entities"])}
    if kind in _ENTITIES:
        values = await entities.view(context.ask, thing.iri)
        told = entities.summary(thing.label, kind, values["papers"])
        json_ld = structured.dataset(thing, told) if kind == "Dataset" else None
        asked = entities.questions(kind)
        return "entity.html", {**values, "summary": told, "json_ld": json_ld, "questions": asked}
    return "thing.html", await things.view(context.ask, thing.iri)
