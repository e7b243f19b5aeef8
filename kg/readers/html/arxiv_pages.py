"""Pages of arXiv: of one paper, of a day or a month of a category, and of the results of a search."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.html import page_metadata
from kg.readers.html.html_tree import first, line, text, with_class
from kg.readers.listing import Listing, Record
from kg.readers.values import arxiv_fields
from kg.readers.xml import feeds

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORMAT: Final = "arxiv-page"
_ABSTRACT_PAGE = re.compile(r"(?:https?://(?:www\.|export\.)?arxiv\.org)?/abs/([\w./-]{5,40})")
_SUBJECT = re.compile(r"\(([a-z-]{2,9}(?:\.[A-Za-z-]{2,9})?)\)")
_PLAIN: Final = "this http"
_MORE: Final = ("△ Less", "▽ More")
_SUBMITTED = re.compile(r"Submitted\s(\d{1,2}\s[A-Z][a-z]{2,8},\s\d{4})")


def records(root: "HtmlElement", listing: Listing) -> Iterator[Record]:
    """Yield the papers of a page of arXiv; none where it is no such page."""
    for found in (_listed, _results, _single):
        for element, value in found(root):
            if record := feeds.record(value, fields.Place(listing, line(element)), format=FORMAT):
                yield record


def _listed(root: "HtmlElement") -> "Iterator[tuple[HtmlElement, dict[str, object]]]":
    """Yield the papers of a listing: a term with the id, then its description."""
    number = ""
    for element in root.iter("dt", "dd"):
        if element.tag == "dt":
            number = _number(element)
        elif number and (title := first(element, "list-title", without="Title:")):
            paragraph = next(iter(element.iter("p")), None)
            yield (
                element,
                _value(
                    number,
                    title,
                    abstract=text(paragraph, without="Abstract:"),
                    authors=arxiv_fields.authors(first(element, "list-authors", without="Authors:")),
                    subjects=first(element, "list-subjects", without="Subjects:"),
                    comment=first(element, "list-comments", without="Comments:"),
                    venue=first(element, "list-journal-ref", without="Journal-ref:"),
                ),
            )
            number = ""


def _results(root: "HtmlElement") -> "Iterator[tuple[HtmlElement, dict[str, object]]]":
    """Yield the papers that a search found."""
    for element in with_class(root, "arxiv-result"):
        number, abstract = _number(element), first(element, "abstract-full", "abstract-short")
        for words in _MORE:
            abstract = abstract.removesuffix(words).rstrip()
        submitted = _SUBMITTED.search(text(element))
        tags = (tag for holder in with_class(element, "tags") for tag in with_class(holder, "tag"))
        subjects = " ".join(f"({text(tag)})" for tag in tags)
        if number:
            yield (
                element,
                _value(
                    number,
                    next((text(one) for one in with_class(element, "title") if one.tag == "p"), ""),
                    abstract=abstract,
                    authors=arxiv_fields.authors(first(element, "authors", without="Authors:")),
                    subjects=subjects,
                    comment=first(element, "comments", without="Comments:"),
                    venue="",
                )
                | {"published": submitted[1] if submitted else ""},
            )


def _single(root: "HtmlElement") -> "Iterator[tuple[HtmlElement, dict[str, object]]]":
    """Yield the paper of a page that shows one."""
    metadata = page_metadata.metadata(root)
    block = next((one for one in with_class(root, "abstract") if one.tag == "blockquote"), None)
    if block is None or not (number := next(iter(metadata.get("citation_arxiv_id", ())), "")):
        return
    given = next(iter(metadata.get("citation_abstract", ())), "")
    value = _value(
        number,
        next(iter(metadata.get("citation_title", ())), "") or first(root, "title", without="Title:"),
        abstract=given if given and _PLAIN not in given.replace("https", "http") else text(block, without="Abstract:"),
        authors=metadata.get("citation_author", []),
        subjects=first(root, "subjects"),
        comment=first(root, "comments"),
        venue=first(root, "jref"),
    )
    dates = metadata.get("citation_date", [])
    yield block, value | {"doi": " ".join(metadata.get("citation_doi", [])[:1]), "published": " ".join(dates[:1])}


def _number(element: "HtmlElement") -> str:
    links = (_ABSTRACT_PAGE.match(link.get("href", "")) for link in element.iter("a"))
    return next((match[1] for match in links if match), "")


def _value(
    number: str, title: str, *, abstract: str, authors: list[str], subjects: str, comment: str, venue: str
) -> dict[str, object]:
    return {
        "title": title,
        "abstract": abstract,
        "arxiv_id": f"arXiv:{number}",
        "url": f"https://arxiv.org/abs/{number}",
        "authors": authors,
        "categories": feeds.unique(_SUBJECT.findall(subjects)),
        "venue": venue,
        **arxiv_fields.comment_fields(comment),
    }
