"""Cleaning: what is kept and shown of a title or an abstract, and when two titles are the same."""

import re
import unicodedata
from functools import lru_cache
from html.entities import html5
from typing import Final

from kg import latex, tags

_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")
_LATEX = re.compile(r"[\\{$~`]")
_MOJIBAKE = re.compile(r"[\xc2-\xf4][\x80-\xbf]{1,3}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WINDOWS = re.compile(r"[\x80-\x9f]")
_SOFT_HYPHEN = re.compile(r"\(cid:173\)\s?(?=[a-z])")
"""What tools that read PDF make of a word that is parted at the end of a line."""
_BOLD = re.compile(r"\*\*([A-Za-z]{1,20})\*\*|(?<![\w*])\*\*(?=[^\s*])([^*]{1,200})(?<=\S)\*\*(?!\*)")
"""Bold in Markdown, which OpenReview shows; a power as in `2**16` is none."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_MARKS: Final = dict.fromkeys(map(ord, "\\{}$~`&<"))
_PASSES: Final = 8
"""Markup within markup is rare, and deeper than this it is hostile."""
_LAST_CONTROL: Final = "\x9f"
_CONTROLS: Final = bytes((*range(0x20), 0x7F))
_ASCII: Final = bytes(range(0x80))
_RARE = re.compile(f"{_UNSEEN.pattern[:-1]}\\s\ud800-\udfff\ufb00-\ufb06]")
"""The characters beyond ASCII that cleaning takes away or replaces."""
_WORDS: Final = {code: " " for code in range(0x80) if not (chr(code).isalnum() or chr(code) == "_")}


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return a title or an abstract as plain text on one line: no controls, entities, tags or LaTeX.

    Addresses come through as they are. Cleaning what is clean changes nothing.

    >>> clean(r"T\\"ULU~3: {\\em fast} S$^3$AM &amp; $\\alpha$")
    'TÜLU 3: fast S3AM & α'
    """
    for _ in range(_PASSES):
        if _is_plain(text):
            return text
        before = text
        text = tags.without_tags(_without_marks(_characters(_ENTITY.sub(_decoded, text))))
        if _LATEX.search(text):
            text = latex.to_text(text)
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        if text == before:
            return text
    return clean(text.translate(_MARKS))


def _is_plain(text: str) -> bool:
    """Return whether cleaning surely changes nothing in a text: so it is with most, and fast to see."""
    if _has_mark(text) or text[:1] == " " or text[-1:] == " ":
        return False
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROLS)) < len(data):
        return False
    if len(data) == len(text):
        return True
    rare = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return not _RARE.search(rare) and unicodedata.is_normalized("NFC", text)


def _has_mark(text: str) -> bool:
    """Return whether a text has what an entity, a tag, LaTeX, Markdown or a wide space has; many times faster so."""
    return (
        "&" in text
        or "<" in text
        or "\\" in text
        or "$" in text
        or "{" in text
        or "~" in text
        or "`" in text
        or "**" in text
        or "(cid:173)" in text
        or "  " in text
    )


def _without_marks(text: str) -> str:
    """Return a text without the marks of bold words, and of words that are parted."""
    if "**" in text:
        text = _BOLD.sub(r"\1\2", text)
    return _SOFT_HYPHEN.sub("", text) if "(cid:173)" in text else text


def folded_title(title: str) -> str:
    """Return the key by which two titles are the same: no case, accents or punctuation.

    >>> folded_title("T\\u00fclu&nbsp;3: Pushing Frontiers!") == folded_title("tulu 3 - pushing frontiers")
    True
    """
    return folded(clean(title))


def folded(text: str) -> str:
    """Return what `folded_title` does of a text that was cleaned."""
    if text.isascii():
        return " ".join(text.lower().translate(_WORDS).split()) or text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"\W+", " ", bare).split()) or text


def without_surrogates(text: str) -> str:
    """Return a text that can be encoded: pairs of surrogates joined, lone ones replaced by U+FFFD."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def has_lone_surrogate(text: str) -> bool:
    """Return whether a text has half a character in it, which nothing can encode."""
    return not text.isascii() and bool(_SURROGATE.search(text))


def printable(text: str) -> str:
    """Return a text as its source spells it, without the characters that nobody can see or encode."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", without_surrogates(text))


def _characters(text: str) -> str:
    if text.isascii():
        return text if text.isprintable() else _UNSEEN.sub("", text)
    text = without_surrogates(text)
    if _WINDOWS.search(text):
        text = _WINDOWS.sub(_from_windows, _MOJIBAKE.sub(_from_bytes, text))
    return _UNSEEN.sub("", unicodedata.normalize("NFC", _LIGATURE.sub(_parted, text)))


def _decoded(match: re.Match[str]) -> str:
    """Return the character of an entity; one that HTML does not know stays."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return html5.get(name + ";") or html5.get(name.lower() + ";", match[0])  # `&PLUSMN;`, where all is in capitals
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _from_bytes(match: re.Match[str]) -> str:
    """Return the character whose UTF-8 bytes were read as Latin-1; a control among them gives it away."""
    if not any(c <= _LAST_CONTROL for c in match[0]):
        return match[0]
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _parted(match: re.Match[str]) -> str:
    return _LIGATURES[match[0]]


def _from_windows(match: re.Match[str]) -> str:
    """Return the character that Windows-1252 has in the place of a control."""
    return match[0].encode("latin-1").decode("cp1252", "ignore")
