"""Web addresses in a text: found, mended, normalised and told apart.

Addresses stand without a scheme, are followed by punctuation or glued to LaTeX arguments, are written twice
(`\\href{U}{U}`), and are broken by spaces where lines were wrapped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.words import load as word_list

_CODE_HOSTS = (
    "github.com",
    "gitlab.com",
    "gitee.com",
    "bitbucket.org",
    "codeberg.org",
    "anonymous.4open.science",
    "sourceforge.net",
    "sr.ht",
    "code.google.com",
    "git.io",
)
_HUB_HOSTS = ("huggingface.co", "hf.co", "modelscope.cn")
_DATA_HOSTS = (
    "zenodo.org",
    "kaggle.com",
    "figshare.com",
    "physionet.org",
    "dataverse.harvard.edu",
    "ieee-dataport.org",
    "osf.io",
    "data.mendeley.com",
    "archive.ics.uci.edu",
)
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "bilibili.com")
_OTHER_HOSTS = (
    "arxiv.org",
    "doi.org",
    "drive.google.com",
    "cran.r-project.org",
    "pypi.org",
    "codalab.org",
    "dropbox.com",
    "onedrive.live.com",
    "1drv.ms",
    "creativecommons.org",
    "openreview.net",
    "aclanthology.org",
    "semanticscholar.org",
    "wikipedia.org",
    "twitter.com",
    "x.com",
    "bit.ly",
    "goo.gl",
    "tinyurl.com",
)
_PAGE_SUFFIXES = (".github.io", ".gitlab.io", ".netlify.app", ".vercel.app", ".readthedocs.io", ".pages.dev")
_TOP_LEVEL = word_list("top_level_domains")
_PATH_CHARACTERS = r"[^\s{}\[\]<>\"“”‘’`|\\^…。，、；：！？（）「」『』《》]"
_PATH = rf"(?:(?!https?://){_PATH_CHARACTERS})*"
_HOST = r"(?:[A-Za-z0-9][A-Za-z0-9\-]{0,62}\.){1,6}[A-Za-z]{2,18}"
# A dot or a slash of an address may be followed by the space of a wrapped line: "https:// github. com/ a/ b".
_WITH_SCHEME = re.compile(
    rf"(?i:https?)\s?:\s?/\s?/\s?(?P<host>(?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}\.\s?){{1,6}}[A-Za-z]{{2,18}}(?::\d{{2,5}})?)"
    rf"(?P<path>[/?#]{_PATH})?"
)
_WITHOUT_SCHEME = re.compile(
    rf"(?<![\w@/.\-])(?P<host>{_HOST}|(?:github|gitlab|huggingface|bitbucket)\.\s(?:com|co|org))"
    rf"(?:(?P<path>/{_PATH})|(?![\w@/]))"
)
_BROKEN = re.compile(rf"\s({_PATH_CHARACTERS}+)")
_MAX_PIECES = 12
# An address that holds another one: an archive's, or one in a query.
_TAKES_ANOTHER = re.compile(r"web\.archive\.org|[?=&]")
_NESTED = re.compile(rf"https?://{_PATH_CHARACTERS}+")
# What LaTeX and Markdown write between the two spellings of one address.
_DOUBLED = ("}{", "](")
_SPELT_AGAIN = re.compile(r"\s?\(https?://")
_TRAILING = ".,;:!?'\"*”’"
_ANNOUNCED = re.compile(r"(?:\b(?:at|on|under|from|via|visit|see|is|in)|:|\()\s*$", re.IGNORECASE)
_RELEASE = re.compile(
    r"\b(?:available|released?|releasing|found|accessed|hosted|download(?:ed)?|website|webpage|home ?page|demo|code|"
    r"codes|codebase|implementation|repository|open[- ]sourced?|videos?|visit|publicly|our|page|material)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?<!\bbe )\b(?:(?:adapted|forked|borrowed|taken|downloaded|collected|crawled|obtained) from|based on|"
    r"buil(?:t|ds) (?:up)?on|(?:provided|hosted) by)\b(?:(?!available|released)[^.]){0,60}$",
    re.IGNORECASE,
)
_FUNCTION_WORDS = word_list("function_words")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """An address in a text, with the offsets of what spells it."""

    start: int
    end: int
    url: str
    kind: str
    of: str
    confidence: float


def find_links(text: str) -> list[FoundLink]:
    """Return the addresses of a text, each once, in the order of their first places.

    >>> [link.url for link in find_links("Code: github.com/a/b). Data: https:// zenodo. org/ record/1.")]
    ['https://github.com/a/b', 'https://zenodo.org/record/1']
    """
    found: dict[str, FoundLink] = {}
    for start, end, url in _addresses(text):
        key = url.lower().rstrip("/").removeprefix("https://").removeprefix("http://").removeprefix("www.")
        if key not in found:
            kind = link_kind(url, text[max(0, start - 80) : start])
            of, confidence = _owner(text, start)
            found[key] = FoundLink(start, end, url, kind, of, confidence)
    return list(found.values())


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    taken = 0
    schemes = [(match, True) for match in _WITH_SCHEME.finditer(text)]
    bare = [(match, False) for match in _WITHOUT_SCHEME.finditer(text)]
    for match, has_scheme in sorted(schemes + bare, key=lambda pair: (pair[0].start(), not pair[1])):
        start = match.start()
        if start < taken or (text[max(0, start - 2) : start] in _DOUBLED and start - 2 <= taken):
            continue
        end = _mended(text, start, _first_end(text, match))
        address = _trimmed(re.sub(r"\s", "", text[start:end]))
        if has_scheme:
            scheme, _, rest = address.partition("://")
            address = f"{scheme.lower()}://{rest}"
        if not (_has_host(address) if has_scheme else _is_bare_address(text, start, address)):
            continue
        if (again := _SPELT_AGAIN.match(text, end)) and not has_scheme and text.startswith(address, again.end()):
            continue  # "github.com/a/b (https://github.com/a/b/tree/main)": the second spelling says more
        taken = end
        yield start, _end_of(text, start, address), address if has_scheme else f"https://{address}"


def _first_end(text: str, match: re.Match[str]) -> int:
    """Return where the unbroken part of an address ends: "https://example.org. We" breaks a sentence, not a host."""
    host = match["host"]
    while (pieces := host.rsplit(maxsplit=1))[1:] and not _ends_host(pieces[1]):
        host = pieces[0].rstrip(".")
    if host != match["host"]:
        return match.start("host") + len(host)
    other = _NESTED.match(text, match.end()) if _TAKES_ANOTHER.search(match.group()) else None
    return other.end() if other else match.end()


def _ends_host(piece: str) -> bool:
    return piece[0].islower() and piece.split(":", maxsplit=1)[0].rsplit(".", maxsplit=1)[-1] in _TOP_LEVEL


def _mended(text: str, start: int, end: int) -> int:
    """Return the end of an address with the pieces that a wrapped line cut off."""
    broken = any(c.isspace() for c in text[start:end])
    for _ in range(_MAX_PIECES):
        following = _BROKEN.match(text, end) if text[end - 1] == "/" else None
        if not following or not _continues(text[start:end], following.group(1), broken=broken):
            break
        end, broken = following.end(), True
    return end


def _continues(address: str, piece: str, *, broken: bool) -> bool:
    word = piece.rstrip(_TRAILING + ")")
    if not word or word.lower() in _FUNCTION_WORDS or "://" in piece or word[0] in "(-–":
        return False
    folded = re.sub(r"\s", "", address)
    incomplete = any(host in folded for host in _CODE_HOSTS) and folded.split("://")[-1].count("/") <= 2
    shaped = "/" in word or "_" in word or word.endswith((".html", ".htm", ".php", ".git"))
    return incomplete or shaped or (broken and not word[0].isupper() and piece[-1] not in ",;")


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of its sentence."""
    return _balanced(address).rstrip(_TRAILING).removesuffix("'s").rstrip(_TRAILING)


def _balanced(address: str) -> str:
    """Return an address up to the first parenthesis that has no partner."""
    opened: list[int] = []
    for index, character in enumerate(address):
        if character == "(":
            opened.append(index)
        elif character == ")" and not opened:
            return address[:index]
        elif character == ")":
            opened.pop()
    return address[: opened[0]] if opened else address


def _has_host(address: str) -> bool:
    return "." in address.split("://", 1)[1].split("/", maxsplit=1)[0]


def _is_bare_address(text: str, start: int, address: str) -> bool:
    """Tell whether what looks like a host and a path is an address, and no name or abbreviation."""
    host, _, path = address.partition("/")
    *labels, top = host.split(".")
    # "supplementary.To": a space was lost.
    if top.lower() not in _TOP_LEVEL or labels[-1].isdigit() or (top[0].isupper() and not host.isupper()):
        return False
    if labels[0].lower() == "www":
        return True
    if path:
        known = _is_host(host, *_CODE_HOSTS, *_HUB_HOSTS, *_DATA_HOSTS, *_VIDEO_HOSTS)
        return known or (len(labels[-1]) > 1 and not host[0].isdigit() and _cued(text, start))
    return host.lower().endswith(_PAGE_SUFFIXES) or _is_announced(text, start, host)


def _is_announced(text: str, start: int, host: str) -> bool:
    """Tell whether a host is an address, as in "at Argoverse.org", and no name, as in "papers of arXiv.org"."""
    well_known = host.lower() in (*_CODE_HOSTS, *_HUB_HOSTS, *_OTHER_HOSTS)
    return not well_known and _cued(text, start) and bool(_ANNOUNCED.search(text[max(0, start - 12) : start]))


def _cued(text: str, start: int) -> bool:
    return bool(_RELEASE.search(text[max(0, start - 100) : start]))


def _end_of(text: str, start: int, address: str) -> int:
    """Return where the last character of an address stands in a text that may break it by spaces."""
    left = len(address)
    for index in range(start, len(text)):
        if not text[index].isspace():
            left -= 1
        if left == 0:
            return index + 1
    return len(text)


def _is_host(host: str, *known: str) -> bool:
    host = host.lower().removeprefix("www.")
    return any(host == name or host.endswith("." + name) for name in known)


def link_kind(url: str, before: str = "") -> str:
    """Return what an address is: `code`, `model`, `data`, `project`, `video`, `demo` or `other`.

    Args:
        url: the normalised address.
        before: the text in front of it, which may say what a page is.
    """
    host, _, path = url.split("://", 1)[-1].partition("/")
    host = host.lower()
    if _is_host(host, *_HUB_HOSTS):
        return _hub_kind(path)
    if host.endswith(_PAGE_SUFFIXES):
        return "project"
    for kind, hosts in (("code", _CODE_HOSTS), ("data", _DATA_HOSTS), ("video", _VIDEO_HOSTS), ("other", _OTHER_HOSTS)):
        if _is_host(host, *hosts):
            return kind
    if re.search(r"\bdemo\b", before, re.IGNORECASE):
        return "demo"
    return "project"


def _hub_kind(path: str) -> str:
    first = path.split("/", maxsplit=1)[0]
    return {"datasets": "data", "spaces": "demo", "papers": "other", "blog": "other"}.get(first, "model")


def _owner(text: str, start: int) -> tuple[str, float]:
    """Return whose an address is, and how sure that is.

    All 392 addresses of 4,200 annotated abstracts are the paper's own, so only a plain word for another's counts.
    """
    before = text[max(0, start - 140) : start]
    sentence = re.split(r"[.!?]\s", before)[-1]
    if _FOREIGN.search(sentence) and not re.search(r"\b(?:our|we)\b", sentence[-60:], re.IGNORECASE):
        return "other", 0.7
    return "own", 0.97 if _RELEASE.search(before) else 0.9
