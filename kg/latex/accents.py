"""Accents of LaTeX: `\\"{o}`, `\\'e`, `\\c{c}`, and what only looks like one."""

import re
import unicodedata
from typing import Final

from kg.latex.symbols import ACCENTS, SYMBOLS

BRACED: Final = re.compile(r"\{\\([\"'`^~=.])\}([A-Za-z])")
"""An accent whose braces miss its letter: `T{\\"}ulu`."""

_LETTER = re.compile(r"\s?\{\s?(?:\\([ij])|([^\W\d_]))\s?\}|\\([ij])(?![A-Za-z])|([^\W\d_])")
_APART = re.compile(r"\s{1,2}([^\W\d_])")
_TORN_NAME = re.compile(r"\{([a-z]{1,9})\}")
_CONTRACTION = re.compile(r"(?:s|t|re|ll|ve|d|m)(?![A-Za-z])")
_CLOSING_QUOTE = re.compile(r"[\w.,;:!?)]\\\"(?![A-Za-z{\\])")
_REACH: Final = 400
_SPACED: Final = frozenset("cvuHkr")
"""Accents that may stand apart from their letter, as in `Fran\\c cois`; `\\d in` and `\\b x` are somebody's own."""
_DIAERESIS: Final = frozenset("aeiouyAEIOUY")


def read(text: str, position: int, name: str, before: str) -> tuple[str, int] | None:
    """Return what an accent and its letter stand for, and where they end; nothing where it is no accent.

    Args:
        text: the whole text.
        position: where the command ends.
        name: the command without its backslash.
        before: the character before the command.
    """
    if name == "'" and before.isalpha() and _CONTRACTION.match(text, position):
        return "'", position
    if name == '"' and not before.isalpha() and _CLOSING_QUOTE.search(text, position, position + _REACH):
        return '"', position
    match = _LETTER.match(text, position)
    if match and not (name.isalpha() and match[4]):
        letter = compose(next(filter(None, match.groups())), name)
        if letter:
            return letter, match.end()
    if name in _SPACED and (apart := _APART.match(text, position)) and (letter := compose(apart[1], name)):
        return letter, apart.end()
    torn = _TORN_NAME.match(text, position)
    if torn and name + torn[1] in SYMBOLS:  # `\r{ho}`: an accent made of somebody's \rho
        return SYMBOLS[name + torn[1]], torn.end()
    return (name, position) if name in "\"'" else None


def compose(letter: str, accent: str) -> str:
    """Return the one character that a letter and an accent make, or nothing."""
    letter = "i" if letter == "ı" else letter
    if accent == '"' and letter not in _DIAERESIS:
        return ""
    composed = unicodedata.normalize("NFC", letter + ACCENTS[accent])
    return composed if len(composed) == 1 else ""
