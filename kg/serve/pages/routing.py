"""Which path shows what."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from kg.serve.negotiation import quality
from kg.serve.pages import about, dereference, editor, files, overview, search, terms
from kg.serve.pages.context import Context, context
from kg.serve.pages.words import word
from kg.serve.refusal import Refusal
from kg.serve.refused import response
from kg.serve.site import Ask, Site

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

_LONGEST_SEARCH = 200  # as the field of the page has it

Page = Callable[[Context, "Request"], Awaitable["Response"]]


def routes(site: Site, ask: Ask) -> "list[Route]":
    """Return the routes of all pages.

    Args:
        site: the build that they show.
        ask: evaluates their questions.
    """
    from starlette.routing import Route

    shared = context(site, ask, files.assets(site))
    shown: list[tuple[str, Page]] = [
        ("/browse", overview.overview),
        ("/browse/{type}", overview.listing),
        ("/search", search_page),
        ("/about", about.about),
        ("/ontology", terms.ontology),
        ("/ontology/{version}", _newest_ontology),
        ("/shapes", _shapes),
        ("/query", editor.editor),
        ("/resource", dereference.of_iri),
        ("/files/{name:path}", _file),
        ("/static/{name:path}", _asset),
        ("/{kind}/{local:path}", dereference.of_path),
        ("/{name}", _nothing),
    ]
    if site.page is None:
        shown.insert(0, ("/", overview.overview))
    return [Route(path, _guarded(shared, page), methods=["GET"]) for path, page in shown]


async def search_page(context: Context, request: "Request") -> "Response":
    """Return what was found for `?q=`, as a page, or with `?format=json` for the editor.

    Raises:
        Refusal: the graph cannot be asked.
    """
    from starlette.responses import JSONResponse

    text = request.query_params.get("q", "").strip()[:_LONGEST_SEARCH]
    found = await search.find(context.ask, text, type=request.query_params.get("type", ""))
    if request.query_params.get("format") == "json":
        rows = [{"iri": one.iri, "name": one.name, "form": one.form, "type": word(one.type).label} for one in found]
        return JSONResponse(rows)
    near = [] if found or not text else await search.near(context.ask, text)
    return context.page("search.html", text=text, found=found, near=near, most=search.MOST)


async def _newest_ontology(context: Context, request: "Request") -> "Response":  # noqa: ARG001  all pages take one
    from starlette.responses import RedirectResponse

    return RedirectResponse(context.links.to("/ontology"), 303)


async def _shapes(context: Context, request: "Request") -> "Response":  # noqa: ARG001  all pages take one
    from starlette.responses import RedirectResponse

    return RedirectResponse(context.links.to("/files/shapes.ttl"), 303)


async def _file(context: Context, request: "Request") -> "Response":
    name = request.path_params["name"]
    return files.download(context.site, name) or await dereference.missing(context, name)


async def _nothing(context: Context, request: "Request") -> "Response":
    return await dereference.missing(context, request.path_params["name"])


async def _asset(context: Context, request: "Request") -> "Response":
    name = request.path_params["name"]
    return files.asset(name) or await dereference.missing(context, name)


def _guarded(shared: Context, page: Page) -> "Callable[[Request], Awaitable[Response]]":
    async def endpoint(request: "Request") -> "Response":
        try:
            return await page(shared, request)
        except Refusal as refusal:
            return _refused(shared, request, refusal)

    return endpoint


def _refused(shared: Context, request: "Request", refusal: Refusal) -> "Response":
    told = response(request, refusal)
    if quality(request.headers.get("accept", ""), "text/html") < 1:
        return told
    kept = {name: value for name, value in told.headers.items() if not name.startswith("content-")}
    return shared.page("refused.html", status=refusal.status, headers=kept, message=refusal.message)
