"""The application: the routes, and what every request goes through on its way to them."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from kg.exporters.html import BESIDE
from kg.serve import description
from kg.serve.endpoint import Endpoint, acceptable
from kg.serve.negotiation import GRAPHS
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal
from kg.serve.refused import response
from kg.serve.site import Site

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from kg.serve.access_log import Write

    Answer = Callable[[Request], Awaitable[Response]]

_NOTHING = "there is nothing at this address"


def create_app(
    site: Site,
    pool: Pool,
    *,
    cors: str = "*",
    write: "Write | None" = None,
    report: Callable[[Exception], None] | None = None,
) -> "Starlette":
    """Return the application that serves a build.

    Args:
        site: the build.
        pool: what evaluates queries.
        cors: the origin whose scripts may read answers, `*` for all, nothing for none.
        write: takes the lines of the access log; there is none without it.
        report: takes exceptions that should not have happened.
    """
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException

    app = Starlette(
        routes=_routes(site, pool),
        middleware=_layers(site, pool, cors, write, report or _ignore),
        exception_handlers={Refusal: _refused, HTTPException: _failed},
    )
    app.router.redirect_slashes = False
    return app


def _routes(site: Site, pool: Pool) -> "list[BaseRoute]":
    from starlette.routing import Route

    from kg.serve import pages

    async def void(request: "Request") -> "Response":
        return await _void(request, site, pool)

    async def health(_: "Request") -> "Response":
        return _health(pool)

    endpoint = Endpoint(site, pool.ask, pool.limits)
    ours: list[BaseRoute] = [
        Route(site.endpoint, endpoint),
        Route(f"{site.endpoint}/", endpoint),
        Route("/.well-known/void", void),
        Route("/health", health),
    ]
    if page := site.page:

        async def viewer(_: "Request") -> "Response":
            return await pages.viewer(site, page)

        async def beside(_: "Request") -> "Response":
            return await pages.beside_viewer(page)

        ours += [Route("/", _unless_gone(viewer)), Route(f"/{BESIDE}", _unless_gone(beside))]
    return [*ours, *pages.routes(site, pool.ask)]


def _unless_gone(answer: "Answer") -> "Answer":
    """Refuse what has gone: a build may be removed while it is served."""

    async def answered(request: "Request") -> "Response":
        try:
            return await answer(request)
        except OSError as error:
            raise Refusal(404, _NOTHING) from error

    return answered


def _layers(
    site: Site, pool: Pool, cors: str, write: "Write | None", report: Callable[[Exception], None]
) -> "list[Middleware]":
    from starlette.middleware import Middleware

    from kg.serve.access_log import AccessLog
    from kg.serve.attention import Attention
    from kg.serve.delivery import Delivery
    from kg.serve.headers import Headers
    from kg.serve.root_path import RootPath

    logged = [Middleware(AccessLog, write=write)] if write else []
    return [
        *logged,
        Middleware(Headers, cors=cors),
        Middleware(Delivery, limits=pool.limits),
        Middleware(Attention, limits=pool.limits, report=report),
        Middleware(RootPath, root_path=site.root_path),
    ]


async def _void(request: "Request", site: Site, pool: Pool) -> "Response":
    from starlette.responses import Response

    format = acceptable(request.headers.get("accept", ""), GRAPHS)
    body = await pool.ask(description.data(site, format.name))
    return Response(body, headers={"Content-Type": format.content_type, "Vary": "Accept"})


def _health(pool: Pool) -> "Response":
    from starlette.responses import JSONResponse

    standing = pool.standing()
    alive = bool(standing.idle or standing.busy) and not standing.stopping
    told = {
        "status": "ok" if alive else "stopping" if standing.stopping else "no workers",
        "triples": standing.triples,
        "build": standing.digest,
        "workers": {"busy": len(standing.busy), "idle": len(standing.idle), "starting": standing.starting},
        "waiting": standing.waiting,
    }
    return JSONResponse(told, 200 if alive else 503, {"Cache-Control": "no-store"})


async def _refused(request: "Request", refusal: Any) -> "Response":  # noqa: ANN401  Starlette passes any exception
    return response(request, refusal)


async def _failed(request: "Request", error: Any) -> "Response":  # noqa: ANN401  Starlette passes any exception
    words = {404: _NOTHING, 405: "this address takes no such request"}
    message = words.get(error.status_code, HTTPStatus(error.status_code).phrase)
    return response(request, Refusal(error.status_code, message, allow=(error.headers or {}).get("Allow", "")))


def _ignore(error: Exception) -> None:
    """Do nothing."""
