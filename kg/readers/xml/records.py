"""Records of XML: elements that are parsed alone, and the texts in them by the names of their children.

Namespaces are left out: feeds write theirs in a dozen spellings, and no two of those that matter share a name.

A parser sees one record, and expands nothing. What HTML calls characters is written out, and a bare `&` or `<` in a
text is read as what it was meant to be.
"""

import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import TYPE_CHECKING, Final

from kg.readers.listing import Listing
from kg.readers.xml.parts import MAX_BREAKS, Part, too_broken
from kg.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEDIA: Final = ("http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd")
"""Namespaces with titles and descriptions of pictures and sounds."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_BARE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?|<(?![A-Za-z_/!?])"
)
_USED = re.compile(r"[<\s/]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]", re.ASCII)
_LONGEST_REASON: Final = 100
_MOST_PREFIXES: Final = 20


class Parsing:
    """The parser of the records of one document."""

    def __init__(self, listing: Listing, name: str) -> None:
        """Make a parser of elements of a name."""
        from lxml import etree

        self._listing, self._name = listing, name
        self._error = etree.XMLSyntaxError
        self._etree = etree
        self._parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._start = re.compile(rf"<(?:[\w.-]{{1,40}}:)?{name}(?=[\s/>])")
        self._breaks = 0

    def element(self, part: Part) -> "_Element | None":
        """Return the element of a part; nothing, after a complaint, where it is broken.

        Raises:
            SourceError: so much is broken that reading on tells nothing.
        """
        try:
            return self._parse(part.text, part.namespaces)
        except self._error:
            mended = _mended(part.text)
        unknown = {prefix: f"urn:prefix:{prefix}" for prefix in sorted(set(_USED.findall(mended)))[:_MOST_PREFIXES]}
        try:
            return self._parse(mended, unknown | part.namespaces)
        except self._error as error:
            self._broken(part.line + (error.lineno or 1) - 1, str(error.msg).partition(", line ")[0])
        return self._rest(part)

    def _parse(self, text: str, namespaces: Mapping[str, str]) -> "_Element":
        declared = " ".join(
            f'xmlns:{prefix}="{uri}"' if prefix else f'xmlns="{uri}"'
            for prefix, uri in namespaces.items()
            if prefix not in ("xml", "xmlns")
        )
        element = self._etree.fromstring(f"<r {declared}>{text}</r>".encode("utf-8", "replace"), self._parser)[0]
        for one in element.iter():
            one.tag = _plain_name(str(one.tag))
        return element

    def _rest(self, part: Part) -> "_Element | None":
        """Return the last element that starts in a broken part: what was not closed may have swallowed it."""
        starts = [match.start() for match in self._start.finditer(part.text)]
        if len(starts) < 2:
            return None
        try:
            return self._parse(part.text[starts[-1] :], part.namespaces)
        except self._error:
            return None

    def _broken(self, line: int, reason: str) -> None:
        self._breaks += 1
        if self._breaks > MAX_BREAKS:
            raise too_broken(self._listing.place(line))
        told = clean(reason)[:_LONGEST_REASON]
        self._listing.complain(line, f"the <{self._name}> is broken ({told}); skipped, mend it, the others are read")


def _plain_name(name: str) -> str:
    """Return the name of an element without its namespace, unless that is one of pictures and sounds."""
    namespace, brace, local = name.rpartition("}")
    return local if brace and namespace[1:] not in _MEDIA else name


def _mended(text: str) -> str:
    """Return a text with entities of HTML as characters, and bare `&` and `<` as what they mean."""
    return "".join(
        part if is_data else _BARE.sub(_escaped, part) for part, is_data in _with_data(_NOT_XML.sub("", text))
    )


def _with_data(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether they are CDATA."""
    position = 0
    while (start := text.find(_CDATA, position)) >= 0:
        end = text.find(_CDATA_END, start)
        end = len(text) if end < 0 else end + len(_CDATA_END)
        yield text[position:start], False
        yield text[start:end], True
        position = end
    yield text[position:], False


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "<":
        return "&lt;"
    if not match[1]:
        return "&amp;"
    return html5.get(f"{match[1]};", f"&amp;{match[1]};")


def local_name(element: "_Element") -> str:
    """Return the name of an element."""
    return str(element.tag)


def children(element: "_Element", *names: str) -> "Iterator[_Element]":
    """Yield the children of an element that have one of some names, in the order of the names."""
    for name in names:
        yield from element.iterchildren(name)


def at(element: "_Element", *path: str) -> "_Element":
    """Return what stands at the end of a path of names below an element; an empty element where nothing does."""
    for name in path:
        found = next(children(element, name), None)
        element = element.makeelement(name) if found is None else found
    return element


def text(element: "_Element") -> str:
    """Return all the text in an element."""
    return "".join(element.itertext())


def texts(element: "_Element", *names: str) -> list[str]:
    """Return the texts of the children that have one of some names, but for those that are blank."""
    return [found for child in children(element, *names) if (found := text(child)).strip()]


def first(element: "_Element", *names: str) -> str:
    """Return the text of the first child that has one of some names and is not blank, or nothing."""
    return next(iter(texts(element, *names)), "")
