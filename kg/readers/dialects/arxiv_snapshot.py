"""arXiv's metadata snapshot: a line a paper, with all its versions.

https://www.kaggle.com/datasets/Cornell-University/arxiv. Abstracts are wrapped and hold LaTeX; the date is that of the
first version; links to code stand in the comments as often as in the abstract.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.readers.values.repositories import repositories_in
from kg.readers.values.typed import list_in, mapping_in, text_in
from kg.readers.values.withdrawal import is_withdrawn

NAME: Final = "arxiv-snapshot"
_OWN: Final = frozenset(("authors_parsed", "update_date", "submitter", "journal-ref", "report-no"))
_BREAK = re.compile(r"[\s,;]+")


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a line of the snapshot."""
    return "id" in value and "categories" in value and len(_OWN & value.keys()) > 1


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    name, comments = text_in(value.get("id")), text_in(value.get("comments"))
    versions = [mapping_in(version) for version in list_in(value.get("versions"))]
    parsed = [_author(names) for names in list_in(value.get("authors_parsed"))]
    return {
        "id": name,
        "title": value.get("title"),
        "abstract": value.get("abstract"),
        "url": f"https://arxiv.org/abs/{name}" if re.fullmatch(r"[\w./-]{5,40}", name) else "",
        "published": next((date for version in versions if (date := version.get("created"))), value.get("update_date")),
        "authors": list(filter(None, parsed)) or value.get("authors"),
        "dois": _BREAK.split(text_in(value.get("doi")).strip()),
        "venue": value.get("journal-ref") or value.get("journal_ref"),
        "categories": value.get("categories"),
        "code": repositories_in(comments),
        "status": "withdrawn" if is_withdrawn(comments, text_in(value.get("abstract"))) else "",
    }


def _author(names: object) -> str:
    """Return `Ada Moore Jr.` for `["Moore", "Ada", "Jr.", …]`; affiliations follow."""
    family, given, suffix = (*map(text_in, list_in(names)[:3]), "", "", "")[:3]
    return " ".join(filter(None, (given.strip(), family.strip(), suffix.strip())))
