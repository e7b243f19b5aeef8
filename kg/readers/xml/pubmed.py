"""PubMed's XML: what efetch answers, and what PubMed's baseline files hold.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html. Its tagged form (nbib) is read with RIS.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.values.references import arxiv_of, date_in
from kg.readers.xml import feeds
from kg.readers.xml.parts import parts, root
from kg.readers.xml.records import Parsing, at, children, first, text, texts

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME: Final = "pubmed"
TITLE: Final = "PubMed XML"
_ARTICLE: Final = "PubmedArticle"
_BOOK = re.compile(r"<PubmedBookArticle(?=[\s>])")
_UNLABELLED: Final = ("", "UNLABELLED", "UNLABELED")
_RETRACTED: Final = "retracted publication"


def sniff(head: str) -> bool:
    """Return whether the first element of a text is a set of articles, or an article."""
    return root(head) in ("PubmedArticleSet", _ARTICLE)


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the articles; chapters of books are counted."""
    parsing = Parsing(listing, _ARTICLE)
    books: list[int] = []
    for part in parts(listing, _ARTICLE):
        if not part.is_record:
            starts = _BOOK.finditer(part.text)
            books += [part.line + part.text.count("\n", 0, start.start()) for start in starts]
            continue
        element = parsing.element(part)
        if element is not None and (record := _record(element, fields.Place(listing, part.line))):
            yield record
    if books:
        count = f"{len(books)} chapters of books are" if len(books) > 1 else "1 chapter of a book is"
        listing.complain(books[0], f"{count} no articles, from this line on; passed over")


def _record(element: "_Element", place: fields.Place) -> Record | None:
    citation, article = at(element, "MedlineCitation"), at(element, "MedlineCitation", "Article")
    number = first(citation, "PMID").strip()
    value = {
        "id": number,
        "title": feeds.content(article, "ArticleTitle") or feeds.content(article, "VernacularTitle"),
        "abstract": _abstract(article) or _abstract(citation, "OtherAbstract"),
        "authors": [name for author in children(at(article, "AuthorList"), "Author") if (name := _person(author))],
        "venue": first(at(article, "Journal"), "Title", "ISOAbbreviation").strip(),
        "published": _published(article),
        "doi": _doi(element, article),
        "arxiv_id": arxiv_of(*texts(article, "ELocationID"), first(at(article, "Pagination"), "MedlinePgn")),
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number.isdecimal() else "",
        "status": _status(article),
    }
    return feeds.record(value, place, format=NAME)


def _abstract(holder: "_Element", name: str = "Abstract") -> str:
    """Return an abstract; the parts of one that has some stand after their labels, as PubMed shows them."""
    found = next((one for one in children(holder, name) if text(one).strip()), None)
    if found is None:
        return ""
    told = ((part.get("Label", "").strip(), text(part).strip()) for part in children(found, "AbstractText"))
    return " ".join(words if label in _UNLABELLED else f"{label}: {words}" for label, words in told if words)


def _person(author: "_Element") -> str:
    """Return the name of a person, or of those who sign together."""
    names = (first(author, *parts).strip() for parts in (("ForeName", "Initials"), ("LastName",), ("Suffix",)))
    return " ".join(filter(None, names)) or first(author, "CollectiveName").strip()


def _published(article: "_Element") -> str:
    """Return when the issue came out, or what is more exact of that year: when the article did."""
    issue = at(article, "Journal", "JournalIssue", "PubDate")
    dates = [found for one in (issue, *children(article, "ArticleDate")) if (found := _date(one))]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default="")


def _date(element: "_Element") -> str:
    loose = first(element, "MedlineDate")  # such as `2024 Jan-Feb`
    return date_in(first(element, "Year") or loose, first(element, "Month") or loose, first(element, "Day").strip())


def _doi(element: "_Element", article: "_Element") -> str:
    """Return the DOI of an article; those of what it refers to stand elsewhere."""
    listed = children(at(element, "PubmedData", "ArticleIdList"), "ArticleId")
    told = [text(one).strip() for one in listed if one.get("IdType") == "doi"]
    return next(filter(None, told + [text(one).strip() for one in _electronic(article)]), "")


def _electronic(article: "_Element") -> "Iterator[_Element]":
    return (one for one in children(article, "ELocationID") if one.get("EIdType") == "doi")


def _status(article: "_Element") -> str:
    kinds = texts(at(article, "PublicationTypeList"), "PublicationType")
    return "retracted" if any(kind.strip().casefold() == _RETRACTED for kind in kinds) else ""
