"""Short formulas as plain text: `S$^3$AM` is S3AM, `$\\pi_{0.5}$` is π0.5, `$10^{-5}$` is 10^-5."""

import re
import unicodedata
from typing import Final

from kg.latex.symbols import (
    BINARY,
    FRACTIONS,
    FUNCTIONS,
    LITERALS,
    MATH_ACCENTS,
    MODULO,
    SIZES,
    SPACES,
    STYLES,
    SWITCHES,
    SYMBOLS,
    TEXT_STYLES,
    unbraced,
)

LIMIT: Final = 400
"""The characters of the longest formula that is flattened; longer ones stay as they are."""
_MAX_BRACES: Final = 80
_PROSE: Final = 3
"""So many words in a row that no command makes are prose."""

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|[^\s]", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_WORD = re.compile(r"[A-Za-z]{2,}")
_MATHEMATICAL = re.compile(r"[\\^_=<>+|]")
_OPERATOR = re.compile(r"[=+<>()\[\]/|,;:\s-]|\\(?:log|ln|exp|max|min|times|cdot|pm|in|to)(?![A-Za-z])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNED = re.compile(r"[-−]?\w+(?:\.\d+)?")
_GLUE: Final = " -–—/,("
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th", "TM"})


def is_formula(content: str, following: str) -> bool:
    """Return whether what stands between two dollar signs is a formula, and not prose between two prices.

    Args:
        content: the text between the signs.
        following: the character after the second sign, or nothing.
    """
    if not content.strip() or len(content) > LIMIT or not balanced(content):
        return False
    prose = len(_WORD.findall(_bare(content)))
    if content[0].isdigit() and "\\" not in content:
        return not (prose and " " in content) and content[-1] not in _GLUE and not following.isdigit()
    if content[0].isspace() or content[-1].isspace():
        return prose == 0 or (prose < _PROSE and bool(_MATHEMATICAL.search(content)))
    return prose < _PROSE or " " not in content


def balanced(content: str) -> bool:
    """Return whether each brace has its partner, and there are few enough of them to follow."""
    depth = 0
    braces = [mark for mark in _TOKEN.findall(content) if mark in ("{", "}")]
    for brace in braces:
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and len(braces) <= _MAX_BRACES


def flatten(content: str, *, before: str = "") -> str:
    """Return a formula as plain text on one line.

    Scripts lose their mark where the formula is a name, and keep it where it is a term.

    Args:
        content: what stands between the dollar signs, with balanced braces.
        before: the character that the formula follows, the base of a script that opens it.

    >>> flatten("^{2}", before="M"), flatten("L_{\\\\infty}"), flatten("O(n^2\\\\log n)"), flatten("10^{-5}")
    ('2', 'L∞', 'O(n^2 log n)', '10^-5')
    """
    return " ".join(_Formula(content, before).sequence().split())


def _bare(content: str) -> str:
    """Return a formula with what no command and no brace holds."""
    kept, depth = [], 0
    for mark in _TOKEN.findall(content):
        depth += (mark == "{") - (mark == "}")
        kept.append("\\" if depth or mark == "}" or _COMMAND.fullmatch(mark) else mark)
    return "".join(kept)


class _Formula:
    """A formula that is read token by token; its braces are balanced, so that it ends where they do."""

    def __init__(self, content: str, before: str) -> None:
        self.tokens = _TOKEN.findall(content)[::-1]  # the next one is the last
        self.last = self.outside = before
        self.named = not _OPERATOR.search(content.strip())

    def sequence(self, *, literal: bool = False) -> str:
        """Read to the closing brace or the end; `literal` where an underscore is only an underscore."""
        parts: list[str] = []
        while self.tokens and (mark := self.tokens.pop()) != "}":
            part = self._script(mark) if mark in ("^", "_") and not literal else self._atom(mark)
            parts.append(part)
            if part:
                self.last, self.outside = part[-1], ""
        return "".join(parts)

    def _atom(self, mark: str) -> str:
        if mark == "{":
            return self.sequence()
        if mark == "}":  # an argument is missing: the brace belongs to the group around it
            self.tokens.append(mark)
            return ""
        if mark == "~" or mark.isspace():
            return " "
        return self._command(mark[1:]) if len(mark) > 1 else mark

    def _argument(self, *, literal: bool = False) -> str:
        self._skip_spaces()
        if not self.tokens:
            return ""
        mark = self.tokens.pop()
        last, outside, self.last = self.last, self.outside, ""
        text = self.sequence(literal=literal) if mark == "{" else self._atom(mark)
        self.last, self.outside = last, outside
        return text if literal else text.strip()

    def _skip_spaces(self) -> None:
        while self.tokens and self.tokens[-1].isspace():
            self.tokens.pop()

    def _command(self, name: str) -> str:
        if name in SYMBOLS:
            return self._symbol(SYMBOLS[name])
        if name in STYLES:
            return self._argument(literal=name in TEXT_STYLES)
        if name in MATH_ACCENTS:
            return _accented(self._argument(), MATH_ACCENTS[name])
        return self._construct(name)

    def _construct(self, name: str) -> str:
        if name in MODULO:
            return " mod "
        if name in FUNCTIONS:
            return self._function(name)
        if name in FRACTIONS:
            return f"{_grouped(self._argument())}/{_grouped(self._argument())}"
        if name == "binom":
            return f"({self._argument()} choose {self._argument()})"
        if name == "sqrt":
            return self._root()
        return self._plain(name)

    def _plain(self, name: str) -> str:
        if name in SIZES:
            if self.tokens and self.tokens[-1] == ".":  # the empty delimiter of `\right.`
                self.tokens.pop()
            return ""
        if name in SPACES or name in SWITCHES:
            return SPACES.get(name, "")
        if name in LITERALS or name == "|":
            return name.replace("|", "‖")
        text = unbraced(name) or f"\\{name}"
        while self.tokens and self.tokens[-1] == "{":
            text += f"{{{self._argument()}}}"
        return text

    def _symbol(self, text: str) -> str:
        if text in BINARY and self.last and not self.last.isspace():
            self._skip_spaces()
        return text

    def _function(self, name: str) -> str:
        following = self.tokens[-1] if self.tokens else ""
        close = following[:1].isalnum() or (_COMMAND.fullmatch(following) and following[1:] not in SIZES)
        return f"{' ' if self.last.isalnum() else ''}{name}{' ' if close else ''}"

    def _root(self) -> str:
        degree = ""
        if self.tokens and self.tokens[-1] == "[":
            while self.tokens and (mark := self.tokens.pop()) != "]":
                degree += mark.strip("[]{}")
        return f"{degree}√{_grouped(self._argument())}"

    def _script(self, mark: str) -> str:
        base, inside = self.last, not self.outside
        text = self._argument()
        if mark == "^" and text == SYMBOLS["circ"]:
            return "°"
        if text in _ORDINALS or not any(c.isalnum() for c in text):
            return text
        if len(text) == 1 or _NUMBER.fullmatch(text):
            power = base.isdigit() and (inside or text[0].isdigit())
            return text if not power and (self.named or (mark == "_" and text[0].isdigit())) else f"{mark}{text}"
        if text.isalpha() and text.isascii():
            return f"{mark}{text}" if base.isalnum() else text
        return f"{mark}{text if _SIGNED.fullmatch(text) else _grouped(text)}"


def _accented(text: str, accent: str) -> str:
    return unicodedata.normalize("NFC", text + accent) if len(text) == 1 else text


def _grouped(text: str) -> str:
    if all(c.isalnum() or c == "." for c in text) or (text[0] == "(" and text.find(")") == len(text) - 1):
        return text
    return f"({text})"
