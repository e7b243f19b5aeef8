"""The server: a socket, the workers, and an end that lets queries finish."""

import asyncio
import logging
import math
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from kg import store
from kg.errors import OutputError
from kg.serve.access_log import Write, line, now
from kg.serve.app import create_app
from kg.serve.connection import protocol
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.remote import GoneError, Remote
from kg.serve.site import Site

if TYPE_CHECKING:
    from starlette.applications import Starlette

_PAGE = "graph.html"
_BACKLOG = 128
_KEEP_ALIVE = 5
_HEADERS = 32 * 1024
_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """How a build is served."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    root_path: str = ""
    cors: str = "*"
    limits: Limits = field(default_factory=Limits)


def serve(
    setting: Setting,
    *,
    ready: Callable[[str], None],
    write: Write | None = None,
    report: Callable[[Exception], None] | None = None,
) -> None:
    """Serve a build until SIGINT or SIGTERM comes.

    Args:
        setting: what is served, and where.
        ready: is called with the address when requests are answered.
        write: takes the lines of the log.
        report: takes exceptions that should not have happened.

    Raises:
        OutputError: there is no build, its graph cannot be read, or the port is in use.
    """
    pool = Pool(setting.folder, setting.limits, say=_event(write))

    def application(site: Site) -> "Starlette":
        return create_app(site, pool, cors=setting.cors, write=write, report=report)

    _redirect_warnings(_event(write))
    with bound(setting.host, setting.port) as listener:
        try:
            asyncio.run(_run(setting, pool, listener, ready, application))
        except GoneError as error:
            raise OutputError(str(error)) from error


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to a port.

    Raises:
        OutputError: something else listens there, or there is no such place.
    """
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, number)
        if os.name == "posix":  # elsewhere it would let two servers have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except (OSError, UnicodeError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{host}:{port}: no server can listen here ({reason}); choose another --port") from error
    return listener


def is_local(host: str) -> bool:
    """Tell whether only this machine reaches what listens at a host.

    >>> is_local("localhost"), is_local("::1"), is_local("0.0.0.0")
    (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _run(
    setting: Setting,
    pool: Pool,
    listener: socket.socket,
    ready: Callable[[str], None],
    application: "Callable[[Site], Starlette]",
) -> None:
    try:
        app = application(_site(setting, await pool.start()))
        await _Server(app, setting, pool, lambda: ready(_address(setting, listener))).serve([listener])
    finally:
        await pool.stop()


def _site(setting: Setting, first: Remote) -> Site:
    page = setting.folder / _PAGE
    shown = _PAGE in store.open_build(setting.folder).outputs and page.is_file()
    base = first.prefixes["paper"].removesuffix("paper/")
    return Site(setting.folder, base, first.prefixes, root_path=setting.root_path, page=page if shown else None)


def _address(setting: Setting, listener: socket.socket) -> str:
    host = f"[{setting.host}]" if ":" in setting.host else setting.host
    return f"http://{host}:{listener.getsockname()[1]}{setting.root_path}/"


def _event(write: Write | None) -> Callable[[str], None]:
    def say(text: str) -> None:
        if write:
            write(line(time=now(), event=text))

    return say


def _redirect_warnings(say: Callable[[str], None]) -> None:
    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(record.getMessage().strip())

    for name in ("uvicorn.error", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [Lines(logging.WARNING)], False


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready, and ends the workers with itself."""

    def __init__(self, app: "Starlette", setting: Setting, pool: Pool, ready: Callable[[], None]) -> None:
        limits = setting.limits
        super().__init__(
            uvicorn.Config(
                app,
                http=protocol(limits.idle, limits.connections),
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                backlog=_BACKLOG,
                limit_concurrency=limits.connections + 1,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=math.ceil(limits.grace) + _MARGIN,
                h11_max_incomplete_event_size=limits.body + _HEADERS,
            )
        )
        self._ready = ready
        self._pool = pool
        self._grace = limits.grace

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        end = asyncio.ensure_future(self._pool.stop(grace=self._grace))
        await super().shutdown(sockets)
        if self.force_exit:
            end.cancel()
        await asyncio.wait((end,))

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn's own raises the signal again when all is done; a server that ended as it was asked to has not failed.
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
