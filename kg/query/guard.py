r"""What a query may not do, decided before it is evaluated: ask other servers, write, or nest until the engine dies.

pyoxigraph sends SERVICE requests and has no switch for it, and it reads queries without a tokenizer: `SERVICE:x`,
`SERVICEx:x` and `FILTER(?a<1)SERVICE#>` are all federation to it. So the scan here is stricter than the grammar:
outside of strings, addresses, comments, variables and local names no word may hold `service`, and an address that could
as well be a comparison (`?a<'>'`) is refused where the two readings would hide different things. The query is looked at
twice, as it is and with its `\u` escapes resolved.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 100
MAX_OPERATORS = 1000
_MAX_ADDRESS = 2000

_TOKEN = re.compile(
    r"""
      (?P<space>[\s]+|\#[^\r\n]*)
    | (?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
               |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<quoted><<)
    | (?P<address><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    | (?P<local>:(?:[\w:%-]|\\.)*)
    | (?P<word>\w+)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<escape>\\.)
    | (?P<operator>&&|\|\||[!<>]=|[-+*/|!=<>^])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}
_HIDDEN = {"string", "address", "variable", "language"}
_PROLOGUE = re.compile(r"(?:\s|prefix\s+[\w.-]*:|base\b)*", re.IGNORECASE)
_OPERANDS = {"true", "false", "a", "as"}
_BEFORE_NAMES = {"filter", "by", "having", "graph", "from", "named"}
"""Keywords that a name may follow without a space; other words before a colon are prefixes."""
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_UNAMBIGUOUS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_TELLING = re.compile(r"['()#]|service", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query."""

    kind: str
    text: str
    start: int


class RefusedError(QueryError):
    """A query that is refused, and where."""

    def __init__(self, message: str, offset: int, *, kind: str = "") -> None:
        """Keep the place, and what the query is: `update`, `federation` or `long`; empty for anything else."""
        super().__init__(message)
        self.offset = offset
        self.kind = kind


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a query but for spaces and comments."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "space":
            yield Token(match.lastgroup, match[0], match.start())


def visible(text: str, found: Iterable[Token]) -> str:
    """Return a query with spaces for its strings, addresses, variables and comments."""
    code = [" "] * len(text)
    for token in found:
        if token.kind not in _HIDDEN:
            code[token.start : token.start + len(token.text)] = token.text
    return "".join(code)


def opening(text: str, found: Iterable[Token]) -> tuple[int, str]:
    """Return the first word of a query after its prefixes, and where it is."""
    code = visible(text, found)
    prologue = _PROLOGUE.match(code)
    start = prologue.end() if prologue else 0
    return start, (code[start:].split() or [""])[0]


def form(text: str) -> str:
    r"""Return the first keyword of a query after its prologue, in lower case; empty where there is none.

    >>> form("PREFIX ask: <urn:select> # construct\n\u0044ESCRIBE ask:x")
    'describe'
    """
    found = tokens(resolved(text))
    for token in found:
        word = token.text.lower()
        if word not in ("prefix", "base"):
            return word if token.kind == "word" else ""
        while token.kind not in ("address", "close"):  # what a prefix is, and what a broken one ends at
            token = next(found, Token("close", "", 0))  # noqa: PLW2901  the declaration is skipped
    return ""


def names_graphs(text: str) -> bool:
    """Tell whether a query names the graphs that it asks, with FROM.

    >>> names_graphs("ASK FROM <urn:a> {}"), names_graphs("DESCRIBE from:a { ?s from:a 'from' }")
    (True, False)
    """
    return any(map(_has_from, {text, resolved(text)}))


def _has_from(text: str) -> bool:
    depth, end = 0, -1
    for token in tokens(text):
        if end >= 0 and (token.kind != "local" or token.start > end):
            return True
        depth += (token.kind == "open") - (token.kind == "close")
        is_clause = depth == 0 and token.kind == "word" and token.text.lower() == "from"
        end = token.start + len(token.text) if is_clause else -1
    return False


def resolved(text: str) -> str:
    r"""Return a query with the characters that its escapes such as `\u0041` stand for."""
    return _ESCAPE.sub(_character, text)


def examine(text: str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> None:
    """Refuse a query that is not a bounded reading of the graph.

    Args:
        text: the query.
        max_bytes: how many bytes it may have in UTF-8.
        max_depth: how deep it may nest.

    Raises:
        RefusedError: it is too long, too deep, an update, or a request to another server.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise RefusedError("the query is not valid UTF-8", error.start) from error
    if size > max_bytes:
        raise RefusedError(f"the query has {size} bytes; {max_bytes} are allowed", 0, kind="long")
    _examine(text, max_depth)
    meant = resolved(text)
    if meant != text:
        _examine(meant, max_depth)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _examine(text: str, max_depth: int) -> None:
    found = list(tokens(text))
    _refuse_updates(text, found)
    _refuse_federation(found)
    _refuse_depth(found, max_depth)
    _refuse_length(found)


def _refuse_updates(text: str, found: list[Token]) -> None:
    start, word = opening(text, found)
    if word.lower() in _UPDATES:
        raise RefusedError(
            f"{word.upper()} would change the graph, which is read-only; change the sources and build again",
            start,
            kind="update",
        )


def _refuse_federation(found: list[Token]) -> None:
    brackets: list[str] = []
    before = ""
    for token in found:
        if token.kind == "word" and "service" in token.text.lower():
            raise RefusedError(
                "SERVICE would ask another server; queries stay on this machine", token.start, kind="federation"
            )
        if token.kind == "quoted":
            raise RefusedError(
                "'<<' is not supported: the graph has no quoted triples; in a comparison write '< <'", token.start
            )
        if token.kind == "address" and brackets[-1:] == ["("] and before not in ("(", ","):  # nothing to compare there
            _refuse_ambiguity(token)
        if token.kind == "open":
            brackets.append(token.text)
        elif token.kind == "close" and brackets:
            brackets.pop()
        before = token.text


def _refuse_ambiguity(token: Token) -> None:
    if not _UNAMBIGUOUS.match(token.text) and _TELLING.search(token.text):
        raise RefusedError(
            "'<' can be read in two ways here; put a space after it, or use a prefixed name", token.start
        )


def _refuse_depth(found: list[Token], max_depth: int) -> None:
    depth = run = 0
    for token in found:
        depth += (token.kind == "open") - (token.kind == "close")
        run = run + 1 if token.text in ("!", "^", "-", "+") else 0
        if depth > max_depth or run > max_depth:
            raise RefusedError(f"the query nests more than {max_depth} levels deep", token.start)


def _refuse_length(found: list[Token]) -> None:
    count = 0
    for token, after in pairwise([*found, Token("", "", -1)]):
        count += token.kind == "operator" or _is_keyword(token, after)
        if count > MAX_OPERATORS:
            raise RefusedError(f"the query has more than {MAX_OPERATORS} keywords and operators", token.start)
        if token.kind == "address" and len(token.text) > _MAX_ADDRESS:
            raise RefusedError(f"an address has more than {_MAX_ADDRESS} characters", token.start)


def _is_keyword(token: Token, after: Token) -> bool:
    word = token.text.lower()
    is_prefix = after.kind == "local" and after.start == token.start + len(word) and word not in _BEFORE_NAMES
    return token.kind == "word" and word.isalpha() and word not in _OPERANDS and not is_prefix
