"""Papers with Code: its dump of papers with abstracts, an array of more than a gigabyte.

https://huggingface.co/datasets/pwc-archive/papers-with-abstracts. An unknown date is `2222-12-22`; arXiv ids have their
version; the proceeding ends with the number of a month.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "papers-with-code"
_OWN: Final = frozenset(
    ("url_abs", "url_pdf", "short_abstract", "arxiv_id", "proceeding", "tasks", "methods", "nips_id")
)
_MONTH = re.compile(r"(?<=[ -]\d{4})[ -]\d{1,2}$")
_SENTINEL: Final = "2222-"


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a paper of the dump."""
    return "paper_url" in value and "title" in value and len(_OWN & value.keys()) > 1


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    date = text_in(value.get("date"))
    return {
        "id": text_in(value.get("paper_url")).rstrip("/").rpartition("/")[2],
        "arxiv_id": value.get("arxiv_id"),
        "openreview_id": value.get("openreview_id"),
        "identifiers": [
            text for name in ("url_abs", "url_pdf", "conference_url_abs") if (text := text_in(value.get(name)))
        ],
        "title": value.get("title"),
        "abstract": value.get("abstract"),
        "url": value.get("url_abs") or value.get("paper_url"),
        "published": "" if date.startswith(_SENTINEL) else date,
        "authors": list_in(value.get("authors")),
        "venue": _MONTH.sub("", text_in(value.get("proceeding")).strip()),
        "categories": [task for item in list_in(value.get("tasks")) if (task := _task(item))],
    }


def _task(item: object) -> str:
    given = mapping_in(item)
    return text_in(item) or text_in(given.get("task")) or text_in(given.get("name"))
