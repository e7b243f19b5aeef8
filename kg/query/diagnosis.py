"""Why a query cannot be read, in words and with the place: the parser's own messages are of little use to a reader."""

from collections.abc import Mapping

from kg.errors import QueryError
from kg.query.table import cells_wide

_WINDOW = 40


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
    from kg.query.grammar import mistake

    found = mistake(text, prefixes)
    reason = found.reason if found else _plain(said)
    line, column = place(text, found.start if found else 0)
    return QuerySyntaxError(f"{name}:{line}:{column}: {reason}", line, column)


def _plain(said: str) -> str:
    """Return what the parser says in words; its place is only where it gave up, the rest ranges of characters."""
    told = [part for part in said.partition("expected ")[2].removeprefix("one of ").split(", ") if " " in part]
    return next((part for part in told if part[0].isupper()), "the query is no SPARQL 1.1")


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
    return f"{shown}\n{' ' * cells_wide(shown[: column - 1 - first])}^"
