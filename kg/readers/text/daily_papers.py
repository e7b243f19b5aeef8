"""Pages of Hugging Face Daily Papers, saved as text: navigation, then a title, its abstract, the next title …

Nothing but their shape tells titles from abstracts, so a line is looked at alone (its length, its sentences) and then
in its place (a title is what stands before prose).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from kg.readers.fields import listed
from kg.readers.listing import Listing, Record
from kg.readers.text import shapes
from kg.readers.text.paragraphs import Paragraph, paragraphs
from kg.records import Paper

NAME: Final = "daily-papers"
TITLE: Final = "Daily Papers pages (text)"

_PAGE = re.compile(r"(?:by\s?AK\b.{0,40}|daily papers|get trending papers in your email inbox!|trending papers)$", re.I)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s)?(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?$"
)
_COUNT = re.compile(r"^(?:[\d.,]++[kKM]?(?:\s(?:authors?|comments?|upvotes?|papers?|days? ago|hours? ago))?|·.{0,20})$")
_NAVIGATION: Final = frozenset({
    "new", "subscribe", "hugging face", "© hugging face", "models", "datasets", "spaces", "posts", "community", "docs",
    "documentation", "enterprise", "pricing", "log in", "login", "sign up", "previous", "next", "prev", "papers",
    "submitted by", "view all papers", "view more", "load more", "show more", "company", "tos", "terms", "privacy",
    "about", "jobs", "careers", "website", "blog", "forum", "system theme", "day", "week", "month", "today",
    "yesterday", "tasks", "collections", "languages", "organizations", "solutions", "learn", "buckets",
    "inference providers", "user avatar", "back to top", "upvote", "share", "search", "search papers", "menu", "home",
    "go to today", "join", "join the community", "settings", "notifications", "profile",
})  # fmt: skip

_SENTENCE_WORDS: Final = 12
_HEADING_WORDS: Final = 5
_MARKED_UP = re.compile(r"[#*>|<`-]|\d+[.)]\s")

_PAGE_HEAD: Final = 15
_PAIRED: Final = 0.6
_NAME_WORDS: Final = 2
_FRAGMENT_WORDS: Final = 3


@dataclass(slots=True)
class _Entry:
    """What may be a paper: a title, if there is one, and the paragraphs of prose after it."""

    title: Paragraph | None
    prose: list[Paragraph]


def sniff(head: str) -> bool:
    """Return whether a text has the head of such a page, or is made of titles and abstracts in turn."""
    if any(_PAGE.match(paragraph.text) for paragraph in paragraphs(head)[:_PAGE_HEAD]):
        return True
    entries = _entries(head)
    pairs = [(entry.title.text, entry.prose) for entry in entries if entry.title and entry.prose]
    if not pairs or len(pairs) < _PAIRED * len(entries) or any(_MARKED_UP.match(title) for title, _ in pairs):
        return False
    words = median(len(title.split()) for title, _ in pairs)
    length = median(len(prose[0].text) for _, prose in pairs)
    single = median(len(prose) for _, prose in pairs) == 1
    return single and words > _NAME_WORDS and length >= shapes.LONG


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of a page; a title without an abstract, and an abstract that is cut, are reported."""
    entries = _entries(listing.text())
    first = next((index for index, entry in enumerate(entries) if entry.title and entry.prose), len(entries))
    for index, entry in enumerate(entries):
        if complaint := _complaint(entry, at_head=index < first):
            listing.complain(_line(entry), complaint)
        elif entry.title and entry.prose:
            abstract = " ".join(paragraph.text for paragraph in entry.prose)
            paper = listed(entry.title.text, abstract, listing.name)
            if doubt := _doubt(paper, is_last=entry is entries[-1]):
                listing.complain(entry.prose[-1].end, doubt)
            if paper.title and paper.abstract:
                yield Record(paper, NAME, listing.place(_line(entry)))


def _entries(text: str) -> list[_Entry]:
    """Return what may be papers; navigation is left out, and prose after it does not belong to what stands before."""
    content: list[Paragraph] = []
    after_navigation: set[int] = set()
    for paragraph in paragraphs(text):
        if _is_navigation(paragraph.text):
            after_navigation.add(len(content))
        else:
            content.append(paragraph)
    entries: list[_Entry] = []
    for index, paragraph in enumerate(content):
        prose = shapes.is_prose(paragraph.text) and not shapes.is_title_in_place(content, index)
        _add(paragraph, entries, prose=prose, apart=index in after_navigation)
    return _with_short_abstracts(entries)


def _add(paragraph: Paragraph, entries: list[_Entry], *, prose: bool, apart: bool) -> None:
    titled = bool(entries) and not entries[-1].prose
    for part, is_title in shapes.split(paragraph, titled=titled) if prose else [(paragraph, True)]:
        if is_title:
            entries.append(_Entry(part, []))
        elif entries and (not apart or titled):
            entries[-1].prose.append(part)
        else:
            entries.append(_Entry(None, [part]))


def _with_short_abstracts(entries: Sequence[_Entry]) -> list[_Entry]:
    """Give titles the abstracts that look like titles themselves: short ones, and what is left of a cut one."""
    kept: list[_Entry] = []
    for entry in entries:
        words = _FRAGMENT_WORDS if entry is entries[-1] else _SENTENCE_WORDS
        if kept and entry.title and _is_short_abstract(kept[-1], entry, words):
            kept[-1].prose.append(entry.title)
        else:
            kept.append(entry)
    return kept


def _is_navigation(text: str) -> bool:
    return text.casefold() in _NAVIGATION or any(pattern.match(text) for pattern in (_PAGE, _DATE, _COUNT))


def _is_short_abstract(title: _Entry, abstract: _Entry, words: int) -> bool:
    if title.title is None or abstract.title is None or title.prose or abstract.prose:
        return False
    enough = len(title.title.text.split()) > _NAME_WORDS and len(abstract.title.text.split()) >= words
    return enough and not shapes.is_capitalised(abstract.title.text)


def _complaint(entry: _Entry, *, at_head: bool) -> str:
    """Return what is wrong with an entry that is no paper; nothing where it is one, or only navigation."""
    if entry.title is None:
        return "text without a title before it is skipped; is a part of the page missing?"
    words = len(entry.title.text.split())
    if not entry.prose and words > (_HEADING_WORDS if at_head else 1):
        return "a title without an abstract is skipped; is the page cut here?"
    if entry.prose and _is_notice(entry.title, entry.prose):
        return "this is too short for a title and an abstract; skipped"
    return ""


def _doubt(paper: Paper, *, is_last: bool) -> str:
    """Return what may be wrong with a paper."""
    if not (paper.title and paper.abstract):
        return "a title or an abstract with no letters in it is skipped"
    if len(paper.abstract) > shapes.TWO_ABSTRACTS:
        return "an abstract this long may hold another title; put blank lines around titles"
    if is_last and shapes.is_cut(paper.abstract):
        return "the page ends in the middle of an abstract, which is kept as far as it goes; save the whole page"
    return ""


def _is_notice(title: Paragraph, prose: Sequence[Paragraph]) -> bool:
    return len(title.text.split()) <= _NAME_WORDS and sum(len(paragraph.text) for paragraph in prose) < shapes.SHORT


def _line(entry: _Entry) -> int:
    return entry.title.start if entry.title else entry.prose[0].start
