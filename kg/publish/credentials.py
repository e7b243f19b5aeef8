"""Credentials: who asks, from the environment or from ~/.netrc; never from a command line, and never shown."""

import base64
import netrc
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.web.destinations import literal
from kg.web.targets import Target

USER: Final = "KG_PUBLISH_USER"
PASSWORD: Final = "KG_PUBLISH_PASSWORD"  # noqa: S105  the name of a variable
TOKEN: Final = "KG_PUBLISH_TOKEN"  # noqa: S105  the name of a variable
HOW: Final = f"set {USER} and {PASSWORD}, or {TOKEN}, or name the host in ~/.netrc"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, a token, or nothing."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.user or self.token)

    def headers(self) -> dict[str, str]:
        """Return what a request says, unless a server wants it said in another way."""
        if self.token:
            return {"authorization": f"Bearer {self.token}"}
        if self.user:
            given = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            return {"authorization": f"Basic {given}"}
        return {}


def credentials(environment: Mapping[str, str], place: Target, *, insecure: bool) -> Credentials:
    """Return the credentials for a server.

    Args:
        environment: the variables of the environment.
        place: the server.
        insecure: whether they may be sent to another machine without encryption.

    Raises:
        ConfigError: they cannot be read, have characters that none have, or would be sent without encryption.
    """
    found = _from_environment(environment) or _from_netrc(environment, place.host)
    if found and place.scheme == "http" and not insecure and not is_here(place):
        raise ConfigError(
            f"a password is not sent to {place.shown}, which is not encrypted; name https, or give --insecure"
        )
    return found


def is_here(place: Target) -> bool:
    """Tell whether a place is this machine."""
    address = literal(place.host)
    return place.host == "localhost" or (address is not None and address.is_loopback)


def _from_environment(environment: Mapping[str, str]) -> Credentials:
    user, password, token = (environment.get(name, "").strip() for name in (USER, PASSWORD, TOKEN))
    if token and (not token.isascii() or not token.isprintable() or " " in token):
        raise ConfigError(f"{TOKEN} has characters that no token has; copy it again")
    if user and token:
        raise ConfigError(f"{USER} and {TOKEN} are both set; unset one")
    if password and not user:
        raise ConfigError(f"{PASSWORD} is set without {USER}; set both, or neither")
    return Credentials(_checked(user, USER), password, token)


def _checked(user: str, name: str) -> str:
    if ":" in user or not user.isprintable():
        raise ConfigError(f"{name} has characters that no name has; copy it again")
    return user


def _from_netrc(environment: Mapping[str, str], host: str) -> Credentials:
    """Return what ~/.netrc says of the very host; its `default` is for no host in particular, and so not for one."""
    try:
        path = Path(environment["NETRC"]) if environment.get("NETRC") else Path.home() / ".netrc"
        found = netrc.netrc(path).hosts.get(host)
    except (FileNotFoundError, RuntimeError):  # no such file, or an account without a home
        return Credentials()
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        where = f":{error.lineno}" if isinstance(error, netrc.NetrcParseError) and error.lineno else ""
        raise ConfigError(f"{path}{where}: cannot be read; mend it, or {HOW.partition(', or name')[0]}") from error
    if found is None:
        return Credentials()
    return Credentials(_checked(found[0], f"{path}: the login of {host}"), found[2] or "")
