"""Hugging Face papers: daily papers, single papers and search results, as its API writes them.

https://huggingface.co/docs/hub/api#papers-api. The listing and the paper in it both have a title and a date; votes and
links stand in the paper only.
"""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.identity import identifiers
from kg.readers.values.repositories import repositories_in, repository
from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "huggingface"
_OWN: Final = frozenset(
    ("upvotes", "discussionId", "submittedOnDailyAt", "submittedOnDailyBy", "ai_summary", "githubStars")
)
_OUTER: Final = frozenset(("numComments", "submittedBy", "thumbnail", "isAuthorParticipating", "publishedAt"))


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a paper of the Hub, or a listing of one."""
    inner = mapping_in(value.get("paper"))
    if inner:
        return "id" in inner and not (_OWN.isdisjoint(inner) and _OUTER.isdisjoint(value))
    return "id" in value and "summary" in value and not _OWN.isdisjoint(value)


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    paper = mapping_in(value.get("paper")) or value
    name = text_in(paper.get("id"))
    known = identifiers(name)
    return {
        "id": name,
        "title": paper.get("title") or value.get("title"),
        "abstract": paper.get("summary") or value.get("summary"),
        "url": f"https://huggingface.co/papers/{name}" if known and known[0].startswith("arXiv:") else "",
        "published": paper.get("publishedAt") or value.get("publishedAt"),
        "authors": list_in(paper.get("authors")),
        "upvotes": paper.get("upvotes"),
        "code": _code(paper) or _code(value),
        "status": "withdrawn" if paper.get("withdrawn") is True else "",
    }


def _code(paper: Mapping[str, Any]) -> list[str]:
    """Return the repositories that are given; a project page is one only where it is on a forge."""
    given, page = text_in(paper.get("githubRepo")), text_in(paper.get("projectPage"))
    return list(dict.fromkeys((*repositories_in(given), *filter(None, [repository(page)]))))
