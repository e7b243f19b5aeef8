"""arXiv: the query API, in slices, a record of our own field names an entry.

https://info.arxiv.org/help/api/user-manual.html and /help/api/tou.html: one request in three seconds on one connection,
slices of at most 2,000 and 30,000 in all. Empty pages in the middle come with status 200, and feeds of errors with 200
or 400; one id that it takes for none makes it refuse all that are asked for with it.
"""

import http
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from urllib.parse import quote, urlencode

from kg.arxiv_ids import is_category, without_version
from kg.fetch.files import file_stem
from kg.fetch.queries import Page, Query, Step
from kg.fetch.services.atom import Feed, feed_of
from kg.fetch.web.answers import Answer
from kg.fetch.web.contents import refuse
from kg.web.bodies import shortened
from kg.web.failures import PassingError, RefusedError

NAME: Final = "arxiv"
TITLE: Final = "arXiv"
BASE: Final = "https://export.arxiv.org"
GAP: Final = 3.0
ACCEPT: Final = "application/atom+xml"
NEEDS: Final = "contact"
OVERLAP: Final = 7
MOST: Final = 30_000
SLICE: Final = 500
"""A quarter of what is allowed: large slices are slow, and come empty more often."""
IDS: Final = 100
_TRIES: Final = 4
_EARLIEST: Final = date(1991, 1, 1)
_FIELD = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate|lastUpdatedDate):")
_TERM = re.compile(r'"[^"]*+"|[^\s"]++')
_LETTER = re.compile(r"\w")
_NO_ID = re.compile(r"incorrect id format for (\S{1,60})")


def first(query: Query) -> Step:  # noqa: ARG001  the signature of a service
    """Return the step that asks for the first slice."""
    return {"start": 0, "total": 0}


def address(query: Query, step: Step) -> str:
    """Return the address of a slice."""
    start = step["start"]
    if query.ids:
        given = _given(query, step)
        asked: dict[str, object] = {"id_list": ",".join(given), "max_results": len(given)}
    else:
        asked = {
            "search_query": search(query),
            "start": start,
            "max_results": min(SLICE, query.max - start),
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        }
    return f"{query.base}/api/query?{urlencode(asked, quote_via=quote, safe=':/,')}"


def search(query: Query) -> str:
    """Return a query in arXiv's own words: plain words must all occur, a subject is a subject, dates bound it."""
    words = query.words if _FIELD.search(query.words) else " AND ".join(_terms(query.words))
    if not (query.since or query.until):
        return words
    since, until = query.since or _EARLIEST, query.until or query.today
    return f"({words}) AND submittedDate:[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"


def _terms(words: str) -> Iterator[str]:
    for term in _TERM.findall(words):
        if _LETTER.search(term):
            yield f"cat:{term}" if is_category(term) else f"all:{term}"


def planned(query: Query) -> Iterator[Step]:
    """Yield the slices, as many as there may be."""
    for start in range(0, len(query.ids) or query.max, IDS if query.ids else SLICE):
        yield {"start": start, "total": 0}


def read(answer: Answer, query: Query, step: Step) -> Page:
    """Return the papers of a slice."""
    if answer.body[:200].strip().lower().startswith(b"rate exceeded"):
        raise PassingError("says that requests come too fast")
    if answer.status != http.HTTPStatus.OK:
        error = _error(answer)
        if page := _page_without(error, query, step):
            return page
        refuse(TITLE, answer, error, advice="change the query or the ids")
    feed = feed_of(answer)
    if feed.error:
        if page := _page_without(feed.error, query, step):
            return page
        raise PassingError(
            f"answers with an error: {shortened(feed.error)}", tries=3, advice="change the query or the ids"
        )
    return _page_of_ids(feed, query, step) if query.ids else _page(feed, query, step)


def _error(answer: Answer) -> str:
    try:
        return shortened(feed_of(answer).error)
    except (PassingError, RefusedError):
        return ""


def _page(feed: Feed, query: Query, step: Step) -> Page:
    # A later page that counts fewer papers than the first one did is one of those that come empty.
    total, start = max(feed.total, step["total"]), step["start"]
    wanted = min(total, query.max, MOST)
    seen = start + len(feed.papers)
    following = {"start": seen, "total": total} if seen < wanted else None
    page = Page(stem(query), feed.papers, following, seen, wanted, _remark(total, query, step))
    if not feed.papers:
        raise _empty(page, start, wanted)
    return page


def _empty(page: Page, start: int, wanted: int) -> PassingError:
    """Return what is wrong with a page without papers, and the page that it is where it stays so."""
    if not wanted:
        return PassingError("answers with nothing", tries=2, otherwise=page)
    message = f"answers with an empty page at {start:,} of {wanted:,}"
    if not start or wanted - start > SLICE:
        return PassingError(message, tries=_TRIES)
    remark = f"{TITLE} counts {wanted:,} papers and gives {start:,}; the rest may come another day"
    return PassingError(message, tries=_TRIES, otherwise=replace(page, next=None, done=wanted, remark=remark))


def _remark(total: int, query: Query, step: Step) -> str:
    if step["start"] or total <= query.max:
        return ""
    more = f"--max takes more, up to {MOST:,}" if query.max < MOST else "narrow the query for the others"
    return f"{TITLE} has {total:,} papers for this, of which the newest {query.max:,} are taken; {more}"


def _given(query: Query, step: Step) -> list[str]:
    """Return the ids that a step asks for."""
    start = step["start"]
    return [known for known in query.ids[start : start + IDS] if known not in step.get("without", ())]


def _page_without(error: str, query: Query, step: Step) -> Page | None:
    """Return the step that asks again without an id that an error names; nothing where no other would be left."""
    found = _NO_ID.search(error)
    given = _given(query, step) if query.ids else []
    if found is None or found[1] not in given or (len(given) == 1 and len(query.ids) <= IDS):
        return None
    again = {**step, "without": [*step.get("without", ()), found[1]]}
    following = again if len(given) > 1 else _following(query, step)
    remark = f"{TITLE} takes {found[1]} for no id; the others are asked for without it"
    return Page(stem(query), (), following, step["start"], len(query.ids), remark)


def _following(query: Query, step: Step) -> Step | None:
    """Return the step that asks for the ids after those of a step."""
    start = step["start"] + IDS
    return {"start": start, "total": 0} if start < len(query.ids) else None


def _page_of_ids(feed: Feed, query: Query, step: Step) -> Page:
    asked = _given(query, step)
    seen = min(step["start"] + IDS, len(query.ids))
    given = set(map(key, feed.papers))
    missing = [known for known in asked if without_version(known) not in given]
    remark = f"{TITLE} has no {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}" if missing else ""
    page = Page(stem(query), feed.papers, _following(query, step), seen, len(query.ids), remark)
    if not feed.papers:
        raise PassingError("answers with nothing", tries=2, otherwise=page)
    return page


def stem(query: Query) -> str:
    """Return the name of the file of a query; papers asked for by their ids share one."""
    return f"{NAME}-ids" if query.ids else file_stem(NAME, query.words)


def key(record: Mapping[str, Any]) -> str:
    """Return the id of a paper."""
    found = record.get("id")
    return without_version(found) if isinstance(found, str) else ""


def day(record: Mapping[str, Any]) -> str:
    """Return the day on which a paper's first version was submitted."""
    found = record.get("published")
    return found[:10] if isinstance(found, str) else ""
