"""Hugging Face's daily papers: what the service answers, and saved pages."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from invented.listings.rows import Row, arxiv, as_json


def daily_papers_json(rows: Sequence[Row]) -> bytes:
    """Write the answer of Hugging Face's daily papers."""
    return as_json([_daily(row) for row in rows])


def _daily(row: Row) -> dict[str, Any]:
    paper = {
        "id": arxiv(row),
        "authors": [
            {"_id": f"{number:024x}", "name": name, "hidden": False} for number, name in enumerate(row["authors"])
        ],
        "publishedAt": f"{row['published']}T00:00:00.000Z",
        "title": row["title"],
        "summary": row["abstract"],
        "upvotes": 0,
    }
    return {"paper": paper, "publishedAt": paper["publishedAt"], "title": row["title"], "numComments": 2}


def page_html(rows: Sequence[Row]) -> bytes:
    """Write a page of Hugging Face's daily papers as a browser saves it."""
    props = escape(json.dumps({"dailyPapers": [_daily(row) for row in rows]}, ensure_ascii=False))
    articles = "".join(
        f'<article><h3><a href="/papers/{arxiv(row)}">{escape(row["title"])}</a></h3></article>\n' for row in rows
    )
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8"><title>Daily Papers - Hugging Face</title></head><body>\n'
        f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{props}">{articles}</div>\n'
        "</body></html>\n"
    ).encode()


def page_text(rows: Sequence[Row]) -> bytes:
    """Write a page of Hugging Face's daily papers saved as text: titles and abstracts alone."""
    head = ("new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Mar 11")
    return "\n\n".join((*head, *(text for row in rows for text in (row["title"], row["abstract"])))).encode()
