"""Targets: web addresses as requests need them, and where a redirect may lead."""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from kg.web.destinations import literal, refusal
from kg.web.failures import RefusedError

_PORTS: Final = {"http": 80, "https": 443}
_KEPT: Final = ":/?#[]@!$&'()*+,;=%-._~"
_SHOWN: Final = 120
_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}")


@dataclass(frozen=True, slots=True)
class Target:
    """A place of the web."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query."""

    @property
    def place(self) -> tuple[str, int]:
        """Return the host and the port."""
        return self.host, self.port

    @property
    def authority(self) -> str:
        """Return the host as an address spells it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def shown(self) -> str:
        """Return the address without its query, as a message shows it."""
        return f"{self.scheme}://{self.authority}{self.path.partition('?')[0]}"[:_SHOWN]


def target(url: str) -> Target:
    """Return the place of a web address.

    Raises:
        ValueError: it is none, holds a name and a password, or names a host that cannot be.
    """
    parts = urlsplit(quote(url.strip(), safe=_KEPT))
    if parts.scheme not in _PORTS:
        raise ValueError("it is no address of the web")
    if parts.username is not None or parts.password is not None:
        raise ValueError("it holds a name and a password")
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        raise ValueError("it names no host")
    port = parts.port if parts.port is not None else _PORTS[parts.scheme]
    return Target(parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def redirected(
    start: Target, here: Target, location: str, *, named: Container[tuple[str, int]], through_proxy: bool
) -> Target:
    """Return where a redirect leads.

    Args:
        start: what was asked for first.
        here: what answered with the redirect.
        location: what it answered.
        named: hosts and ports that the user named, which may be private.
        through_proxy: whether a proxy looks names up, so that nobody can check where they lead.

    Raises:
        RefusedError: it leads where no redirect may lead.
    """
    try:
        there = target(urljoin(here.url, location))
    except ValueError as error:
        raise RefusedError(f"redirects to {_shortened(location)}, which is refused: {error}") from error
    if there.scheme == "http" and (start.scheme, here.scheme) != ("http", "http"):
        raise RefusedError(f"redirects to {there.shown}, which is refused: it is not encrypted")
    address = literal(there.host)
    if there.place not in named and address is not None and (why := refusal(address)):
        raise RefusedError(f"redirects to {there.shown}, which is refused: it is {why}")
    if through_proxy and there.host != start.host:
        raise RefusedError(
            f"redirects to {there.shown}, which is refused: through a proxy, another host cannot be checked"
        )
    return there


def base_of(url: str) -> Target:
    """Return the place that a person names for a service: `https://mirror.example.org`, perhaps with a path.

    Raises:
        ValueError: it is no such place.
    """
    try:
        named = target(url)
        reason = "a service has no query" if "?" in named.path or "#" in url else ""
    except ValueError as error:
        reason = str(error)
    if reason:
        raise ValueError(f"the url {_shortened(url)}: {reason}; write it as https://mirror.example.org")
    return named


def _shortened(text: str) -> str:
    # What holds a password is not shown.
    text = re.sub(r"//[^/@\s]{0,500}@", "//…@", text[:1000])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
