"""RDF terms as N-Quads writes them: canonical literals, escaped so that no text can end one.

Canonical means that a store gives back what was written: pyoxigraph rewrites `"0.930"^^xsd:decimal` and the like.
"""

import re
from datetime import date as calendar_date
from functools import cache

from kg import schema

Triple = tuple[str, str, str]
Quad = tuple[str, str, str, str]
"""A triple and its named graph."""

# Controls, what steers the direction of text or cannot be seen, non-characters.
HIDDEN = "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
"""What is escaped although N-Triples does not ask for it, as a regular expression."""
_UNSAFE = re.compile(f'["\\\\\x00-\x1f\ud800-\udfff{HIDDEN[1:]}')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DATE_TYPES = {10: "date", 7: "gYearMonth", 4: "gYear"}
_PREFIXED = re.compile(r"(\w+):(.*)", re.ASCII)


@cache
def term(prefixed: str) -> str:
    """Return the IRI of a term such as `schema:Dataset`; a name without a prefix is one of ours.

    >>> term("rdf:type")
    '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
    """
    match = _PREFIXED.fullmatch(prefixed)
    prefix, name = match.groups() if match else ("kg", prefixed)
    return f"<{schema.load().all_prefixes()[prefix]}{name}>"


def literal(text: str) -> str:
    r"""Return a plain string; a lone surrogate, which no encoding has, becomes U+FFFD.

    >>> literal('say "hi"\n')
    '"say \\"hi\\"\\n"'
    """
    return f'"{_UNSAFE.sub(escaped, text)}"' if _UNSAFE.search(text) else f'"{text}"'


def escaped(match: re.Match[str]) -> str:
    """Return the escape of a character that a regular expression found; U+FFFD for a lone surrogate."""
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def typed(text: str, datatype: str) -> str:
    """Return a literal of an XSD type, such as `integer`."""
    return f'"{text}"^^{term(f"xsd:{datatype}")}'


@cache
def integer(value: int) -> str:
    """Return an `xsd:integer`."""
    return typed(str(value), "integer")


@cache
def decimal(value: float, *, places: int = 4) -> str:
    """Return an `xsd:decimal` of at most some places, without zeros at its end."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return typed("0" if text == "-0" else text, "decimal")


def date(text: str) -> str:
    """Return an `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`, as far as the date is known and exists, or nothing.

    >>> date("2017-06-12"), date("2017-02-30"), date("soon")
    ('"2017-06-12"^^<http://www.w3.org/2001/XMLSchema#date>', \
'"2017-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>', '')
    """
    for size, datatype in _DATE_TYPES.items():
        if len(text) >= size and _exists(text[:size]):
            return typed(text[:size], datatype)
    return ""


def _exists(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        calendar_date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True
