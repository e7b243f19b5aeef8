"""Text of Markdown within a line: its links, and what is left of it without marks."""

import re
from dataclasses import dataclass
from typing import Final

_TEXT = r"((?:[^\[\]]++|\[[^\[\]]{0,300}+\]){0,40}+)"
_ADDRESS = r"\(\s{0,3}+<?([^\s()<>]{0,600}+(?:\([^\s()<>]{0,100}+\)[^\s()<>]{0,200}+)?+)>?(?:\s[^()]{0,200}+)?+\)"
_LINK = re.compile(rf"(!?)\[{_TEXT}\]{_ADDRESS}")
_BARE = re.compile(r"https?://[^\s<>()\[\]|*`]{1,600}+")
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,300}?href\s?=\s?[\"']?([^\s\"'<>]{1,600})[\"']?[^<>]{0,300}>([^<>]{0,600})</a>", re.I
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}+>|<!--[^<>]{0,1000}+-->")
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*]{1,400}?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*\\])([*_])(?=[^*_\s])([^*_]{1,2000})(?<=[^*_\s\\])\1(?![\w*])")
_EMOJI_NAME = re.compile(r"(?<!\w):[a-z][a-z0-9_+-]{1,30}:(?!\w)")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\](?!\()")
_ESCAPED = re.compile(r"\\([-()\[\].!*_#+>|~`:])")
_THIS_URL = re.compile(r"this https? url", re.IGNORECASE)
_CODE = re.compile(r"`{1,3}([^`]{1,300})`{1,3}")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a line."""

    text: str
    """What it shows, without marks."""
    url: str
    start: int
    end: int
    is_image: bool = False


def without_html(line: str) -> str:
    """Return a line whose links of HTML are links of Markdown, and which has no other tags but breaks.

    >>> without_html('<b>Fern</b> <a class="x" href="https://example.org/a">paper</a><br>Moss')
    'Fern [paper](https://example.org/a)<br>Moss'
    """
    if "<" not in line:
        return line
    linked = _ANCHOR.sub(r"[\2](\1)", line)
    return _TAG.sub(lambda tag: "<br>" if _BREAK.fullmatch(tag[0]) else "", linked)


def parts(text: str) -> list[str]:
    """Return what stands between the breaks of a line."""
    return _BREAK.split(text)


def links(text: str) -> list[Link]:
    """Return the links of a line in order, also addresses that stand by themselves; a picture that is a link is one.

    >>> [(link.text, link.url) for link in links("[**Fern**](https://a.org/1) ([pdf](<b.pdf>)) https://c.org")]
    [('Fern', 'https://a.org/1'), ('pdf', 'b.pdf'), ('https://c.org', 'https://c.org')]
    """
    found = [
        Link(
            _unbracketed(plain(match[2])) or _described(match[2]), match[3], match.start(), match.end(), bool(match[1])
        )
        for match in _LINK.finditer(text)
    ]
    taken = [(link.start, link.end) for link in found]
    rest, position = [], 0
    for start, end in [*taken, (len(text), len(text))]:
        rest += [(match, position) for match in _BARE.finditer(text[position:start])]
        position = end
    bare = (Link(match[0], match[0].rstrip(".,;:"), at + match.start(), at + match.end()) for match, at in rest)
    return sorted([*found, *bare], key=lambda link: link.start)


def _described(text: str) -> str:
    """Return what a link says that shows nothing but a picture: what stands for the picture."""
    picture = _LINK.search(text)
    return plain(picture[2]) if picture else ""


def _unbracketed(text: str) -> str:
    return text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text


def plain(text: str) -> str:
    """Return a text on one line without pictures, marks and the addresses of links.

    >>> plain("![badge](x.svg) **[Fern: *Sparse* `Moss`](https://a.org)** out\\\\-of A* and `[1]`")
    'Fern: Sparse Moss out-of A* and [1]'
    """
    text = _LINK.sub(lambda match: "" if match[1] else _LINK.sub(_shown, match[2]), _BREAK.sub(" ", text))
    text = _EMOJI_NAME.sub("", _CODE.sub(r"\1", _WIKI.sub(r"\1", text)))
    for _ in range(2):  # what is bold may be in italics
        text = _ITALIC.sub(r"\2", _BOLD.sub(r"\2", text))
    return " ".join(_ESCAPED.sub(r"\1", text.replace("**", "")).split())


def prose(text: str) -> str:
    r"""Return a text as `plain` does, but with the addresses of its links: an abstract says there where its code is.

    >>> prose(r"**Code** is [here](https://github.com/moss/fern), see \[this https URL\](https://a.org) and [1](#one).")
    'Code is here (https://github.com/moss/fern), see https://a.org and 1.'
    """
    return plain(_LINK.sub(_with_address, text.replace("\\[", "[").replace("\\]", "]")))


def _with_address(match: re.Match[str]) -> str:
    if match[1] or not match[3].startswith("http"):
        return match[0]
    shown = plain(match[2])
    return match[3] if shown.startswith("http") or _THIS_URL.fullmatch(shown) else f"{shown} ({match[3]})"


def _shown(match: re.Match[str]) -> str:
    return "" if match[1] else match[2]


def emphasised(text: str) -> list[tuple[str, int, int]]:
    """Return what is bold in a line, and where it starts and ends."""
    return [(plain(match[2]), match.start(), match.end()) for match in _BOLD.finditer(text)]


def italics(text: str) -> list[str]:
    """Return what is in italics in a line, links left out.

    >>> italics("**Fern.** *Ada Moore, Bo Lind*. _Moss_ [*x*](https://a.org)")
    ['Ada Moore, Bo Lind', 'Moss']
    """
    return [match[2] for match in _ITALIC.finditer(_BOLD.sub("", _LINK.sub("", text)))]


LONGEST_LABEL: Final = 40
