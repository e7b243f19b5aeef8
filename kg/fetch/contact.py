"""Who asks: the address in the User-Agent, by which a service can write to whoever runs a program gone wild."""

import re
from typing import Final

from kg import __version__
from kg.errors import ConfigError

HOW: Final = 'give --contact you@example.org, set KG_CONTACT, or write contact = "you@example.org" into kg.toml'
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


def checked(contact: str) -> str:
    """Return an e-mail address without `mailto:`.

    Raises:
        ConfigError: it is none.
    """
    address = contact.strip().removeprefix("mailto:")
    if address and not _ADDRESS.fullmatch(address):
        raise ConfigError(f"the contact '{address[:60]}' is no e-mail address; {HOW}")
    return address


def agent(contact: str) -> str:
    """Return what requests say they come from.

    >>> agent("you@example.org")
    'kg/0.1.0 (mailto:you@example.org)'
    """
    return f"kg/{__version__} (mailto:{contact})" if contact else f"kg/{__version__}"


def require(contact: str, *, title: str, needs: str, has_key: bool) -> None:
    """Refuse to ask a service that wants to know who asks where nobody says.

    Raises:
        ConfigError: an address is missing.
    """
    if needs and not contact and not (has_key and needs.endswith("key")):
        raise ConfigError(f"{title} asks its users for a contact; {HOW}")
