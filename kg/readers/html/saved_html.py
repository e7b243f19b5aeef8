"""Saved web pages: Daily Papers of Hugging Face, pages of arXiv, and pages that name the paper they show."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.readers import dialects, fields
from kg.readers.html import arxiv_pages, html_tree, page_metadata
from kg.readers.html.html_tree import line, text
from kg.readers.json import json_values
from kg.readers.listing import Listing, Record
from kg.readers.values.typed import list_in
from kg.readers.xml import feeds

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME: Final = "html"
TITLE: Final = "saved web pages (HTML)"
FORMAT: Final = "daily-papers-html"

_START = re.compile(r"(?:<\?xml[^<>]{0,200}\?>\s{0,99})?<(?:!doctype\s+html|html|head|body|!--)", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|head|body|meta|title|article|dl)[\s>]", re.IGNORECASE)
_PAPER = re.compile(r"^(?:https?://(?:huggingface\.co|hf\.co))?/papers/([\w./-]{5,40})(?:[?#].{0,200})?$")
_PROPS: Final = "data-props"
_LISTS: Final = ("dailyPapers", "papers", "results")
_COLLECTION: Final = "collection"
_ABSTRACT: Final = "abstract"
_MADE_UP: Final = "AI-generated summary"


def sniff(head: str) -> bool:
    """Return whether a text starts as a web page."""
    return bool(_START.match(head) and _PAGE.search(head))


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of a page: those of its data, else those that it shows."""
    root = html_tree.tree(listing)
    for found in (_in_data, _in_articles, _on_paper_page, arxiv_pages.records, page_metadata.records):
        records = list(found(root, listing))
        if records:
            yield from records
            return


def _in_data(root: "HtmlElement", listing: Listing) -> Iterator[Record]:
    """Yield the papers of the data that a page carries for its scripts."""
    for element in root.iter():
        data = element.get(_PROPS, "") if isinstance(element.tag, str) else ""
        if "title" not in data or not ("summary" in data or _COLLECTION in data):
            continue
        try:
            value, _ = json_values.parse(data, 0)
        except json_values.BrokenError:
            listing.complain(line(element), "the data of the page are broken; the page is read as it shows")
            continue
        place = fields.Place(listing, line(element))
        for item in _papers(value):
            if record := dialects.record(item, place):
                yield record


def _papers(value: object) -> list[dict[str, Any]]:
    """Return the papers of the data of a page: of a list, or the one that the page shows."""
    if not isinstance(value, dict):
        return []
    for name in _LISTS:
        if isinstance(value.get(name), list) and (found := [item for item in value[name] if _is_paper(item)]):
            return found
    if isinstance(collection := value.get(_COLLECTION), dict):
        return [item for item in list_in(collection.get("items")) if _is_collected(item)]
    return [value["paper"]] if _is_paper(value.get("paper")) else []


def _is_collected(item: object) -> bool:
    """Return whether an item of a collection is a paper, of which it has no abstract."""
    return isinstance(item, dict) and item.get("type") == "paper" and isinstance(item.get("title"), str)


def _is_paper(item: object) -> bool:
    paper = item.get("paper", item) if isinstance(item, dict) else None
    return isinstance(paper, dict) and isinstance(paper.get("title"), str) and isinstance(paper.get("summary"), str)


def _in_articles(root: "HtmlElement", listing: Listing) -> Iterator[Record]:
    """Yield the papers that a page of Daily Papers shows: titles and arXiv ids."""
    for heading in root.iter("h3"):
        links = ((link, _PAPER.match(link.get("href", ""))) for link in heading.iter("a"))
        for link, match in links:
            if match and (title := text(link)):
                yield from _record({"title": title, "id": match[1]}, link, listing)


def _on_paper_page(root: "HtmlElement", listing: Listing) -> Iterator[Record]:
    """Yield the paper that a page of one paper shows."""
    addresses = (*page_metadata.metadata(root).get("og:url", ()), *page_metadata.canonical(root))
    number = next((match[1] for address in addresses if (match := _PAPER.match(address))), "")
    title = next(iter(root.iter("h1")), None)
    heading = next((one for one in root.iter("h2") if text(one).casefold() == _ABSTRACT), None)
    if number and title is not None:
        yield from _record({"title": text(title), "id": number, "abstract": _prose(heading)}, title, listing)


def _prose(heading: "HtmlElement | None") -> str:
    """Return the longest paragraph after a heading that nobody made up."""
    parent = None if heading is None else heading.getparent()
    if parent is None:
        return ""
    shown = (one for one in parent.iter("p") if not _is_made_up(one, parent))
    return max((text(one) for one in shown), key=len, default="")


def _is_made_up(paragraph: "HtmlElement", top: "HtmlElement") -> bool:
    inside = (one for one in paragraph.iterancestors() if one is not top and top in one.iterancestors())
    return any(text(one).startswith(_MADE_UP) and len(list(one.iter("p"))) == 1 for one in inside)


def _record(value: dict[str, str], element: "HtmlElement", listing: Listing) -> Iterator[Record]:
    if record := feeds.record(value, fields.Place(listing, line(element)), format=FORMAT):
        yield record
