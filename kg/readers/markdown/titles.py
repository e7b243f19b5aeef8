"""Titles in lists: which words of an entry name the paper, among links, authors and remarks."""

import re
from typing import Final

from kg.readers.identity import identifiers, strong
from kg.readers.markdown import inline, labels
from kg.readers.markdown.inline import Link

_SHORTEST: Final = 3
"""With fewer words it is as likely the name of a method, or of a section."""
_LONGEST: Final = 300
_GENERIC: Final = frozenset((
    "pdf", "paper", "papers", "arxiv", "link", "links", "html", "abs", "abstract", "url", "doi", "openreview", "acl",
    "code", "github", "project", "page", "website", "homepage", "demo", "video", "slides", "poster", "blog", "data",
    "dataset", "model", "weights", "hf", "huggingface", "hugging", "face", "official", "pytorch", "tensorflow", "jax",
    "repo", "repository", "implementation", "supplementary", "bibtex", "bib", "cite", "here", "alphaxiv", "semantic",
    "scholar", "the", "on", "full", "text", "read", "more", "anthology", "version", "preprint", "publication", "stars",
    "star", "badge", "survey", "论文", "链接", "代码", "阅读论文", "原文", "项目主页", "主页", "查看", "详情",
))  # fmt: skip
"""What links are called that lead to a paper and do not name it."""
_OF_PAPERS: Final = frozenset(
    ("pdf", "paper", "arxiv", "openreview", "acl", "doi", "abs", "abstract", "html", "论文", "阅读论文", "preprint")
)
_OF_CODE: Final = frozenset(
    ("code", "github", "repo", "repository", "implementation", "pytorch", "tensorflow", "jax", "stars", "star", "代码")
)
_LEADING = re.compile(
    r"(?:\[[ xX]\]\s{1,3}|\W{0,6}(?:19|20)\d\d(?:[-./](?:0?[1-9]|1[0-2]))?(?:[-./]\d{1,2})?[\])】*]{0,4}[\s:,.|-]{1,5}"
    r"|[\[【(](?:[A-Za-z][\w' -]{1,30})[\]】)](?![(\[:])\s{0,3}|\d{1,4}[.)]\s{1,3}){0,4}"
)
_DATE = re.compile(r"((?:19|20)\d\d)[-./](0?[1-9]|1[0-2])(?:[-./]([0-2]?\d|3[01]))?(?!\d)")
_CITATION = re.compile(r"\bet\s?al\b[.,]?\s{0,3}(?:\(?\d{4}\)?)?$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:arxiv:\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?$", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^\[?(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d{1,2})?(?:[\]:,-]|\s){1,4}(?=\S)", re.IGNORECASE)
_QUOTED = re.compile(
    r"[\"“]([^\"“”]{10,300})[\"”](?=\s{0,3}(?:[.,(\[]|$))|(?<=[,.]\s)[\"“]([^\"“”]{10,300}[.,?!])[\"”]"
)
"""A title between quotation marks, and not words that are quoted in one."""
_REST = re.compile(r"(?<=[a-z\d)?!])[.]\s{1,3}(?=[A-Z*_\[(])|\s[-–—|]\s|\s[*_](?=\w)|\[|\s\((?:19|20)\d\d|<br>")
_EDGES: Final = " \t.,;:|-–—*_“”()[]"


def is_title(text: str) -> bool:
    """Return whether a text can be the title of a paper: several words, which are not those of a link to one."""
    is_long_enough = len(text) <= _LONGEST and len(labels.words(text).split()) >= _SHORTEST
    return is_long_enough and not is_generic(text) and not is_citation(text)


def is_generic(text: str) -> bool:
    """Return whether a text is what links to papers are called, or where they lead.

    >>> is_generic("[Paper]"), is_generic("arXiv:2401.12345"), is_generic("https://arxiv.org/abs/2401.12345")
    (True, True, True)
    >>> is_generic("Code (PyTorch)"), is_generic("GitHub Repo stars"), is_generic("Fern on Paper")
    (True, True, False)
    """
    found = labels.words(text).split()
    return text.startswith(("http://", "https://")) or bool(_NUMBER.match(text)) or _GENERIC.issuperset(found)


def is_of_paper(link: Link) -> bool:
    """Return whether what a link shows says that it leads to the paper of its entry."""
    if link.text.startswith("http"):
        return bool(known(link.url))
    shown = labels.words(link.text)
    is_mark = (len(shown) < len("abc") or is_citation(link.text)) and bool(known(link.url))
    return is_mark or bool(_NUMBER.match(link.text)) or (is_generic(shown) and not _OF_PAPERS.isdisjoint(shown.split()))


def is_of_code(link: Link) -> bool:
    """Return whether what a link shows says that it leads to the code of its entry."""
    found = set(labels.words(link.text).split())
    return link.text.startswith("http") or not found.isdisjoint(_OF_CODE) or "badge" in found


def known(url: str) -> list[str]:
    """Return the identifiers that an address names a paper by, the best one first."""
    return strong(identifiers("", url))


def date_before(text: str) -> str:
    """Return the date that an entry starts with.

    >>> date_before("**[2026.5.27]** Fern"), date_before("(2023-01) Fern"), date_before("Fern 2024-01-02")
    ('2026-05-27', '2023-01', '')
    """
    match = _DATE.search(text[: _DATE_AT + len("2026-05-27")])
    if not match or match.start() > _DATE_AT or any(map(str.isalpha, text[: match.start()])):
        return ""
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


_DATE_AT: Final = 6


def title_in(text: str) -> tuple[str, Link | None]:
    """Return the title of the paper that an entry starts with, and the link that it is, if it is one.

    >>> title_in("(2023-01) **Ferns of the Northern Woods** [paper](https://arxiv.org/abs/2301.08745v2)")[0]
    'Ferns of the Northern Woods'
    >>> title_in("Paper: [Mosses, and Why They Stay](https://arxiv.org/abs/2605.27980) (ICML 2026)")[0]
    'Mosses, and Why They Stay'
    >>> title_in("Ferns under glass. A. Moore. *Moss Letters*. [[pdf]](https://arxiv.org/abs/2605.27980)")[0]
    'Ferns under glass'
    >>> title_in("**Fern**: sparse adapters for plants [[Paper](https://arxiv.org/abs/2605.27980)]")[0]
    'Fern: sparse adapters for plants'
    """
    start = _start(text)
    rest = text[start:]
    found = inline.links(rest)
    named = [(link.start, link.text, link) for link in found if not link.is_image and is_title(link.text)]
    bold = [(at, shown, None) for shown, at, _ in inline.emphasised(rest) if is_title(shown)]
    quoted = [(match.start(), match[1] or match[2], None) for match in _QUOTED.finditer(rest)]
    first = min((*named, *bold[:1]), key=lambda one: (one[0], one[2] is not None), default=None)
    if not first and quoted and is_title(quoted[0][1]):
        return cleaned(quoted[0][1]), None
    if first and (first[2] is not None or not _is_other(rest[: first[0]])):
        inside = next((link for at, _, link in named if link and link.text in first[1] and at <= first[0] + 4), None)
        return cleaned(first[1]), first[2] or inside
    before = cleaned(inline.plain(_REST.split(_unlinked(rest, found), maxsplit=1)[0]))
    if is_title(before):
        return before, None
    short = next((link for link in found if not link.is_image and known(link.url)), None)
    if short is None or is_citation(short.text) or is_citation(before):
        return "", None
    if not is_generic(short.text):
        return cleaned(short.text), short
    return ("", None) if is_generic(before) or not rest.lstrip().startswith("*") else (before, None)


def is_citation(text: str) -> bool:
    """Return whether a text names a paper by who wrote it.

    >>> is_citation("Moore et al."), is_citation("Moore et al. (2024)"), is_citation("Fern")
    (True, True, False)
    """
    return bool(_CITATION.search(text))


def _start(text: str) -> int:
    """Return where an entry starts, after its date, its number, its venue in brackets and a word such as `Paper:`."""
    match = _LEADING.match(text)
    start = match.end() if match else 0
    name, value = labels.labelled(text[start:])
    return len(text) - len(value) if name in ("title", "link") and value else start


def _is_other(before: str) -> bool:
    """Return whether what stands before bold words is a title itself."""
    return is_title(cleaned(inline.plain(before)))


def _unlinked(text: str, found: list[Link]) -> str:
    """Return a text up to its first link that is no picture and does not name the paper."""
    at = next((link.start for link in found if not link.is_image and is_generic(link.text)), len(text))
    return text[:at]


def cleaned(title: str) -> str:
    """Return a title without the number before it and the punctuation around it.

    >>> cleaned("[2401.12345] Ferns."), cleaned("**Do ferns see?**"), cleaned("1. Ferns (and mosses)")
    ('Ferns', 'Do ferns see?', 'Ferns (and mosses)')
    >>> cleaned('"Ferns."'), cleaned('"Do" or "Do Not"')
    ('Ferns', '"Do" or "Do Not"')
    """
    title = _LEADING_NUMBER.sub("", title.strip().strip("*_ "))
    if match := re.match(r"\d{1,4}[.)]\s{1,3}(?=\S)", title):
        title = title[match.end() :]
    bare = title.strip(_EDGES)
    if bare[:1] == bare[-1:] == '"' and bare.count('"') == len('""'):
        bare = bare.strip('"').rstrip(_EDGES)
    return bare + ")" if bare.count("(") > bare.count(")") and f"{bare})" in title else bare
