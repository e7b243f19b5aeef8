"""Metadata of pages: what publishers write for search engines, as `citation_title` or as JSON-LD."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.readers import fields
from kg.readers.html.html_tree import line, text, with_class
from kg.readers.json import json_values
from kg.readers.listing import Listing, Record
from kg.readers.values import markup
from kg.readers.values.typed import list_in
from kg.readers.xml import feeds

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORMAT: Final = "page"
_ABSTRACTS: Final = ("acl-abstract", "abstract", "abstractSection", "article__abstract", "hlFld-Abstract")
_ABSTRACT: Final = "abstract"
_SHORTEST: Final = 80
_TYPES: Final = ("ScholarlyArticle", "MedicalScholarlyArticle", "Thesis", "Report")
_LINKED_DATA: Final = "application/ld+json"


def metadata(root: "HtmlElement") -> dict[str, list[str]]:
    """Return the values of the meta elements of a page by their names in lower case."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").casefold()
        if name and (content := (meta.get("content") or "").strip()):
            found.setdefault(name, []).append(content)
    return found


def canonical(root: "HtmlElement") -> list[str]:
    """Return the address that a page says it has."""
    return [link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical" and link.get("href")]


def records(root: "HtmlElement", listing: Listing) -> Iterator[Record]:
    """Yield the paper that the metadata of a page describe, or those that its JSON-LD does."""
    found = metadata(root)
    if value := _citation(found, root):
        if record := feeds.record(value, fields.Place(listing, 1), format=FORMAT):
            yield record
        return
    for script in root.iter("script"):
        if script.get("type") == _LINKED_DATA:
            for item in _articles(_parsed(script.text or "")):
                if record := feeds.record(_linked(item), fields.Place(listing, line(script)), format=FORMAT):
                    yield record


def _citation(found: dict[str, list[str]], root: "HtmlElement") -> dict[str, object]:
    def first(*names: str) -> str:
        return next((found[name][0] for name in names if name in found), "")

    title = first("citation_title")
    if not title:
        return {}
    addresses = [*found.get("citation_abstract_html_url", []), *canonical(root), *found.get("og:url", [])]
    numbers = [f"arXiv:{number}" for number in found.get("citation_arxiv_id", [])]
    given = first("citation_doi", "prism.doi", "dc.identifier", "bepress_citation_doi")
    abstract = first("citation_abstract", "dcterms.abstract", "dc.description") or _shown_abstract(root)
    return {
        "title": title,
        "abstract": markup.to_text(abstract),
        "identifiers": feeds.identity(*numbers, given, *addresses, *found.get("citation_pdf_url", [])),
        "url": next((address for address in addresses if address.startswith("http")), ""),
        "published": first("citation_publication_date", "citation_date", "citation_online_date", "citation_year"),
        "authors": found.get("citation_author", []) or first("citation_authors"),
        "venue": first("citation_journal_title", "citation_conference_title", "citation_inbook_title"),
    }


def _shown_abstract(root: "HtmlElement") -> str:
    """Return the text of the part of a page that is called its abstract."""
    parts = [*with_class(root, *_ABSTRACTS), *root.xpath("//*[@id='abstract' or @id='Abs1-content']")]
    found = (text(part, without=_ABSTRACT) for part in parts)
    return next((abstract for abstract in found if len(abstract) >= _SHORTEST), "")


def _parsed(data: str) -> object:
    try:
        return json_values.parse(data.strip(), 0)[0]
    except json_values.BrokenError:
        return None


def _articles(value: object) -> Iterator[dict[str, Any]]:
    """Yield the articles of JSON-LD: in a list, in a graph, or the one that a page is about."""
    if isinstance(value, list):
        for item in value:
            yield from _article(item)
    elif isinstance(value, dict):
        inside = value.get("@graph", value.get("mainEntity"))
        yield from _article(value)
        yield from (one for item in (inside if isinstance(inside, list) else [inside]) for one in _article(item))


def _article(item: object) -> Iterator[dict[str, Any]]:
    if not isinstance(item, dict):
        return
    given = item.get("@type", "")
    types = [given] if isinstance(given, str) else [one for one in list_in(given) if isinstance(one, str)]
    if not {*_TYPES}.isdisjoint(types):
        yield item


def _linked(item: dict[str, Any]) -> dict[str, object]:
    address = next((item[name] for name in ("url", "@id") if isinstance(item.get(name), str)), "")
    part = item.get("isPartOf")
    return {
        "title": markup.to_text(_text(item, "headline", "name")),
        "abstract": markup.to_text(_text(item, "abstract", "description")),
        "identifiers": feeds.identity(*_names(item.get("identifier")), *_names(item.get("sameAs")), address),
        "url": address if address.startswith("http") else "",
        "published": _text(item, "datePublished", "dateCreated"),
        "authors": _names(item.get("author")),
        "venue": _text(part, "name") if isinstance(part, dict) else "",
    }


def _text(item: dict[str, Any], *names: str) -> str:
    return next((item[name] for name in names if isinstance(item.get(name), str)), "")


def _names(value: object) -> list[str]:
    """Return the names or values of one or several things."""
    things = value if isinstance(value, list) else [value]
    named = (_text(one, "name", "value", "@id") if isinstance(one, dict) else one for one in things)
    return [str(name) for name in named if isinstance(name, str) and name]
