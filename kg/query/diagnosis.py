"""Why a query cannot be read, in words and with the place: the parser's own messages are of little use to a reader."""

import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.query.guard import FORMS, Token, opening, tokens, visible

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
# What the parser says that is of use; its ranges of code points are not.
_SAID = re.compile(r'"(?:\\.|[^"\\])*"|The [^,\[]+|IRI parsing failed|\b[A-Z][A-Z ]+\b')
_MEANT = {
    **dict.fromkeys(('"?"', '"$"'), "a variable"),
    **dict.fromkeys(('"<"', '":"'), "an IRI"),
    **dict.fromkeys(('"+"', '"-"', "['0'..='9']"), "a number"),
    **dict.fromkeys(('"\\""', '"\\"\\"\\""', '"\'"', "\"'''\""), "a string"),
    **dict.fromkeys(('"true"', '"false"', "true", "false"), "a boolean"),
    **dict.fromkeys(('"_:"', '"<<"', '"<<("'), ""),
}
# Where these stand alone, the parser tried them last; a reader would take them for the remedy.
_CHANCE = {"OPTIONAL", "GRAPH", "MINUS", "CONSTRUCT", "DISTINCT"}
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_MAX_EXPECTED = 8
_WINDOW = 40
_PAIRS = {")": "(", "}": "{", "]": "["}
_DECLARED = re.compile(r"\bprefix\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w.:-])((?:[^\W\d_][\w.-]*)?):")


class QuerySyntaxError(QueryError):
    """A query that cannot be read, and where: lines and columns count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        """Keep the place."""
        super().__init__(message)
        self.line = line
        self.column = column


def explain(text: str, said: str, prefixes: Mapping[str, str], *, name: str) -> QuerySyntaxError:
    """Return the error for a query that the parser refuses.

    Args:
        text: the query.
        said: the parser's message.
        prefixes: the prefixes that need no declaration.
        name: what the message calls the query.
    """
    line, column, reason = _reason(text, said, prefixes)
    return QuerySyntaxError(f"{name}:{line}:{column}: {reason}", line, column)


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a character, both from 1.

    >>> place("ASK\\n{ }", 6)
    (2, 3)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def caret(text: str, line: int, column: int) -> str:
    """Return the part of a query around a place, with a caret below it."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return ""
    first = max(0, column - 1 - _WINDOW)
    part = lines[line - 1][first : column - 1 + _WINDOW]
    shown = "".join(c if c.isprintable() else " " for c in part)
    return f"{shown}\n{' ' * (column - 1 - first)}^"


def _reason(text: str, said: str, prefixes: Mapping[str, str]) -> tuple[int, int, str]:
    found = list(tokens(text))
    if not found:
        return 1, 1, "the query is empty"
    slips = (
        _unclosed(found),
        _undeclared(text, found, prefixes),
        _formless(text, found),
        _unbalanced(found),
        _relative(text, found),
    )
    if slip := next(filter(None, slips), None):
        offset, reason = slip
        return *place(text, offset), reason
    match = _PLACE.match(said)
    if not match:
        return 1, 1, " ".join(said.split())
    line, column = int(match[1]), int(match[2])
    rest = text.split("\n")[line - 1][column - 1 :].split()
    return line, column, _expected(match[3], rest)


def _expected(said: str, rest: list[str]) -> str:
    found = [str(item) for item in _SAID.findall(said)]
    if reasons := [item for item in found if item.startswith(("The ", "IRI"))]:
        return reasons[0]
    what = f"'{rest[0]}' is not expected here" if rest else "the query breaks off here or just before"
    meant = list(dict.fromkeys(_MEANT.get(item, item) for item in found))
    if _CHANCE.issuperset(meant):
        return what
    named = [item for item in meant if item]
    shown = named[:_MAX_EXPECTED] + (["..."] if len(named) > _MAX_EXPECTED else [])
    return f"{what}; expected {'one of ' if len(named) > 1 else ''}{', '.join(shown)}"


def _unclosed(found: list[Token]) -> tuple[int, str] | None:
    return next(((token.start, "the string is never closed") for token in found if token.text in ("'", '"')), None)


def _formless(text: str, found: list[Token]) -> tuple[int, str] | None:
    start, word = opening(text, found)
    if re.match("|".join(FORMS), word, re.IGNORECASE):
        return None
    return start, f"'{word}' starts no query; SELECT, ASK, CONSTRUCT and DESCRIBE do"


def _unbalanced(found: list[Token]) -> tuple[int, str] | None:
    opened: list[Token] = []
    for token in found:
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close" and (not opened or opened.pop().text != _PAIRS[token.text]):
            return token.start, f"'{token.text}' closes nothing"
    return (opened[-1].start, f"'{opened[-1].text}' is never closed") if opened else None


def _relative(text: str, found: list[Token]) -> tuple[int, str] | None:
    if re.search(r"\bbase\s", visible(text, found), re.IGNORECASE):
        return None
    return next(
        (
            (token.start, f"{token.text} is no full address, which starts with a scheme such as https:")
            for token in found
            if token.kind == "address" and not _ABSOLUTE.match(token.text)
        ),
        None,
    )


def _undeclared(text: str, found: list[Token], prefixes: Mapping[str, str]) -> tuple[int, str] | None:
    code = visible(text, found)
    known = {*prefixes, *_DECLARED.findall(code)}
    for match in _USED.finditer(code):
        if match[1] not in known:
            return match.start(), f"unknown prefix '{match[1]}:'; declare it with PREFIX {match[1]}: <...>"
    return None
