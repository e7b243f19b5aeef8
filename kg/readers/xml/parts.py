"""Parts of XML: the records of a document, cut out of its text one by one, and what stands between them.

No parser sees more than one record, none sees the head of the document: entities, DTDs and all that they can do are
never read, nothing of a document is held but the record at hand, and after one that is broken the next is looked for.
Several documents in one file, and those whose start or end is missing, are read as far as they go.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from kg.errors import SourceError
from kg.readers.listing import Listing

MAX_RECORD: Final = 1 << 22
"""The longest record, in characters; abstracts have two thousand."""
_MOST_BETWEEN: Final = 1 << 16
_LONGEST_TAG: Final = 128
MAX_BREAKS: Final = 1000
_LONGEST_DOCTYPE: Final = 4096
_DOCTYPE: Final = "<!DOCTYPE"

_OPAQUE: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
"""What holds text that only looks like tags, and how it ends."""
_PREFIX = r"(?:[\w.-]{1,40}:)?"
_NAMESPACE = re.compile(r"\bxmlns(?::([A-Za-z_][\w.-]{0,40}))?\s{0,9}=\s{0,9}[\"']([^\"'<>&]{1,300})[\"']", re.ASCII)
_MOST_NAMESPACES: Final = 50
_FIRST_TAG = re.compile(rf"<{_PREFIX}([A-Za-z_][\w.-]{{0,60}})")
_LAST_TAG = re.compile(rf"</{_PREFIX}([A-Za-z_][\w.-]{{0,60}})\s{{0,9}}>\s*+\Z")
_DOCTYPE_END = re.compile(r"[>\[]")
_EMPTY_TAG = re.compile(r"<[^<>]{1,2000}/>")


@dataclass(frozen=True, slots=True)
class Part:
    """A record of a document, or what stands between two."""

    text: str
    line: int
    is_record: bool
    namespaces: dict[str, str] = field(default_factory=dict)
    """The namespaces by their prefixes where a record stands."""


def root(head: str) -> str:
    """Return the name of the first element of a text, without its prefix; nothing where it does not start as XML."""
    if not head.startswith("<"):
        return ""
    position = 0
    while (start := head.find("<", position)) >= 0:
        mark = next((mark for mark in _OPAQUE if head.startswith(mark, start)), "")
        if mark:
            end = head.find(_OPAQUE[mark], start)
            if end < 0:
                return ""
            position = end
        elif match := _FIRST_TAG.match(head, start):
            return match[1]
        else:
            position = start + 1
    return ""


def parts(listing: Listing, name: str) -> Iterator[Part]:
    """Yield the records of a document, and what stands between them; records without an end are reported.

    Args:
        listing: the document.
        name: the name of the elements that are records.

    Raises:
        SourceError: it declares entities, or hardly anything in it is whole.
    """
    return _Cutter(listing, name).parts()


@dataclass(slots=True)
class _Cutter:
    """Puts pieces of text together to records."""

    listing: Listing
    name: str
    line: int = 1
    start: int = 1
    """The line where what is held starts."""
    held: list[str] = field(default_factory=list)
    size: int = 0
    inside: bool = False
    """Whether what is held is a record."""
    skipping: bool = False
    """Whether the rest of a record that is too long is passed over."""
    tail: str = ""
    breaks: int = 0
    namespaces: dict[str, str] = field(default_factory=dict)

    def parts(self) -> Iterator[Part]:
        """Yield the parts."""
        for kind, text in _pieces(self.listing.chunks(), self.name):
            if kind == "declaration":
                place = self.listing.place(self.line)
                raise SourceError(
                    f"{place}: declares entities of its own (a DTD), which are never read; save it without"
                )
            if kind == "open":
                yield from self._unclosed()
                self.inside, self.skipping = True, False
            self._hold(text, is_text=kind != "opaque")
            if kind == "close":
                yield from self._closed()
        yield from self._last()

    def _hold(self, text: str, *, is_text: bool) -> None:
        """Hold a text; of what is too long, only its start."""
        if self.inside or self.size <= _MOST_BETWEEN:
            self.held.append(text)
        self.size += len(text)
        self.line += text.count("\n")
        if is_text:
            self.tail = (self.tail + text[-_LONGEST_TAG:])[-_LONGEST_TAG:]
        if self.inside and self.size > MAX_RECORD:
            self._broken(self.start, f"the <{self.name}> has more than {MAX_RECORD >> 20} million characters; skipped")
            self.inside, self.skipping = False, True
            self._let_go()

    def _let_go(self) -> str:
        text = "".join(self.held)
        self.held, self.size, self.start = [], 0, self.line
        return text

    def _closed(self) -> Iterator[Part]:
        """Yield the record that ends here."""
        line, is_record = self.start, self.inside
        text = self._let_go()
        if is_record:
            yield Part(text, line, True, self.namespaces)
        elif not self.skipping:
            self._broken(self.line, f"the <{self.name}> that ends here has no start; skipped, the others are read")
        self.inside = self.skipping = False

    def _unclosed(self) -> Iterator[Part]:
        """Yield what stands between two records, if that is what ends here."""
        line, is_record = self.start, self.inside
        text = self._let_go()
        if is_record:
            if not _EMPTY_TAG.fullmatch(text.strip()):
                self._broken(line, f"the <{self.name}> has no end; skipped, mend it, the others are read")
        elif text.strip():
            self.namespaces = dict([*self.namespaces.items(), *_NAMESPACE.findall(text)][:_MOST_NAMESPACES])
            yield Part(text, line, False, self.namespaces)

    def _last(self) -> Iterator[Part]:
        """Yield what stands after the last record, and say so where the document ends before its end."""
        first = root(self.listing.head())
        closed = _LAST_TAG.search(self.tail)
        if self.inside:
            self._cut(f"the file is cut here, in the <{self.name}> of line {self.start}")
        elif first != self.name and not (closed and closed[1] == first):
            self._cut(f"the file ends here, before </{first}>")
        if not self.inside:
            yield from self._unclosed()

    def _cut(self, message: str) -> None:
        self.listing.complain(self.line, f"{message}; what stands before is read, save it again")

    def _broken(self, line: int, message: str) -> None:
        self.breaks += 1
        if self.breaks > MAX_BREAKS:
            raise too_broken(self.listing.place(line))
        self.listing.complain(line, message)


def too_broken(place: str) -> SourceError:
    """Return the error of a document in which hardly anything is whole."""
    return SourceError(f"{place}: the XML is broken in {MAX_BREAKS} places; what follows is not read")


def _pieces(chunks: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield a text in pieces with their kinds: `open`, `close`, `declaration`, `opaque`, or none."""
    tags = re.compile(rf"<!--|<!\[CDATA\[|<\?|<!DOCTYPE|<{_PREFIX}{name}(?=[\s/>])|</{_PREFIX}{name}\s{{0,9}}>")
    buffer = mark = ""
    endless: set[str] = set()
    for chunk in chain(chunks, [None]):
        buffer, position = buffer + (chunk or ""), 0
        while True:
            if mark and (found := buffer.find(_OPAQUE[mark], position)) >= 0:
                end = found + len(_OPAQUE[mark])
                yield "opaque", buffer[position:end]
                mark, position = "", end
            elif mark and chunk is not None and len(buffer) - position <= MAX_RECORD:
                break
            elif mark:  # what follows is not lost for a comment that never ends
                endless.add(mark)
                mark = ""
            tag = tags.search(buffer, position)
            start = tag.start() if tag else _safe(buffer, position, is_last=chunk is None)
            yield "", buffer[position:start]
            position = start
            kind = _kind(tag, buffer) if tag else "more"
            if tag is None or (kind == "more" and chunk is not None):
                break
            yield kind, tag[0]
            mark, position = tag[0] if tag[0] in _OPAQUE and tag[0] not in endless else "", tag.end()
        buffer = buffer[position:]


def _safe(buffer: str, position: int, *, is_last: bool) -> int:
    """Return the end of what holds no tag, nor the first half of one."""
    half = -1 if is_last else buffer.rfind("<", max(position, len(buffer) - _LONGEST_TAG))
    return half if half >= 0 else len(buffer)


def _kind(tag: re.Match[str], buffer: str) -> str:
    """Return the kind of a tag; `more` where a document type goes on after the buffer."""
    if tag[0] in _OPAQUE:
        return "opaque"
    if tag[0] != _DOCTYPE:
        return "close" if tag[0].startswith("</") else "open"
    end = _DOCTYPE_END.search(buffer, tag.end(), tag.end() + _LONGEST_DOCTYPE)
    if end is None:
        return "more" if len(buffer) < tag.end() + _LONGEST_DOCTYPE else ""
    return "declaration" if end[0] == "[" else ""
