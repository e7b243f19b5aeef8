"""Labels: what lists and notes write before the properties of a paper, `**Authors**: Ada Moore`."""

import re
from typing import Final

from kg.readers.markdown import inline

_WORDS: Final = {
    "title": ("title", "paper title", "标题", "论文标题"),
    "authors": ("authors", "author", "by", "author s", "first author", "作者"),
    "abstract": ("abstract", "摘要", "英文摘要", "论文摘要", "abstractnote"),
    "summary": ("summary",),
    "published": (
        "date", "published", "publish date", "publication date", "published on", "submitted", "year", "time", "month",
        "date published", "发布日期", "发表日期", "日期", "年份", "时间",
    ),
    "venue": ("venue", "conference", "journal", "publication", "published in", "proceedings", "where", "会议", "期刊"),
    "link": (
        "link", "links", "url", "paper", "pdf", "arxiv", "arxiv id", "arxiv link", "paper link", "paper url", "html",
        "doi", "openreview", "acl anthology", "paper links", "arxiv url", "pdf link", "论文", "链接", "论文链接",
    ),
    "code": ("code", "github", "repository", "repo", "code link", "official code", "github link", "代码"),
    "categories": ("categories", "subjects", "category"),
}  # fmt: skip
LABELS: Final = {word: name for name, words in _WORDS.items() for word in words}
"""The fields by the words that name them; those of the lists of Chinese readers are many."""
_TITLES: Final = frozenset((*_WORDS["title"], "paper", "papers", "论文"))
"""What the names of columns of titles start with: `Title & Authors`, `Paper name`."""
_LONG_NAME: Final = 4
_OF_PROSE: Final = ("by", "where")
"""Labels that a sentence goes on with after the end of a line; they are none in lower case."""
_LABELLED = re.compile(rf"[^\w:：]{{0,12}}(\w[^:：]{{0,{inline.LONGEST_LABEL}}})(?:::?|：)(?!//)(.*)", re.DOTALL)
_LEADING = re.compile(r"\W{0,12}?(?:\*\*|__)([^*_]{1,40})(?:\*\*|__)(.*)", re.DOTALL)
_CALLOUT = re.compile(r"\[!(\w{1,40})\][+-]?")
_NOT_WORDS = re.compile(r"[\W_]+")


def words(text: str) -> str:
    """Return the words of a text in lower case.

    >>> words("📅 **Publish Date**:")
    'publish date'
    """
    return " ".join(_NOT_WORDS.split(text.casefold())).strip()


def labelled(line: str) -> tuple[str, str]:
    """Return the field that a line gives and what it says of it; nothing where it gives none.

    >>> labelled("- **Authors**: Ada Moore"), labelled("**Abstract.** We grow."), labelled("DOI:: 10.1/x")
    (('authors', 'Ada Moore'), ('abstract', 'We grow.'), ('link', '10.1/x'))
    >>> labelled("[!abstract]"), labelled("**Abstract**"), labelled("Fern: Sparse Adapters"), labelled("Date palms")
    (('abstract', ''), ('abstract', ''), ('', ''), ('', ''))
    """
    if callout := _CALLOUT.match(line):
        return LABELS.get(words(callout[1]), ""), ""
    for pattern in (_LABELLED, _LEADING):
        match = pattern.match(line)
        if match and match[1].strip() not in _OF_PROSE and (name := LABELS.get(words(match[1]), "")):
            return name, _value(match[2])
    return "", ""


def _value(text: str) -> str:
    text = text.strip()
    for mark in ("**", "__", "*"):
        if text.startswith(mark) and text.count(mark) % 2:
            text = text.removeprefix(mark)
    return text.strip(" \t:：").removeprefix("—").strip()


def column(cell: str) -> str:
    """Return the field of a column by its name.

    >>> column("Paper Title"), column("Title & Authors"), column("**Publish Date**"), column("Paper link")
    ('title', 'title', 'published', 'link')
    """
    name = words(inline.plain(cell))
    first, *others = name.split() or [""]
    known = LABELS.get(name, "") if others else ""
    return known or ("title" if first in _TITLES and len(others) < _LONG_NAME else LABELS.get(name, ""))
