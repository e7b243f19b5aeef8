"""Repositories: the addresses of code that stand beside a text, such as in the comments of arXiv."""

import re
from typing import Final

from kg.text import printable

_SEGMENT = r"[A-Za-z0-9_.~-]{1,100}"
_FORGE = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.)?"
    r"(?P<host>github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|git\.sr\.ht|gitlab\.[a-z0-9-]{2,40}\.[a-z]{2,8})"
    rf"/\s?(?P<owner>{_SEGMENT})/\s?(?P<name>{_SEGMENT})(?P<groups>(?:/(?!-/|-$){_SEGMENT}){{0,6}})",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"(?:https?://)?(?P<host>anonymous\.4open\.science)/r(?:epository)?/(?P<name>[\w.-]{3,80})", re.IGNORECASE
)
_NO_OWNERS: Final = frozenset((
    "about", "api", "apps", "collections", "contact", "customer-stories", "dashboard", "enterprise", "events",
    "explore", "features", "groups", "help", "issues", "join", "login", "marketplace", "notifications", "orgs",
    "pricing", "product", "pulls", "readme", "search", "security", "settings", "site", "sponsors", "stars", "topics",
    "trending", "users",
))  # fmt: skip
_PAGES: Final = frozenset(
    ("tree", "blob", "raw", "commit", "commits", "issues", "src", "merge_requests", "releases", "wiki")
)
_TRAILING: Final = ".,;:!?-"


def repositories_in(text: str) -> list[str]:
    """Return the addresses of the repositories that a text names, in order, each once; pages of other kinds are none.

    >>> repositories_in("12 pages. Code: github.com/fern/moss.git. See https://github.com/fern and this https URL")
    ['https://github.com/fern/moss']
    """
    found = (_address(match) for match in _FORGE.finditer(printable(text)))
    anonymous = (
        f"https://{match['host'].lower()}/r/{match['name'].rstrip(_TRAILING)}"
        for match in _ANONYMOUS.finditer(printable(text))
    )
    return list(dict.fromkeys(filter(None, (*found, *anonymous))))


def repository(address: str) -> str:
    """Return the address of the repository that an address leads into, or nothing."""
    address = printable(address).strip()
    match = _FORGE.match(address) or _ANONYMOUS.match(address)
    return next(iter(repositories_in(match[0])), "") if match else ""


def _address(match: re.Match[str]) -> str:
    host, owner, name = match["host"].lower(), match["owner"], match["name"]
    if owner.lower() in _NO_OWNERS:
        return ""
    names = [owner, name]
    if host.startswith("gitlab."):
        for group in match["groups"].split("/")[1:]:
            if group in _PAGES:
                break
            names.append(group)
    names[-1] = names[-1].rstrip(_TRAILING).removesuffix(".git").rstrip(_TRAILING)
    is_place = all(name.strip(".") for name in names) and names[-1] not in _PAGES
    return f"https://{host}/{'/'.join(names)}" if is_place else ""
