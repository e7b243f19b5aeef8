"""Tags of HTML, JATS and MathML in titles and abstracts: what they mark up stays, and what only looks like one."""

import re
from collections import Counter
from typing import Final

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30})(?P<attributes>(?:\s[^<>]{0,2000})?)(?P<empty>/?)>"
)
_HREF = re.compile(r"\shref\s?=\s?[\"'](https?://[^\"'\s]{1,1000})[\"']", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s[A-Za-z:-]{1,30}\s?=\s?[\"']")
_ALONE: Final = frozenset(("br", "hr", "wbr"))
_BLOCK_NAMES: Final = (
    "p br hr div ul ol li dl dt dd h1 h2 h3 h4 h5 h6 section blockquote sec title list list-item label table tr td th"
)
_INLINE_NAMES: Final = (
    "a b i u em strong span font small big sub sup tt code pre abbr cite q mark ins del kbd samp var sc scp inf italic"
    " bold underline monospace roman sans-serif xref ext-link uri email inline-formula disp-formula formula tex-math fn"
    " img alternatives named-content styled-content inline-graphic graphic break math mi mn mo ms mtext mrow msub msup"
    " mfrac msubsup msqrt mroot mover munder munderover mstyle mspace mtable mtr mtd mfenced menclose mpadded mphantom"
    " semantics annotation annotation-xml"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_KNOWN: Final = _BLOCKS | frozenset(_INLINE_NAMES.split())
_PREFIXES: Final = ("jats:", "jats1:", "mml:", "m:", "xhtml:")
_SAID_TWICE = re.compile(r"<annotation(?:-xml)?\s[^<>]{0,200}>[^<>]{0,2000}</annotation(?:-xml)?>", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"\\documentclass\[[^\[\]{}]{0,20}\]\{minimal\}(?:[^\\]|\\(?!begin\{document\})){0,1000}\\begin\{document\}"
)
"""What Springer's abstracts have before each formula."""
_PLAIN_LINK = re.compile(r"(?:this (?:https?|ftp)? ?url|here|link|url|this link)", re.IGNORECASE)
_SIGNED = re.compile(r"[-−–+]?\d")


def without_tags(text: str) -> str:
    """Return a text without tags of HTML, JATS and MathML; the address of a link follows its label.

    Of a tag that has no partner, and could be a name or a token, nothing is taken away.

    >>> without_tags("<p>CO<sub>2</sub> in <jats:italic>Fern</jats:italic>.</p><p>10<sup>-5</sup></p>").split()
    ['CO2', 'in', 'Fern.', '10^-5']
    >>> without_tags('The <mask> and <s> tokens of <projektor>, x <b and c> d')
    'The <mask> and <s> tokens of <projektor>, x <b and c> d'
    >>> without_tags('Code is <a href="https://github.com/a/b">here</a>, by <a href="https://a.org">Fern</a>')
    'Code is https://github.com/a/b, by Fern (https://a.org)'
    """
    if "<" not in text and "\\documentclass" not in text:
        return text
    text = _PREAMBLE.sub("", _SAID_TWICE.sub("", text)).replace("\\end{document}", "")
    return _Tags(text).run()


class _Tags:
    """The known tags of a text, which are known by their names and by their partners."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = [tag for tag in _TAG.finditer(text) if _is_known(tag["name"].casefold())]
        names = Counter((tag["name"].casefold(), bool(tag["end"])) for tag in self.found)
        self.paired = {name for name, is_end in names if is_end and (name, False) in names}
        self.out: list[str] = []
        self.link: tuple[int, str] | None = None
        """Where the label of the open link starts in the output, and its address."""

    def run(self) -> str:
        position = 0
        for tag in self.found:
            if self._is_markup(tag):
                self.out.append(self.text[position : tag.start()])
                position = tag.end()
                self._replace(tag)
        self.out.append(self.text[position:])
        return "".join(self.out)

    def _is_markup(self, tag: re.Match[str]) -> bool:
        name = tag["name"].casefold()
        if name in self.paired or ":" in name or (name in _ALONE and not tag["end"]) or tag["empty"]:
            return True
        return bool(_ATTRIBUTE.match(tag["attributes"])) or (name in _BLOCKS and not tag.start())

    def _replace(self, tag: re.Match[str]) -> None:
        name = tag["name"].casefold()
        if name == "a":
            self._end_link() if tag["end"] else self._start_link(tag["attributes"])
        elif name.rpartition(":")[2] == "sup" and not tag["end"] and self._is_power(tag):
            self.out.append("^")
        elif name.rpartition(":")[2] in _BLOCKS:
            self.out.append(" ")

    def _is_power(self, tag: re.Match[str]) -> bool:
        return self.text[tag.start() - 1 : tag.start()].isdigit() and bool(_SIGNED.match(self.text, tag.end()))

    def _start_link(self, attributes: str) -> None:
        address = _HREF.search(attributes)
        self.link = (len(self.out), address[1]) if address else None

    def _end_link(self) -> None:
        if self.link:
            start, address = self.link
            label = "".join(self.out[start:]).strip()
            if _PLAIN_LINK.fullmatch(label) or label in address:
                self.out[start:] = [address]
            else:
                self.out.append(f" ({address})")
        self.link = None


def _is_known(name: str) -> bool:
    return name in _KNOWN or name.startswith(_PREFIXES)
