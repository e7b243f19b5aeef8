"""Refusals as responses: text for people, JSON (RFC 9457) for programs that ask for it."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from kg.serve.negotiation import names, quality
from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_JSON = ("application/problem+json", "application/json")


def response(request: "Request", refusal: Refusal) -> "Response":
    """Return what a client is told, and leave the reason for the log."""
    from starlette.responses import JSONResponse, PlainTextResponse

    request.scope.setdefault("state", {})["reason"] = refusal.message
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    if refusal.allow:
        headers["Allow"] = refusal.allow
    if _wants_json(request.headers.get("accept", "")):
        return JSONResponse(_problem(refusal), refusal.status, headers, media_type=_JSON[0])
    return PlainTextResponse(f"{refusal.message}\n", refusal.status, headers)


def _wants_json(accept: str) -> bool:
    named = names(accept)
    wanted = max((quality(accept, name) for name in _JSON if name in named), default=0.0)
    return wanted > 0 and (wanted >= quality(accept, "text/plain") or "text/plain" not in named)


def _problem(refusal: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": refusal.message,
    }
    if refusal.line is not None:
        told |= {"line": refusal.line, "column": refusal.column}
    return told
