"""Values of BibTeX: strings and macros joined with `#`, and the braces that only keep the case of letters."""

import re
from collections.abc import Mapping
from typing import Final

from kg.latex.braces import partners
from kg.latex.symbols import LETTERS, SPACES, SYMBOLS

_MARK = re.compile(r"(?<!\\)[{}\"]")  # as bibtexparser sees them: an escaped brace is no brace
_BARE = re.compile(r"[^\s#{}\",=]*+")
_SPACE = re.compile(r"\s*+")
_OPENINGS: Final = ("{", '"')

_ARGUMENT = re.compile(r"(?:\\[A-Za-z]{1,30}\*?\s?(?:\[[^\[\]{}]{0,40}\]){0,2}|\\[\"'`^~=.]|[\^_])$")
_SYMBOL = re.compile(r"\\([A-Za-z]{1,30})$")
_UNSEEN = re.compile(r"\\[vh]?phantom\b(?:\{[^{}]{0,80}\})?|\\noopsort\{[^{}]{0,80}\}|\\kern\s?-?[\d.]{1,9}[a-z]{2}")
_TWO_WAYS = re.compile(r"\\texorpdfstring\{[^{}]{0,400}\}(?=\{)")
_DASH = re.compile(r"\{(--|---)\}")  # a bare `--` may be an option of a program, or in an address
_SLASH = re.compile(r"\\slash\b(?:\{\}|\s{0,2})")
_LONGEST_NAMED: Final = 2_000
"""So many characters of a value may come from named strings: one made of two of another doubles, line by line."""
_LOOK_BACK: Final = 80
_LONGEST_GROUP: Final = 80
_TEXTUAL: Final = frozenset("_^/:*=")
_STYLES: Final = {
    "emph": "emph",
    "italic": "emph",
    "bold": "textbf",
    "quote": "enquote",
    "superscript": "textsuperscript",
}
_BIBLATEX = re.compile(r"\\mkbib(emph|italic|bold|quote|superscript)(?=\{)")

_ESCAPED = re.compile(r"\{?\\([_%&#$~{}])(?:\{\})?\}?")
_TILDE = re.compile(r"\{?(?:\\textasciitilde(?:\{\}|\s)?|\$\\sim\$|\\~\{\})\}?")
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl|href)\s?\{([^\s{}]*)\}")


def resolved(value: str, strings: Mapping[str, str]) -> tuple[str, str]:
    """Return the text of a value, and what follows it that is no value.

    Args:
        value: strings in braces or quotes, numbers and names of strings, joined with `#`.
        strings: the texts of the names, by their names in lower case.

    >>> resolved('aug # "~" # {3rd}', {}), resolved("acl # 1", {"acl": "Meeting "}), resolved("{a}\\n b = {c}", {})
    (('aug~3rd', ''), ('Meeting 1', ''), ('a', 'b = {c}'))
    """
    parts: list[str] = []
    position, room = -1, _LONGEST_NAMED
    while position < 0 or value.startswith("#", position):
        start = _after_space(value, position + 1)
        part, end = _part(value, start, len(value))
        position = len(value) if end < 0 else end
        if value[start : start + 1] not in _OPENINGS:
            named = strings.get(part.casefold(), part)
            part, room = (named, room - len(named)) if len(named) <= room else (part, room)
        parts.append(part)
        position = _after_space(value, position)
    return "".join(parts), value[position:]


def value_end(text: str, start: int, limit: int) -> int:
    """Return where a value ends; -1 where a brace or a quote of it is not closed before a limit."""
    _, end = _part(text, start, limit)
    while end >= 0 and text.startswith("#", _after_space(text, end)) and end < limit:
        _, end = _part(text, _after_space(text, _after_space(text, end) + 1), limit)
    return end


def _part(value: str, start: int, limit: int) -> tuple[str, int]:
    """Return one string, number or name of a string, and where it ends, -1 where it does not before a limit."""
    opening = value[start : start + 1]
    if opening not in _OPENINGS:
        end = _after(_BARE, value, start)
        return value[start:end], end
    depth = 0
    for mark in _MARK.finditer(value, start + 1, limit):
        if depth == 0 and mark[0] == ("}" if opening == "{" else '"'):
            return value[start + 1 : mark.start()], mark.end()
        depth += (mark[0] == "{") - (mark[0] == "}")
    return value[start + 1 : limit], -1


def balanced(value: str) -> str:
    """Return a value that is not closed as it should be, without the marks that have no partner.

    >>> balanced("{Fern: {Sparse}"), balanced('"Fern,'), balanced("{a {b}} c")
    ('Fern: {Sparse}', 'Fern', '{a {b}} c')
    """
    text = value.strip().rstrip(",").strip(' "')
    pairs = partners(text)
    paired = {*pairs, *pairs.values()}
    return "".join(
        c for index, c in enumerate(text) if c not in "{}" or index in paired or text[index - 1 : index] == "\\"
    )


def text_of(value: str, *, capitals: bool = False) -> str:
    """Return a value on one line, without the braces that only group.

    Args:
        value: text with LaTeX in it.
        capitals: keep the braces of groups without a capital letter, which protect nothing: `{label}`.

    >>> text_of("{{BERT}}: {P}re-training\\n of {D}eep \\\\emph{x} {\\\\ss}")
    'BERT: Pre-training of Deep \\\\emph{x} {\\\\ss}'
    >>> text_of("{LLM}s on {label}", capitals=True)
    'LLMs on {label}'
    """
    value = _DASH.sub(lambda match: "—" if len(match[1]) > 2 else "–", value)
    value = _SLASH.sub("/", _TWO_WAYS.sub("", _UNSEEN.sub("", value)))
    value = _BIBLATEX.sub(lambda match: f"\\{_STYLES[match[1]]}", value)
    marks: dict[int, str] = {}
    arguments: set[int] = set()
    for opening, closing in sorted(partners(value).items()):
        before = value[max(0, opening - _LOOK_BACK) : opening]
        is_symbol = _is_symbol(before) and closing > opening + 1
        if opening - 1 in arguments or (_ARGUMENT.search(before) and not is_symbol):
            arguments.add(closing)
        elif not value.startswith("\\", opening + 1) and not (capitals and _is_text(value, opening, closing)):
            marks[opening], marks[closing] = "{}" if is_symbol else "", ""
    return " ".join(_replaced(value, marks).split())


def _replaced(value: str, marks: Mapping[int, str]) -> str:
    """Return a text with other texts in the place of some characters."""
    parts: list[str] = []
    start = 0
    for index in sorted(marks):
        parts += (value[start:index], marks[index])
        start = index + 1
    return "".join([*parts, value[start:]])


def _is_symbol(before: str) -> bool:
    """Return whether a text ends with a command that takes no argument, so that a group after it is none."""
    match = _SYMBOL.search(before)
    return match is not None and any(match[1] in commands for commands in (SYMBOLS, LETTERS, SPACES))


def _is_text(value: str, opening: int, closing: int) -> bool:
    """Return whether braces are text: around what has no capital letter, or a formula after a function."""
    group = value[opening + 1 : closing]
    applied = value[max(0, opening - 1) : opening].isalnum() and not _TEXTUAL.isdisjoint(group)
    return applied or len(group) > _LONGEST_GROUP or not any(c.isupper() for c in group)


def address_of(value: str) -> str:
    """Return the first address of a value, without the escapes of LaTeX.

    >>> address_of(r"\\url{https://example.org/a\\_b{\\%}20}"), address_of("http://a.org/x http://b.org/y")
    ('https://example.org/a_b%20', 'http://a.org/x')
    """
    plain = _ESCAPED.sub(lambda match: match[1], _TILDE.sub("~", value))
    link = _ADDRESS.search(plain)
    words = (link[1] if link else plain).split()
    return words[0].strip("{}<>") if words and len(words[0]) > 1 else ""


def _after_space(text: str, position: int) -> int:
    return _after(_SPACE, text, position)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
