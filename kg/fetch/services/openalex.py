"""OpenAlex works: by cursor with a key, by page number without one, the records as they come.

https://developers.openalex.org: 100 works a request. Cursors need a key since 2026, and page numbers end at 10,000
works. The address of who asks is still sent, in `mailto` and in the User-Agent.
"""

import http
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from kg.fetch.files import file_stem
from kg.fetch.queries import Page, Query, Step
from kg.fetch.web.answers import Answer
from kg.fetch.web.contents import json_of, refuse, said
from kg.web.failures import PassingError, RefusedError

NAME: Final = "openalex"
TITLE: Final = "OpenAlex"
BASE: Final = "https://api.openalex.org"
GAP: Final = 0.2
ACCEPT: Final = "application/json"
NEEDS: Final = "contact or key"
OVERLAP: Final = 30
KEY: Final = "OPENALEX_API_KEY"
PER_PAGE: Final = 100
MOST_WITHOUT_KEY: Final = 10_000
# What says something of the paper itself. Counts of citations and dates of updates would make every work a changed one.
SELECT: Final = (
    "id", "doi", "ids", "title", "display_name", "publication_date", "publication_year", "language", "type",
    "primary_location", "locations", "authorships", "abstract_inverted_index", "topics", "keywords", "is_retracted",
)  # fmt: skip


def first(query: Query) -> Step:
    """Return the step that asks for the first works."""
    return {"cursor": "*", "seen": 0} if query.has_key else {"page": 1, "seen": 0}


def address(query: Query, step: Step) -> str:
    """Return the address of some works."""
    dates = (
        f"from_publication_date:{query.since}" if query.since else "",
        f"to_publication_date:{query.until}" if query.until else "",
    )
    found = {
        "search": query.words,
        "filter": ",".join(filter(None, (query.filter, *dates))),
        "sort": "publication_date:desc" if query.since or not query.words else "",
        "select": ",".join(SELECT),
        "per_page": min(PER_PAGE, query.max),
        "cursor": step.get("cursor", ""),
        "page": step.get("page", ""),
        "mailto": query.contact,
    }
    return f"{query.base}/works?{urlencode({name: value for name, value in found.items() if value != ''})}"


def planned(query: Query) -> Iterator[Step]:
    """Yield the first step; the others follow from the answers."""
    yield first(query)


def read(answer: Answer, query: Query, step: Step) -> Page:
    """Return the works of an answer."""
    if answer.status == http.HTTPStatus.FORBIDDEN and not _is_of_query(answer):
        raise PassingError("answers 403 (too many requests)", tries=3)
    value = json_of(answer)
    if answer.status == http.HTTPStatus.UNAUTHORIZED:
        refuse(TITLE, answer, said(value), advice=f"set {KEY} to your key, which is free at openalex.org/settings/api")
    if answer.status != http.HTTPStatus.OK:
        refuse(TITLE, answer, said(value), advice="change the query or the filter")
    works, meta = (value.get("results"), value.get("meta")) if isinstance(value, dict) else (None, None)
    if not isinstance(works, list) or not all(isinstance(work, dict) for work in works) or not isinstance(meta, dict):
        raise PassingError("answers with something else than a list of works", tries=3)
    return _page(works, meta, query, step)


def _is_of_query(answer: Answer) -> bool:
    """Tell whether a 403 is of a query with a mistake in it; otherwise it says that requests come too fast."""
    try:
        error = json_of(answer).get("error")
    except (AttributeError, PassingError, RefusedError):
        return False
    return isinstance(error, str) and "query param" in error.lower()


def _page(works: list[Mapping[str, Any]], meta: Mapping[str, Any], query: Query, step: Step) -> Page:
    found = meta.get("count")
    count = found if isinstance(found, int) else 0
    most = query.max if query.has_key else min(query.max, MOST_WITHOUT_KEY)
    wanted = min(count, most)
    if not works and 0 < step["seen"] < wanted:
        raise PassingError(f"answers with no works after {step['seen']:,} of {wanted:,}", tries=4)
    kept = tuple(works[: most - step["seen"]])
    seen = step["seen"] + len(kept)
    following = _following(meta, query, step, seen) if works and seen < wanted else None
    return Page(stem(query), kept, following, seen, wanted, "" if step["seen"] else _remark(count, query))


def _following(meta: Mapping[str, Any], query: Query, step: Step, seen: int) -> Step | None:
    if not query.has_key:
        return {"page": step["page"] + 1, "seen": seen}
    cursor = meta.get("next_cursor")
    return {"cursor": cursor, "seen": seen} if isinstance(cursor, str) and cursor else None


def _remark(count: int, query: Query) -> str:
    if not query.has_key and min(count, query.max) > MOST_WITHOUT_KEY:
        return f"{TITLE} gives {MOST_WITHOUT_KEY:,} of its {count:,} works for this without a key; set {KEY}"
    if count > query.max:
        return f"{TITLE} has {count:,} works for this, of which {query.max:,} are taken; --max takes more"
    return ""


def stem(query: Query) -> str:
    """Return the name of the file of a query."""
    return file_stem(NAME, " ".join(filter(None, (query.words, query.filter))))


def key(record: Mapping[str, Any]) -> str:
    """Return the id of a work, W and digits."""
    found = record.get("id")
    return found.rpartition("/")[2] if isinstance(found, str) else ""


def day(record: Mapping[str, Any]) -> str:
    """Return the date of a work."""
    found = record.get("publication_date")
    return found if isinstance(found, str) else ""
