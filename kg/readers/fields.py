"""Fields: a record of JSON, whatever it calls its fields, as a paper."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate
from typing import Any, Final

from kg.errors import RecordError
from kg.readers.identity import identifiers, paper_id
from kg.readers.sources import OnError
from kg.records import Paper
from kg.text import clean, has_lone_surrogate, printable

TITLE: Final = ("title",)
ABSTRACT: Final = ("abstract", "summary", "abstractnote")
_ID: Final = ("id", "arxivid", "paperid", "key")
_OTHER_IDS: Final = ("arxivid", "doi", "aclid", "openreviewid", "paperid")
_URL: Final = ("url", "link", "paperurl", "urlabs")
_PUBLISHED: Final = ("published", "publishedat", "publicationdate", "date", "year", "publicationyear")
_AUTHORS: Final = ("authors", "author")
_NAME: Final = ("name", "fullname", "literal", "displayname")
_SCHEMES: Final = {"arxiv": "arXiv:", "doi": "doi:", "acl": "acl:"}

_ISO_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d-])")
_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+$", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+")


class Number(str):
    """A number as it is spelt: `2401.12340` is an id that a float would cut, and no digit count can overflow it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and whom to tell what is wrong with it."""

    source: str
    """The name of the source."""
    where: str
    """`file:line`."""
    on_error: OnError

    def complain(self, message: str) -> None:
        """Report what is wrong with the record."""
        self.on_error(RecordError(f"{self.where}: {message}"))


def paper(value: object, place: Place) -> Paper | None:
    """Return the paper that a record describes; nothing, after a complaint, where it has no title or no abstract."""
    if not isinstance(value, Mapping):
        place.complain("this is no record; give an object with a title and an abstract")
        return None
    fields = _fields(value)
    if not (title := _text(fields, TITLE, place)) or not (abstract := _text(fields, ABSTRACT, place)):
        return None
    return _paper(title, abstract, fields, place)


def is_record(value: object) -> bool:
    """Return whether a value of JSON has a title or an abstract."""
    return isinstance(value, Mapping) and any(name in _fields(value) for name in TITLE + ABSTRACT)


def listed(title: str, abstract: str, source: str) -> Paper:
    """Return the paper that a listing gives only a title and an abstract of."""
    cleaned, given = clean(title), printable(title)
    return Paper(
        paper_id((), cleaned), cleaned, clean(abstract), (source,), given_title="" if given == cleaned else given
    )


def _paper(title: str, abstract: str, fields: Mapping[str, Any], place: Place) -> Paper:
    url = _address(fields, place)
    known = identifiers(next(_strings(fields, _ID), ""), url, others=_other_ids(fields))
    cleaned, given = clean(title), printable(title)
    return Paper(
        id=paper_id(known, cleaned),
        title=cleaned,
        abstract=clean(abstract),
        sources=(place.source,),
        identifiers=known,
        url=url,
        published=_published(fields, place),
        authors=_authors(fields, place),
        given_title="" if given == cleaned else given,
    )


def _fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields by their plain names; what a nested `paper`, or `content` as in OpenReview, says is second."""
    nested = value.get("paper") or value.get("content")
    return (_plain(nested) if isinstance(nested, Mapping) else {}) | _plain(value)


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something, by their names without case, `-` and `_`."""
    fields = {}
    for name, item in value.items():
        content = item.get("value") if isinstance(item, Mapping) and item.keys() == {"value"} else item
        if content not in (None, "", []):
            fields[name.casefold().replace("_", "").replace("-", "")] = content
    return fields


def _text(fields: Mapping[str, Any], names: tuple[str, ...], place: Place) -> str:
    """Return the text of the first of some fields that is there; nothing, after a complaint, where it is no text."""
    name = next((name for name in names if name in fields), "")
    if not name:
        place.complain(f"the record has no {names[0]}; give it one")
        return ""
    text = fields[name]
    if not isinstance(text, str) or isinstance(text, Number):
        place.complain(f"the {name} is {_kind(text)}, not text; write it in quotes")
        return ""
    if has_lone_surrogate(text):
        place.complain(f"the {name} has half a character (a lone surrogate), which is now U+FFFD; mend the source")
    if not clean(text):
        place.complain(f"the {name} is empty; give the record one")
        return ""
    return text


def _kind(value: object) -> str:
    kinds = {Number: "a number", bool: "true or false", list: "a list", dict: "an object"}
    return kinds.get(type(value), "something else")


def _strings(fields: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    return (str(fields[name]) for name in names if isinstance(fields.get(name), str))


def _address(fields: Mapping[str, Any], place: Place) -> str:
    """Return the address of a record; one that is not of the web could be anything, a script as well."""
    url = "".join(printable(next(_strings(fields, _URL), "")).split())
    if not url or _WEB.match(url):
        return url
    place.complain("the url is no web address; left out, write it with https://")
    return ""


def _other_ids(fields: Mapping[str, Any]) -> Iterator[str]:
    yield from _strings(fields, _OTHER_IDS)
    external = fields.get("externalids")
    if isinstance(external, Mapping):
        for name, value in external.items():
            if name.casefold() in _SCHEMES and isinstance(value, str):
                yield _SCHEMES[name.casefold()] + value


def _published(fields: Mapping[str, Any], place: Place) -> str:
    for name in _PUBLISHED:
        if name in fields:
            text = fields[name] if isinstance(fields[name], str) else ""
            if published := date_of(text):
                return published
            place.complain(f"the {name} is no date; left out, write it as 2017-06-12")
    return ""


def date_of(text: str) -> str:
    """Return an ISO date as far as a text tells it, or nothing.

    >>> date_of("2017"), date_of("2017-06-12T17:57:34Z"), date_of("Mon, 2 Apr 2007 19:18:42 GMT"), date_of("2017-13")
    ('2017', '2017-06-12', '2007-04-02', '')
    """
    text = text.strip()
    match = _ISO_DATE.match(text)
    parts = (
        [int(part) for part in match.groups() if part]
        if match
        else list((parsedate(text) or parsedate(f"{text} 00:00") or ())[:3])
    )
    if not parts or not _FIRST_YEAR <= parts[0] <= _LAST_YEAR:
        return ""
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        return ""
    return day.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def _authors(fields: Mapping[str, Any], place: Place) -> tuple[str, ...]:
    value: object = next((fields[name] for name in _AUTHORS if name in fields), [])
    if isinstance(value, str) and not isinstance(value, Number):
        return tuple(_split_names(value))
    if isinstance(value, Mapping):
        value = [value]
    names = [_name(item) for item in value] if isinstance(value, list) else [""]
    if not all(names):
        place.complain("an author has no name; left out, write authors as a list of names")
    return tuple(name for name in names if name)


def _name(item: object) -> str:
    if isinstance(item, str) and not isinstance(item, Number):
        return _in_order(clean(item))
    if not isinstance(item, Mapping):
        return ""
    fields = _fields(item)
    family = " ".join(_strings(fields, ("given",))), " ".join(_strings(fields, ("family",)))
    return clean(next(_strings(fields, _NAME), " ".join(family)))


def _split_names(text: str) -> Iterator[str]:
    """Return the names of a text: `A. Moore; B. Lind`, `Moore, Ada and Lind, Bo`, `Ada Moore, Bo Lind and Cy Poe`."""
    text = clean(text)
    names = text.split(";") if ";" in text else _AND.split(text)
    for name in names:
        first, comma, _ = name.strip().partition(",")
        parts = name.split(",") if comma and ";" not in text and (" " in first or name.count(",") > 1) else [name]
        yield from filter(None, (_in_order(part.strip()) for part in parts))


def _in_order(name: str) -> str:
    """Return `Ada Moore` for `Moore, Ada`."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma and "," not in given else name
