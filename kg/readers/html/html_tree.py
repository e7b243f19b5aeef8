"""Trees of HTML: saved pages, of which only text and attributes are read; no script runs and nothing is fetched."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import SourceError
from kg.readers.listing import Listing
from kg.readers.values.markup import is_plain_link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE: Final = 1 << 25
"""How many characters a page may have; a year of a category on arXiv has a fifth of that."""
_OVERLOADED = re.compile(
    r"""<[a-zA-Z][^\s<>"'=/]{0,40}(?:[\s/]++[^\s<>"'=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+){3000}"""
)
"""An element with so many attributes that the parser, which compares each with all others, does not come to an end."""
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNREAD: Final = ("style", "noscript", "template", "svg", "button")
_MATH: Final = "math/tex"
_RENDERED: Final = ("MathJax", "MathJax_Preview", "MathJax_Display", "MathJax_SVG")


def tree(listing: Listing) -> "HtmlElement":
    """Return the tree of a page.

    Raises:
        SourceError: the page cannot be read, or is too large or too broken to be one.
    """
    from lxml import etree, html

    text = listing.text()
    if len(text) > MAX_PAGE:
        raise SourceError(f"{listing.where}: has more than {MAX_PAGE >> 20} million characters, as no page does")
    if _OVERLOADED.search(text):
        raise SourceError(f"{listing.where}: has an element with 3,000 attributes or more, as no page does")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root: HtmlElement = html.document_fromstring(_NOT_HTML.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{listing.where}: is no page that can be read; save it again") from error
    _write_out(root)
    return root


def _write_out(root: "HtmlElement") -> None:
    """Write formulas as their source has them, and addresses for the words that stand for them."""
    for element in list(root.iter("span", "div", *_UNREAD)):
        if element.tag in _UNREAD or _has_class(element, *_RENDERED):
            element.drop_tree()
    for script in list(root.iter("script")):
        if script.get("type", "").startswith(_MATH):
            formula = script.text or ""
            script.text = f"${formula}$"
            script.drop_tag()
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith(("http://", "https://")) and is_plain_link(link.text_content()):
            link[:] = []
            link.text = address


def _has_class(element: "HtmlElement", *names: str) -> bool:
    return not {*element.get("class", "").split()}.isdisjoint(names)


def with_class(element: "HtmlElement", *names: str) -> "Iterator[HtmlElement]":
    """Yield the elements below one that have one of some classes, in the order of the names."""
    for name in names:
        yield from (found for found in element.iter() if isinstance(found.tag, str) and _has_class(found, name))


def text(element: "HtmlElement | None", *, without: str = "") -> str:
    """Return the text of an element on one line, without a label that it starts with."""
    if element is None:
        return ""
    found = " ".join(element.text_content().split())
    return found[len(without) :].lstrip(" :.") if found.casefold().startswith(without.casefold()) else found


def first(element: "HtmlElement", *names: str, without: str = "") -> str:
    """Return the text of the first element below one that has one of some classes, or nothing."""
    return next(filter(None, (text(found, without=without) for found in with_class(element, *names))), "")


def line(element: "HtmlElement") -> int:
    """Return the line that an element stands on."""
    return int(element.sourceline or 1)
