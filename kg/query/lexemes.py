"""A query read word by word: its lexemes, and where the one is that cannot stand there."""

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn

_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.%-]|\\.)*(?:[\w:%-]|\\.))?"
_LEXEME = re.compile(
    rf"""
      (?P<space>\s+|\#[^\r\n]*)
    | (?P<string>'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\"
               |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<address><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<broken><[a-z]+://[^>\r\n]*>)
    | (?P<bare>https?://[^\s<>"{{}}|^`\\]+)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
    | (?P<name>(?:[^\W\d_](?:[\w.-]{{0,200}}[\w-])?)?:(?:{_LOCAL})?)
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+|\d*\.\d+|\d+)
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>&&|\|\||!=|<=|>=|==|\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CURLY = ("“", "”", "„", "‘", "’", "‚", "«", "»", "`")
_PAIRS = {")": "(", "}": "{", "]": "["}
_MEANT = {
    "AND": "write '&&' for and",
    "OR": "write '||' for or",
    "==": "write '=' to compare",
    "<>": "write '!=' for unequal",
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of a query, of a kind that the grammar knows; the last one is of kind `end`."""

    kind: str
    text: str
    start: int


class MistakeError(Exception):
    """What is wrong with a query, and where."""

    def __init__(self, start: int, reason: str) -> None:
        """Keep the place."""
        super().__init__(reason)
        self.start = start
        self.reason = reason


def lexemes(text: str) -> Iterator[Lexeme]:
    """Yield the words of a query but for spaces and comments, and its end."""
    for match in _LEXEME.finditer(text):
        if match.lastgroup and match.lastgroup != "space":
            yield Lexeme(match.lastgroup, match[0], match.start())
    yield Lexeme("end", "", len(text.rstrip()))


class Reader:
    """Goes through the lexemes of a query; each method that takes one refuses what cannot stand there."""

    def __init__(self, text: str) -> None:
        """Start before the first lexeme."""
        self._rest = lexemes(text)
        self._open: list[Lexeme] = []
        self.here = next(self._rest)

    def step(self) -> Lexeme:
        """Return the lexeme here, and go on to the next."""
        last = self.here
        if last.text in ("(", "{", "["):
            self._open.append(last)
        elif last.text in _PAIRS and last.kind == "sign" and self._open:
            self._open.pop()
        self.here = next(self._rest, last)
        return last

    def at(self, *texts: str) -> bool:
        """Tell whether one of these keywords or signs is here."""
        return self.here.kind in ("word", "sign") and self.here.text.upper() in texts

    def take(self, *texts: str) -> bool:
        """Go on where one of these keywords or signs is here, and tell whether it was."""
        found = self.at(*texts)
        if found:
            self.step()
        return found

    def need(self, text: str, purpose: str = "") -> None:
        """Go on where a keyword or sign is here, and refuse anything else."""
        if not self.take(text):
            shown = text if text.isalpha() else f"'{text}'"
            self.refuse(f"{shown}{purpose}", words=(text,))

    def need_kind(self, kind: str, expected: str) -> Lexeme:
        """Return the lexeme of a kind, and refuse any other."""
        if self.here.kind != kind:
            self.refuse(expected)
        return self.step()

    def refuse(self, expected: str, *, words: Collection[str] = ()) -> NoReturn:
        """Say that something else is expected here; `words` are keywords that may have been misspelt."""
        here = self.here
        if here.kind in ("end", "sign") and (here.kind == "end" or here.text in _PAIRS):
            self._refuse_brackets()
        if here.kind == "sign" and here.text in ("'", '"'):
            raise MistakeError(here.start, "the string is never closed")
        if here.text in _CURLY:
            raise MistakeError(here.start, f"{here.text} is no quotation mark of SPARQL; write \" or '")
        if here.kind == "broken":
            raise MistakeError(
                here.start, "an address has neither spaces nor any of {}|\\^` in it; write %20 for a space"
            )
        if here.kind == "bare":
            raise MistakeError(here.start, f"an address stands between angle brackets: <{here.text}>")
        if here.kind == "end":
            raise MistakeError(here.start, f"the query breaks off here; expected {expected}")
        raise MistakeError(
            here.start, f"'{here.text}' is not expected here; {self._advice(words) or f'expected {expected}'}"
        )

    def _refuse_brackets(self) -> None:
        wanted = _PAIRS.get(self.here.text)
        if self._open and self._open[-1].text != wanted:
            raise MistakeError(self._open[-1].start, f"'{self._open[-1].text}' is never closed")
        if wanted and not self._open:
            raise MistakeError(self.here.start, f"'{self.here.text}' closes nothing")

    def _advice(self, words: Collection[str]) -> str:
        if meant := _MEANT.get(self.here.text.upper()):
            return meant
        near = (
            difflib.get_close_matches(self.here.text.upper(), words, n=1, cutoff=0.6)
            if self.here.kind == "word"
            else []
        )
        return f"did you mean {near[0]}?" if near else ""
