"""Headers of every response: what browsers must not do with it, and whose scripts may read it (CORS)."""

from typing import TYPE_CHECKING

from kg.serve.protocol import METHODS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_DAY = "86400"


class Headers:
    """Adds the headers, and answers OPTIONS."""

    def __init__(self, app: "ASGIApp", *, cors: str = "") -> None:
        """Wrap an application.

        Args:
            app: the application.
            cors: the origin whose scripts may read answers, `*` for all, nothing for none.
        """
        self._app = app
        self._cors = cors

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": self._options()})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, self._adding(send))

    def _adding(self, send: "Send") -> "Send":
        from starlette.datastructures import MutableHeaders

        async def added(message: "Message") -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (_SAFE | self._origin()).items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", _POLICY)
                if self._cors not in ("", "*"):
                    headers.add_vary_header("Origin")
            await send(message)

        return added

    def _origin(self) -> dict[str, str]:
        return {"Access-Control-Allow-Origin": self._cors} if self._cors else {}

    def _options(self) -> list[tuple[bytes, bytes]]:
        methods = ", ".join(METHODS)
        told = {"Allow": methods} | self._origin()
        if self._cors:
            told |= {
                "Access-Control-Allow-Methods": methods,
                "Access-Control-Allow-Headers": "*",
                "Access-Control-Max-Age": _DAY,
            }
        return [(name.lower().encode(), value.encode()) for name, value in told.items()]
