"""Addresses among LaTeX: where they end, and what is escaped in them."""

import re
from typing import Final

START: Final = r"""
    (?<![A-Za-z0-9])(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://
    | (?<![\w.@/-])(?:[Ww]{3}\.|[\w-]{1,63}\.(?:[\w-]{1,63}\.)?(?:[\w-]{1,63}\.)?[A-Za-z]{2,10}/)
"""
"""What an address starts with, as a verbose expression: a scheme, or a host and a slash."""
INSIDE: Final = re.compile(r"://|www\.|\\href|\\url")

_HOST_ENDS = re.compile(r"\.[A-Za-z]{2,10}/")
_PART = re.compile(
    r"""(?: [^\s\\{}<>"`~'$] | (?<![.,;:!?)\]])~(?=[\w.%+-]) | '(?!') | \\[_%&\#~-](?:\{\})? )*+""", re.VERBOSE
)
_GLUED = re.compile(r"\{[^\s{}\\]*\}")
_ESCAPE = re.compile(r"\\([_%&#~])(?:\{\})?|\\-")
_SCHEME = re.compile(r"^[a-z]{2,6}://(?:www\.)?", re.IGNORECASE)


def may_be_in(text: str) -> bool:
    """Return whether something in a text may look like the start of an address."""
    return "://" in text or "www." in text.lower() or bool(_HOST_ENDS.search(text))


def read(text: str, start: int) -> tuple[str, int]:
    """Return the address that starts here, with the groups in braces that are glued to it, and where it ends."""
    end = start
    while part := _PART.match(text, end):
        end = part.end()
        if not (group := _GLUED.match(text, end)):
            break
        end = group.end()
    return unescaped(text[start:end]), end


def unescaped(address: str) -> str:
    """Return an address without the backslashes that LaTeX needs in it."""
    return _ESCAPE.sub(lambda match: match[1] or "", address)


def are_same(first: str, second: str) -> bool:
    """Return whether two addresses differ in scheme, case and final slash at most."""
    return _bare(first) == _bare(second)


def _bare(address: str) -> str:
    return _SCHEME.sub("", address).rstrip("/").casefold()
