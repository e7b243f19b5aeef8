"""INSPIRE-HEP: records of its API, in which all that a paper has is a list with sources.

https://github.com/inspirehep/rest-api-doc. `{"hits": {"hits": [{"id": …, "metadata": {"titles": […]}}]}}`.
"""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "inspire"
_OWN: Final = frozenset(("abstracts", "arxiv_eprints", "control_number", "publication_info", "preprint_date", "dois"))
_ENOUGH: Final = 2
_PREFERRED: Final = "arXiv"


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a record of INSPIRE, or wraps one."""
    record = mapping_in(value.get("metadata")) or value
    return "titles" in record and len(_OWN & record.keys()) >= _ENOUGH


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    record = mapping_in(value.get("metadata")) or value
    eprint, published = _first(record.get("arxiv_eprints")), _first(record.get("publication_info"))
    date = record.get("preprint_date") or record.get("earliest_date") or published.get("year")
    return {
        "id": f"inspire-{number}" if (number := text_in(record.get("control_number"))) else "",
        "arxiv_id": text_in(eprint.get("value")),
        "doi": text_in(_first(record.get("dois")).get("value")),
        "title": title_in(_preferred(record.get("titles")).get("title")),
        "abstract": abstract_in(_preferred(record.get("abstracts")).get("value")),
        "published": text_in(date),
        "authors": [author for author in list_in(record.get("authors")) if mapping_in(author).get("full_name")],
        "venue": text_in(published.get("journal_title")),
        "categories": list_in(eprint.get("categories")),
    }


def _first(items: object) -> Mapping[str, Any]:
    return next((found for item in list_in(items) if (found := mapping_in(item))), {})


def _preferred(items: object) -> Mapping[str, Any]:
    """Return what arXiv gave; publishers cut abstracts, and write formulas in ways of their own."""
    given = (mapping_in(item) for item in list_in(items))
    return next((item for item in given if item.get("source") == _PREFERRED), _first(items))
