"""Lens: scholarly works of its API and of its exports as JSON.

https://docs.api.lens.org/response-scholar.html.
"""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "lens"
_SCHEMES: Final = {"doi": "doi:", "arxiv": "arXiv:"}


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a work of Lens."""
    return "lens_id" in value


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    given = [mapping_in(item) for item in list_in(value.get("external_ids"))]
    known = [(_SCHEMES.get(text_in(item.get("type")).casefold(), ""), text_in(item.get("value"))) for item in given]
    return {
        "id": text_in(value.get("lens_id")),
        "identifiers": [scheme + text for scheme, text in known if scheme and text],
        "title": title_in(value.get("title")),
        "abstract": abstract_in(value.get("abstract")),
        "published": text_in(value.get("date_published"))[: len("2026-11-20")] or text_in(value.get("year_published")),
        "authors": list_in(value.get("authors")),
        "venue": text_in(mapping_in(value.get("source")).get("title")),
        "categories": list_in(value.get("fields_of_study")),
    }
