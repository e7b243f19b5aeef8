"""Words in a drawing: what of a text may be written, and how much room it takes."""

import unicodedata
from xml.sax.saxutils import escape

from kg.text import printable

FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
_GENEROUS = 1.07
"""Fonts differ: what is measured a little too wide never runs into its neighbour."""
_BOLD = 1.07
# Thousandths of the size, as usual sans-serif fonts have them.
_WIDTHS = {
    "'|ijl": 225,
    " !,./:;I[]ft\\": 280,
    "()-`r{}·": 335,
    '"*^': 400,
    "Jcksvxyz": 500,
    "#$?L_0123456789abdeghnopqu–": 557,
    "+<=>~FTZ": 600,
    "&ABEKPSVXY": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "Mm": 835,
    "%": 890,
    "W": 945,
    "@…—": 1015,
}
_WIDTH = {character: width for characters, width in _WIDTHS.items() for character in characters}
_USUAL = 610


def one_line(text: str, *, most: int = 0) -> str:
    """Return a text on one line without what nobody can see, cut where it is longer than `most` characters.

    >>> one_line("LoRA\\u202e\\n  for\\x00 all", most=8)
    'LoRA fo…'
    """
    text = " ".join(printable(text).split())
    return f"{text[: most - 1].rstrip()}…" if most and len(text) > most else text


def escaped(text: str) -> str:
    """Return a text as XML has it, in an element or between double quotes.

    >>> escaped('<b onload="x">')
    '&lt;b onload=&quot;x&quot;&gt;'
    """
    return escape(one_line(text), {'"': "&quot;"})


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in pixels.

    >>> round(width("Will", 10)), round(width("漢字", 10)), width("", 10)
    (17, 21, 0.0)
    """
    thousandths = sum(_WIDTH.get(character) or _other(character) for character in text)
    return thousandths / 1000 * size * _GENEROUS * (_BOLD if bold else 1)


def _other(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    return 1000 if unicodedata.east_asian_width(character) in "WF" else _WIDTH.get(base, _USUAL + 90)
