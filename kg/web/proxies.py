"""Proxies: those that the environment names, `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` but for `NO_PROXY`."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from kg.errors import ConfigError
from kg.web.destinations import literal
from kg.web.targets import Target


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that speaks HTTP."""

    scheme: str
    host: str
    port: int
    auth: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Return its address, without its password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def proxy_for(target: Target) -> Proxy | None:
    """Return the proxy that the environment names for a place; none for this machine itself.

    Raises:
        ConfigError: it is of a kind that is not spoken.
    """
    address = literal(target.host)
    if target.host == "localhost" or (address is not None and address.is_loopback) or proxy_bypass(target.host):
        return None
    known = getproxies()
    given = known.get(target.scheme) or known.get("all")
    if not given:
        return None
    parts = urlsplit(given if "://" in given else f"http://{given}")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        port = 0
    if parts.scheme not in ("http", "https") or not parts.hostname or not port:
        raise ConfigError(
            f"the environment names a proxy for {target.host} that is no http:// address; "
            f"set {target.scheme.upper()}_PROXY to one, or unset it"
        )
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Proxy(parts.scheme, parts.hostname, port, auth)
