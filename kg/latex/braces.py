"""Braces: their partners, and which of them a reader does not miss."""

import re
from collections.abc import Container

_BRACE = re.compile(r"[\\{}](?:(?<=[{}])|(?<=\\).)", re.DOTALL)
_COMMAND_INSIDE = re.compile(r"\{\s*+\\([A-Za-z]+|.)", re.DOTALL)
_ARGUMENT = re.compile(r"(?:\\[A-Za-z]+|[}^_])$")
_NEEDLESS = re.compile(
    r"\{[^\W\d_]{1,3}\}(?=[^\W\d_])"  # {G}raph
    r"|(?<=[^\W\d_])\{(?:[^\W\d_A-Za-z]|[-–])\}"  # caf{é}, Norouzi{-}Fard
    r"|(?<=\d)\{,\}(?=\d)"  # 10{,}000
    r"|\{[^\W_]{1,20}\}(?=\$[\^_])"  # {CFA}$^2$
)
_LOOK_BACK = 32


def partners(text: str) -> dict[int, int]:
    """Return where the group that a brace opens is closed; braces after a backslash are text."""
    found: dict[int, int] = {}
    if "{" not in text:
        return found
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            found[opened.pop()] = match.start()
    return found


def are_needless(text: str, start: int, known: Container[str]) -> bool:
    """Return whether the group that starts here only groups, and is not the argument of an unknown command.

    Args:
        text: the whole text.
        start: where the brace stands.
        known: the commands that need no braces around them.
    """
    if _ARGUMENT.search(text, max(0, start - _LOOK_BACK), start):
        return False
    inside = _COMMAND_INSIDE.match(text, start)
    return bool((inside and inside[1] in known) or _NEEDLESS.match(text, start))
