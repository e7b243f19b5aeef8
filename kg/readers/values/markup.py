"""Markup: the text of pieces of HTML, as feeds and pages have them in titles and abstracts."""

import re
from typing import Final

_TAG: Final = (
    r"(?:p|br|div|span|em|i|b|strong|sub|sup|u|a|ul|ol|li|h[1-6]|tt|code|pre|section|blockquote|small|font|img|hr"
    r"|sc|scp|inf|italic|(?:jats|mml):[a-z-]{1,20})"
)
_KNOWN = re.compile(rf"</?{_TAG}(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
"""Only what HTML knows is a tag: `<projektor>` is the name of a thing."""
_BREAKING = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|section|blockquote|hr|jats:p|jats:title)\b", re.IGNORECASE)
_LINK = re.compile(
    r"<a\s(?:[^<>]{0,500}?\s)?href\s?=\s?[\"'](https?://[^\"'<>\s]{1,1000})[\"'][^<>]{0,500}>([^<>]{0,300})</a>",
    re.IGNORECASE,
)
_PLAIN_LINK = re.compile(r"this (?:https?|ftp) url|here|link|github|code|this url|project page", re.IGNORECASE)


def to_text(html: str) -> str:
    """Return a piece of HTML as text; what no browser takes for a tag stays, and a link behind words is written out.

    >>> to_text('<p>Read <b>Fern</b><sub>2</sub> at <a href="https://github.com/a/b">this https URL</a>.</p>').strip()
    'Read Fern2 at https://github.com/a/b.'
    >>> to_text("A <projektor> of x < y")
    'A <projektor> of x < y'
    """
    return _KNOWN.sub(_space, _LINK.sub(_address, html)) if "<" in html else html


def is_plain_link(words: str) -> bool:
    """Return whether the words of a link stand for its address: `this https URL`."""
    return bool(_PLAIN_LINK.fullmatch(words.strip()))


def _address(link: re.Match[str]) -> str:
    return link[1] if is_plain_link(link[2]) else link[2]


def _space(tag: re.Match[str]) -> str:
    return " " if _BREAKING.match(tag[0]) else ""
