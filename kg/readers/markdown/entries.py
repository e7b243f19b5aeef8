"""Entries: the headings, items, paragraphs and rows that name papers, with what stands in and below them."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from kg.readers.identity import identifiers, strong
from kg.readers.markdown import inline, titles
from kg.readers.markdown.inline import Link
from kg.readers.values.repositories import repository

_MOST_LINES: Final = 200
"""So many lines of an entry are looked at for links; no list says more of a paper."""
_LONGEST: Final = 1 << 17
"""So many characters of a field are kept, many more than a record may have."""
_OTHERS = re.compile(r",?\s{0,3}et\s?\.?\s?al\b\.?\*{0,2}$", re.IGNORECASE)
_NAMES = re.compile(r"(?=[^\W\d_])[^\d:;()\[\]$\\]{5,1500}$")
_NUMBERED = re.compile(r"[\d∗*†‡§¶]{1,3}(?=\s|,|$)")
_SCHEMES: Final = ("arXiv", "doi", "acl", "openreview")


@dataclass(slots=True)
class Entry:
    """What may be a paper, while it is read."""

    line: int
    head: str
    """What it starts with."""
    indent: int = 0
    lines: list[str] = field(default_factory=list)
    """What else it says, but for what has a label."""
    fields: dict[str, str] = field(default_factory=dict)
    open: str = ""
    """The field that the next line goes on with."""
    is_section: bool = False

    def add(self, text: str) -> None:
        """Take a line, to the field that is open or beside all fields."""
        if self.open:
            known = self.fields.get(self.open, "")
            self.fields[self.open] = f"{known} {text}".strip() if len(known) < _LONGEST else known
        elif len(self.lines) < _MOST_LINES:
            self.lines.append(text)

    def label(self, name: str, value: str) -> None:
        """Take what a label says; where nothing stands beside it, the next line does, and an abstract goes on."""
        known = self.fields.get(name, "")
        self.open = name if not value or name in ("abstract", "summary") else ""
        if not known:
            self.fields[name] = value
        elif name in ("link", "code"):
            self.fields[name] = f"{known} {value}"
        else:
            self.open = "" if value else self.open

    def ended(self) -> None:
        """Note a blank line: a field that has its text ends there."""
        if self.fields.get(self.open):
            self.open = ""

    def described(self) -> dict[str, Any] | None:
        """Return the fields of the paper that this is; nothing where it is none."""
        title, link = titles.title_in(self.head)
        found = [*inline.links(self.head), *(link for line in self.lines for link in inline.links(line))]
        given = _of_fields(self.fields)
        known = _known(link, [*given, *filter(titles.is_of_paper, found)])
        abstract = self.fields.get("abstract") or self._summary(is_of_paper=bool(known))
        named = titles.cleaned(inline.plain(self.fields.get("title", "")))
        if self.is_section:
            title = named or title or titles.cleaned(inline.plain(self.head))
            is_paper = bool(abstract or (link and known) or (known and "authors" in self.fields))
        else:
            title = named or title
            leads = any(titles.is_of_paper(one) for one in found) or "authors" in self.fields
            is_paper = bool(known or (abstract and title) or (titles.is_title(title) and leads))
        if not is_paper or not (title or known):
            return None
        return {
            "title": title,
            "abstract": inline.prose(abstract),
            "identifiers": known,
            "url": _address(link, [*given, *filter(titles.is_of_paper, found)]),
            "authors": self._authors(),
            "published": inline.plain(self.fields.get("published", "")) or titles.date_before(self.head),
            "venue": inline.plain(self.fields.get("venue", "")),
            "code": _code(self.fields.get("code", ""), found),
            "categories": inline.plain(self.fields.get("categories", "")),
        }

    def _summary(self, *, is_of_paper: bool) -> str:
        """Return what is called a summary where all else is of a paper; minutes and proposals have one as well."""
        return self.fields.get("summary", "") if is_of_paper or "authors" in self.fields else ""

    def _authors(self) -> str:
        if "authors" in self.fields:
            return names(self.fields["authors"])
        shown = (text for line in (self.head, *self.lines[:3]) for text in inline.italics(line))
        return next((names(text) for text in shown if "," in text and _NAMES.match(text)), "")


def names(text: str) -> str:
    """Return the names of authors as they are split later.

    >>> names("**Ada Moore**, Bo Lind*, Cy Poe1,2 et.al."), names("[Ada Moore](https://a.org) and Bo Lind")
    ('Ada Moore, Bo Lind, Cy Poe', 'Ada Moore and Bo Lind')
    """
    shown = _NUMBERED.sub("", inline.plain(text)).replace(" ,", ",").strip(" .*,")
    return re.sub(r",{2,9}", ",", _OTHERS.sub("", shown)).strip(" .,")


def _of_fields(fields: dict[str, str]) -> list[Link]:
    """Return where the label of a link leads: an address, or an identifier as it is."""
    text = fields.get("link", "")
    found = inline.links(text)
    bare = "" if found else inline.plain(text)
    return found or ([Link(bare, bare, 0, 0)] if strong(identifiers(bare)) else [])


def _known(link: Link | None, others: list[Link]) -> list[str]:
    """Return the identifiers of a paper, one of a scheme: of the link that is its title, then of those to it."""
    found: dict[str, str] = {}
    for one in [link, *others] if link else others:
        for name in strong(identifiers("" if one.url.startswith("http") else one.url, one.url)):
            found.setdefault(name.partition(":")[0], name)
    return [found[scheme] for scheme in _SCHEMES if scheme in found]


def _address(link: Link | None, others: list[Link]) -> str:
    urls = (one.url for one in ([link, *others] if link else others) if one.url.startswith(("http://", "https://")))
    return next(urls, "")


def _code(label: str, found: list[Link]) -> list[str]:
    """Return the repositories that are called the code of a paper."""
    urls = [*(link.url for link in inline.links(label)), *(link.url for link in found if titles.is_of_code(link))]
    return list(dict.fromkeys(filter(None, map(repository, urls))))
