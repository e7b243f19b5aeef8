"""Objects as Python prints them, `{'title': 'Fern', 'code': None}`, which many scripts write in place of JSON."""

import re
from typing import Final

_TOKEN = re.compile(
    r"""'((?:[^'\\\n]|\\.)*+)'|"((?:[^"\\\n]|\\.)*+)"|\b(None|True|False|nan|inf)\b|([()])|,\s*+(?=[\])}])"""
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|.)|\"|[\x00-\x1f]")
_WORDS: Final = {"None": "null", "True": "true", "False": "false", "nan": "null", "inf": "null"}
_BRACKETS: Final = {"(": "[", ")": "]"}
_SAME: Final = frozenset('"\\/bfnrtu')
_LAST: Final = 0x10FFFF


def may_be_one(text: str) -> bool:
    """Return whether a text starts as an object that Python printed."""
    return text.startswith(("{'", "{ '"))


def as_json(text: str) -> str:
    r"""Return an object that Python printed as JSON; what is no such object becomes JSON that is broken.

    >>> as_json("{'title': 'Fern\\'s \"Moss\"', 'tags': ('a',), 'code': None}")
    '{"title": "Fern\'s \\"Moss\\"", "tags": ["a"], "code": null}'
    """
    return _TOKEN.sub(_token, text)


def _token(match: re.Match[str]) -> str:
    single, double, word, bracket = match.groups()
    if word or bracket:
        return _WORDS[word] if word else _BRACKETS[bracket]
    content = single if single is not None else double
    return "" if content is None else f'"{_ESCAPE.sub(_escape, content)}"'


def _escape(match: re.Match[str]) -> str:
    code = match[1] or ""
    if code[:1] in ("x", "U") and len(code) > 1:
        number = int(code[1:], 16)
        return f"\\u{number:04x}" if number < 1 << 16 else chr(number) if number <= _LAST else "\\ufffd"
    if not code:
        return '\\"' if match[0] == '"' else f"\\u{ord(match[0]):04x}"
    return match[0] if code in _SAME else "'" if code == "'" else f"\\\\{code}"
