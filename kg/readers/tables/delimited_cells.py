"""Cells of tables under the names that `fields.record` knows: several values in one cell, notes, words for nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.readers import fields
from kg.readers.values.dates import date_of
from kg.readers.values.references import arxiv_of, date_in, doi_of, venue_of

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
    "publication",
    "proceedingstitle",
    "so",
)
_CATEGORIES: Final = ("categories", "terms", "primarycategory")
_DATES: Final = ("published", "publicationdate", "datepublished", "date", "pd")
_YEARS: Final = ("year", "publicationyear", "py")
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
_COMPOSED: Final = frozenset((*_AUTHORS, *_VENUES, *_CATEGORIES, *_DATES, *_YEARS))
_KNOWN: Final = fields.NAMES | _COMPOSED

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"")
_NUMBERED = re.compile(r"\s{0,3}\(\d{5,16}\)")  # Scopus gives the number of an author after the name
_FAMILY_FIRST = re.compile(
    r"([^\W\d_][\w'’ -]{1,60})\s((?:[^\W\d_a-z]\.-?){1,4}|[^\W\d_a-z]{1,3})((?:\s(?:[JS]r|2nd|3rd|4th))?)\.?"
)
_GLUED = re.compile(
    r"(?<=[^\W\d_A-Z])(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!Du)(?<!La)(?<!Le)(?<!Van)(?=[A-Z][\w.'’-]{0,30}\s)"
)
"""Where Springer's tables leave out what parts two names: `Ada MooreBo Lind`."""
_SPRINGER: Final = "itemtitle"
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
        "authors": _people(_first(cells, _AUTHORS), are_glued=_SPRINGER in cells),
        "venue": venue_of(cells.get(name, "") for name in _VENUES),
        "categories": _categories(_first(cells, _CATEGORIES)),
        "published": _published([cells[name] for name in _DATES if name in cells], _first(cells, _YEARS)),
        "arxivid": cells.get("arxivid") or arxiv_of(*notes),
        "doi": cells.get("doi") or doi_of(*notes),
    }
    kept = {name: cell for name, cell in cells.items() if name in fields.NAMES and name not in _COMPOSED}
    titles = {} if _TITLES.intersection(cells) or _NAME not in cells else {"title": cells[_NAME]}
    return kept | titles | {name: value for name, value in found.items() if value}


def _first(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if name in cells), "")


def _published(dates: list[str], year: str) -> str:
    """Return the first date that is one, by itself or with the year beside it: `FEB 24` is no year 24.

    >>> _published(["FEB 24"], "2021"), _published(["n.d."], "2021"), _published(["soon"], ""), _published([], "")
    ('2021-02-24', '2021', 'soon', '')
    """
    known = (found for text in dates if (found := date_of(text) or (year and date_in(year, text))))
    return next(known, "") or year or next(iter(dates), "")


def _people(cell: str, *, are_glued: bool = False) -> str | list[str]:
    """Return the names of a cell: a list as Python or JSON write it, names between bars, or a text that is split later.

    >>> _people("['Ada Moore', \\"Bo O'Lind\\"]"), _people("Ada Moore|Bo Lind"), _people("Moore, Ada (57204); Lind, Bo")
    (['Ada Moore', "Bo O'Lind"], ['Ada Moore', 'Bo Lind'], 'Moore, Ada; Lind, Bo')
    >>> _people("Moore A., Lind B.-C."), _people("Moore A, Poe CD 3rd."), _people("Moss AI")
    (['A. Moore', 'B.-C. Lind'], ['A Moore', 'CD Poe 3rd'], 'Moss AI')
    >>> _people("Ada McMooreBoYan Lind", are_glued=True)
    ['Ada McMoore', 'BoYan Lind']
    """
    if cell.lstrip().startswith("["):
        return list(_quoted(cell))
    if "|" in cell:
        return [name.strip() for name in cell.split("|") if name.strip()]
    if are_glued:
        return list(_unglued(cell))
    plain = _NUMBERED.sub("", cell)
    names = [_FAMILY_FIRST.fullmatch(name.strip()) for name in plain.replace(";", ",").split(",")]
    are_so = all(names) and (len(names) > 1 or cell.rstrip().endswith("."))
    return [f"{name[2]} {name[1]}{name[3]}" for name in names if name] if are_so else plain


def _unglued(cell: str) -> Iterator[str]:
    """Yield names that nothing parts; each has a space in it."""
    name = ""
    for part in _GLUED.split(cell):
        name += part
        if " " in name:
            yield name
            name = ""
    if name:
        yield name


def _categories(cell: str) -> list[str]:
    """Return the classes of a cell: `['cs.CL', 'cs.LG']`, `cs.CL cs.LG`, `cs.CL; math.PR`."""
    if cell.lstrip().startswith("["):
        return list(_quoted(cell))
    return [match[0] for match in _CLASS.finditer(cell)] if _CLASS.match(cell.strip()) else []


def _quoted(cell: str) -> Iterator[str]:
    return (
        text for match in _QUOTED.finditer(cell) if (text := (match[1] or match[2] or "").replace("\\", "").strip())
    )
