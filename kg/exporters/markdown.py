"""Text of papers as Markdown that shows it and does nothing else, in Obsidian and with its plugins.

Nothing of it becomes markup, a link, a tag, a comment, a formula, code, a field or a query of Dataview, or a command of
Templater, which runs `<% … %>` wherever it stands in a note, also in its properties.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

Value = str | int | date | Iterable[str]


class NoteLink(str):
    """A link to a note: the one text that may be a link in properties too."""

    __slots__ = ()


_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}'’”*_"
_MARKUP = re.compile(
    r"[\\`*\[\]#$]"  # code, emphasis, links, footnotes, tasks, headings, tags, formulas
    r"|(?<!\w)_|_(?!\w)"  # emphasis; inside of a word it is none
    r"|(?<!\S)\^"  # the name of a block
    r"|%(?=%)|(?<=%)%|=(?==)|(?<==)=|~(?=~)|(?<=~)~"  # comments, highlights, strikes
    r"|(?<=:):"  # fields of Dataview
    r"|(?<!http)(?<!https):(?=//)"  # addresses of other schemes, which Obsidian makes links of
    r"|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d{3})[.)]|(?<=^\d{4})[.)]"  # lists
)
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_NOT_IN_LABEL = re.compile(r"[\[\]|<>`$^#\\]+|%{2,}|={2,}|~{2,}|:{2,}|\*{2,}")
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~:/?#@!&'()*+,;=%]|%(?![0-9A-Fa-f]{2})|(?<=:):|(?<=%25)%|(?<==)=|(?<=~)~")


def plain(text: str) -> str:
    """Return a text on one line without what nobody can see, such as marks that turn the direction of writing."""
    return " ".join(_UNSEEN.sub("", text).split())


@lru_cache(maxsize=1 << 15)  # a sentence stands in several notes
def inline(text: str) -> str:
    r"""Return a text as Markdown that shows it; web addresses in it are links.

    >>> inline("[[x]] `= this` a:: b %%c%% <% d %> #e 5 % a_b")
    '\\[\\[x\\]\\] \\`= this\\` a:\\: b \\%\\%c\\%\\% &lt;% d %> \\#e 5 % a_b'
    >>> inline("See https://example.org/a_b*.")
    'See <https://example.org/a_b>\\*.'
    """
    parts: list[str] = []
    text, end = plain(text), 0
    for match in _ADDRESS.finditer(text):
        url = match[0].rstrip(_AFTER_ADDRESS)
        parts += [_escaped(text[end : match.start()], first=not end), f"<{address(url)}>"]
        end = match.start() + len(url)
    return "".join([*parts, _escaped(text[end:], first=not end)])


def _escaped(text: str, *, first: bool) -> str:
    text = _ENTITY.sub("&amp;", text)
    marked = _MARKUP.sub(r"\\\g<0>", text if first else f"\0{text}").removeprefix("\0")
    start = marked.startswith(">") and first
    return ("&gt;" + marked[1:] if start else marked).replace("<", "&lt;")


def address(url: str) -> str:
    """Return a web address that can stand between angle brackets: nothing in it ends the link or is markup.

    >>> address("https://x.org/<% a %>|`b`::c")
    'https://x.org/%3C%25%20a%20%25%3E%7C%60b%60:%3Ac'
    """
    return _NOT_IN_ADDRESS.sub(_percent, _UNSEEN.sub("", url))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def link(label: str, url: str) -> str:
    """Return a link to a page of the web; an address of any other kind, such as a script, is text."""
    if not _ADDRESS.match(url):
        return inline(label)
    target = f"<{address(url)}>"
    return target if label == url else f"[{_escaped(plain(label), first=False)}]({target})"


def wikilink(name: str, label: str) -> NoteLink:
    """Return a link to a note, by the name of its file without the ending, that shows a label.

    >>> wikilink("LoRA", "LoRA"), wikilink("A b", "A: b|c]]")
    ('[[LoRA]]', '[[A b|A: b c]]')
    """
    shown = " ".join(_NOT_IN_LABEL.sub(" ", plain(label)).split())
    return NoteLink(f"[[{name}]]" if shown in ("", name) else f"[[{name}|{shown}]]")


def tag(*parts: str) -> str:
    """Return a tag, nested where it has several parts.

    >>> tag("subject", "cs.CL"), tag("kg", "paper")
    ('subject/cs-CL', 'kg/paper')
    """
    return "/".join(re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", part)).strip("-") or "-" for part in parts)


def properties(fields: Mapping[str, Value]) -> str:
    """Return the front matter of a note: YAML, in which every text is quoted; fields without a value are left out."""
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value not in ("", 0, [], ())]
    return "\n".join(("---", *lines, "---", ""))


def _yaml(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        value = value if isinstance(value, NoteLink) else re.sub(r"\[(?=\[)", "[ ", value)
        return json.dumps(plain(value), ensure_ascii=False).replace("<", "\\u003c")
    return f"[{', '.join(_yaml(item) for item in value)}]"
