"""Parents: what an entry of BibTeX inherits from others by `crossref` and `xdata`, wherever they stand in the file.

https://ctan.org/pkg/biblatex, sections 2.4.1.1, 3.13.6 and appendix B. Of what is inherited, kept is where and when a
paper appeared; an identifier or an abstract never is: they would make one paper of all children.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.errors import SourceError
from kg.readers.bibtex.entries import Entry, entries
from kg.readers.bibtex.fields import READ
from kg.readers.listing import Listing
from kg.text import clean

_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s{0,9}=\s{0,9}[{\"]?\s{0,9}([^{}\"\n]{1,500})", re.IGNORECASE)
_LONGEST: Final = 600
_MOST: Final = 1 << 16
"""So many parents of one file are known."""
_LONGEST_VALUE: Final = 2_000
_MOST_GENERATIONS: Final = 8
_DATES: Final = ("date", "year", "month", "day")
_VENUES: Final = ("booktitle", "journaltitle", "journal", "eventtitle")
_OWN: Final = frozenset(("abstract", "doi", "eprint", "arxivid", "url", "xdata", "crossref"))
"""What never is inherited."""
_KEPT: Final = (READ | {"booktitle", "xdata", "crossref", "day"}) - {"abstract"}
_HOLDERS: Final = frozenset(
    f"{part}{kind}" for kind in ("proceedings", "book", "collection", "reference") for part in ("", "mv")
) | {"periodical"}
"""What is referred to as a parent, and is a paper only where it has an abstract."""
_PARTS_OF_BOOKS: Final = ("inbook", "bookinbook", "suppbook")


@dataclass(slots=True)
class Parents:
    """The entries of a file from which others inherit."""

    _known: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _missed: set[str] = field(default_factory=set)

    def is_paper(self, entry: Entry) -> bool:
        """Return whether an entry is more than something to inherit from."""
        if entry.kind == "xdata":
            return False
        is_parent = entry.kind in _HOLDERS and entry.key.casefold() in self._known
        return not is_parent or bool(entry.texts.get("abstract", "").strip())

    def whole(self, entry: Entry) -> dict[str, str]:
        """Return the fields of an entry with those that it inherits; a parent that is not there is reported once."""
        missing: list[str] = []
        texts = self._whole(entry.kind, entry.texts, missing, generation=0)
        if not (any(name in texts for name in _VENUES) and any(name in texts for name in _DATES)):
            for key in missing:
                if key not in self._missed and len(self._missed) < _MOST:
                    self._missed.add(key)
                    told = f"the entry inherits from `{clean(key)[:100]}`, which is not in this file"
                    entry.place.complain(f"{told}; read without, add it")
        return texts

    def _whole(self, kind: str, given: Mapping[str, str], missing: list[str], *, generation: int) -> dict[str, str]:
        texts = dict(given)
        for name in ("xdata", "crossref") if generation < _MOST_GENERATIONS else ():
            for key in _keys(given.get(name, "")):
                if (parent := self._known.get(key.casefold())) is None:
                    missing.append(key)
                    continue
                found = self._whole("", parent, missing, generation=generation + 1)
                texts = dict(_inherited(found, texts, kind, by=name)) | texts
        return texts


def parents(listing: Listing) -> Parents:
    """Return the parents of a file, which is read twice more where there are any, and once to see it."""
    silent = Listing(listing.source, lambda _: None)  # all that is wrong is reported when the papers are read
    found = Parents()
    try:
        if wanted := _wanted(silent):
            for entry in entries(silent):
                if entry.key.casefold() in wanted:
                    kept = {name: text[:_LONGEST_VALUE] for name, text in entry.texts.items() if name in _KEPT}
                    found._known.setdefault(entry.key.casefold(), kept)
    except SourceError:  # which is met again, and reported
        pass
    return found


def _wanted(listing: Listing) -> set[str]:
    """Return the keys of the entries that others refer to, in lower case."""
    wanted: set[str] = set()
    end = ""
    try:
        for chunk in listing.chunks():
            text = end + chunk
            for match in _REFERENCE.finditer(text):
                wanted.update(key.casefold() for key in _keys(match[1]))
            if len(wanted) > _MOST:
                break
            end = text[-_LONGEST:]
    except SourceError:
        pass
    return wanted


def _keys(value: str) -> Iterator[str]:
    return (key for part in value.split(",") if (key := part.strip()) and not any(c.isspace() for c in key))


def _inherited(parent: Mapping[str, str], child: Mapping[str, str], kind: str, *, by: str) -> Iterator[tuple[str, str]]:
    """Yield what a child of a kind inherits: of data all, of a book or a journal when and what it was."""
    if by == "xdata":
        yield from ((name, text) for name, text in parent.items() if name not in _OWN)
        return
    if not any(name in child for name in _DATES[:2]):
        yield from ((name, parent[name]) for name in _DATES if name in parent)
    if not any(name in child for name in _VENUES):
        title = ": ".join(parent[name] for name in ("title", "subtitle") if name in parent)
        yield from ((name, parent[name]) for name in _VENUES if name in parent)
        if title and not any(name in parent for name in _VENUES[:-1]):
            yield "journaltitle" if kind == "article" else "booktitle", title
    if kind in _PARTS_OF_BOOKS and "author" in parent:
        yield "author", parent["author"]
