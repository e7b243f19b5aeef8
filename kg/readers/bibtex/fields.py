"""Fields of BibTeX and BibLaTeX entries under the names that `fields.record` knows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.bibtex.values import address_of, text_of
from kg.readers.values.dates import date_of
from kg.readers.values.references import arxiv_of, date_in, doi_of, first, venue_of
from kg.text import clean

_NOTES: Final = (
    "note",
    "extra",
    "annotation",
    "annote",
    "addendum",
    "number",
    "volume",
    "journal",
    "journaltitle",
    "howpublished",
)
_VENUES: Final = ("journaltitle", "journal", "booktitle", "eventtitle")
_ADDRESSES: Final = ("url", "bdsk-url-1", "ee", "howpublished")
_PREFIXES: Final = ("eprinttype", "archiveprefix")
_CLASSES: Final = ("primaryclass", "eprintclass")
READ: Final = frozenset(
    (
        *("title", "subtitle", "abstract", "author", "year", "month", "date", "doi", "eprint", "arxivid"),
        *(*_NOTES, *_VENUES, *_ADDRESSES, *_PREFIXES, *_CLASSES),
    )
)
"""The fields that are read; two of the others are no loss."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_PART = re.compile(r"\s*+(given|family|prefix|suffix)(?:-i)?\s*+=\s*+", re.IGNORECASE)
_COMMA_OR_BRACE = re.compile(r"\\.|[{},;]", re.DOTALL)
_OTHERS: Final = frozenset({"others", "et al.", "et al"})
_FORM_OF_A_LIST: Final = 3


def described(texts: Mapping[str, str], key: str) -> dict[str, Any]:
    """Return what an entry says of a paper; its key is its id where nothing better is.

    Args:
        texts: the values of its fields, by their names in lower case.
        key: the key of the entry.
    """
    arxiv = _arxiv(texts)
    found = {
        "id": key,
        "title": clean(": ".join(filter(None, (text_of(texts.get(name, "")) for name in ("title", "subtitle"))))),
        "abstract": text_of(texts.get("abstract", ""), capitals=True),
        "authors": [{"family": name} for name in people(texts.get("author", ""))],
        "venue": venue_of(text_of(texts.get(name, "")) for name in _VENUES),
        "published": _published(texts),
        "doi": first((address_of(texts.get("doi", "")), doi_of(texts.get("note", "")))),
        "arxiv_id": arxiv,
        "url": first(_addresses(texts)),
        "categories": [texts[name].strip() for name in _CLASSES if arxiv and texts.get(name)][:1],
    }
    return {name: value for name, value in found.items() if value}


def _arxiv(texts: Mapping[str, str]) -> str:
    """Return the arXiv id of an entry: its e-print, or what its note starts with, its journal, its volume."""
    kind = first(texts.get(name, "") for name in _PREFIXES).strip().casefold()
    eprint = texts.get("arxivid", "") or (texts.get("eprint", "") if kind in ("", "arxiv") else "")
    numbered = eprint.strip() and f"arXiv:{eprint.strip().rpartition('/abs/')[2].casefold().removeprefix('arxiv:')}"
    return numbered or arxiv_of(*(texts.get(name, "") for name in _NOTES))


def _addresses(texts: Mapping[str, str]) -> Iterator[str]:
    for name in _ADDRESSES:
        address = address_of(texts.get(name, ""))
        if name == "url" or _WEB.match(address):
            yield address


def _published(texts: Mapping[str, str]) -> str:
    start = texts.get("date", "").partition("/")[0].strip(" ~?%.")
    parts = date_in(texts.get("year", ""), texts.get("month", ""), texts.get("day", "").strip())
    return date_of(start) or parts or date_in(start, start) or first((start, texts.get("year", "").strip()))


def people(text: str) -> list[str]:
    """Return the names of people, first names first, without "and others".

    >>> people("Moore, Ada and Bo van der Lind and {Fern and Moss Team} and Poe, Jr., Cy and others")
    ['Ada Moore', 'Bo van der Lind', 'Fern and Moss Team', 'Cy Poe Jr.']
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names  # takes 50 ms

    names = split_multiple_persons_names(text)
    if len(names) == 1:
        names = _listed(names[0])
    if names and names[-1].strip().casefold() in _OTHERS:
        names.pop()
    return [plain for name in names if (plain := text_of(_in_order(name)).strip(" ,"))]


def _listed(name: str) -> list[str]:
    """Return the names of a text that somebody joined without "and"."""
    parts = _parts(name, ";")
    if len(parts) == 1:
        parts = _parts(name, ",")
        if len(parts) < _FORM_OF_A_LIST or not all(" " in part for part in parts):
            return [name]
    return [part for part in parts if part]


def _in_order(name: str) -> str:
    """Return a name with the first name first: `Moore, Ada`, `Poe, Jr., Cy`, `family=Lind, given=Bo, prefix=van`."""
    parts = _parts(name, ",")
    named = {match[1].casefold(): part[match.end() :] for part in parts if (match := _PART.match(part))}
    if "family" in named:
        return " ".join(named[part] for part in ("given", "prefix", "family", "suffix") if part in named)
    if len(parts) < _FORM_OF_A_LIST:
        return " ".join(reversed(parts))
    return " ".join([*parts[2:], parts[0], parts[1]])


def _parts(name: str, mark: str) -> list[str]:
    """Return the parts of a name between marks that are in no braces."""
    parts: list[str] = []
    start = depth = 0
    for match in _COMMA_OR_BRACE.finditer(name):
        depth += (match[0] == "{") - (match[0] == "}")
        if match[0] == mark and depth <= 0:
            parts.append(name[start : match.start()].strip())
            start = match.end()
    return [*parts, name[start:].strip()]
