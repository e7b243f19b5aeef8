"""CSL-JSON: bibliographies of Zotero and pandoc, and the works of Crossref, which are nearly the same.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables. Titles and abstracts hold tags of
HTML or JATS. Preprints say their arXiv id in `number`, in `note`, or only in the DOI.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.markup import to_text
from kg.readers.values.typed import list_in, mapping_in, text_in, texts_in

NAME: Final = "csl"
_OWN: Final = frozenset((
    "container-title", "citation-key", "citation-label", "event-title", "collection-title", "title-short",
    "original-date", "container-title-short", "publisher-place", "number-of-pages",
))  # fmt: skip
_DATES: Final = ("issued", "published", "published-print", "published-online", "available-date", "submitted", "created")


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is an item of a bibliography."""
    issued = mapping_in(value.get("issued"))
    authors = [mapping_in(author) for author in list_in(value.get("author"))]
    parts = (
        "date-parts" in issued or not _OWN.isdisjoint(value) or any("family" in a or "literal" in a for a in authors)
    )
    return "title" in value and parts and ("type" in value or "id" in value or "DOI" in value)


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    containers = [to_text(text) for text in texts_in(value.get("container-title"))]
    venues = (text for text in containers if not text.casefold().startswith("arxiv"))
    return {
        "id": value.get("id"),
        "title": title_in(value.get("title")),
        "abstract": abstract_in(value.get("abstract")),
        "doi": value.get("DOI"),
        "url": value.get("URL"),
        "note": [*_notes(value), *containers],
        "published": next((date for name in _DATES if (date := value.get(name))), None),
        "authors": list_in(value.get("author")),
        "venue": next(venues, text_in(value.get("event-title"))),
        "categories": value.get("categories"),
        "status": _status(value),
    }


def _notes(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield what may name the paper in an archive."""
    yield from texts_in(value.get("note"))
    yield from texts_in(value.get("number"))
    archive = text_in(value.get("archive")).casefold()
    for place in texts_in(value.get("archive_location")):
        yield f"arXiv:{place}" if archive == "arxiv" and ":" not in place else place


def _status(value: Mapping[str, Any]) -> str:
    """Return whether Crossref says that a later notice retracts or withdraws a work."""
    kinds = {text_in(mapping_in(update).get("type")) for update in list_in(value.get("updated-by"))}
    return "retracted" if "retraction" in kinds else "withdrawn" if "withdrawal" in kinds else ""
