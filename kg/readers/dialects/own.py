"""What `kg` itself writes: `papers.jsonl` of a build and the records of `kg extract`."""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.values.typed import text_in, texts_in

NAME: Final = "kg"
_KEPT: Final = (
    "title",
    "url",
    "published",
    "authors",
    "venue",
    "categories",
    "upvotes",
    "code",
    "implementations",
    "status",
)


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a record of a paper that `kg` wrote."""
    return text_in(value.get("id")).startswith("paper/") and "text" in value and "entities" in value


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper; what was extracted from its text is extracted anew."""
    title, _, abstract = text_in(value.get("text")).partition("\n")
    name = text_in(value.get("id"))
    given = {field: value[field] for field in _KEPT if field in value}
    known = texts_in(value.get("identifiers")) or ([] if name.startswith("paper/sha256-") else [name])
    local = next((text for text in known if text.startswith("local:")), "")
    return {"title": title, **given, "abstract": abstract, "id": local, "identifiers": known}
