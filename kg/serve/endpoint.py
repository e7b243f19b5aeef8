"""The endpoint: a request in, one query to a worker, its answer in the format that the client prefers."""

import re
from typing import TYPE_CHECKING

from kg.query.guard import form
from kg.query.job import Job
from kg.serve import description
from kg.serve.limits import Limits
from kg.serve.negotiation import GRAPHS, RESULTS, Format, preferred, quality
from kg.serve.protocol import Question, question
from kg.serve.refusal import Refusal
from kg.serve.site import Ask, Site

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

_GRAPH_FORMS = ("construct", "describe")
_FORMS = ("select", "ask", *_GRAPH_FORMS)
_HOST = re.compile(r"[A-Za-z0-9._\-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")
_NICKNAMES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
}


class Endpoint:
    """The endpoint of a site, as an application of ASGI."""

    def __init__(self, site: Site, ask: Ask, limits: Limits) -> None:
        """Keep what is served, what evaluates, and what it may cost."""
        self._site = site
        self._ask = ask
        self._limits = limits

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        from starlette.requests import Request

        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: "Request") -> "Response":
        target = request.scope["query_string"].decode("latin-1")
        asked = question(request.method, target, request.headers, await request.body())
        if asked is None:
            return await self._description(request)
        request.scope.setdefault("state", {})["query"] = len(asked.text)
        self._refuse_length(asked.text)
        format = _format(asked, request.headers.get("accept", ""))
        return _answer(await self._ask(self._job(asked, format, address(request, self._site))), format)

    def _refuse_length(self, text: str) -> None:
        # A worker refuses it as well, but by then this process has looked at it.
        size, most = len(text.encode(errors="replace")), self._limits.query_bytes
        if size > most:
            raise Refusal(413, f"the query has {size} bytes; {most} are allowed")

    def _job(self, asked: Question, format: Format, base: str) -> Job:
        return Job(
            asked.text,
            format.name,
            base_iri=base,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            max_rows=self._limits.rows,
            max_bytes=self._limits.answer_bytes,
            max_query_bytes=self._limits.query_bytes,
            max_depth=self._limits.depth,
        )

    async def _description(self, request: "Request") -> "Response":
        accept = request.headers.get("accept", "")
        format = preferred(accept, GRAPHS)
        if quality(accept, "text/html") > (quality(accept, format.media_type) if format else 0):
            return _redirect(f"{self._site.root_path}/query")
        chosen = acceptable(accept, GRAPHS)
        return _answer(await self._ask(description.service(address(request, self._site), chosen.name)), chosen)


def address(request: "Request", site: Site) -> str:
    """Return the address of the endpoint, as the client knows it."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else name
    return f"{request.url.scheme}://{host}{site.root_path}{site.endpoint}"


def acceptable(accept: str, offers: tuple[Format, ...]) -> Format:
    """Return the format that a client prefers.

    Raises:
        Refusal: it takes none of them.
    """
    if found := preferred(accept, offers):
        return found
    choices = ", ".join(offer.media_type for offer in offers)
    raise Refusal(406, f"the answer comes in none of the formats that are accepted; choose from {choices}")


def _format(asked: Question, accept: str) -> Format:
    kind = form(asked.text)
    offers = GRAPHS if kind in _GRAPH_FORMS else RESULTS
    if named := _named(asked.format.lower(), offers):
        return named
    if kind not in _FORMS:  # what is wrong with the query matters more than how it would be answered
        return preferred(accept, offers) or offers[0]
    return acceptable(accept, offers)


def _named(name: str, offers: tuple[Format, ...]) -> Format | None:
    known = _NICKNAMES.get(name, name)
    if offers is GRAPHS:
        known = {"json": "jsonld", "xml": "rdfxml"}.get(known, known)
    return next((offer for offer in offers if known in (offer.name, offer.media_type, *offer.also)), None)


def _answer(body: bytes, format: Format) -> "Response":
    from starlette.responses import Response

    return Response(body, headers={"Content-Type": format.content_type, "Vary": "Accept"})


def _redirect(path: str) -> "Response":
    from starlette.responses import RedirectResponse

    return RedirectResponse(path, 303, headers={"Vary": "Accept"})
