"""Web addresses: which spellings of one mean the same place, and how one is shown."""

import re
from urllib.parse import SplitResult, urlsplit

_OWNER_AND_NAME = 2
_MAX_LABEL = 60
_SHORT_HOSTS = {"hf.co": "huggingface.co"}
_HUB = "huggingface.co"
_HUB_SECTIONS = ("datasets", "spaces", "collections")
_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", _HUB)
# What stands between a repository and a file in it; elsewhere than on these two, only owner and name are ever kept.
_INSIDE = ("-", "tree", "blob", "raw", "resolve", "commit", "commits", "discussions")
_DEEP = ("gitlab.com", _HUB)


def address_key(url: str) -> str:
    """Return the one address that stands for all spellings of a place.

    The scheme and the host are lower case. On a forge or hub, the place is the repository, by owner and name in lower
    case, whatever page of it the address gives.

    >>> address_key("http://www.GitHub.com/Owner/Repo.git/tree/main?tab=readme")
    'https://github.com/owner/repo'
    >>> address_key("HTTPS://Example.org/Some/Page/")
    'https://example.org/Some/Page'
    """
    parts = _split(url)
    if parts is None:
        return url
    host = _host(parts)
    if host in _FORGES:
        return "/".join([f"https://{host}", *_repository(parts, host)]).lower()
    path = parts.path if parts.query or parts.fragment else parts.path.rstrip("/")
    return parts._replace(netloc=parts.netloc.lower(), path=path).geturl()


def address_label(url: str) -> str:
    """Return a short text for an address: `owner/repo` on a forge, else the address without its scheme.

    >>> address_label("https://github.com/Owner/Repo/tree/main"), address_label("https://www.example.org/a/")
    ('Owner/Repo', 'example.org/a')
    """
    parts = _split(url)
    repository = _repository(parts, _host(parts)) if parts and _host(parts) in _FORGES else []
    label = "/".join(repository) or re.sub(r"^\w+://(www\.)?", "", url).rstrip("/")
    return label if len(label) <= _MAX_LABEL else label[: _MAX_LABEL - 1] + "…"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as a bracket in the host that is not closed
        return None
    return parts if parts.hostname else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.")
    return _SHORT_HOSTS.get(host, host)


def _repository(parts: SplitResult, host: str) -> list[str]:
    """Return a repository's owner and name, with the groups between on GitLab and the section before on a hub."""
    names = [name for name in parts.path.split("/") if name]
    least = _OWNER_AND_NAME + (host == _HUB and names[:1] != [] and names[0].lower() in _HUB_SECTIONS)
    end = next((index for index, name in enumerate(names) if index >= least and name in _INSIDE), len(names))
    names = names[: end if host in _DEEP else least]
    if names:
        names[-1] = names[-1].removesuffix(".git")
    return names
