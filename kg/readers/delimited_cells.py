"""Cells of tables under the names that `fields.record` knows: several values in one cell, notes, words for nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.readers import fields
from kg.readers.references import arxiv_of, doi_of, venue_of

_AUTHORS: Final = (
    "authorfullnames",
    "authorships.author.displayname",
    "authors",
    "author",
    "author/s",
    "authornames",
    "firstauthors",
    "af",
    "au",
)
_VENUES: Final = (
    "venue",
    "sourcetitle",
    "publicationtitle",
    "primarylocation.source.displayname",
    "journal",
    "journalbook",
    "so",
)
_CATEGORIES: Final = ("categories", "terms", "primarycategory")
_DATES: Final = ("published", "publicationdate", "datepublished", "date", "year", "publicationyear", "py")
_NOTES: Final = (
    "extra",
    "note",
    "notes",
    "archivelocation",
    "archiveid",
    "reportnumber",
    "number",
    "journalref",
    "comments",
)
_NOTHING: Final = frozenset({"nan", "none", "null", "n/a", "na", "[]", "-", "<na>"})
_NAME: Final = "displayname"
"""The title of a work in the tables of OpenAlex, in which people and institutions have one too."""
_OF_WORKS: Final = frozenset({"abstract", "publicationdate", "publicationyear", "authorships.author.displayname"})
_ENOUGH: Final = 2
_TITLES: Final = frozenset(fields.TITLE)
_COMPOSED: Final = frozenset((*_AUTHORS, *_VENUES, *_CATEGORIES, *_DATES))
_KNOWN: Final = fields.NAMES | _COMPOSED

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"")
_NUMBERED = re.compile(r"\s{0,3}\(\d{5,16}\)")  # Scopus gives the number of an author after the name
_CLASS = re.compile(r"[a-z]{2,9}(?:-[a-z]{2,4})?(?:\.[A-Za-z-]{2,17})?(?=$|[\s;,|])")


def known_columns(names: Sequence[str]) -> int:
    """Return how many of the names of columns are of papers; 0 where there is no title, or nothing but a title."""
    plain = set(map(fields.plain_name, names))
    known = len(plain & _KNOWN)
    is_titled = plain & _TITLES or (_NAME in plain and plain & _OF_WORKS)
    return known if known >= _ENOUGH and is_titled else 0


def described(names: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    """Return what a row says of a paper.

    Args:
        names: the names of the columns.
        row: as many cells.
    """
    cells: dict[str, str] = {}
    for name, cell in zip(map(fields.plain_name, names), row, strict=True):
        if cell.strip() and cell.strip().casefold() not in _NOTHING:
            cells.setdefault(name, cell)
    notes = [cells[name] for name in _NOTES if name in cells]
    found: dict[str, Any] = {
        "authors": _people(_first(cells, _AUTHORS)),
        "venue": venue_of(cells.get(name, "") for name in _VENUES),
        "categories": _categories(_first(cells, _CATEGORIES)),
        "published": _first(cells, _DATES),
        "arxivid": cells.get("arxivid") or arxiv_of(*notes),
        "doi": cells.get("doi") or doi_of(*notes),
    }
    kept = {name: cell for name, cell in cells.items() if name in fields.NAMES and name not in _COMPOSED}
    titles = {} if _TITLES.intersection(cells) or _NAME not in cells else {"title": cells[_NAME]}
    return kept | titles | {name: value for name, value in found.items() if value}


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if name in cells), "")


def _people(cell: str) -> str | list[str]:
    """Return the names of a cell: a list as Python or JSON write it, names between bars, or a text that is split later.

    >>> _people("['Ada Moore', \\"Bo O'Lind\\"]"), _people("Ada Moore|Bo Lind"), _people("Moore, Ada (57204); Lind, Bo")
    (['Ada Moore', "Bo O'Lind"], ['Ada Moore', 'Bo Lind'], 'Moore, Ada; Lind, Bo')
    """
    if cell.lstrip().startswith("["):
        return list(_quoted(cell))
    if "|" in cell:
        return [name.strip() for name in cell.split("|") if name.strip()]
    return _NUMBERED.sub("", cell)


def _categories(cell: str) -> list[str]:
    """Return the classes of a cell: `['cs.CL', 'cs.LG']`, `cs.CL cs.LG`, `cs.CL; math.PR`."""
    if cell.lstrip().startswith("["):
        return list(_quoted(cell))
    return [match[0] for match in _CLASS.finditer(cell)] if _CLASS.match(cell.strip()) else []


def _quoted(cell: str) -> Iterator[str]:
    return (
        text for match in _QUOTED.finditer(cell) if (text := (match[1] or match[2] or "").replace("\\", "").strip())
    )
