"""Fields: a record of any format, by the plain names of its fields, as a paper."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from kg.arxiv_ids import SUBJECTS
from kg.readers.identity import identifiers, noted, paper_id, strong
from kg.readers.listing import Listing, Record
from kg.readers.values.authors import authors_of
from kg.readers.values.dates import date_of
from kg.readers.values.framing import unframed
from kg.readers.values.references import venue_of
from kg.readers.values.repositories import repositories_in, repository
from kg.readers.values.typed import Number, kind_of, list_in, mapping_in, text_in, texts_in
from kg.readers.values.withdrawal import is_notice
from kg.records import Paper
from kg.text import clean, has_lone_surrogate, printable

__all__ = ["ABSTRACT", "NAMES", "NO_TITLE", "TITLE", "Number", "Place", "listed", "plain_name", "record"]

TITLE: Final = ("title", "papertitle", "documenttitle", "articletitle", "itemtitle", "titledisplay", "titles", "ti")
ABSTRACT: Final = ("abstract", "summary", "abstractnote", "description", "abstracts", "summaries", "ab")
_ID: Final = ("id", "arxivid", "paperid", "key")
_SCHEMES: Final = {"arxivid": "arXiv:", "arxiv": "arXiv:", "eprint": "arXiv:", "doi": "", "dois": "", "itemdoi": "",
                   "aclid": "acl:", "openreviewid": "openreview:", "paperid": "", "identifiers": ""}  # fmt: skip
_NOTES: Final = ("note", "notes", "extra", "number", "archivelocation", "archiveid")
_URL: Final = ("url", "link", "paperurl", "urlabs", "site", "puburl")
_PUBLISHED: Final = (
    "published",
    "publishedat",
    "publicationdate",
    "coverdate",
    "date",
    "created",
    "issued",
    "publisheddate",
    "datepublished",
    "year",
    "publicationyear",
    "pubyear",
    "yearpublished",
)
_AUTHORS: Final = ("authors", "author", "authordisplay", "creators", "creator")
_VENUE: Final = ("venue", "journal", "journalref", "booktitle", "containertitle", "publicationtitle", "publicationname",
                 "proceeding", "proceedings", "conference")  # fmt: skip
_CATEGORIES: Final = ("categories", "category")
_UPVOTES: Final = ("upvotes",)
_CODE: Final = ("code", "codeurl", "githubrepo")
NAMES: Final = frozenset(
    (*TITLE, *ABSTRACT, *_ID, *_SCHEMES, *_NOTES, *_URL, *_PUBLISHED, *_AUTHORS, *_VENUE, *_CATEGORIES)
)
"""The plain names by which the columns of a table say that it is of papers."""
_STATUS: Final = ("withdrawn", "retracted")
_WARNING = re.compile(r"^(RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER)?\s?:")  # a notice about a paper is not in capitals
NO_TITLE: Final = "the record has no title; give it one"
_MOST_UPVOTES: Final = 10_000_000
_MOST_CATEGORIES, _LONGEST_CATEGORY, _LONGEST_VENUE = 50, 100, 300
_NOTHING: Final = frozenset(("none", "null", "nan", "n/a", "na", "-", "."))
_LONGEST_WORDING: Final = 100
_NO_ABSTRACT: Final = _NOTHING | {
    "", "no abstract", "no abstract available", "no abstract provided", "abstract not available",
    "abstract unavailable", "abstract", "not available", "without abstract", "unavailable",
}  # fmt: skip

_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+$", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,18}/[^\s\"<>\\^`{|}]+$", re.IGNORECASE)
_SUBJECT = rf"(?:[a-z-]{{2,8}}\.[A-Za-z-]{{2,10}}|{SUBJECTS})"
_SEPARATOR = re.compile(r"[\s,;]+")
_SUBJECTS = re.compile(rf"{_SUBJECT}(?:[\s,;]{{1,9}}{_SUBJECT}){{0,50}}$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and whom to tell what is wrong with it."""

    listing: Listing
    line: int

    def complain(self, message: str) -> None:
        """Report what is wrong with the record."""
        self.listing.complain(self.line, message)


def record(value: object, place: Place, *, format: str) -> Record | None:
    """Return the record that a value describes; its abstract may be missing, or its title where an identifier is given.

    Nothing is returned, after a complaint, where neither a title nor an identifier says what paper it is.

    Args:
        value: fields by name, whatever their case, `-` and `_`: `title`; `abstract` or `summary`; `id`, and where it is
            of a known scheme also `arxiv_id`, `doi`, `acl_id`, `openreview_id`, `identifiers` (a list); `url`;
            `note` and `extra`, which may name identifiers; `published`, as `date_of` reads it; `authors` (names, or
            objects with them); `venue`; `categories`; `upvotes`; `code` and `implementations` (addresses); `status`.
        place: where it stands.
        format: the name of the format.
    """
    if not isinstance(value, Mapping):
        place.complain("this is no record; give an object with a title and an abstract")
        return None
    fields = _plain(value)
    url = _address(fields, place)
    known = identifiers(next(_strings(fields, _ID), ""), url, others=_other_ids(fields))
    title, abstract = _text(fields, TITLE, place), _text(fields, ABSTRACT, place)
    if not title and not strong(known):
        if not any(name in fields for name in TITLE):
            place.complain(NO_TITLE)
        return None
    paper = _paper(title, abstract, fields, place, identified=(url, known))
    return Record(paper, format, place.listing.place(place.line))


def listed(title: str, abstract: str, source: str) -> Paper:
    """Return the paper that a listing gives only a title and an abstract of."""
    cleaned, given = clean(title), printable(title)
    return Paper(
        paper_id((), cleaned), cleaned, clean(abstract), (source,), given_title="" if given == cleaned else given
    )


def plain_name(name: str) -> str:
    """Return the name of a field without case, spaces, `-` and `_`.

    >>> plain_name("Publication_Year"), plain_name("journal-ref")
    ('publicationyear', 'journalref')
    """
    return _short_name(name) if len(name) < _LONGEST_WORDING else _without_marks(name)


@lru_cache(maxsize=1 << 10)
def _short_name(name: str) -> str:
    return _without_marks(name)


def _without_marks(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something, by their plain names; of two with one name, the first."""
    fields: dict[str, Any] = {}
    for name, content in value.items():
        if content is not None and content not in ("", [], ()):
            fields.setdefault(plain_name(str(name)), content)
    return fields


def _paper(
    title: str, abstract: str, fields: Mapping[str, Any], place: Place, *, identified: tuple[str, tuple[str, ...]]
) -> Paper:
    url, known = identified
    cleaned, given = clean(title), printable(title)
    return Paper(
        id=paper_id(known, cleaned),
        title=cleaned,
        abstract=unframed(clean(abstract)),
        sources=(place.listing.name,),
        identifiers=known,
        url=url,
        published=_published(fields, place),
        authors=_authors(fields, place),
        given_title="" if given == cleaned else given,
        venue=_venue(fields),
        categories=_categories(fields),
        upvotes=_upvotes(fields, place),
        code=_repositories(fields, _CODE, place),
        implementations=_repositories(fields, ("implementations",), place),
        status=_status(fields, cleaned, abstract),
    )


def _status(fields: Mapping[str, Any], title: str, abstract: str) -> str:
    given = [*_strings(fields, ("status",)), *_WARNING.findall(title)[:1], "withdrawn" * is_notice(abstract)]
    return next((word for text in given if (word := text.casefold()) in _STATUS), "")


def _text(fields: Mapping[str, Any], names: tuple[str, ...], place: Place) -> str:
    """Return the text of the first of some fields that is there; nothing, after a complaint, where it is no text."""
    name = next((name for name in names if name in fields), "")
    text = fields.get(name, "")
    if not isinstance(text, str) or isinstance(text, Number):
        place.complain(f"the {name} is {kind_of(text)}, not text; write it in quotes")
        return ""
    if has_lone_surrogate(text):
        place.complain(f"the {name} has half a character (a lone surrogate), which is now U+FFFD; mend the source")
    cleaned = clean(text) if name else ""
    if name in TITLE and not cleaned:
        place.complain(f"the {name} is empty; give the record one")
    return text if cleaned and not (name in ABSTRACT and _is_no_abstract(cleaned)) else ""


def _is_no_abstract(text: str) -> bool:
    bare = text.strip("[]().")
    return len(bare) < _LONGEST_WORDING and bare.casefold() in _NO_ABSTRACT


def _strings(fields: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    return (text for name in names if name in fields for item in list_in(fields[name]) if (text := text_in(item)))


def _address(fields: Mapping[str, Any], place: Place) -> str:
    """Return the address of a record; one that is not of the web could be anything, a script as well."""
    given = next(_strings(fields, _URL), "")
    url = "".join(printable(given).split())
    if not url or _WEB.match(url):
        return url
    if _BARE.match(url):
        return f"https://{url}"
    if not strong(identifiers("", url)):
        place.complain("the url is no web address; left out, write it with https://")
    return ""


def _other_ids(fields: Mapping[str, Any]) -> Iterator[str]:
    for name in fields:
        if name in _SCHEMES:
            for text in _strings(fields, (name,)):
                if text.strip().casefold() not in _NOTHING:
                    yield text if ":" in text else f"{_SCHEMES[name]}{text.strip()}"
    for text in _strings(fields, _NOTES):
        yield from noted(text)
    yield from _strings(fields, _URL)


def _published(fields: Mapping[str, Any], place: Place) -> str:
    for name in _PUBLISHED:
        if name in fields:
            if published := date_of(fields[name]):
                return published
            shown = "date of publication" if name == _PUBLISHED[0] else name
            place.complain(f"the {shown} is no date; left out, write it as 2017-06-12")
    return ""


def _authors(fields: Mapping[str, Any], place: Place) -> tuple[str, ...]:
    value: object = next((fields[name] for name in _AUTHORS if name in fields), [])
    names, are_named = authors_of(value)
    if not are_named:
        place.complain("an author has no name; left out, write authors as a list of names")
    return names


def _venue(fields: Mapping[str, Any]) -> str:
    for name in _VENUE:
        for item in list_in(fields[name]) if name in fields else ():
            given = mapping_in(item)
            text = text_in(item) or text_in(given.get("name")) or text_in(given.get("display_name"))
            if venue := venue_of([clean(text)])[:_LONGEST_VENUE].rstrip():
                return venue
    return ""


def _categories(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the subjects of a record: of a list, or of a text such as `cs.CL cs.LG` or `Botany; Optics`."""
    found: dict[str, None] = {}
    for text in _strings(fields, _CATEGORIES):
        subjects = _SEPARATOR.split(text.strip()) if _SUBJECTS.match(text.strip()) else text.split(";")
        kept = (subject for each in subjects if (subject := clean(each)) and len(subject) <= _LONGEST_CATEGORY)
        found |= dict.fromkeys(kept)
    return tuple(found)[:_MOST_CATEGORIES]


def _upvotes(fields: Mapping[str, Any], place: Place) -> int:
    if fields.keys().isdisjoint(_UPVOTES):
        return 0
    text = next(_strings(fields, _UPVOTES), "").removesuffix(".0")  # so pandas writes them where some are missing
    if text.isascii() and text.isdecimal() and len(text) < 10 and int(text) <= _MOST_UPVOTES:
        return int(text)
    place.complain(f"the upvotes are no number from 0 to {_MOST_UPVOTES}; left out")
    return 0


def _repositories(fields: Mapping[str, Any], names: tuple[str, ...], place: Place) -> tuple[str, ...]:
    """Return addresses of code, those of repositories in one spelling; a text may name several."""
    found: set[str] = set()
    for name in names:
        for item in texts_in(fields.get(name)):
            url = "".join(printable(item).split())
            if known := [one] if (one := repository(url)) else repositories_in(item):
                found.update(known)
            elif _WEB.match(url):
                found.add(url)
            else:
                place.complain(f"the {name} is no web address; left out, write it with https://")
    return tuple(sorted(found))
