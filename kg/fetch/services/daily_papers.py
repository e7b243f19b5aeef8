"""Hugging Face Daily Papers: one request a day, a file a day, the records as they come.

https://huggingface.co/docs/hub/api#get-apidailypapers: `date`, `p` (the page, from 0) and `limit`. The Hub allows 500
requests in five minutes. Weekends are often empty, and a day that is still to come is answered with 400.
"""

import http
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from kg.fetch.queries import Page, Query, Step
from kg.fetch.web.answers import Answer
from kg.fetch.web.contents import json_of, refuse, said
from kg.web.failures import PassingError

NAME: Final = "daily-papers"
TITLE: Final = "Daily Papers"
BASE: Final = "https://huggingface.co"
GAP: Final = 0.6
ACCEPT: Final = "application/json"
NEEDS: Final = ""
OVERLAP: Final = 0
LIMIT: Final = 100
"""How many records are asked for at once: the most that the Hub gives."""
_PERHAPS_ALL: Final = 50
"""A page with fewer is the last one: the Hub's own size of a page, since one may hold fewer than were asked for."""
BEGAN: Final = date(2023, 5, 4)
_MOST_PAGES: Final = 20


def first(query: Query) -> Step:
    """Return the step that asks for the first day."""
    return {"date": (query.since or query.today).isoformat(), "p": 0}


def address(query: Query, step: Step) -> str:
    """Return the address of a day."""
    pages = {"p": step["p"]} if step["p"] else {}
    return f"{query.base}/api/daily_papers?{urlencode({'date': step['date'], **pages, 'limit': LIMIT})}"


def planned(query: Query) -> Iterator[Step]:
    """Yield a step a day."""
    start, end = query.since or query.today, query.until or query.today
    for number in range((end - start).days + 1):
        yield {"date": (start + timedelta(number)).isoformat(), "p": 0}


def read(answer: Answer, query: Query, step: Step) -> Page:
    """Return the papers of a day, or of one page of it."""
    day = date.fromisoformat(step["date"])
    if answer.status == http.HTTPStatus.BAD_REQUEST and step["p"]:
        return _page((), query, step)
    if answer.status == http.HTTPStatus.BAD_REQUEST and day >= query.today - timedelta(1):
        return _page((), query, step, remark=f"{TITLE} has no {day} yet")
    value = json_of(answer)
    if answer.status != http.HTTPStatus.OK:
        refuse(TITLE, answer, said(value))
    if not isinstance(value, list) or not all(isinstance(record, dict) for record in value):
        raise PassingError("answers with something else than a list of papers", tries=3)
    return _page(tuple(value), query, step)


def _page(records: tuple[Mapping[str, Any], ...], query: Query, step: Step, *, remark: str = "") -> Page:
    start, day, end = query.since or query.today, date.fromisoformat(step["date"]), query.until or query.today
    following: Step | None = {"date": (day + timedelta(1)).isoformat(), "p": 0} if day < end else None
    if len(records) >= _PERHAPS_ALL and step["p"] + 1 < _MOST_PAGES:
        following = {"date": step["date"], "p": step["p"] + 1}
    return Page(f"{NAME}-{day}", records, following, (day - start).days + 1, (end - start).days + 1, remark)


def stem(query: Query) -> str:  # noqa: ARG001  the signature of a service
    """Return how the names of its files begin."""
    return NAME


def key(record: Mapping[str, Any]) -> str:
    """Return the arXiv id of a paper."""
    paper = record.get("paper")
    found = paper.get("id") if isinstance(paper, dict) else record.get("id")
    return found if isinstance(found, str) else ""


def day(record: Mapping[str, Any]) -> str:
    """Return the day on which a paper was listed."""
    paper = record.get("paper")
    found = paper.get("submittedOnDailyAt") if isinstance(paper, dict) else None
    return found[:10] if isinstance(found, str) else ""
