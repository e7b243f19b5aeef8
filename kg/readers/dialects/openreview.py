"""OpenReview notes, of both versions of its API.

https://docs.openreview.net/reference/api-v2/entities/note. Version 2 wraps each value, `{"value": …}`. Reviews,
comments and decisions are notes as well: they reply to another one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.values.repositories import repositories_in
from kg.readers.values.typed import text_in, texts_in, unwrapped

NAME: Final = "openreview"
_OWN: Final = frozenset(("forum", "invitation", "invitations", "signatures", "cdate", "tcdate", "replyto", "domain"))
_NO_VENUE = re.compile(
    r"submitted to|.{0,200}\b(?:withdrawn|rejected|desk.?reject|under review|submission)", re.IGNORECASE | re.DOTALL
)
_WITHDRAWN: Final = "withdrawn"


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a note."""
    return isinstance(value.get("content"), Mapping) and not _OWN.isdisjoint(value)


def described(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the fields of a submission; nothing for a reply to one."""
    content = {name: unwrapped(item) for name, item in value["content"].items()}
    name, forum = text_in(value.get("id")), text_in(value.get("forum"))
    if value.get("replyto") and forum not in ("", name):
        return None
    key = forum or name
    venue = text_in(content.get("venue"))
    return {
        "openreview_id": key,
        "title": content.get("title"),
        "abstract": content.get("abstract"),
        "identifiers": list(_addresses(content)),
        "url": f"https://openreview.net/forum?id={key}" if re.fullmatch(r"[\w-]{4,40}", key, re.ASCII) else "",
        "published": next(
            (date for field in ("pdate", "odate", "cdate", "tcdate") if (date := value.get(field))), None
        ),
        "authors": content.get("authors") if isinstance(content.get("authors"), (list, str)) else [],
        "venue": "" if _NO_VENUE.match(venue) else venue,
        "categories": [*texts_in(content.get("primary_area")), *texts_in(content.get("subject_areas"))],
        "code": list(_code(content)),
        "status": _WITHDRAWN if _is_withdrawn(value, content, venue) else "",
    }


def _is_withdrawn(note: Mapping[str, Any], content: Mapping[str, Any], venue: str) -> bool:
    """Return whether the venue, or the form that was filled in, is that of withdrawn submissions."""
    forms = (*texts_in(note.get("invitations")), text_in(note.get("invitation")), text_in(content.get("venueid")))
    return any("withdrawn_submission" in form.casefold() for form in forms) or (
        text_in(content.get("withdrawal")) == "Confirmed" or _WITHDRAWN in venue.casefold()
    )


def _addresses(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield where else it stands; a path such as `/pdf/…` is the note's own."""
    for name in ("html", "pdf", "doi", "ee"):
        text = text_in(content.get(name))
        if text.startswith(("http", "10.")):
            yield text


def _code(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the repositories that the authors name; a path is an attachment, and a word no address."""
    for name in ("code", "software", "code_link", "code_url", "github"):
        for text in texts_in(content.get(name)):
            yield from repositories_in(text)
