"""The path that a proxy serves a site under, whether the proxy takes it off before it asks or leaves it on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class RootPath:
    """Tells an application its root path, and puts it before every path that lacks it."""

    def __init__(self, app: "ASGIApp", *, root_path: str) -> None:
        """Wrap an application.

        Args:
            app: the application.
            root_path: the path, without a slash at its end; nothing where there is none.
        """
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if scope["type"] == "http" and self._root_path:
            path = scope["path"]
            is_there = path == self._root_path or path.startswith(f"{self._root_path}/")
            scope = {**scope, "root_path": self._root_path, "path": path if is_there else self._root_path + path}
        await self._app(scope, receive, send)
