"""arXiv's Atom feeds: an entry as a plain mapping of our own field names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.arxiv_ids import arxiv_id, without_version
from kg.fetch.web.answers import Answer
from kg.fetch.web.contents import xml_of
from kg.web.failures import PassingError

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCE: Final = "arXiv API"
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_TOTAL: Final = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_ERRORS: Final = "/api/errors"
_MOST_DIGITS: Final = 12
# The authors' own comment names their code as often as the abstract does.
_CODE = re.compile(
    r"\bhttps?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co)/[\w./~+%-]{3,200}",
    re.ASCII,
)
_WITHDRAWN = re.compile(
    r"\b(?:this|the)\s(?:paper|article|manuscript|submission|preprint|work)\s"
    r"(?:has been|was|is)\s(?:\w{1,20}\s)?withdrawn\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds."""

    papers: tuple[Mapping[str, Any], ...] = ()
    total: int = 0
    """How many papers arXiv counts for the query."""
    error: str = ""
    """What it says instead of papers."""


def feed_of(answer: Answer) -> Feed:
    """Return the papers of a feed, or what it says is wrong.

    Raises:
        RefusedError: the answer says that it is no XML.
        PassingError: it is no feed.
    """
    root = xml_of(answer)
    if root.tag != f"{_ATOM}feed":
        raise PassingError("answers with something that is no feed", tries=3)
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries:
        if _ERRORS in _text(entry, f"{_ATOM}id"):
            return Feed(error=_text(entry, f"{_ATOM}summary") or _text(entry, f"{_ATOM}title") or "no reason given")
    total = _text(root, _TOTAL)
    count = int(total) if total.isascii() and total.isdecimal() and len(total) < _MOST_DIGITS else len(entries)
    return Feed(tuple(filter(None, map(_paper, entries))), count)


def _paper(entry: "_Element") -> dict[str, Any]:
    """Return an entry under the field names that our readers know; nothing where it has no arXiv id."""
    known = arxiv_id(_text(entry, f"{_ATOM}id"))
    if not known:
        return {}
    plain = without_version(known)
    comment = _text(entry, f"{_ARXIV}comment")
    found = {
        "id": plain,
        "version": known[len(plain) + 1 :],
        "title": _text(entry, f"{_ATOM}title"),
        "abstract": _text(entry, f"{_ATOM}summary"),
        "authors": [name for author in entry.findall(f"{_ATOM}author") if (name := _text(author, f"{_ATOM}name"))],
        "published": _text(entry, f"{_ATOM}published")[:10],
        "updated": _text(entry, f"{_ATOM}updated")[:10],
        "url": f"https://arxiv.org/abs/{plain}",
        "doi": _text(entry, f"{_ARXIV}doi"),
        "venue": _text(entry, f"{_ARXIV}journal_ref"),
        "comment": comment,
        "categories": list(_categories(entry)),
        "code": sorted({url.rstrip(".,;:-_/") for url in _CODE.findall(comment)}),
        "status": "withdrawn" if _WITHDRAWN.search(comment) else "",
        "source": SOURCE,
    }
    return {name: value for name, value in found.items() if value}


def _categories(entry: "_Element") -> Iterator[str]:
    """Yield the subjects, the primary one first."""
    elements = [*entry.findall(f"{_ARXIV}primary_category"), *entry.findall(f"{_ATOM}category")]
    yield from dict.fromkeys(term for element in elements if (term := (element.get("term") or "").strip()))


def _text(element: "_Element", tag: str) -> str:
    """Return the text of a child on one line: arXiv wraps titles and abstracts hard."""
    child = element.find(tag)
    return "" if child is None else " ".join("".join(map(str, child.itertext())).split())
