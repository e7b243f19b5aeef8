"""HAL: documents of the French archive's search, whose names of fields tell their types, `title_s`.

https://api.archives-ouvertes.fr/docs/search. Ask for `fl=title_s,abstract_s,authFullName_s,doiId_s,arxivId_s,…`.
"""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.typed import list_in, text_in, texts_in

NAME: Final = "hal"
_DATES: Final = ("publicationDate_s", "producedDate_s", "submittedDate_s", "producedDateY_i")


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a document of HAL."""
    return "title_s" in value


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    names = ("journalTitle_s", "conferenceTitle_s", "bookTitle_s")
    return {
        "id": text_in(value.get("halId_s")),
        "arxiv_id": text_in(value.get("arxivId_s")),
        "doi": text_in(value.get("doiId_s")),
        "title": title_in(next(iter(list_in(value.get("title_s"))), None)),
        "abstract": abstract_in(next(iter(list_in(value.get("abstract_s"))), None)),
        "url": text_in(value.get("uri_s")),
        "published": next((text for name in _DATES if (text := text_in(value.get(name)))), ""),
        "authors": list_in(value.get("authFullName_s")),
        "venue": next((text for name in names for text in texts_in(value.get(name))), ""),
    }
