"""Destinations: which addresses of the internet may be connected to, so that no answer leads into a private network."""

import ipaddress
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from typing import Final

Address = IPv4Address | IPv6Address

# Azure answers there, within every virtual machine, on an address that looks public.
_PLATFORM: Final = frozenset({ipaddress.ip_address("168.63.129.16")})
_NAT64: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
_TEREDO: Final = ipaddress.ip_network("2001::/32")
_NAT64_LOCAL: Final = ipaddress.ip_network("64:ff9b:1::/48")


def refusal(address: Address) -> str:
    """Return why an address must not be connected to; nothing where it is one of the public internet.

    >>> refusal(ipaddress.ip_address("169.254.169.254")), refusal(ipaddress.ip_address("::ffff:10.0.0.1"))
    ('a link-local address', 'a private address')
    >>> refusal(ipaddress.ip_address("8.8.8.8")), refusal(ipaddress.ip_address("2606:4700::6810:84e5"))
    ('', '')
    """
    if isinstance(address, IPv6Address):
        if (inner := _embedded(address)) is not None:
            return refusal(inner)
        if address in _TEREDO or address in _NAT64_LOCAL or address.is_site_local:
            return "a private address"
    return _kind(address)


def _kind(address: Address) -> str:
    kinds = (
        ("an unspecified address", address.is_unspecified),
        ("a loopback address", address.is_loopback),
        ("a link-local address", address.is_link_local),
        ("a multicast address", address.is_multicast),
        ("an address of the cloud's own services", address in _PLATFORM),
        ("a private address", address.is_private),
        ("a reserved address", address.is_reserved or not address.is_global),
    )
    return next((name for name, holds in kinds if holds), "")


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address only carries."""
    if inner := address.ipv4_mapped or address.sixtofour:
        return inner
    low = int(address) & 0xFFFF_FFFF
    if any(address in network for network in _NAT64) and low > 1:  # :: and ::1 are addresses of their own
        return IPv4Address(low)
    return None


def resolve(host: str, port: int) -> Iterator[Address]:
    """Yield the addresses of a host, by its name or in any spelling of an address that the system takes.

    Raises:
        OSError: the host has none.
    """
    seen = set()
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = ipaddress.ip_address(str(place[0]))
        if address not in seen:
            seen.add(address)
            yield address


def literal(host: str) -> Address | None:
    """Return the address that a host spells, in dotted, decimal, octal or hexadecimal form; nothing for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None
